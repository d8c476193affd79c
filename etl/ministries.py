"""Bringing a database in line with the register of ministries and with the decisions of a person, without a crawl."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, text

import parliament.ministries
from etl import events, labels, readings, resolution, source_portfolios
from etl.counts import Tally
from etl.dialects import dialect_of
from etl.events import merge_moves, stage_told
from etl.labels import count_labels
from etl.merge import Tables, candidate, count, merge, reflect, run
from etl.registers import delete_gone
from etl.resolution import MEANING_COLUMNS, MEANING_JOINS, MEANINGS, SINCE_EVER, decisions_of, resolve_labels
from etl.source_portfolios import merge_source_portfolios
from etl.staging import create, drop
from etl.writing import writing
from parliament.ministries.decisions import Decisions

STAGING = (readings.TOUCHED, resolution.LABEL_AT, *labels.STAGING, *events.STAGING, source_portfolios.SPOKEN)

LABELS = ("asked_ministry_label", "answering_ministry_label")
# Those that a source names in a question which takes another source's.
NAMED_BESIDE = """
    UNION SELECT {found} FROM source_portfolio AS p
    JOIN question_source AS s ON s.question_id = p.question_id AND s.source = p.source {joined}
"""
NAMES_BESIDE = "".join(NAMED_BESIDE.format(found=f"s.{name}", joined=f"WHERE s.{name} IS NOT NULL") for name in LABELS)
NAMED_SO_BESIDE = "".join(
    NAMED_BESIDE.format(found="s.question_id", joined=f"JOIN noted_label AS n ON n.label = s.{name}") for name in LABELS
)
ALL_LABELS = f"""
    INSERT INTO noted_label (label)
    SELECT label FROM ministry_label
    UNION SELECT asked_ministry_label FROM question WHERE asked_ministry_label IS NOT NULL
    UNION SELECT answering_ministry_label FROM question WHERE answering_ministry_label IS NOT NULL
    {NAMES_BESIDE}
"""  # noqa: S608
CONCERNED = f"""
    INSERT INTO touched (question_id)
    SELECT q.question_id FROM noted_label AS n JOIN question AS q ON q.asked_ministry_label = n.label
    UNION
    SELECT q.question_id FROM noted_label AS n JOIN question AS q ON q.answering_ministry_label = n.label
    {NAMED_SO_BESIDE}
"""  # noqa: S608
SAID = """
    (SELECT s.{name} FROM question_source AS s JOIN witness AS w ON w.source = s.source AND w.detail = s.detail
     WHERE s.question_id = t.question_id AND s.{name} IS NOT NULL AND s.{name} <> '[]' ORDER BY w.place LIMIT 1)
"""
TOUCHED = f"""
    (SELECT o.*, {SAID.format(name="asked_ministry_id")} AS asked_organe,
            {SAID.format(name="answering_ministry_id")} AS answering_organe
     FROM touched AS t JOIN question AS o ON o.question_id = t.question_id)
"""  # noqa: S608
DERIVED = f"""
    CREATE TEMPORARY TABLE derived AS
    SELECT t.question_id, COALESCE({SAID.format(name="events")}, '[]') AS events FROM touched AS t
"""  # noqa: S608
RESOLVED = f"SELECT q.question_id, {MEANINGS} FROM {TOUCHED} AS q {MEANING_JOINS}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Correction:
    """How many questions had their labels resolved anew, and for how many of them that changed anything."""

    questions: int = 0
    changed: int = 0


def bring_in_line(engine: Engine, decisions: Decisions | None) -> Correction:
    """Resolve anew what the register, the rules or the decisions say otherwise than when it was resolved.

    Without decisions those that the database holds stand. A database that is in line is only read. A correction is no
    new version of a question.
    """
    with engine.connect() as connection:
        if _register_stands(connection) and not _decided_anew(connection, decisions):
            return Correction()
    with writing(engine) as connection:
        tables = reflect(connection)
        concerned = _decided_anew(connection, decisions)
        if decisions is not None:
            _store_decisions(connection, tables, decisions)
        if _register_stands(connection):
            return re_resolve(connection, tables, concerned)
        correction = re_resolve(connection, tables)
        delete_gone(connection)
        run(connection, "DELETE FROM ministry_register")
        run(connection, "INSERT INTO ministry_register (fingerprint) VALUES (:fingerprint)", fingerprint=fingerprint())
        return correction


def stored_decisions(engine: Engine) -> Decisions:
    """Return the decisions that a database holds."""
    with engine.connect() as connection:
        return tuple(decisions_of(connection))


def re_resolve(connection: Connection, tables: Tables, only: Collection[str] | None = None) -> Correction:
    """Resolve labels anew, all or some, and correct the questions that carry them, their events and the labels."""
    create(connection, STAGING)
    if only is None:
        run(connection, ALL_LABELS)
    elif only:
        connection.execute(text("INSERT INTO noted_label VALUES (:label)"), [{"label": label} for label in only])
    run(connection, CONCERNED)
    dialect_of(connection).analyze(connection, "touched", ["question_id"])
    resolve_labels(connection, TOUCHED)
    found = candidate(connection, RESOLVED, ("question_id", *MEANING_COLUMNS))
    changed = merge(connection, tables["question"], found).updated
    run(connection, "DROP TABLE IF EXISTS derived")
    run(connection, DERIVED)
    stage_told(connection)
    merge_moves(connection, tables, Tally())
    merge_source_portfolios(connection, tables, Tally())
    count_labels(connection, tables, Tally())
    questions = count(connection, "SELECT count(*) FROM touched")
    drop(connection, (*STAGING, "derived"))
    return Correction(questions, changed)


@cache
def fingerprint() -> str:
    """Return a hash of the files that decide what a label means: register and rules."""
    folder = Path(parliament.ministries.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.iterdir() if path.suffix in (".csv", ".py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _register_stands(connection: Connection) -> bool:
    return connection.scalar(text("SELECT fingerprint FROM ministry_register")) == fingerprint()


def _decided_anew(connection: Connection, decisions: Decisions | None) -> set[str]:
    """Return the labels about which a decision was added, changed or withdrawn."""
    if decisions is None:
        return set()
    return {one.label for one in {*decisions}.symmetric_difference(decisions_of(connection))}


def _store_decisions(connection: Connection, tables: Tables, decisions: Decisions) -> None:
    run(connection, "DELETE FROM ministry_decision")
    rows = [
        {
            "label": one.label,
            "valid_from": one.from_day or SINCE_EVER,
            "ends_before": one.to_day,
            "ministry_id": one.ministry_id,
            "portfolio_id": one.portfolio_id,
        }
        for one in decisions
    ]
    if rows:
        connection.execute(insert(tables["ministry_decision"]), rows)
