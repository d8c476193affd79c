"""The register of ministries: what it holds, and what its validator refuses."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from parliament.ministries.register import GOVERNMENTS, HOLDERS, MINISTRIES, PORTFOLIOS
from parliament.ministries.validation import problems

DEFENCE = "PO653280"


def test_the_register_is_sound_but_for_the_exceptions_it_names():
    assert problems() == []


def test_governments_follow_each_other_without_a_gap_of_more_than_a_week():
    ordered = sorted(GOVERNMENTS.values(), key=lambda one: one.starts_on)
    for before, after in pairwise(ordered):
        assert before.ends_before is not None
        assert 0 <= (after.starts_on - before.ends_before).days < 7
    assert ordered[0].name == "Gouvernement Fillon I"
    assert ordered[-1].ends_before is None


def test_the_portfolios_are_forty_seven_and_each_is_somebodys():
    assert len(PORTFOLIOS) == 47
    assert {portfolio for one in MINISTRIES.values() for portfolio in one.portfolios} == set(PORTFOLIOS)


def test_a_tenure_has_its_dates_rank_and_holder():
    ministry = MINISTRIES[DEFENCE]
    assert ministry.name == "Ministère de la défense"
    assert ministry.rank == "ministre"
    assert ministry.starts_on == date(2012, 6, 22)
    assert ministry.ends_before == date(2014, 4, 1)
    assert ministry.portfolios == ("defense",)
    assert [holder.name for holder in HOLDERS if holder.ministry_id == DEFENCE] == ["Jean-Yves Le Drian"]


def test_the_day_of_a_reshuffle_belongs_to_the_successor():
    assert MINISTRIES["PO425718"].ends_before == MINISTRIES["PO427547"].starts_on == date(2011, 2, 27)


def test_a_secretary_of_state_is_attached_to_one_minister_or_two():
    assert MINISTRIES["PO410976"].attached_to == ("PO410957",)
    assert set(MINISTRIES["PO791631"].attached_to) == {"PO791593", "PO791599"}


def test_dates_of_ours_are_marked():
    assert MINISTRIES["PO833681"].ends_before == GOVERNMENTS["PO833673"].ends_before
    assert MINISTRIES["PO833681"].derived == ("ends_before",)
    assert MINISTRIES["PO847641"].government_id == "barnier"
    assert MINISTRIES["PO847641"].derived == ("starts_on", "ends_before")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"portfolios": ("defence",)}, "no such portfolio as defence"),
        ({"portfolios": ()}, "it has no portfolio"),
        ({"portfolios": ("culture",)}, "terms.csv makes its portfolios"),
        ({"government_id": "PO1"}, "no such government as PO1"),
        ({"attached_to": ("PO1",)}, "it cannot be attached to PO1"),
        ({"starts_on": None}, "its first day is unknown"),
        ({"ends_before": date(2012, 6, 22)}, "it ends before it starts"),
        ({"starts_on": date(2012, 6, 1)}, "its term lies outside that of Gouvernement Ayrault II"),
        ({"short_name": "Culture et communication"}, "both are called culture communication"),
    ],
)
def test_the_validator_names_what_is_wrong(changes, sentence):
    broken = {**MINISTRIES, DEFENCE: replace(MINISTRIES[DEFENCE], **changes)}
    assert any(sentence in problem and DEFENCE in problem for problem in problems(broken))


def test_the_validator_finds_a_hole():
    late = replace(MINISTRIES["PO427547"], starts_on=date(2011, 3, 2))
    assert any("nobody has defense" in problem for problem in problems({**MINISTRIES, "PO427547": late}))


def test_an_exception_that_is_none_any_more_is_a_problem():
    repaired = replace(MINISTRIES["PO879406"], starts_on=date(2026, 3, 1))
    assert "exceptions.csv: undated PO879406 is no exception any more" in problems({**MINISTRIES, "PO879406": repaired})
