"""Days as options take them to narrow: a day, or a month or a year from its first to its last one."""

import re
from calendar import monthrange
from datetime import date

from cli.errors import BadOption
from scraper.errors import UsageError
from scraper.order import read_day

MONTH_OR_YEAR = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")


def first_day(option: str, written: str | None) -> date | None:
    """Return the day, or the first one of the month or year; raise BadOption for anything else."""
    if whole := _month_or_year(written):
        year, month = whole
        return date(year, month or 1, 1)
    return _day(option, written)


def last_day(option: str, written: str | None) -> date | None:
    """Return the day, or the last one of the month or year; raise BadOption for anything else."""
    if whole := _month_or_year(written):
        year, month = whole
        return date(year, month or 12, monthrange(year, month or 12)[1])
    return _day(option, written)


def _month_or_year(written: str | None) -> tuple[int, int | None] | None:
    found = MONTH_OR_YEAR.fullmatch((written or "").strip())
    # Year 0 is none.
    return (int(found[1]), int(found[2]) if found[2] else None) if found and int(found[1]) else None


def _day(option: str, written: str | None) -> date | None:
    try:
        return read_day(option, written)
    except UsageError:
        raise BadOption(f"{option}: {written!r} is no date; write 2012, 2012-06, 2012-06-20 or 20 juin 2012") from None
