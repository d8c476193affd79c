"""Nights of a corpus, without a site: what changes, where it shows, and that it is always the same."""

import re
from datetime import date

import pytest

from demo.changes import DOCUMENT, LIST, PAGE, ROSTER, Change
from demo.corpus import Corpus, build
from demo.errors import UnknownKind
from demo.list_page import entry_title
from demo.nights import KINDS, Nights
from demo.pages import Answer, Pages
from parliament.legislatures import LEGISLATURES

TODAY = date(2026, 1, 1)
# What the roster, the lists, the question page on 13 and on 16, and the document show of a change: as was measured.
SHOWN = {
    "answered": (False, True, True, True, True),
    "given": (False, True, True, True, True),
    "withdrawn": (False, True, True, True, True),
    "withdrawn-today": (False, True, True, True, True),
    "announced": (False, True, True, True, True),
    "reattributed": (False, False, False, True, True),
    "asked-ministry": (False, True, True, False, True),
    "corrected": (False, False, True, True, True),
    "reason": (False, False, True, True, True),
    "text": (False, True, True, True, True),
    "text-end": (False, False, True, True, True),
    "themes": (False, True, False, False, True),
    "moved": (False, True, True, True, True),
    "commented": (False, False, True, True, True),
    "group-then": (False, False, False, False, True),
}
# Another ministry may shorten to the same title.
TITLES_MAY_AGREE = {("reattributed", 13), ("asked-ministry", 13), ("reattributed", 16)}
QUESTIONS = 300


