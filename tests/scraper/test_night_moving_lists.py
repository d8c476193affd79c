"""Lists that move from night to night and while they are read: what is found at once, and that nothing is lost."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.list_reading import ENTRIES_PER_PAGE, ListReading, pages
from scraper.list_rules import fingerprint, is_enough, lacking, place, to_read
from scraper.plan import KnownQuestion
from scraper.sites.nosdeputes.question_list import QuestionEntry, QuestionList

TONIGHT = date(2010, 6, 1)
KINDS = ("answered", "asked", "announced", "vanished", "reworded")


@dataclass
class MovingList:
    """A list as a site keeps it; changes wait for their page to be asked for."""

    entries: dict[int, QuestionEntry]
    announced: dict[int, date] = field(default_factory=dict)
    changes: dict[int, list[tuple[str, int]]] = field(default_factory=dict)
    asked: int = 0
    touched: set[int] = field(default_factory=set)

    async def page(self, number: int, look: str = "") -> QuestionList:
        for kind, at in self.changes.pop(self.asked, []):
            self.change(kind, at)
        self.asked += 1
        ordered = sorted(self.entries.values(), key=lambda e: (self.day(e), e.number), reverse=True)
        shown = ordered[(number - 1) * ENTRIES_PER_PAGE : number * ENTRIES_PER_PAGE]
        last = max(1, -(-len(ordered) // ENTRIES_PER_PAGE))
        return QuestionList(announced=len(ordered), page=number, last_page=last, entries=tuple(shown), unreadable=())

    def day(self, entry: QuestionEntry) -> date:
        day = self.announced.get(entry.number) or place(entry, {})
        assert day is not None
        return day

    def change(self, kind: str, at: int) -> None:
        """Change one of the questions; an answer is dated within the month before."""
        number = sorted(self.entries)[at % len(self.entries)] if self.entries else 0
        shown = self.entries.get(number)
        if kind == "asked" or shown is None:
            number = max(self.entries, default=0) + 1
            self.entries[number] = pending(number, TONIGHT - timedelta(days=at % 30))
        elif kind == "vanished":
            del self.entries[number]
            self.announced.pop(number, None)
        elif kind == "reworded":
            self.entries[number] = replace(shown, excerpt=shown.excerpt + "!")
        elif kind == "announced" and not shown.state.startswith("Réponse"):
            self.announced[number] = TONIGHT + timedelta(days=at % 9)
        elif kind == "answered":
            self.announced.pop(number, None)
            day = TONIGHT - timedelta(days=at % 30)
            self.entries[number] = replace(shown, state=f"Réponse le {day:%d/%m/%y}")
        self.touched.add(number)


def pending(number: int, day: date) -> QuestionEntry:
    return QuestionEntry(
        number=number, site_id=number, asked=f"{day:%d/%m/%y}", ministry="Justice", state="Sans réponse", themes=None,
        excerpt="Mme Aline Exemple demande un chiffre.",
    )  # fmt: skip


def learn(site: MovingList, known: dict[int, KnownQuestion], number: int, entry: QuestionEntry) -> None:
    """Read a question's page: it says how the question stands now, and its entry is what led there."""
    if number in site.entries:
        known[number] = KnownQuestion(dated_on=site.day(site.entries[number]), listed=fingerprint(entry))


async def read(site: MovingList, known: dict[int, KnownQuestion], *, whole: bool) -> tuple[ListReading, set[int]]:
    """Read the list by the rules of a night; return the reading and the questions that were read."""
    reading, found = ListReading(), set()
    before = dict(known)
    first = await site.page(1)

    def enough() -> bool:
        return not whole and is_enough(reading, before, TONIGHT)

    async for page in pages(reading, first, site.page, enough):
        assert isinstance(page, QuestionList)
        reading.add(page)
        for number in to_read(reading, before):
            found.add(number)
            learn(site, known, number, reading.entries[number])
    for number in lacking(reading, before):
        if number not in site.entries:
            known.pop(number, None)
    return reading, found


def known_of(site: MovingList) -> dict[int, KnownQuestion]:
    known: dict[int, KnownQuestion] = {}
    for number, entry in site.entries.items():
        learn(site, known, number, entry)
    return known


sites = st.lists(st.integers(1, 900), min_size=1, max_size=90).map(
    lambda ages: MovingList({n: pending(n, TONIGHT - timedelta(days=age)) for n, age in enumerate(ages, start=1)})
)
changes = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 200)), max_size=4)


@given(sites)
def test_a_list_that_did_not_change_is_read_until_a_page_reaches_back(site: MovingList) -> None:
    known = known_of(site)
    _, found = asyncio.run(read(site, known, whole=False))
    days = sorted(map(site.day, site.entries.values()), reverse=True)
    ends = [days[min(end, len(days)) - 1] for end in range(20, len(days) + 20, 20)]
    recent = sum(end >= TONIGHT - timedelta(days=35) for end in ends)
    assert found == set()
    assert site.asked == min(recent + 1, len(ends))


@given(sites, changes)
def test_new_questions_and_answers_are_found_the_same_night(site: MovingList, wanted: list[tuple[str, int]]) -> None:
    known = known_of(site)
    for kind, at in wanted:
        site.change(kind if kind in ("asked", "answered") else "answered", at)
    _, found = asyncio.run(read(site, known, whole=False))
    assert found == site.touched
    assert known == known_of(site)


@given(sites, changes, changes, st.integers(0, 6))
@settings(max_examples=200)
def test_nothing_is_lost_beyond_the_next_whole_reading(
    site: MovingList, before: list[tuple[str, int]], during: list[tuple[str, int]], at: int
) -> None:
    known = known_of(site)
    for change in before:
        site.change(*change)
    site.changes = {at: during}
    asyncio.run(read(site, known, whole=False))
    for rest in site.changes.values():
        for change in rest:
            site.change(*change)
    site.changes = {}
    # What an announced answer moved, without another sign of it, may only show where it passed a later day.
    reading, _ = asyncio.run(read(site, known, whole=True))
    assert reading.settled
    assert known.keys() == site.entries.keys()
    assert {n for n in known if known[n].listed != fingerprint(site.entries[n])} == set()


@given(sites, changes, st.integers(0, 6))
def test_a_whole_reading_concludes_only_what_is_so(site: MovingList, during: list[tuple[str, int]], at: int) -> None:
    """What a list lacks while it moves is looked up, not believed: here every look-up tells the truth."""
    known = known_of(site)
    site.changes = {at: during}
    reading, _ = asyncio.run(read(site, known, whole=True))
    assert site.entries.keys() - known.keys() <= site.touched
    assert not reading.settled or lacking(reading, known) <= site.touched
