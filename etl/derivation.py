"""Deriving a question from what its witnesses say: the most believed first, the others where they add."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, text

from etl.dialects import dialect_of
from etl.merge import run
from etl.staging import Staging, fill
from etl.witnesses import CLOSURE, FIELDS, LISTS, Witness, adds_sql, closer_sql, fields_sql, witnesses_of
from parliament.groups import resolve
from parliament.records import DETAILS

GROUP_AT = Staging(
    "group_at",
    (("legislature", "INTEGER"), ("group_label", "TEXT"), ("asked_on", "DATE"), ("group_id", "TEXT")),
    ("PRIMARY KEY (legislature, group_label, asked_on)",),
)

# What a version keeps of a question.
PAST = (
    "deputy_id", "asked_on", "asked_ministry_label", "answering_ministry_label", "rubric", "heading", "state",
    "closed_on", "answered_on", "withdrawn_on", "withdrawal_reason", "closure_kind", "response_days", "official_url",
    "themes",
)  # fmt: skip
TAKEN = (*FIELDS, *LISTS, *CLOSURE)
# The ids that sources give are resolved like their labels.
ORGANES = {
    "group_id": "group_organe",
    "asked_ministry_id": "asked_organe",
    "answering_ministry_id": "answering_organe",
}
# The temporary table that questions are derived into.
DERIVED = "derived"
# Of a question that was read once, all is as it was read.
DERIVE_LONE = f"""
    CREATE TEMPORARY TABLE derived AS
    SELECT s.question_id, {", ".join(f"s.{name} AS {ORGANES.get(name, name)}" for name in TAKEN)}, s.comment_count,
           s.detail, s.source AS closure_source, s.detail AS closure_detail, s.first_read_at AS first_seen_at,
           s.first_read_at AS last_changed_at, s.content_hash
    FROM touched AS t JOIN staged_question AS s ON s.question_id = t.question_id
"""  # noqa: S608
COMMENTS = """
    (SELECT c.comment_count FROM comment_count AS c WHERE c.question_id = q.question_id
     ORDER BY c.counted_at DESC, c.source LIMIT 1)
