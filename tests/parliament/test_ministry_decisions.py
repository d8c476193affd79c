"""Decisions about labels: read from a CSV, written back with stable diffs, and refused in one line."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parliament.errors import BadDecision
from parliament.ministries.decisions import (
    Decision,
    Decisions,
    decide,
    read_decisions,
    with_decision,
    write_decisions,
)

HEAD = "label,from,to,ministry_id,portfolio_id\n"
OF_A_YEAR = Decision("Défense", date(2009, 1, 1), date(2010, 1, 1), portfolio_id="defense")


def add_decision(path: Path, decision: Decision) -> Decisions:
    """Decide one thing more in a file."""
    decisions = with_decision(read_decisions(path) or (), decision)
    write_decisions(path, decisions)
    return decisions


def refused(folder: Path, text: str) -> str:
    path = folder / "decisions.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadDecision) as refusal:
        read_decisions(path)
    message = str(refusal.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


def test_without_a_file_nothing_is_decided(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "missing.csv") is None


def test_an_empty_file_has_none(tmp_path: Path) -> None:
    (tmp_path / "decisions.csv").touch()
    assert read_decisions(tmp_path / "decisions.csv") == ()


def test_the_end_is_excluded() -> None:
    held = [decide((OF_A_YEAR,), "Défense", day) for day in (date(2008, 12, 31), date(2009, 1, 1), date(2009, 12, 31))]
    assert held == [None, OF_A_YEAR, OF_A_YEAR]
    assert decide((OF_A_YEAR,), "Défense", date(2010, 1, 1)) is None
    assert decide((OF_A_YEAR,), "défense", date(2009, 1, 1)) is None


def test_an_open_side_holds_for_good() -> None:
    always = Decision("Défense", ministry_id="PO388020")
    assert decide((always,), "Défense", date(1958, 10, 4)) is always
    assert decide((always,), "Défense", date(2100, 1, 1)) is always
    assert always.portfolio == "defense"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Défense,,,PO1,", "line 2: no ministry PO1 in the register"),
        ("Défense,,,,guerre", "line 2: no portfolio guerre in the register"),
        ("Défense,,,PO388020,defense", "line 2: give a ministry or a portfolio, not both"),
        ("Défense,,,,", "line 2: neither a ministry nor a portfolio"),
        ("Défense,,,none,defense", "line 2: a portfolio beside none"),
        ("Défense,hier,,,defense", "line 2: no date: 'hier'"),
        ("Défense,2010-01-01,2010-01-01,,defense", "line 2: the decision ends on 2010-01-01, not after 2010-01-01"),
        (",,,,defense", "line 2: the label is empty"),
        ("Défense,,defense", "line 2: not 5 cells"),
        ("Défense,,,,defense,", "line 2: not 5 cells"),
        (
            "Défense,,2010-01-01,,defense\nDéfense,2009-01-01,,,defense",
            "line 3: another decision about 'Défense' holds",
        ),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, reason: str) -> None:
    assert refused(tmp_path, f"{HEAD}{row}\n").startswith(reason)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "label;from;to\n").startswith("line 1: the columns are not label,from,to")


def test_a_spreadsheet_may_have_saved_it(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(f"\ufeff{HEAD}Défense ,01/01/2009,1er janvier 2010,,defense\r\n", encoding="utf-8")
    assert read_decisions(path) == (OF_A_YEAR,)


def test_one_more_changes_one_line(tmp_path: Path) -> None:
    path = tmp_path / "new/decisions.csv"
    add_decision(path, OF_A_YEAR)
    add_decision(path, Decision("À l'étranger, loin"))
    after = add_decision(path, Decision("Défense", date(2010, 1, 1), ministry_id="PO388020"))
    assert path.read_text(encoding="utf-8").splitlines() == [
        HEAD.strip(),
        "Défense,2009-01-01,2010-01-01,,defense",
        "Défense,2010-01-01,,PO388020,",
        '"À l\'étranger, loin",,,none,',
    ]
    assert read_decisions(path) == after
    assert list(path.parent.iterdir()) == [path]


def test_one_of_the_same_first_day_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    add_decision(path, OF_A_YEAR)
    assert add_decision(path, Decision("Défense", OF_A_YEAR.from_day)) == (Decision("Défense", OF_A_YEAR.from_day),)


def test_an_overlap_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    add_decision(path, OF_A_YEAR)
    before = path.read_bytes()
    with pytest.raises(BadDecision, match=r"'Défense' holds from 2009-01-01 to 2010-01-01"):
        add_decision(path, Decision("Défense", date(2009, 12, 31)))
    assert path.read_bytes() == before


@given(st.lists(st.integers(0, 400), min_size=2, max_size=8, unique=True).map(sorted))
def test_decisions_that_follow_each_other_never_overlap(days: list[int]) -> None:
    dates = [date.fromordinal(date(2009, 1, 1).toordinal() + day) for day in days]
    decisions = tuple(Decision("X", since, until) for since, until in pairwise(dates))
    assert not any(one.overlaps(other) for one in decisions for other in decisions if one is not other)
    assert [decide(decisions, "X", day) for day in dates[:-1]] == list(decisions)
    assert decide(decisions, "X", dates[-1]) is None
