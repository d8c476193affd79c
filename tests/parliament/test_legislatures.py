"""The legislatures: those known, the one to come, and those too long ago."""

from datetime import date

import pytest

from parliament.errors import UnknownLegislature
from parliament.legislatures import LATEST, LEGISLATURES, legislature


def test_a_known_one() -> None:
    assert (legislature(13).starts_on, legislature(13).ends_on) == (date(2007, 6, 20), date(2012, 6, 19))


@pytest.mark.parametrize("number", [LATEST.number + 1, LATEST.number + 5])
def test_one_to_come_is_open(number: int) -> None:
    term = legislature(number)
    assert (term.number, term.starts_on, term.ends_on) == (number, LATEST.starts_on, None)
    assert number not in LEGISLATURES


@pytest.mark.parametrize("number", [12, 0, -1])
def test_one_too_long_ago(number: int) -> None:
    with pytest.raises(UnknownLegislature, match=f"no legislature {number}; known: 13"):
        legislature(number)