"""
SEATED = "SELECT DISTINCT legislature, group_label, asked_on FROM derived WHERE group_label IS NOT NULL"


def derive(connection: Connection, *, lone: bool) -> None:
    """Make the table ``derived``, one row per touched question, and ``group_at``, the groups of their labels."""
    run(connection, "DROP TABLE IF EXISTS derived")
    if lone:
        run(connection, DERIVE_LONE)
    else:
        run(connection, f"CREATE TEMPORARY TABLE derived AS {present_sql(witnesses_of(connection, 'standing'))}")
    dialect_of(connection).analyze(connection, "derived", ["question_id"])
    seated = connection.execute(text(SEATED)).all()
    fill(connection, GROUP_AT, pd.DataFrame(map(_group, seated), columns=GROUP_AT.names, dtype=object))


def present_sql(witnesses: list[Witness]) -> str:
    """Return the query of the touched questions as their standing contents have them."""
    rows = " ".join(
        f"""LEFT JOIN standing AS n{one.place}
              ON n{one.place}.question_id = k.question_id AND n{one.place}.detail = '{one.detail}'
             AND n{one.place}.source = '{one.source}'
            LEFT JOIN question_source AS s{one.place}
              ON s{one.place}.question_id = n{one.place}.question_id AND s{one.place}.detail = n{one.place}.detail
             AND s{one.place}.source = n{one.place}.source"""
        for one in witnesses
    )
    said = closed_sql(witnesses, "k.question_id", f"touched AS k {rows}", standing="n")
    who = " OR ".join(
        f"(n.source = '{one.source}' AND n.detail = '{one.detail}' AND {_spoke(one)})" for one in witnesses
    )
    return f"""
        SELECT q.question_id, {", ".join(f"q.{name} AS {ORGANES.get(name, name)}" for name in TAKEN)},
               q.detail, {_closer(witnesses, "source")}, {_closer(witnesses, "detail")}, {COMMENTS} AS comment_count,
               (SELECT min(n.first_seen_at) FROM standing AS n WHERE n.question_id = q.question_id) AS first_seen_at,
               (SELECT max(n.last_changed_at) FROM standing AS n WHERE n.question_id = q.question_id AND ({who}))
                   AS last_changed_at,
               {_hash(witnesses)} AS content_hash
        FROM ({said}) AS q
        WHERE q.legislature IS NOT NULL
    """  # noqa: S608


def past_sql(witnesses: list[Witness]) -> str:
    """Return the query of questions as they were at the ends of their versions, from ``past_content``."""
    rows = " ".join(
        f"""LEFT JOIN past_content AS s{one.place}
              ON s{one.place}.question_id = k.question_id AND s{one.place}.place = k.place
             AND s{one.place}.detail = '{one.detail}' AND s{one.place}.source = '{one.source}'"""
        for one in witnesses
    )
    said = closed_sql(witnesses, "k.question_id, k.place", f"snapshot AS k {rows}", standing="s")
    return f"""
        SELECT q.question_id, q.place, {", ".join(f"q.{name}" for name in PAST)}, {_hash(witnesses)} AS content_hash
        FROM ({said}) AS q
    """  # noqa: S608


def closed_sql(witnesses: list[Witness], key: str, rows: str, standing: str) -> str:
    """Return a query of questions k: their fields, the closure of the witness ``closes``, and who adds what.

    ``rows`` joins of each witness what it says, ``s`` and its place, and in a row that ``standing`` and its place name
    when it was read.
    """
    adds = ", ".join(f"CASE WHEN {adds_sql(witnesses, one)} THEN 1 ELSE 0 END AS adds{one.place}" for one in witnesses)
    hashes = ", ".join(f"s{one.place}.content_hash AS hash{one.place}" for one in witnesses)
    chosen = f"CASE {' '.join(f'WHEN s{one.place}.question_id IS NOT NULL THEN {one.place}' for one in witnesses)} END"
    for one in witnesses[1:]:
        before = witnesses[: witnesses.index(one)]
        others = " ".join(
            f"WHEN {other.place} THEN "
            + (
                f"CASE WHEN {closer_sql(one, other, standing)} THEN {one.place} ELSE {other.place} END"
                if other in before
                else f"{other.place}"
            )
            for other in witnesses
        )
        chosen = f"CASE ({chosen}) {others} END"
    said = ", ".join(f"s{one.place}.{name} AS {name}{one.place}" for one in witnesses for name in CLOSURE)
    closure = ", ".join(
        f"CASE c.closes {' '.join(f'WHEN {one.place} THEN c.{name}{one.place}' for one in witnesses)} END AS {name}"
        for name in CLOSURE
    )
    return f"""
        SELECT c.*, {closure}
        FROM (SELECT {key}, {fields_sql(witnesses)}, {chosen} AS closes, {said}, {adds}, {hashes},
                     {_detail(witnesses)} AS detail
              FROM {rows}) AS c
    """  # noqa: S608


def _closer(witnesses: list[Witness], part: str) -> str:
    """Return SQL for the source or the detail of the witness whose closure is taken."""
    named = " ".join(f"WHEN {one.place} THEN '{getattr(one, part)}'" for one in witnesses)
    return f"CASE q.closes {named} END AS closure_{part}"


def _spoke(one: Witness) -> str:
    """Return a condition: a question rests on this witness, among others."""
    return f"(q.adds{one.place} = 1 OR q.closes = {one.place})"


def _hash(witnesses: list[Witness]) -> str:
    """Return SQL for the hashes of the contents that a question rests on, joined by +."""
    parts = (f"CASE WHEN {_spoke(one)} THEN '+' || q.hash{one.place} ELSE '' END" for one in witnesses)
    return f"substr({' || '.join(parts)}, 2)"


def _detail(witnesses: list[Witness]) -> str:
    """Return SQL for the best detail of which a question was read."""
    there = {
        detail: " OR ".join(f"s{one.place}.question_id IS NOT NULL" for one in witnesses if one.detail == detail)
        for detail in DETAILS
    }
    return f"CASE {' '.join(f'WHEN {found} THEN {detail!r}' for detail, found in there.items() if found)} END"


def _group(seated: Row[Any]) -> tuple[object, ...]:
    day = date.fromisoformat(str(seated.asked_on))
    return seated.legislature, seated.group_label, str(day), resolve(seated.legislature, seated.group_label, day)
