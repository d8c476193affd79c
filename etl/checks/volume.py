"""Checks of how many questions came: the gaps between their numbers, and how many a month has."""

from collections import defaultdict
from statistics import median
from typing import Any

from etl.checks.result import ROWS_SHOWN, Result, judged, not_judged
from etl.checks.subject import Subject

# Numbers without a question are everyday (withdrawn early, never published); half as many questions as usual are not.
WARN_GAPS = 0.5
NUMBERS_TO_JUDGE = 50

# August has a fraction of June's questions, and June not three times the fullest month before it.
WARN_SHORT = 0.9
FATAL_TIMES = 3.0
MONTHS_TO_JUDGE = 6
USUAL_MONTH = 20
MONTH_TO_JUDGE = 200

NEW = "SELECT DISTINCT question_id FROM read_question WHERE is_new = 1"
COUNT_NEW = "SELECT count(*) FROM read_question WHERE is_new = 1"
NUMBERS = f"""
    SELECT q.legislature, sum(CASE WHEN n.question_id IS NULL THEN 1 ELSE 0 END) AS known,
           min(CASE WHEN n.question_id IS NULL THEN q.number END) AS first,
           max(CASE WHEN n.question_id IS NULL THEN q.number END) AS last, max(q.number) AS newest
    FROM question AS q LEFT JOIN ({NEW}) AS n ON n.question_id = q.question_id
    WHERE q.type = 'QE' GROUP BY q.legislature
"""  # noqa: S608
BEYOND = "SELECT number FROM question WHERE legislature = :legislature AND type = 'QE' AND number > :last"
MONTHS = f"""
    SELECT q.legislature, substr(CAST(q.asked_on AS TEXT), 1, 7) AS month, count(*) AS questions,
           count(n.question_id) AS new, min(n.question_id) AS example
    FROM question AS q LEFT JOIN ({NEW}) AS n ON n.question_id = q.question_id
    GROUP BY q.legislature, substr(CAST(q.asked_on AS TEXT), 1, 7) ORDER BY 1, 2
"""  # noqa: S608
NOTHING_NEW = "nothing came to a legislature that was whole before"


def number_gaps(subject: Subject) -> Result:
    """Judge the share of numbers, beyond those known before, that have no question, by what was usual before."""
    name = "number-gaps"
    found = [row for row in subject.rows(NUMBERS) if _is_judgeable(row)] if _may_judge(subject) else []
    rows = [row for row in found if row.legislature in subject.whole]
    if not rows:
        return not_judged(name, NOTHING_NEW)
    return max((_gaps(subject, name, row) for row in rows), key=lambda result: result.measured or 0)


def monthly_volume(subject: Subject) -> Result:
    """Judge the months to which the load added questions, by the months that the legislature had before."""
    name = "monthly-volume"
    months: dict[int, list[Any]] = defaultdict(list)
    for row in subject.rows(MONTHS) if _may_judge(subject) else ():
        if row.legislature in subject.whole:
            months[row.legislature].append(row)
    results = [result for rows in months.values() if (result := _month(name, rows)) is not None]
    if not results:
        return not_judged(name, NOTHING_NEW)
    return max(results, key=lambda result: (result.is_fatal, not result.passed, result.measured or 0))


def _may_judge(subject: Subject) -> bool:
    return bool(subject.whole) and subject.number(COUNT_NEW) > 0


def _is_judgeable(row: Any) -> bool:
    """Tell whether, at the density known, enough questions were to come with the numbers that are new."""
    if row.known < NUMBERS_TO_JUDGE:
        return False
    return (row.newest - row.last) * _density(row) >= NUMBERS_TO_JUDGE


def _density(row: Any) -> float:
    return float(row.known / (row.last - row.first + 1))


def _gaps(subject: Subject, name: str, row: Any) -> Result:
    numbers = {one.number for one in subject.rows(BEYOND, legislature=row.legislature, last=row.last)}
    span = row.newest - row.last
    usual = span * _density(row)
    missing = (number for number in range(row.last + 1, row.newest) if number not in numbers)
    return judged(
        name,
        max(1 - len(numbers) / usual, 0.0),
        f"{len(numbers):,} questions of legislature {row.legislature} have a number from {row.last + 1} to "
        f"{row.newest}, about {usual:,.0f} would be usual",
        warn_above=WARN_GAPS,
        fatal_above=None,
        rows=(f"QANR5L{row.legislature}QE{number}" for number, _ in zip(missing, range(ROWS_SHOWN), strict=False)),
    )


def _month(name: str, rows: list[Any]) -> Result | None:
    """Judge one legislature's months: the fullest one that grew, or else the emptiest one that is over."""
    past = [row.questions - row.new for row in rows if row.questions > row.new]
    if len(past) < MONTHS_TO_JUDGE:
        return None
    fullest = max((row for row in rows if row.new), key=lambda row: row.questions, default=None)
    if fullest is None:
        return None
    if fullest.questions >= MONTH_TO_JUDGE and fullest.questions > FATAL_TIMES * max(past):
        return _too_full(name, fullest, max(past))
    return _too_empty(name, rows, past)


def _too_full(name: str, row: Any, most: int) -> Result:
    return judged(
        name,
        row.questions / most,
        f"{row.month} has {row.questions:,} questions of legislature {row.legislature}, at most {most:,} were asked "
        "in any month before: its dates may be misread",
        warn_above=FATAL_TIMES,
        fatal_above=FATAL_TIMES,
        rows=[row.example],
    )


def _too_empty(name: str, rows: list[Any], past: list[int]) -> Result:
    """Judge the months that came with this load and are over: the last one may still be filling."""
    usual = median(past[-12:])
    over = [row for row in rows[:-1] if row.new]
    emptiest = min(over, key=lambda row: row.questions, default=None)
    if emptiest is None or usual < USUAL_MONTH:
        return judged(name, 0, "no month that is over came with the load", warn_above=WARN_SHORT, fatal_above=None)
    return judged(
        name,
        max(1 - emptiest.questions / usual, 0.0),
        f"{emptiest.month} has {emptiest.questions:,} questions of legislature {emptiest.legislature}, "
        f"{usual:,.0f} are usual in a month",
        warn_above=WARN_SHORT,
        fatal_above=None,
        rows=[emptiest.example],
    )
