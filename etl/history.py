"""History: what a question was before a source changed it, worked out from the contents that were read and when.

The states of a question follow from its readings alone (``etl/timeline.py``), and what it was in each of them from the
contents that are kept. So the order in which runs are loaded makes no difference, and a better parser's correction is
no version. Only questions of which a witness has said more than one thing have any.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, column, select, table, text

from etl.counts import Tally
from etl.derivation import PAST, past_sql
from etl.dialects import dialect_of
from etl.merge import Tables, candidate, delete_absent, merge, run
from etl.staging import Staging, fill
from etl.timeline import Reading, Snapshot, snapshots
from etl.witnesses import witnesses_of

OWNERS = ("question", "answer")
SNAPSHOT = Staging(
    "snapshot",
    (
        ("question_id", "TEXT"),
        ("place", "INTEGER"),
        ("first_seen_at", "TIMESTAMP"),
        ("known_to", "TIMESTAMP"),
        *((f"{owner}_{name}", "TEXT") for owner in OWNERS for name in ("source", "detail", "hash")),
    ),
    ("PRIMARY KEY (question_id, place)",),
)
STANDING = Staging(
    "past_standing",
    (
        ("question_id", "TEXT"),
        ("place", "INTEGER"),
        ("source", "TEXT"),
        ("detail", "TEXT"),
        ("content_hash", "TEXT"),
        ("last_read_at", "TIMESTAMP"),
    ),
    ("PRIMARY KEY (question_id, place, detail, source)",),
)
STAGING = (SNAPSHOT, STANDING)
MADE = ("past_content", "past_state")

# Of a database that an earlier program filled, some contents may be known by their hashes alone.
READINGS = """
    SELECT r.question_id, r.source, r.detail, r.content_hash, r.first_read_at, r.last_read_at, r.parsed_at,
           r.has_question, r.has_answer
    FROM (SELECT c.*, max(c.contents) OVER (PARTITION BY c.question_id) AS most
          FROM (SELECT o.*, count(*) OVER (PARTITION BY o.question_id, o.detail, o.source) AS contents
                FROM touched AS t JOIN question_reading AS o ON o.question_id = t.question_id) AS c) AS r
    WHERE r.most > 1
      AND (EXISTS (SELECT 1 FROM question_source AS s
                   WHERE s.question_id = r.question_id AND s.detail = r.detail AND s.source = r.source
                     AND s.content_hash = r.content_hash)
           OR EXISTS (SELECT 1 FROM question_source_version AS s
                      WHERE s.question_id = r.question_id AND s.detail = r.detail AND s.source = r.source
                        AND s.content_hash = r.content_hash))
    ORDER BY r.question_id
"""
SAID = """
    legislature, type, number, deputy_id, group_label, group_id, asked_on, asked_ministry_label, asked_ministry_id,
    answering_ministry_label, answering_ministry_id, rubric, heading, official_url, mandate_id, flagged, themes, events,
    state, closed_on, answered_on, withdrawn_on, withdrawal_reason, closure_kind, response_days, closure_code
"""
PAST_CONTENT = f"""
    CREATE TEMPORARY TABLE past_content AS
    SELECT p.question_id, p.place, p.source, p.detail, p.content_hash, p.last_read_at, {SAID}
    FROM past_standing AS p
    JOIN (SELECT question_id AS id, source AS origin, detail AS kind, content_hash AS hash, {SAID} FROM question_source
          WHERE question_id IN (SELECT question_id FROM snapshot)
          UNION ALL
          SELECT question_id, source, detail, content_hash, {SAID} FROM question_source_version
          WHERE question_id IN (SELECT question_id FROM snapshot)) AS said
      ON said.id = p.question_id AND said.origin = p.source AND said.kind = p.detail AND said.hash = p.content_hash
"""  # noqa: S608
OWN_TEXT = """
    LEFT JOIN question_source_text AS {owner}
      ON {owner}.question_id = k.question_id AND {owner}.source = k.{owner}_source
     AND {owner}.detail = k.{owner}_detail AND {owner}.content_hash = k.{owner}_hash
"""
# A text that the question still has is not written once more: it stands as an empty one, which no text is.
TEXT = """
    CASE WHEN k.known_to IS NOT NULL AND k.{owner}_hash IS NULL THEN NULL
         WHEN k.known_to IS NOT NULL AND {owner}.{owner}_text IS NOT NULL THEN {owner}.{owner}_text
         WHEN t.{owner}_text IS NOT NULL THEN '' END
"""
PAST_STATE = """
    CREATE TEMPORARY TABLE past_state AS
    SELECT k.place, k.known_to, k.first_seen_at, d.question_id, {fields}, d.content_hash, {question} AS question_text,
           {answer} AS answer_text
    FROM snapshot AS k
    JOIN ({past}) AS d ON d.question_id = k.question_id AND d.place = k.place
    LEFT JOIN question_text AS t ON t.question_id = k.question_id
    {own}
"""
TEXTS = ("question_text", "answer_text")
NEXT = "FROM past_state AS s JOIN past_state AS n ON n.question_id = s.question_id AND n.place = s.place + 1"
SINCE = "COALESCE(lag(known_to) OVER (PARTITION BY ended.question_id ORDER BY place), first_seen_at)"
CHANGED = " || ".join(
    f"CASE WHEN s.{name} IS DISTINCT FROM n.{name} THEN '\"{name}\", ' ELSE '' END" for name in (*PAST, *TEXTS)
)
VERSIONS = f"""
    SELECT question_id, {SINCE}, known_to, '[' || substr(changed, 1, length(changed) - 2) || ']', {", ".join(PAST)},
           content_hash
    FROM (SELECT s.*, {CHANGED} AS changed {NEXT}) AS ended
    WHERE changed <> ''
