"""The register of ministry labels: every label met, what it stands for from when to when, how often it was met."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

import pandas as pd
from sqlalchemy import Connection, column, select, table, text

from etl.counts import Tally
from etl.dialects import dialect_of
from etl.merge import Tables, candidate, count, delete_absent, merge, run
from etl.resolution import SINCE_EVER, Meaning, Meanings, answering_day, iso_day
from etl.staging import Staging, fill
from parliament.ministries.register import MINISTRIES

NOTED = Staging("noted_label", (("label", "TEXT PRIMARY KEY"),))
PERIOD = Staging(
    "label_period",
    (
        ("label", "TEXT"),
        ("valid_from", "DATE"),
        ("ministry_id", "TEXT"),
        ("portfolio_id", "TEXT"),
        ("status", "TEXT"),
        ("method", "TEXT"),
        ("confidence", "DOUBLE PRECISION"),
        ("first_met_on", "DATE"),
        ("last_met_on", "DATE"),
        ("occurrences", "INTEGER"),
    ),
)
STAGING = (NOTED, PERIOD)

NAMES = """
    SELECT asked_ministry_label AS label FROM {questions} UNION ALL SELECT answering_ministry_label FROM {questions}
"""
NAMED = NAMES.format(questions="derived")
NAMED_BEFORE = NAMES.format(
    questions="(SELECT o.* FROM touched AS t JOIN question AS o ON o.question_id = t.question_id) AS standing"
)
# Of the questions that name others, or on other days, once they are merged.
CHANGED = f"""
    SELECT CASE n.place WHEN 1 THEN d.asked_ministry_label WHEN 2 THEN d.answering_ministry_label
                        WHEN 3 THEN q.asked_ministry_label ELSE q.answering_ministry_label END AS label
    FROM derived AS d
    JOIN legislature AS l ON l.legislature = d.legislature
    LEFT JOIN question AS q ON q.question_id = d.question_id
    CROSS JOIN (SELECT 1 AS place UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) AS n
    WHERE d.asked_ministry_label IS DISTINCT FROM q.asked_ministry_label
       OR d.answering_ministry_label IS DISTINCT FROM q.answering_ministry_label
       OR d.asked_on IS DISTINCT FROM q.asked_on
       OR {answering_day("d")} IS DISTINCT FROM {answering_day("q")}
"""  # noqa: S608
# Of all that the touched questions name, whatever has changed.
ALL = f"{NAMED} UNION ALL {NAMED_BEFORE}"
NOTE = """
    INSERT INTO noted_label (label)
    SELECT DISTINCT named.label
    FROM ({named}) AS named
    WHERE named.label IS NOT NULL AND NOT EXISTS (SELECT 1 FROM noted_label AS n WHERE n.label = named.label)
"""

# Closed and open questions apart: the first are counted from the index alone.
MET = """
    SELECT label, day, sum(times) AS times
    FROM (SELECT n.label, q.asked_on AS day, count(*) AS times
          FROM noted_label AS n JOIN question AS q ON q.asked_ministry_label = n.label
          GROUP BY n.label, q.asked_on
          UNION ALL
          SELECT n.label, q.closed_on, count(*)
          FROM noted_label AS n JOIN question AS q ON q.answering_ministry_label = n.label
          WHERE q.closed_on IS NOT NULL
          GROUP BY n.label, q.closed_on
          UNION ALL
          SELECT unclosed.label, CASE WHEN l.ends_on < unclosed.day THEN l.ends_on ELSE unclosed.day END, unclosed.times
          FROM (SELECT n.label, q.legislature, date(q.last_changed_at) AS day, count(*) AS times
                FROM noted_label AS n JOIN question AS q ON q.answering_ministry_label = n.label
                WHERE q.closed_on IS NULL
                GROUP BY n.label, q.legislature, date(q.last_changed_at)) AS unclosed
          JOIN legislature AS l ON l.legislature = unclosed.legislature) AS met
    GROUP BY label, day
    ORDER BY label, day
"""

# The days on which anything in the register begins or ends.
CHANGES = frozenset(day for one in MINISTRIES.values() for day in (one.starts_on, one.ends_before) if day is not None)


class Met(NamedTuple):
    """How often a label was met on a day, and what it means then."""

    day: date
    times: int
    meaning: Meaning


def note_labels(connection: Connection, *, lone: bool, anew: bool) -> None:
    """Note the labels whose periods the touched questions may change, before those are merged.

    To be called once ``derived`` holds them. ``anew``, what a label means may have changed as well.
    """
    named = NAMED if lone else ALL if anew else CHANGED
    if run(connection, NOTE.format(named=named)):
        dialect_of(connection).analyze(connection, NOTED.name, ["label"])


def count_labels(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Bring the periods of the noted labels in line with the questions that stand."""
    if count(connection, "SELECT count(*) FROM noted_label") == 0:
        return
    rows = [period for label, met, changes in _met(connection) for period in _periods(label, met, changes)]
    fill(connection, PERIOD, pd.DataFrame(rows, columns=PERIOD.names, dtype=object))
    target = tables["ministry_label"]
    found = candidate(connection, f"SELECT {', '.join(PERIOD.names)} FROM label_period", PERIOD.names)  # noqa: S608
    counts = merge(connection, target, found)
    noted = table("noted_label", column("label"))
    counts.updated += delete_absent(connection, target, found, target.c.label.in_(select(noted.c.label)))
    tally.of("ministry_label").add(counts)


def _met(connection: Connection) -> Iterator[tuple[str, list[Met], list[date]]]:
    """Return each noted label with the days on which it was met, and the days on which its meaning may change."""
    meanings = Meanings(connection)
    found = connection.execute(text(MET)).all()
    for label, rows in groupby(found, key=lambda row: row.label):
        days = [(iso_day(row.day), int(row.times)) for row in rows]
        met = [Met(day, times, meanings.of(label, day)) for day, times in days]
        yield label, met, sorted(CHANGES | meanings.changes(label))


def _periods(label: str, met: Iterable[Met], changes: list[date]) -> Iterator[tuple[object, ...]]:
    """Return a row for each longest run of days on which a label means the same.

    A row holds from the last change before its first day, if the row before was not met since; the first one since
    ever. What was met decides alone, so that the order of loading never matters.
    """
    before: date | None = None
    for meaning, days in groupby(met, key=lambda one: one.meaning):
        same = list(days)
        first, last = same[0].day, same[-1].day
        since = min(SINCE_EVER, first) if before is None else _last_change(changes, before, first)
        yield (
            label, since.isoformat(), meaning.ministry_id, meaning.portfolio_id, meaning.status, meaning.method,
            meaning.confidence, first.isoformat(), last.isoformat(), sum(one.times for one in same),
        )  # fmt: skip
        before = last


def _last_change(changes: list[date], after: date, until: date) -> date:
    place = bisect_right(changes, until)
    return changes[place - 1] if place and changes[place - 1] > after else until
