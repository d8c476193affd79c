"""How fast dates are read."""

from datetime import date, timedelta

from bench.result import Result, per_second
from parliament.dates import MONTHS, parse_date

RUNS = 5
DAYS = [date(1958, 10, 5) + timedelta(days=7 * week) for week in range(5_000)]
FIRSTS = [day.replace(day=1) for day in DAYS]
FORMS = (
    [day.isoformat() for day in DAYS],
    [f"{day:%d/%m/%Y}" for day in DAYS],
    [f"{day:%d/%m/%y}" for day in DAYS],
    [f"{day.day} {MONTHS[day.month - 1][0]} {day.year}" for day in DAYS],
    [f"1er {MONTHS[day.month - 1][0]} {day.year}" for day in FIRSTS],
)


def date_speed() -> Result:
    """Read five plain forms, and say how fast the slowest of them is read."""
    slowest = min(per_second(parse_date, zip(texts), RUNS) for texts in FORMS)
    return Result("parse_date, slowest of five plain forms", round(slowest), "dates/s", target=150_000)