"""  # noqa: S608
TEXT_VERSIONS = f"""
    SELECT ended.question_id, {SINCE}, known_to,
           CASE ended.question_text WHEN '' THEN t.question_text ELSE ended.question_text END,
           CASE ended.answer_text WHEN '' THEN t.answer_text ELSE ended.answer_text END
    FROM (SELECT s.* {NEXT}
          WHERE s.question_text IS DISTINCT FROM n.question_text
             OR s.answer_text IS DISTINCT FROM n.answer_text) AS ended
    JOIN question_text AS t ON t.question_id = ended.question_id
"""  # noqa: S608
VERSION = ("question_id", "known_from", "known_to", "changed", *PAST, "content_hash")
TEXT_VERSION = ("question_id", "known_from", "known_to", *TEXTS)

# A text that was there and is another one; when the source changed it, it does not say.
CORRECTED = """
    SELECT question_id, 'corrected', row_number() OVER (PARTITION BY question_id ORDER BY known_to), CAST(NULL AS DATE),
           CASE WHEN question_text = next_question THEN 'answer' WHEN answer_text = next_answer THEN 'question'
                WHEN answer_text IS NULL THEN 'question' ELSE 'question, answer' END
    FROM (SELECT h.question_id, h.known_to, h.question_text, h.answer_text,
                 lead(h.question_text) OVER later AS next_question, lead(h.answer_text) OVER later AS next_answer
          FROM (SELECT v.question_id, 0 AS is_present, v.known_from, v.known_to, v.question_text, v.answer_text
                FROM touched AS t JOIN question_text_version AS v ON v.question_id = t.question_id
                UNION ALL
                SELECT q.question_id, 1, NULL, NULL, q.question_text, q.answer_text
                FROM touched AS t JOIN question_text AS q ON q.question_id = t.question_id
                WHERE EXISTS (SELECT 1 FROM question_text_version AS v WHERE v.question_id = t.question_id)) AS h
          WINDOW later AS (PARTITION BY h.question_id ORDER BY h.is_present, h.known_from)) AS followed
    WHERE known_to IS NOT NULL AND (question_text <> next_question OR answer_text <> next_answer)
"""


def keep_versions(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Bring the versions of the touched questions and of their texts in line with all that was read of them."""
    found = connection.execute(text(READINGS)).all()
    if not found:
        return
    states = [
        (question_id, *_states(rows)) for question_id, rows in groupby(found, key=lambda row: str(row.question_id))
    ]
    fill(connection, SNAPSHOT, _frame(SNAPSHOT, _snapshots(states)))
    fill(connection, STANDING, _frame(STANDING, _standing(states)))
    for name in MADE:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    run(connection, PAST_CONTENT)
    dialect_of(connection).analyze(connection, "past_content", ["question_id", "source", "detail"])
    own = " ".join(OWN_TEXT.format(owner=owner) for owner in OWNERS)
    texts = {owner: TEXT.format(owner=owner) for owner in OWNERS}
    fields = ", ".join(f"d.{name}" for name in PAST)
    past = past_sql(witnesses_of(connection, "past_standing"))
    run(connection, PAST_STATE.format(past=past, own=own, fields=fields, **texts))
    for name, sql, columns in (
        ("question_version", VERSIONS, VERSION),
        ("question_text_version", TEXT_VERSIONS, TEXT_VERSION),
    ):
        versions = candidate(connection, dialect_of(connection).adapt(sql), columns)
        counts = merge(connection, tables[name], versions)
        concerned = table("snapshot", column("question_id"))
        within = tables[name].c.question_id.in_(select(concerned.c.question_id))
        counts.updated += delete_absent(connection, tables[name], versions, within)
        tally.of(name).add(counts)


States = list[tuple[str, str, list[Snapshot]]]


def _states(rows: Iterator[Row[Any]]) -> tuple[str, list[Snapshot]]:
    """Return when a question was first seen, and its states."""
    readings = [
        Reading(
            source=row.source,
            detail=row.detail,
            content_hash=row.content_hash,
            first_read_at=str(row.first_read_at),
            last_read_at=str(row.last_read_at),
            parsed_at=str(row.parsed_at),
            has_question=bool(row.has_question),
            has_answer=bool(row.has_answer),
        )
        for row in rows
    ]
    return min(one.first_read_at for one in readings), snapshots(readings)


def _snapshots(states: States) -> Iterator[tuple[object, ...]]:
    for question_id, first_seen_at, found in states:
        for place, one in enumerate(found):
            yield question_id, place, first_seen_at, one.known_to, *_key(one.question), *_key(one.answer)


def _standing(states: States) -> Iterator[tuple[object, ...]]:
    for question_id, _, found in states:
        for place, one in enumerate(found):
            for reading, read_at in one.standing:
                yield question_id, place, reading.source, reading.detail, reading.content_hash, read_at


def _key(content: Reading | None) -> tuple[str | None, str | None, str | None]:
    return (content.source, content.detail, content.content_hash) if content else (None, None, None)


def _frame(staging: Staging, rows: Iterator[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=staging.names, dtype=object)
