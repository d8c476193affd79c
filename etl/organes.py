"""Merging the bodies that the Assembly registers, so that a legislature or a group that is new is there to refer to."""

from typing import Any

from sqlalchemy import Connection

from etl.counts import Tally
from etl.deputies import merge_memberships
from etl.merge import Tables, candidate, count, merge, run
from etl.shapes import Shape, Shaped, shape
from etl.staging import Staging, typed
from parliament.groups import GROUPS
from parliament.legislatures import LEGISLATURES
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
# Of two read at one time the greater stands, so that the order of loading never matters.
SAID = " || '|' || ".join(f"COALESCE(CAST({{0}}.{name} AS TEXT), '')" for name in COLUMNS[:-1])
NEWEST = f"""
    SELECT {", ".join(f"s.{name}" for name in COLUMNS)}
    FROM (SELECT o.*, row_number() OVER (PARTITION BY o.organe_id
                                         ORDER BY o.fetched_at DESC, {SAID.format("o")} DESC) AS place
          FROM staged_organe AS o) AS s
    LEFT JOIN organe AS k ON k.organe_id = s.organe_id
    WHERE s.place = 1
      AND (k.organe_id IS NULL OR s.fetched_at > k.fetched_at
           OR (s.fetched_at = k.fetched_at AND {SAID.format("s")} > {SAID.format("k")}))
"""  # noqa: S608
LEGISLATURE = ("legislature", "starts_on", "ends_on")
GROUP = ("group_id", "legislature", "acronym", "name", "starts_on", "ends_on")
OTHER_LEGISLATURES = f"""
    SELECT o.legislature, min(o.starts_on), CASE WHEN count(*) = count(o.ends_on) THEN max(o.ends_on) END
    FROM organe AS o
    WHERE o.kind = 'legislature' AND o.legislature BETWEEN 13 AND 99 AND o.starts_on IS NOT NULL
      AND o.legislature NOT IN ({", ".join(map(str, LEGISLATURES))})
    GROUP BY o.legislature
"""  # noqa: S608
OTHER_GROUPS = f"""
    SELECT o.organe_id, o.legislature, COALESCE(o.acronym, o.short_name, o.name), o.name, o.starts_on, o.ends_on
    FROM organe AS o JOIN legislature AS l ON l.legislature = o.legislature
    WHERE o.kind = 'group' AND (o.ends_on IS NULL OR o.starts_on IS NULL OR o.ends_on >= o.starts_on)
      AND o.organe_id NOT IN ({", ".join(f"'{one.organe}'" for one in GROUPS)})
"""  # noqa: S608
# Questions and stays may name a group before it is registered.
SEAT = f"""
    UPDATE question SET group_id = seat.group_id
    FROM (SELECT s.question_id, s.group_id, w.place FROM question_source AS s
          JOIN witness AS w ON w.source = s.source AND w.detail = s.detail
          WHERE s.group_id IN (SELECT g.organe_id FROM ({OTHER_GROUPS}) AS g)) AS seat
    WHERE seat.question_id = question.question_id AND question.group_id IS DISTINCT FROM seat.group_id
      AND NOT EXISTS (SELECT 1 FROM question_source AS o
                      JOIN witness AS v ON v.source = o.source AND v.detail = o.detail
                      WHERE o.question_id = seat.question_id AND o.group_id IS NOT NULL AND v.place < seat.place)
"""  # noqa: S608


def prepare(found: list[dict[str, Any]]) -> Shaped:
    """Type landed organes."""
    return shape(found, ORGANE)


def merge_organes(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Merge the staged organes, and bring the legislatures and groups that the registers lack in line with them."""
    counts = merge(connection, tables["organe"], candidate(connection, NEWEST, COLUMNS), quiet=("fetched_at",))
    counts.unchanged = count(connection, "SELECT count(*) FROM staged_organe") - counts.inserted - counts.updated
    tally.of("organe").add(counts)
    legislatures = candidate(connection, OTHER_LEGISLATURES, LEGISLATURE)
    tally.of("legislature").add(merge(connection, tables["legislature"], legislatures))
    groups = merge(connection, tables["political_group"], candidate(connection, OTHER_GROUPS, GROUP))
    tally.of("political_group").add(groups)
    if groups.inserted:
        tally.of("question").updated += run(connection, SEAT)
        merge_memberships(connection, tables, tally)
