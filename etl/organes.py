"""Merging the bodies that the Assembly registers, so that a legislature or a group that is new is there to refer to."""

from typing import Any

from sqlalchemy import Connection

from etl.counts import Counts, Tally
from etl.merge import Tables, candidate, count, merge, run
from etl.shapes import Shape, Shaped, shape
from etl.staging import Staging, typed
from parliament.records import ORGANE_KINDS

ORGANE = Shape(
    text=("source", "organe_id", "kind", "name", "short_name", "acronym"),
    whole=("legislature",),
    dates=("starts_on", "ends_on"),
    times=("fetched_at",),
    required=("source", "organe_id", "kind", "name", "fetched_at"),
    allowed=(("kind", frozenset(ORGANE_KINDS)),),
)
STAGED = Staging(
    "staged_organe",
    (
        *typed(ORGANE.text, "TEXT"),
        *typed(ORGANE.whole, "INTEGER"),
        *typed(ORGANE.dates, "DATE"),
        ("fetched_at", "TIMESTAMP"),
    ),
)
COLUMNS = ("organe_id", "kind", "legislature", "name", "short_name", "acronym", "starts_on", "ends_on", "fetched_at")
NEWEST = f"""
    SELECT {", ".join(f"s.{name}" for name in COLUMNS)}
    FROM (SELECT o.*, row_number() OVER (PARTITION BY o.organe_id ORDER BY o.fetched_at DESC, o.name) AS place
          FROM staged_organe AS o) AS s
    LEFT JOIN organe AS k ON k.organe_id = s.organe_id
    WHERE s.place = 1 AND (k.organe_id IS NULL OR s.fetched_at >= k.fetched_at)
"""  # noqa: S608
ADD_LEGISLATURES = """
    INSERT INTO legislature (legislature, starts_on, ends_on)
    SELECT o.legislature, min(o.starts_on), CASE WHEN count(*) = count(o.ends_on) THEN max(o.ends_on) END
    FROM organe AS o
    WHERE o.kind = 'legislature' AND o.legislature BETWEEN 13 AND 99 AND o.starts_on IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM legislature AS l WHERE l.legislature = o.legislature)
    GROUP BY o.legislature
"""
ADD_GROUPS = """
    INSERT INTO political_group (group_id, legislature, acronym, name, starts_on, ends_on)
    SELECT o.organe_id, o.legislature, COALESCE(o.acronym, o.short_name, o.name), o.name, o.starts_on, o.ends_on
    FROM organe AS o JOIN legislature AS l ON l.legislature = o.legislature
    WHERE o.kind = 'group' AND (o.ends_on IS NULL OR o.starts_on IS NULL OR o.ends_on >= o.starts_on)
      AND NOT EXISTS (SELECT 1 FROM political_group AS g WHERE g.group_id = o.organe_id)
"""


def prepare(found: list[dict[str, Any]]) -> Shaped:
    """Type landed organes."""
    return shape(found, ORGANE)


def merge_organes(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Merge the staged organes, and add the legislatures and groups that the registers lack."""
    counts = merge(connection, tables["organe"], candidate(connection, NEWEST, COLUMNS), quiet=("fetched_at",))
    counts.unchanged = count(connection, "SELECT count(*) FROM staged_organe") - counts.inserted - counts.updated
    tally.of("organe").add(counts)
    tally.of("legislature").add(Counts(inserted=run(connection, ADD_LEGISLATURES)))
    tally.of("political_group").add(Counts(inserted=run(connection, ADD_GROUPS)))