class Seen:
    """What a site shows of everything at one moment."""

    def __init__(self, pages: Pages):
        chamber = pages.chamber
        self.roster = pages.answer("/deputes/json").body
        self.lists = {
            member.person.slug: "".join(
                list_of(pages, member.person.slug, page)
                for page in range(1, 1 + -(-len(chamber.ordered(member.site_id)) // 20))
            )
            for member in chamber.members
        }

    def other_lists(self, later: "Seen") -> set[str]:
        return {slug for slug in self.lists if self.lists[slug] != later.lists.get(slug)}


def site(corpus: Corpus, nights: Nights, legislature: int) -> Pages:
    return Pages(corpus.legislatures[legislature], "http://127.0.0.1:8000", nights.clock)


def list_of(pages: Pages, slug: str, page: int) -> str:
    """Return the count that a page of a list announces, and its entries."""
    count, _, entries = (
        pages.answer(f"/{slug}/questions", f"page={page}")
        .body.partition('<div class="questions">')[2]
        .partition("trouvée")
    )
    return count + entries.partition("interventions")[2]


def page_of(pages: Pages, number: int) -> Answer:
    answer = pages.answer(f"/{pages.flavour.legislature}/question/QE/{number}".removeprefix("/13"))
    answer.body = re.sub(r'name="commentaire\[unique_form\]".*|name="unique_form" value="\w+"', "", answer.body)
    return answer


def document_of(pages: Pages, site_id: int) -> Answer:
    return pages.answer(f"/api/document/QuestionEcrite/{site_id}/json")


def prepared(kind: str, legislature: int) -> tuple[Corpus, Nights]:
    """Return a corpus in which something can change so tonight."""
    corpus = build(QUESTIONS)
    nights = Nights(corpus, TODAY)
    before = {"given": {"announced": 8}, "substitute": {"resigned": 1}, "reason": {"withdrawn-today": 1}}
    for wanted in (before.get(kind, {}), {}) if kind == "reason" else (before.get(kind, {}),):
        nights.pass_nights(kinds=wanted, legislatures=[legislature])
    return corpus, nights


def changed(kind: str, nights: Nights, legislature: int) -> Change:
    """Let a night pass that changes one thing; an answer that turns withdrawn with the day is not tonight's change."""
    nights.clock.next_day()
    (change,) = nights.during(kinds=[kind], legislatures=[legislature])
    return change


@pytest.mark.parametrize("legislature", [13, 16])
@pytest.mark.parametrize("kind", SHOWN)
def test_a_change_of_a_question_shows_where_the_real_sites_show_it(kind: str, legislature: int) -> None:
    corpus, nights = prepared(kind, legislature)
    pages = site(corpus, nights, legislature)
    foreseen = changed(kind, prepared(kind, legislature)[1], legislature)
    nights.clock.next_day()
    before = Seen(pages)
    page_before, document_before = page_of(pages, foreseen.number).body, document_of(pages, foreseen.site_id).body
    (change,) = nights.during(kinds=[kind], legislatures=[legislature])
    after = Seen(pages)
    page, document = page_of(pages, change.number).body, document_of(pages, change.site_id).body
    assert change == foreseen
    roster, lists, on_13, on_16, data = SHOWN[kind]
    assert (before.roster != after.roster) is roster
    assert before.other_lists(after) == (set(change.slugs) if lists else set())
    if (kind, legislature) not in TITLES_MAY_AGREE:
        assert (page != page_before) is (on_13 if legislature == 13 else on_16)
    assert (document != document_before) is data
    assert change.visible == (LIST if lists else PAGE if page != page_before else DOCUMENT)


@pytest.mark.parametrize("legislature", [13, 16])
def test_a_new_question_is_on_its_list_its_page_and_its_document(legislature: int) -> None:
    corpus, nights = prepared("asked", legislature)
    pages = site(corpus, nights, legislature)
    before = Seen(pages)
    change = changed("asked", nights, legislature)
    assert before.other_lists(Seen(pages)) == set(change.slugs)
    assert (page_of(pages, change.number).status, document_of(pages, change.site_id).status) == (200, 200)
    (asked,) = [e for e in corpus.expected(legislature, nights.today) if e.number == change.number]
    assert (asked.state, asked.asked_on.weekday(), (nights.today - asked.asked_on).days < 7) == ("pending", 1, True)


@pytest.mark.parametrize(("legislature", "status"), [(13, 500), (14, 302), (16, 302)])
def test_a_vanished_question_is_gone_everywhere(legislature: int, status: int) -> None:
    corpus, nights = prepared("vanished", legislature)
    pages = site(corpus, nights, legislature)
    before = Seen(pages)
    change = changed("vanished", nights, legislature)
    assert before.other_lists(Seen(pages)) == set(change.slugs)
    assert (page_of(pages, change.number).status, document_of(pages, change.site_id).status) == (404, status)
    assert change.number not in {each.number for each in corpus.expected(legislature)}
    assert len(corpus.expected(legislature)) == len(corpus.legislatures[legislature])


@pytest.mark.parametrize("kind", ["group", "resigned", "substitute", "renamed"])
@pytest.mark.parametrize("legislature", [13, 16])
def test_a_change_of_a_deputy_shows_in_the_roster_and_in_no_entry(kind: str, legislature: int) -> None:
    corpus, nights = prepared(kind, legislature)
    pages = site(corpus, nights, legislature)
    documents = [document_of(pages, question.site_id).body for question in corpus.legislatures[legislature]]
    before = Seen(pages)
    change = changed(kind, nights, legislature)
    after = Seen(pages)
    assert (before.roster != after.roster, change.visible) == (True, ROSTER)
    assert {text for text in before.lists.values() if text} == {text for text in after.lists.values() if text}
    assert [document_of(pages, q.site_id).body for q in corpus.legislatures[legislature]] == documents


def test_the_list_of_an_old_slug_is_404_and_the_ids_stay() -> None:
    corpus, nights = prepared("renamed", 13)
    pages = site(corpus, nights, 13)
    ids = {m.person.slug: (m.site_id, m.person.official_id) for m in corpus.legislatures[13].members}
    old, new = changed("renamed", nights, 13).slugs
    assert (pages.answer(f"/{old}/questions").status, pages.answer(f"/{new}/questions").status) == (404, 200)
    member = corpus.legislatures[13].member(new)
    assert (member.site_id, member.person.official_id) == ids[old]


@pytest.mark.parametrize("legislature", [13, 14, 15, 16])
def test_a_substitute_follows_one_who_resigned_within_the_legislature(legislature: int) -> None:
    corpus, nights = prepared("substitute", legislature)
    (resigned,) = nights.changes
    change = changed("substitute", nights, legislature)
    members = {m.person.deputy_id: m for m in corpus.legislatures[legislature].members}
    gone = members[resigned.deputy]
    follower = members[change.deputy]
    assert (gone.former, gone.substitute, follower.former) == (True, follower.person.slug, False)
    assert gone.ends_on == resigned.on
    assert follower.starts_on <= LEGISLATURES[legislature].ends_on
    assert (follower.department, follower.constituency) == (gone.department, gone.constituency)


def test_an_answer_not_given_on_its_day_turns_withdrawn_by_itself() -> None:
    corpus, nights = prepared("given", 13)
    announced = {change.number for change in nights.changes}
    nights.pass_nights(7, kinds={})
    states = {e.state for e in corpus.expected(13, nights.today) if e.number in announced}
    as_read = {e.state for e in corpus.expected(13, nights.today, read_at_once=True) if e.number in announced}
    assert (states, as_read) == ({"withdrawn"}, {"announced"})


@pytest.mark.parametrize("nights", [1, 12])
def test_the_same_nights_bring_the_same_changes(nights: int) -> None:
    one, other = build(120), build(120)
    first, second = Nights(one, TODAY), Nights(other, TODAY)
    assert first.pass_nights(nights) == [change for _ in range(nights) for change in second.pass_nights()]
    assert [one.expected(n, first.today) for n in (13, 16)] == [other.expected(n, second.today) for n in (13, 16)]


def test_another_seed_brings_other_changes() -> None:
    told = [Nights(build(120, seed), TODAY).pass_nights(3) for seed in (1, 2)]
    assert told[0] != told[1]


def test_thirty_usual_nights_bring_every_kind_and_leave_every_list_whole() -> None:
    corpus = build(QUESTIONS)
    nights = Nights(corpus, TODAY)
    nights.pass_nights(30)
    assert {change.kind for change in nights.changes} == set(KINDS)
    for chamber in corpus.legislatures.values():
        listed = sorted(place for member in chamber.members for place in chamber.ordered(member.site_id))
        assert listed == [question.index for question in chamber]
        for question in chamber:
            assert chamber.numbered(question.number) == chamber.identified(question.site_id) == question


def test_nothing_changes_twice_in_a_night() -> None:
    for change in (changes := Nights(build(60), TODAY).pass_nights(1)):
        same = [c for c in changes if (c.question_id, c.deputy) == (change.question_id, change.deputy)]
        assert [c for c in same if c.legislature == change.legislature] == [change]


def test_the_real_question_and_its_author_are_left_alone() -> None:
    corpus = build(20)
    nights = Nights(corpus, TODAY)
    real = next(e for e in corpus.expected(13) if e.number == 47001)
    nights.pass_nights(40)
    assert next(e for e in corpus.expected(13) if e.number == 47001) == real
    assert not any("marc-le-fur" in change.slugs for change in nights.changes)


def test_a_quiet_night_moves_the_clock_alone() -> None:
    corpus = build(60)
    before = corpus.expected(13)
    nights = Nights(corpus, TODAY)
    assert (nights.pass_nights(kinds={}), nights.today, nights.night) == ([], date(2026, 1, 2), 1)
    assert corpus.expected(13) == before


def test_changes_during_a_crawl_leave_the_clock() -> None:
    nights = Nights(build(60), TODAY)
    now = nights.clock.now
    assert (nights.during() != [], nights.clock.now, nights.night) == (True, now, 1)


@pytest.mark.parametrize(
    ("asked", "said"), [({"kinds": ["sung"]}, "no kind of change sung"), ({"legislatures": [12]}, "12")]
)
def test_what_there_is_none_of_is_refused(asked: dict[str, list[object]], said: str) -> None:
    with pytest.raises(UnknownKind, match=said):
        Nights(build(20), TODAY).pass_nights(**asked)


def test_a_night_in_a_large_corpus_is_quick_to_come() -> None:
    corpus = build(5_000)
    nights = Nights(corpus, TODAY)
    assert len(nights.pass_nights(2)) > 20
    assert len(corpus.expected(16, nights.today)) == len(corpus.legislatures[16])


@pytest.mark.parametrize("legislature", [13, 16])
@pytest.mark.parametrize("kind", ["announced", "withdrawn-today"])
def test_a_place_in_the_list_betrays_a_closing_date_that_the_entry_does_not_say(kind: str, legislature: int) -> None:
    corpus, nights = prepared(kind, legislature)
    change = changed(kind, nights, legislature)
    chamber = corpus.legislatures[legislature]
    question = chamber.numbered(change.number)
    listed = [chamber.question(place) for place in chamber.ordered(question.member.site_id)]
    below = listed[listed.index(question) + 1 :]
    assert entry_title(question, nights.today).endswith("(Sans réponse)")
    assert any((other.closed_on or other.asked_on) > question.asked_on for other in below)
