"""Merging visits: the last time each page was looked at, and when it was last shown."""

from typing import Any

from sqlalchemy import Connection

from etl import absences
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

SHOWN = "(http_status BETWEEN 200 AND 299 OR listed IS NOT NULL)"
# Not the newest visit alone: a failure may have come after one that found the page.
SHOW = f"""
    UPDATE visit SET last_shown_at = shown.at
    FROM (SELECT source, key, max(checked_at) AS at FROM staged_visit WHERE {SHOWN} GROUP BY source, key) AS shown
    WHERE visit.source = shown.source AND visit.key = shown.key
      AND (visit.last_shown_at IS NULL OR visit.last_shown_at < shown.at)
"""  # noqa: S608


def prepare(found: list[dict[str, Any]]) -> Shaped:
    """Type landed visits."""
    return shape(found, VISIT, RULES)


def merge_visits(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Merge the staged visits into the database, and find the questions that vanished or are back."""
    counts = merge(connection, tables["visit"], candidate(connection, NEWEST, COLUMNS))
    counts.unchanged = count(connection, "SELECT count(*) FROM staged_visit") - counts.inserted - counts.updated
    tally.of("visit").add(counts)
    run(connection, SHOW)
    absences.note_visits(connection, tally)
