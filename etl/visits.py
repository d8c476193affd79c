"""Merging visits: the last time each page was looked at, and which questions were found to be gone."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, text, update

from etl.counts import Tally
from etl.merge import Tables, candidate, count, merge, run
from etl.shapes import Rule, Shape, Shaped, shape
from etl.staging import Staging, typed

VISIT = Shape(
    text=("source", "key", "url", "listed"),
    whole=("http_status", "announced"),
    times=("checked_at",),
    booleans=("settled",),
    required=("source", "key", "url", "http_status", "checked_at"),
)
RULES: tuple[Rule, ...] = (("announced is negative", lambda f: f["announced"] < 0),)

STAGED = Staging(
    "staged_visit",
    (
        *typed(VISIT.text, "TEXT"),
        *typed(VISIT.whole, "INTEGER"),
        ("checked_at", "TIMESTAMP"),
        ("settled", "BOOLEAN"),
    ),
)
COLUMNS = ("source", "key", "url", "checked_at", "http_status", "announced", "settled", "listed")

# Visits of one second are told apart by what they say, so that the order of loading never matters.
NEWEST = """
    SELECT s.source, s.key, s.url, s.checked_at, s.http_status, s.announced, s.settled, s.listed
    FROM (SELECT o.*, CASE WHEN o.settled THEN 2 WHEN o.settled IS NOT NULL THEN 1 ELSE 0 END AS sure,
                 row_number() OVER (PARTITION BY o.source, o.key
                                    ORDER BY o.checked_at DESC, o.http_status DESC, COALESCE(o.announced, -1) DESC,
                                             CASE WHEN o.settled THEN 2 WHEN o.settled IS NOT NULL THEN 1 ELSE 0 END
                                             DESC,
                                             o.url DESC, COALESCE(o.listed, '') DESC) AS place
          FROM staged_visit AS o) AS s
    LEFT JOIN visit AS v ON v.source = s.source AND v.key = s.key
    WHERE s.place = 1
      AND (v.key IS NULL
           OR (s.checked_at, s.http_status, COALESCE(s.announced, -1), s.sure, s.url, COALESCE(s.listed, ''))
              > (v.checked_at, v.http_status, COALESCE(v.announced, -1),
                 CASE WHEN v.settled THEN 2 WHEN v.settled IS NOT NULL THEN 1 ELSE 0 END, v.url,
                 COALESCE(v.listed, '')))
"""

# A page that is gone though a list has just named it says nothing sure. The first such visit since the question was
# last read gives the day. A source that never had a question says nothing of it.
GONE = """
    SELECT s.key AS question_id, min(s.checked_at) AS found_at
    FROM staged_visit AS s
    JOIN visit AS v ON v.source = s.source AND v.key = s.key
    WHERE s.http_status IN (404, 410) AND s.listed IS NULL AND v.http_status IN (404, 410) AND v.listed IS NULL
      AND NOT EXISTS (SELECT 1 FROM question_reading AS r
                      WHERE r.question_id = s.key AND r.source = s.source AND r.last_read_at > s.checked_at)
      AND EXISTS (SELECT 1 FROM question_source AS o WHERE o.question_id = s.key AND o.source = s.source)
    GROUP BY s.key
"""
RETURN = """
    UPDATE question SET vanished_on = NULL
    WHERE vanished_on IS NOT NULL
      AND EXISTS (SELECT 1 FROM staged_visit AS s
                  JOIN visit AS v ON v.source = s.source AND v.key = s.key
                  WHERE s.key = question.question_id AND (v.http_status BETWEEN 200 AND 299 OR v.listed IS NOT NULL))
"""


def prepare(found: list[dict[str, Any]]) -> Shaped:
    """Type landed visits."""
    return shape(found, VISIT, RULES)


def merge_visits(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Merge the staged visits into the database."""
    counts = merge(connection, tables["visit"], candidate(connection, NEWEST, COLUMNS))
    counts.unchanged = count(connection, "SELECT count(*) FROM staged_visit") - counts.inserted - counts.updated
    tally.of("visit").add(counts)
    tally.of("question").updated += _vanish(connection, tables["question"]) + run(connection, RETURN)


def _vanish(connection: Connection, question: Table) -> int:
    """Date the questions that the staged visits found to be gone; return how many that changed."""
    changed = 0
    for question_id, found_at in connection.execute(text(GONE)).all():
        day = date.fromisoformat(str(found_at)[:10])
        undated = question.c.vanished_on.is_(None) | (question.c.vanished_on > day)
        here = update(question).where(question.c.question_id == question_id, undated)
        changed += connection.execute(here.values(vanished_on=day)).rowcount
    return changed
