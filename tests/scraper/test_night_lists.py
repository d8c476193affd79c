"""Lists that are compared with what is known of them, and lists that move while they are read."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.list_rules import (
    differs,
    fingerprint,
    in_every_longest_descent,
    misplaced,
    place,
    reaches_back,
)
from scraper.plan import KnownQuestion
from scraper.sites.nosdeputes.question_list import QuestionEntry

FIRST = date(2009, 1, 6)
days = st.integers(0, 400).map(lambda offset: FIRST + timedelta(days=offset))


def short(day: date) -> str:
    return f"{day:%d/%m/%y}"


def entry(number: int, asked: date = FIRST, closed: date | None = None, **said: str) -> QuestionEntry:
    """A pending question's entry, or an answered one's."""
    shown = QuestionEntry(
        number=number,
        site_id=number + 1000,
        asked=short(asked),
        ministry="Justice",
        state="Sans réponse" if closed is None else f"Réponse le {short(closed)}",
        themes="justice ; greffes",
        excerpt="Mme Aline Exemple demande un chiffre.",
    )
    return replace(shown, **said)


def known(*entries: QuestionEntry, **dated_on: date) -> dict[int, KnownQuestion]:
    """What is known of questions that were read from these very entries; ``n12=day`` dates one otherwise."""
    found = {}
    for one in entries:
        day = dated_on.get(f"n{one.number}") or place(one, {})
        assert day is not None
        found[one.number] = KnownQuestion(dated_on=day, listed=fingerprint(one))
    return found


@pytest.mark.parametrize(
    "said",
    [
        {"state": "Réponse le 04/08/09"},
        {"state": "Retirée"},
        {"ministry": "Budget"},
        {"themes": "justice ; avoués"},
        {"excerpt": "Mme Aline Exemple demande deux chiffres."},
        {"asked": "07/01/09"},
    ],
)
def test_any_field_that_changed_makes_an_entry_differ(said: dict[str, str]) -> None:
    before = entry(1)
    assert not differs(before, known(before))
    assert differs(replace(before, **said), known(before))


def test_what_was_never_read_differs() -> None:
    assert differs(entry(1), {})
    assert differs(entry(1), {1: KnownQuestion(dated_on=FIRST)})


def test_spaces_do_not_count() -> None:
    assert fingerprint(entry(1, excerpt="a b")) == fingerprint(entry(1, excerpt="a\u00a0\n b"))


def test_a_pending_entry_above_a_later_day_is_misplaced() -> None:
    announced, answered = entry(1, FIRST), entry(2, FIRST, FIRST + timedelta(days=90))
    assert misplaced([announced, answered], known(announced, answered)) == {1}


def test_a_closing_day_that_is_known_explains_a_place() -> None:
    announced, answered = entry(1, FIRST), entry(2, FIRST, FIRST + timedelta(days=90))
    assert misplaced([announced, answered], known(announced, answered, n1=FIRST + timedelta(days=300))) == set()


def test_an_answered_entry_is_where_it_belongs() -> None:
    """An announced answer was put off or taken back: its known day is the one that is wrong."""
    answered, lowered = entry(1, FIRST, FIRST + timedelta(days=90)), entry(2, FIRST)
    assert misplaced([answered, lowered], known(answered, lowered, n2=FIRST + timedelta(days=300))) == {2}


def test_of_two_entries_that_may_both_be_wrong_both_are_read() -> None:
    upper, lower = entry(1, FIRST), entry(2, FIRST + timedelta(days=7))
    assert misplaced([upper, lower], {}) == {1, 2}


@given(st.lists(days, max_size=20))
def test_a_sorted_list_has_nothing_misplaced(asked: list[date]) -> None:
    entries = [entry(number, day) for number, day in enumerate(sorted(asked, reverse=True), start=1)]
    assert misplaced(entries, known(*entries)) == set()


@given(st.lists(days, min_size=3, max_size=20, unique=True), st.data())
def test_one_question_that_rose_is_found_and_no_answered_one_suspected(asked: list[date], data: st.DataObject) -> None:
    entries = [entry(number, FIRST, day) for number, day in enumerate(sorted(asked, reverse=True), start=1)]
    risen = entry(99, min(asked) - timedelta(days=1))
    at = data.draw(st.integers(0, len(entries) - 1))
    shown = [*entries[:at], risen, *entries[at:]]
    assert misplaced(shown, known(*shown)) == {99}


@given(st.lists(st.tuples(days, st.integers(1, 3)), max_size=9))
def test_the_longest_descents_are_those_of_trying_them_all(found: list[tuple[date, int]]) -> None:
    values, weights = [day for day, _ in found], [weight for _, weight in found]
    subsets = [[i for i in range(len(values)) if mask >> i & 1] for mask in range(1 << len(values))]
    falling = [s for s in subsets if all(values[a] >= values[b] for a, b in pairwise(s))]
    heaviest = max(sum(weights[i] for i in s) for s in falling)
    best = [set(s) for s in falling if sum(weights[i] for i in s) == heaviest]
    assert in_every_longest_descent(values, weights) == [all(i in s for s in best) for i in range(len(values))]


@pytest.mark.parametrize(("age", "reaches"), [(34, False), (35, False), (36, True)])
def test_a_page_reaches_back_35_days(age: int, reaches: bool) -> None:
    night = date(2010, 1, 1)
    assert reaches_back([entry(1, night), entry(2, night - timedelta(days=age))], {}, night) is reaches


def test_a_misplaced_last_entry_does_not_reach_back() -> None:
    night = date(2010, 1, 1)
    top = entry(1, FIRST, night)
    bottom = entry(2, FIRST)
    assert not reaches_back([bottom, top], known(top, bottom), night)
    assert not reaches_back([], {}, night)
