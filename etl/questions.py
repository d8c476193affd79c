"""Merging questions: readings, then what each source says, then the question and all that hangs on it."""

from sqlalchemy import ColumnElement, Connection, Table, column, select, table, true

from etl import derivation, readings, texts
from etl.counts import Tally
from etl.derivation import derive
from etl.dialects import dialect_of
from etl.labels import note_labels
from etl.merge import Tables, candidate, delete_absent, merge
from etl.question_records import STAGED
from etl.readings import find_touched, merge_readings
from etl.texts import merge_texts

STAGING = (STAGED, *readings.STAGING, derivation.GROUP_AT, texts.CHOICE)

DERIVED = (
    "question_id", "legislature", "type", "number", "deputy_id", "group_id", "asked_on", "asked_ministry_label",
    "answering_ministry_label", "rubric", "heading", "state", "closed_on", "answered_on", "withdrawn_on",
    "withdrawal_reason", "closure_kind", "response_days", "comment_count", "official_url", "detail", "first_seen_at",
    "last_changed_at", "content_hash",
)  # fmt: skip
THEME = ("question_id", "position", "theme")
EVENT = ("question_id", "kind", "position", "happened_on", "detail")
DERIVED_KINDS = ("asked", "announced", "answered", "withdrawn")

QUESTIONS = """
    SELECT d.question_id, d.legislature, d.type, d.number, d.deputy_id, g.group_id, d.asked_on, d.asked_ministry_label,
           d.answering_ministry_label, d.rubric, d.heading, d.state, d.closed_on, d.answered_on, d.withdrawn_on,
           d.withdrawal_reason, d.closure_kind, d.response_days, d.comment_count, d.official_url, d.detail,
           d.first_seen_at, d.last_changed_at, d.content_hash
    FROM derived AS d
    LEFT JOIN group_at AS g
      ON g.legislature = d.legislature AND g.group_label = d.group_label AND g.asked_on = d.asked_on
"""

EVENTS = """
    SELECT question_id, 'asked', 1, asked_on, CAST(NULL AS TEXT) FROM derived
    UNION ALL SELECT question_id, 'announced', 1, closed_on, NULL FROM derived WHERE state = 'announced'
    UNION ALL SELECT question_id, 'answered', 1, answered_on, NULL FROM derived WHERE state = 'answered'
    UNION ALL SELECT question_id, 'withdrawn', 1, withdrawn_on, withdrawal_reason FROM derived WHERE state = 'withdrawn'
"""


def merge_questions(connection: Connection, tables: Tables, tally: Tally, *, everything: bool) -> None:
    """Merge the staged questions into the database; ``everything`` derives also what no reading changed."""
    touched = find_touched(connection, tally, everything=everything)
    if not touched:
        return
    merge_readings(connection, tables, tally)
    derive(connection)
    note_labels(connection)
    found = candidate(connection, QUESTIONS, DERIVED)
    tally.of("question").add(merge(connection, tables["question"], found, quiet=("first_seen_at",)))
    merge_texts(connection, tables, tally, touched)
    events = tables["question_event"]
    _merge_parts(connection, tables["question_theme"], dialect_of(connection).themes, THEME, true(), tally)
    _merge_parts(connection, events, EVENTS, EVENT, events.c.kind.in_(DERIVED_KINDS), tally)


def _merge_parts(
    connection: Connection, target: Table, sql: str, columns: tuple[str, ...], ours: ColumnElement[bool], tally: Tally
) -> None:
    """Merge the parts of the touched questions, and delete those of ``ours`` that they no longer have."""
    found = candidate(connection, sql, columns)
    counts = merge(connection, target, found)
    touched = table("touched", column("question_id"))
    within = target.c.question_id.in_(select(touched.c.question_id)) & ours
    counts.updated += delete_absent(connection, target, found, within)
    tally.of(target.name).add(counts)
