"""The names that the corpus gives to ministries, against the register."""

from datetime import date, timedelta

import pytest

from demo.corpus import build
from demo.ministries import ODD_SUBJECTS, SUBJECTS
from parliament.legislatures import LEGISLATURES
from parliament.ministries import resolve, split_pair

ALL = (13, 14, 15, 16)
# Two secretaries of state were of this name in 2008: only their seats tell them apart.
HOMONYMS = {("Écologie", date(2008, 6, 1))}


def names(legislature: int) -> set[tuple[str, date]]:
    """Return each name with a day on which it is in force: some weeks after its first one, so the chamber sits."""
    term = LEGISLATURES[legislature]
    days = {
        (name, max(since, term.starts_on) + timedelta(days=9))
        for subject in SUBJECTS[legislature]
        for side in (subject.asked, subject.answering)
        for since, name in side
    }
    return days | (HOMONYMS if legislature == 13 else set())


@pytest.mark.parametrize("legislature", ALL)
def test_every_name_was_a_ministrys_on_its_days(legislature: int) -> None:
    pending = {(name, day) for name, day in names(legislature) if resolve(name, day).ministry_id is None}
    assert pending == (HOMONYMS if legislature == 13 else set())


@pytest.mark.parametrize("legislature", ALL)
def test_odd_names_occur_once_each(legislature: int) -> None:
    corpus = build(600)
    labels = [each.asked_ministry_label for each in corpus.expected(legislature)]
    odd = [subject.asked[0][1] for subject in ODD_SUBJECTS[legislature]]
    assert ([labels.count(name) for name in odd], len(odd) >= 2) == ([1] * len(odd), True)
    assert labels.count(None) == 1


@pytest.mark.parametrize("legislature", ALL)
def test_some_names_are_no_ministrys(legislature: int) -> None:
    found = [resolve(subject.asked[0][1], subject.asked[0][0]) for subject in ODD_SUBJECTS[legislature]]
    assert [one.status for one in found if not one.portfolio_ids] == ["pending"]


@pytest.mark.parametrize("legislature", ALL)
def test_some_questions_pass_to_a_successor_and_some_to_another_ministry(legislature: int) -> None:
    pairs = {(each.asked_ministry_label, each.answering_ministry_label) for each in build(2000).expected(legislature)}
    succeeded = {
        (subject.asked[k][1], subject.asked[k + 1][1])
        for subject in SUBJECTS[legislature]
        if subject.asked is subject.answering
        for k in range(len(subject.asked) - 1)
    }
    another = {
        (asked, answering)
        for subject in SUBJECTS[legislature]
        if subject.asked != subject.answering
        for _, asked in subject.asked
        for _, answering in subject.answering
    }
    assert pairs & succeeded
    assert {(asked, answering) for asked, answering in pairs & another if asked != answering}


@pytest.mark.parametrize("legislature", ALL)
def test_a_stored_pair_is_split_where_it_was_joined(legislature: int) -> None:
    for question in build(300).legislatures[legislature]:
        portfolio = question.portfolio
        if portfolio.asked:
            assert tuple(split_pair(portfolio.stored)) == (portfolio.asked, portfolio.answering)
