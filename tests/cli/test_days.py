from datetime import date

import pytest

from cli.days import first_day, last_day
from cli.errors import BadOption


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        (" 2012-12 ", date(2012, 12, 1), date(2012, 12, 31)),
        ("2012-06-20", date(2012, 6, 20), date(2012, 6, 20)),
        ("20 juin 2012", date(2012, 6, 20), date(2012, 6, 20)),
        (None, None, None),
    ],
)
def test_a_month_and_a_year_are_meant_whole(written: str | None, first: date | None, last: date | None) -> None:
    assert (first_day("--since", written), last_day("--until", written)) == (first, last)


@pytest.mark.parametrize("written", ["", "hier", "2012-13", "2012-6", "0000", "20122", "2012-06-31"])
def test_anything_else_is_no_date(written: str) -> None:
    for read in (first_day, last_day):
        with pytest.raises(BadOption, match=r"--since: .* is no date; write 2012, 2012-06"):
            read("--since", written)
