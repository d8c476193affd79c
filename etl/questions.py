"""Merging questions: readings, then what each source says, then the question and all that hangs on it."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, column, select, table

from etl import derivation, events, history, readings, resolution, source_portfolios
from etl import texts as question_texts
from etl.absences import note_readings
from etl.counts import Tally
from etl.derivation import derive
from etl.dialects import dialect_of
from etl.events import CORRECTIONS, KINDS, add_lone_events, merge_events, stage_told
from etl.history import keep_versions
from etl.labels import note_labels
from etl.merge import Tables, add, candidate, delete_absent, merge
from etl.question_records import STAGED
from etl.readings import add_lone_readings, find_touched, merge_readings
from etl.resolution import MEANING_COLUMNS, MEANING_JOINS, MEANINGS, resolve_labels
from etl.source_portfolios import merge_source_portfolios
from etl.texts import Texts, add_lone_texts, merge_texts, stage_texts

STAGING = (
    STAGED,
    *readings.STAGING,
    derivation.GROUP_AT,
    resolution.LABEL_AT,
    *question_texts.STAGING,
    *history.STAGING,
    *events.STAGING,
    source_portfolios.SPOKEN,
)

DERIVED = (
    "question_id", "legislature", "type", "number", "deputy_id", "group_id", "asked_on", "asked_ministry_label",
    "answering_ministry_label", "rubric", "heading", "state", "closed_on", "answered_on", "withdrawn_on",
    "withdrawal_reason", "closure_kind", "response_days", "comment_count", "official_url", "detail", "first_seen_at",
    "last_changed_at", "content_hash", "mandate_id", "closure_code", "flagged", "closure_source", "closure_detail",
    *MEANING_COLUMNS,
)  # fmt: skip
# What alone differs of a question whose texts were corrected.
OF_TEXTS = {"first_seen_at", "last_changed_at", "content_hash"}
THEME = ("question_id", "position", "theme")

QUESTIONS = f"""
    SELECT q.question_id, q.legislature, q.type, q.number, q.deputy_id, COALESCE(o.group_id, g.group_id), q.asked_on,
           q.asked_ministry_label, q.answering_ministry_label, q.rubric, q.heading, q.state, q.closed_on, q.answered_on,
           q.withdrawn_on, q.withdrawal_reason, q.closure_kind, q.response_days, q.comment_count, q.official_url,
           q.detail, q.first_seen_at, q.last_changed_at, q.content_hash, q.mandate_id, q.closure_code, q.flagged,
           q.closure_source, q.closure_detail, {MEANINGS}
    FROM derived AS q
    LEFT JOIN political_group AS o ON o.group_id = q.group_organe
    LEFT JOIN group_at AS g
      ON g.legislature = q.legislature AND g.group_label = q.group_label AND g.asked_on = q.asked_on
    {MEANING_JOINS}
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
        _merge_touched(connection, tables, tally, found.texts, anew=anew)


def _add_lone(connection: Connection, tally: Tally, texts: Texts) -> None:
    add_lone_readings(connection, tally)
    told = _derive(connection, lone=True, anew=False)
    tally.of("question").add(add(connection, "question", QUESTIONS, DERIVED))
    add_lone_texts(connection, tally, texts)
    tally.of("question_theme").add(add(connection, "question_theme", dialect_of(connection).themes, THEME))
    add_lone_events(connection, tally, told=told)
    note_readings(connection, tally)


def _derive(connection: Connection, *, lone: bool, anew: bool) -> bool:
    """Derive the touched questions; return whether their sources tell any events."""
    derive(connection, lone=lone)
    resolve_labels(connection, "derived")
    note_labels(connection, lone=lone, anew=anew)
    return stage_told(connection)


def _merge_touched(connection: Connection, tables: Tables, tally: Tally, texts: Texts, *, anew: bool) -> None:
    dialect_of(connection).restore_keys(connection)
    said = merge_readings(connection, tables, tally)
    told = _derive(connection, lone=False, anew=anew)
    stage_texts(connection, texts)
    found = candidate(connection, QUESTIONS, DERIVED)
    stands = merge(connection, tables["question"], found, quiet=("first_seen_at",))
    tally.of("question").add(stands)
    merge_texts(connection, tables, tally)
    if anew or said.told(["themes"]):
        _merge_themes(connection, tables["question_theme"], tally)
    keep_versions(connection, tables, tally)
    beyond_texts = anew or said.told(["events"]) or stands.told(set(DERIVED) - OF_TEXTS)
    merge_events(connection, tables, tally, KINDS if beyond_texts else CORRECTIONS, told=told)
    merge_source_portfolios(connection, tables, tally)
    note_readings(connection, tally)


def _merge_themes(connection: Connection, target: Table, tally: Tally) -> None:
    """Merge the themes of the touched questions, and delete those that they no longer have."""
    found = candidate(connection, dialect_of(connection).themes, THEME)
    counts = merge(connection, target, found)
    touched = table("touched", column("question_id"))
    counts.updated += delete_absent(connection, target, found, target.c.question_id.in_(select(touched.c.question_id)))
    tally.of(target.name).add(counts)
