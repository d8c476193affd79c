"""Whose lists, which of them whole, which pages and documents a night reads."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.nightly import Night, last_days
from scraper.plan import KnownDocument, KnownList, KnownQuestion
from scraper.sites.nosdeputes.roster import RosterEntry

NIGHT = Night(on=date(2026, 11, 23))
FRESH = NIGHT.on - timedelta(days=1)


def deputy(number: int = 1, **said: Any) -> RosterEntry:
    return RosterEntry(slug=f"aline-exemple-{number}", name="Aline Exemple", official_id=f"9900{number:02}", **said)


def after(nights: int, **said: Any) -> Night:
    return Night(on=NIGHT.on + timedelta(days=nights), **said)


def known(whole_on: date | None = FRESH, **said: Any) -> KnownList:
    count = len(said.get("questions", ()))
    return KnownList(**{"whole_on": whole_on, "page_on": FRESH, "announced": count, **said})


@given(st.text(), st.integers(1, 60), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_everything_has_its_turn_once_in_so_many_nights(key: str, every: int, first: date) -> None:
    turns = [Night(on=first + timedelta(days=offset)).is_turn(key, every) for offset in range(every)]
    assert turns.count(True) == 1


def test_turns_are_spread() -> None:
    tonight = sum(NIGHT.is_turn(f"990{number}", 14) for number in range(1400))
    assert 60 < tonight < 140


def test_who_is_in_office_is_read_every_night() -> None:
    assert all(after(nights).reads_list(deputy(), known()) for nights in range(40))


def test_of_the_former_ones_a_thirtieth_is_read() -> None:
    gone = deputy(former=True, mandate_ends_on="2009-01-31")
    assert sum(after(nights).reads_list(gone, known()) for nights in range(60)) == 2


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"mandate_ends_on": "2026-09-24"}, known()),
        ({"mandates": (("20/06/2022", "24/09/2026", "démission"),)}, known()),
        ({}, known(questions={1: KnownQuestion(dated_on=FRESH, listed="a", open=True)})),
        ({}, known(questions={1: KnownQuestion(dated_on=FRESH)})),
        ({}, known(announced=1)),
        ({}, known(whole_on=None)),
    ],
    ids=[
        "left 60 days ago",
        "by the list of mandates",
        "has an open question",
        "has one half read",
        "has one unread",
        "was never read",
    ],
)
def test_a_former_deputy_who_is_read_every_night(said: dict[str, Any], what: KnownList) -> None:
    assert all(after(-nights).reads_list(deputy(former=True, **said), what) for nights in range(30))


def test_who_left_61_days_ago_is_one_of_the_rest() -> None:
    gone = deputy(former=True, mandate_ends_on="2026-09-23")
    assert sum(after(nights).reads_list(gone, known()) for nights in range(30)) == 1


def test_full_reads_every_list_whole() -> None:
    gone = deputy(former=True, mandate_ends_on="2009-01-31")
    full = Night(on=NIGHT.on, full=True)
    assert full.reads_list(gone, known())
    assert full.reads_list_whole(gone, known())


def test_a_list_is_read_whole_once_in_14_nights() -> None:
    assert sum(after(nights).reads_list_whole(deputy(), known(after(nights).on)) for nights in range(28)) == 2


@pytest.mark.parametrize(("ago", "whole"), [(14, False), (15, True), (None, True)])
def test_a_list_that_missed_its_turn_is_read_whole(ago: int | None, whole: bool) -> None:
    entry = next(deputy(n) for n in range(30) if not NIGHT.reads_list_whole(deputy(n), known()))
    day = None if ago is None else NIGHT.on - timedelta(days=ago)
    assert NIGHT.reads_list_whole(entry, known(day)) is whole


def test_a_deputy_s_page_is_read_when_the_roster_changed() -> None:
    assert not NIGHT.reads_deputy(deputy(), known(page_listed="a"), "a")
    assert NIGHT.reads_deputy(deputy(), known(page_listed="a"), "b")
    assert NIGHT.reads_deputy(deputy(), KnownList(), "a")


def test_without_a_roster_nothing_is_taken_for_a_change() -> None:
    assert not NIGHT.reads_deputy(deputy(), known(page_listed="a"), None)


def test_a_deputy_s_page_is_read_after_21_to_30_nights() -> None:
    first = [
        next(n for n in range(99) if after(n - 1).reads_deputy(deputy(number), known(page_listed="a"), "a"))
        for number in range(100)
    ]
    assert (min(first), max(first)) == (21, 30)


def test_a_question_without_answer_is_swept_every_so_many_nights() -> None:
    read = KnownDocument(read_on=NIGHT.on, updated_at=None)
    assert sum(after(n, sweep_nights=7).sweeps("QANR5L13QE1", read) for n in range(7)) == 1
    assert all(after(n).sweeps("QANR5L13QE1", read) for n in range(8, 30))
    assert NIGHT.sweeps("QANR5L13QE1", KnownDocument(read_on=None, updated_at=None))


def test_last_days_that_cannot_be_read_are_none() -> None:
    entry = deputy(mandate_ends_on="", mandates=(("20/06/2007", "", ""), ("20/06/2007", "?", ""), ("", "1/2/2010", "")))
    assert list(last_days(entry)) == [date(2010, 2, 1)]


def test_another_night_is_another_scope() -> None:
    assert len({str(night.scope()) for night in (NIGHT, after(1), Night(on=NIGHT.on, full=True))}) == 3
