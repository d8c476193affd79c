"""What was read, held against itself and against what others know: sources, numbers, published figures."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, text

from etl.whole import read_whole
from parliament.figures import FIGURES, Figure
from parliament.sources import SOURCES

RANGES_SHOWN = 20

# A question that several sources tell of has rows here; without any, there is nothing to compare.
ANY_SHARED = "SELECT question_id FROM source_portfolio LIMIT 1"
DIFFERENCES = """
    SELECT legislature, field, count(*) AS questions FROM source_difference
    GROUP BY legislature, field ORDER BY legislature, field
"""
GAPS = "SELECT first_number, last_number FROM number_gap WHERE legislature = :legislature ORDER BY first_number"
# Numbers that the source to ask has told are none of its.
ABSENT = "SELECT question_id FROM absence WHERE source = :source AND question_id LIKE :questions"
QUESTIONS = """
    SELECT substr(CAST(q.asked_on AS TEXT), 1, 7) AS month, count(*) AS questions, max(q.number) AS last_number
    FROM question AS q
    WHERE q.legislature = :legislature AND q.type = 'QE'
      AND EXISTS (SELECT 1 FROM question_source AS s WHERE s.question_id = q.question_id AND s.source = :source)
    GROUP BY 1
"""
# The Assembly's pages name some authors, its register all deputies.
DEPUTIES = """
    SELECT count(DISTINCT deputy_id) FROM deputy_source
    WHERE legislature = :legislature AND source = :source AND (source <> 'assemblee' OR detail = 'document')
"""


def reconciliation(engine: Engine, asked: Callable[[int], str], figures: Sequence[Figure] = FIGURES) -> dict[str, Any]:
    """Return what differs and what is missing, fit for JSON; ``asked`` names the source to ask for a legislature.

    Missing numbers and figures are told only of legislatures that were read whole from a source's own site: of
    anything less, and of copies, they would say nothing.
    """
    with engine.connect() as connection:
        read = {source: read_whole(connection, source, public=True) for source in SOURCES}
        whole = sorted(frozenset().union(*read.values()))
        gaps = [_missing(connection, legislature, asked(legislature)) for legislature in whole]
        return {
            "differences": _differences(connection),
            "missing_numbers": [gap for gap in gaps if gap["numbers"]],
            "figures": [
                row
                for source, legislatures in read.items()
                for legislature in sorted(legislatures)
                for row in _beside(connection, _of(figures, legislature, source))
            ],
        }


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return ascending numbers as ranges, each by its first and last number."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _differences(connection: Connection) -> list[dict[str, Any]]:
    if connection.scalar(text(ANY_SHARED)) is None:
        return []
    return [dict(row) for row in connection.execute(text(DIFFERENCES)).mappings()]


def _missing(connection: Connection, legislature: int, source: str) -> dict[str, Any]:
    """Return how many numbers no source has, but those that the source to ask has not either, and the first of them."""
    prefix = f"QANR5L{legislature}QE"
    found = connection.execute(text(ABSENT), {"source": source, "questions": f"{prefix}%"}).scalars()
    absent = {int(key.removeprefix(prefix)) for key in found}
    gaps = connection.execute(text(GAPS), {"legislature": legislature}).all()
    missing = [n for gap in gaps for n in range(gap.first_number, gap.last_number + 1) if n not in absent]
    shown = ranges(missing)[:RANGES_SHOWN]
    return {
        "legislature": legislature,
        "source": source,
        "numbers": len(missing),
        "ranges": [list(one) for one in shown],
    }


def _of(figures: Sequence[Figure], legislature: int, source: str) -> list[Figure]:
    return [one for one in figures if (one.legislature, one.source) == (legislature, source)]


def _beside(connection: Connection, figures: list[Figure]) -> list[dict[str, Any]]:
    """Return the figures of one legislature and source beside what was read; months only where they differ."""
    if not figures:
        return []
    asked = {"legislature": figures[0].legislature, "source": figures[0].source}
    months = connection.execute(text(QUESTIONS), asked).all()
    by_month = {row.month: row.questions for row in months}
    here = {
        "questions": sum(by_month.values()),
        "last_number": max((row.last_number for row in months), default=0),
        "deputies": int(connection.scalar(text(DEPUTIES), asked) or 0),
    }
    # An archive of questions alone brings no deputies.
    told = [one for one in figures if here[one.what]]
    rows = [_row(one, by_month.get(one.month, 0) if one.month else here[one.what]) for one in told]
    return [row for row in rows if row["month"] is None or row["here"] != row["published"]]


def _row(known: Figure, here: int) -> dict[str, Any]:
    return {
        "legislature": known.legislature,
        "source": known.source,
        "what": known.what,
        "month": known.month,
        "published": known.figure,
        "here": here,
        "reference": known.reference,
    }
