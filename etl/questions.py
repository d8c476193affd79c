"""Merging questions: readings, then what each source says, then the question and all that hangs on it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, column, select, table, true

from etl import derivation, history, late_history, readings, resolution
from etl import texts as question_texts
from etl.counts import Tally
from etl.derivation import derive
from etl.dialects import dialect_of
from etl.history import CORRECTED, keep_versions
from etl.labels import note_labels
from etl.late_history import work_in_late
from etl.merge import Tables, add, candidate, delete_absent, merge
from etl.question_records import STAGED
from etl.readings import add_lone_readings, find_touched, merge_readings
from etl.resolution import MEANING_COLUMNS, MEANING_JOINS, MEANINGS, resolve_labels
from etl.texts import Texts, add_lone_texts, merge_texts, stage_texts

STAGING = (
    STAGED,
    *readings.STAGING,
    derivation.GROUP_AT,
    resolution.LABEL_AT,
    question_texts.STAGED,
    *history.STAGING,
    *late_history.STAGING,
)

DERIVED = (
    "question_id", "legislature", "type", "number", "deputy_id", "group_id", "asked_on", "asked_ministry_label",
    "answering_ministry_label", "rubric", "heading", "state", "closed_on", "answered_on", "withdrawn_on",
    "withdrawal_reason", "closure_kind", "response_days", "comment_count", "official_url", "detail", "first_seen_at",
    "last_changed_at", "content_hash", *MEANING_COLUMNS,
)  # fmt: skip
THEME = ("question_id", "position", "theme")
EVENT = ("question_id", "kind", "position", "happened_on", "detail")
MOVED = ("reattributed", "succeeded")
DERIVED_KINDS = ("asked", "announced", "answered", "withdrawn", "corrected", *MOVED)

QUESTIONS = f"""
    SELECT q.question_id, q.legislature, q.type, q.number, q.deputy_id, g.group_id, q.asked_on, q.asked_ministry_label,
           q.answering_ministry_label, q.rubric, q.heading, q.state, q.closed_on, q.answered_on, q.withdrawn_on,
           q.withdrawal_reason, q.closure_kind, q.response_days, q.comment_count, q.official_url, q.detail,
           q.first_seen_at, q.last_changed_at, q.content_hash, {MEANINGS}
    FROM derived AS q
    LEFT JOIN group_at AS g
      ON g.legislature = q.legislature AND g.group_label = q.group_label AND g.asked_on = q.asked_on
    {MEANING_JOINS}
"""  # noqa: S608

# The sources do not say when a question changed hands.
MOVES = """
    SELECT q.question_id, CASE WHEN q.asked_portfolio_id <> q.answering_portfolio_id THEN 'reattributed'
                               ELSE 'succeeded' END,
           1, CAST(NULL AS DATE), q.answering_ministry_label
    FROM touched AS t
    JOIN question AS q ON q.question_id = t.question_id
    LEFT JOIN ministry AS m ON m.ministry_id = q.answering_ministry_id
    WHERE q.asked_portfolio_id <> q.answering_portfolio_id
       OR (q.asked_portfolio_id = q.answering_portfolio_id AND m.starts_on > q.asked_on
           AND q.asked_ministry_id IS DISTINCT FROM q.answering_ministry_id)
"""
EVENTS = f"""
    SELECT question_id, 'asked', 1, asked_on, CAST(NULL AS TEXT) FROM derived
    UNION ALL SELECT question_id, 'announced', 1, closed_on, NULL FROM derived WHERE state = 'announced'
    UNION ALL SELECT question_id, 'answered', 1, answered_on, NULL FROM derived WHERE state = 'answered'
    UNION ALL SELECT question_id, 'withdrawn', 1, withdrawn_on, withdrawal_reason FROM derived WHERE state = 'withdrawn'
    UNION ALL {MOVES}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Found:
    """How many questions are staged, and how many of them are lone; ``texts`` are theirs, by their lines."""

    total: int
    lone: int
    texts: Texts


def merge_questions(connection: Connection, tables: Tables, tally: Tally, found: Found, *, anew: bool) -> None:
    """Merge the staged questions into the database; ``anew`` derives also what no reading changed.

    The lone ones come first, as they were found, and are added without a look at what stands.
    """
    if found.lone:
        _add_lone(connection, tally, found.texts)
    if found.lone < found.total and find_touched(connection, tally, anew=anew):
        _merge_touched(connection, tables, tally, found.texts)


def _add_lone(connection: Connection, tally: Tally, texts: Texts) -> None:
    add_lone_readings(connection, tally)
    _derive(connection, lone=True)
    tally.of("question").add(add(connection, "question", QUESTIONS, DERIVED))
    add_lone_texts(connection, tally, texts)
    tally.of("question_theme").add(add(connection, "question_theme", dialect_of(connection).themes, THEME))
    tally.of("question_event").add(add(connection, "question_event", EVENTS, EVENT))


def _derive(connection: Connection, *, lone: bool) -> None:
    derive(connection, lone=lone)
    resolve_labels(connection, "derived")
    note_labels(connection, lone=lone)


def _merge_touched(connection: Connection, tables: Tables, tally: Tally, texts: Texts) -> None:
    merge_readings(connection, tables, tally)
    _derive(connection, lone=False)
    stage_texts(connection, texts)
    keep_versions(connection, tally)
    found = candidate(connection, QUESTIONS, DERIVED)
    tally.of("question").add(merge(connection, tables["question"], found, quiet=("first_seen_at",)))
    merge_texts(connection, tables, tally)
    _merge_parts(connection, tables["question_theme"], dialect_of(connection).themes, THEME, true(), tally)
    work_in_late(connection, tally, texts)
    merge_events(connection, tables, tally, f"{EVENTS} UNION ALL {CORRECTED}", DERIVED_KINDS)


def merge_events(connection: Connection, tables: Tables, tally: Tally, sql: str, kinds: tuple[str, ...]) -> None:
    """Merge events of the touched questions, and delete those of these kinds that are true no more."""
    events = tables["question_event"]
    _merge_parts(connection, events, sql, EVENT, events.c.kind.in_(kinds), tally)


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
