"""What ministry labels mean on the days on which they were met: asked once per label and day, then joined.

A label asked is met on the day of asking; the one that answers on the closing date, or while there is none on the day
the question's content was first read, at most the last day of its legislature: never on the day of the load.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd
from sqlalchemy import Connection, text

from etl.dialects import dialect_of
from etl.staging import Staging, fill
from parliament.ministries import SHORTENED, resolve
from parliament.ministries.decisions import Decision, decide

DECIDED = "decision"
SINCE_EVER = date(1958, 10, 4)

LABEL_AT = Staging(
    "label_at",
    (("label", "TEXT"), ("day", "DATE"), ("ministry_id", "TEXT"), ("portfolio_id", "TEXT"), ("shortened", "INTEGER")),
    ("PRIMARY KEY (label, day)",),
)


def answering_day(question: str) -> str:
    """Return SQL for the day on which a question's answering ministry is named; ``l`` is its legislature."""
    read_on = f"date({question}.last_changed_at)"
    return f"COALESCE({question}.closed_on, CASE WHEN l.ends_on < {read_on} THEN l.ends_on ELSE {read_on} END)"


MEANING_COLUMNS = ("asked_ministry_id", "asked_portfolio_id", "answering_ministry_id", "answering_portfolio_id")
# A shortened title is too little to tell the tenure where the full label of a document was read.
MEANINGS = """
    COALESCE(ao.ministry_id, CASE WHEN a.shortened = 0 OR q.detail = 'page' THEN a.ministry_id END)
        AS asked_ministry_id,
    COALESCE(ao.portfolio_id, a.portfolio_id) AS asked_portfolio_id,
    COALESCE(bo.ministry_id, CASE WHEN b.shortened = 0 OR q.detail = 'page' THEN b.ministry_id END)
        AS answering_ministry_id,
    COALESCE(bo.portfolio_id, b.portfolio_id) AS answering_portfolio_id
"""
# An organe that the source gives is certain, where the register has it.
MEANING_JOINS = f"""
    JOIN legislature AS l ON l.legislature = q.legislature
    LEFT JOIN label_at AS a ON a.label = q.asked_ministry_label AND a.day = q.asked_on
    LEFT JOIN label_at AS b ON b.label = q.answering_ministry_label AND b.day = {answering_day("q")}
    LEFT JOIN ministry_portfolio AS ao ON ao.ministry_id = q.asked_organe AND ao.position = 1
    LEFT JOIN ministry_portfolio AS bo ON bo.ministry_id = q.answering_organe AND bo.position = 1
"""
MET = """
    SELECT q.asked_ministry_label AS label, q.asked_on AS day
    FROM {questions} AS q WHERE q.asked_ministry_label IS NOT NULL
    UNION
    SELECT q.answering_ministry_label, {answering_day}
    FROM {questions} AS q JOIN legislature AS l ON l.legislature = q.legislature
    WHERE q.answering_ministry_label IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label means on a day: a tenure and its main portfolio, or less, and how that is known."""

    ministry_id: str | None
    portfolio_id: str | None
    status: str
    method: str
    confidence: float


class Meanings:
    """Tells what labels mean: by the decisions stored in the database, else by the register."""

    def __init__(self, connection: Connection):
        self._decisions: dict[str, list[Decision]] = {}
        for decision in decisions_of(connection):
            self._decisions.setdefault(decision.label, []).append(decision)

    def of(self, label: str, day: date) -> Meaning:
        """Return what a label means on a day."""
        decision = decide(self._decisions.get(label, ()), label, day)
        if decision is None:
            return _by_register(label, day)
        return Meaning(decision.ministry_id, decision.portfolio, "resolved", DECIDED, 1.0)

    def changes(self, label: str) -> set[date]:
        """Return the days on which a decision about a label begins or ends."""
        return {day for one in self._decisions.get(label, ()) for day in (one.from_day, one.to_day) if day is not None}


def decisions_of(connection: Connection) -> Iterator[Decision]:
    """Return the decisions as the database holds them."""
    for row in connection.execute(text("SELECT * FROM ministry_decision")):
        since, until = iso_day(row.valid_from), row.ends_before and iso_day(row.ends_before)
        yield Decision(row.label, None if since == SINCE_EVER else since, until, row.ministry_id, row.portfolio_id)


def resolve_labels(connection: Connection, questions: str) -> None:
    """Fill ``label_at`` with what the labels of some questions, a table or query, mean on their days."""
    meanings = Meanings(connection)
    met = connection.execute(text(MET.format(questions=questions, answering_day=answering_day("q"))))
    rows = _rows(meanings, ((label, iso_day(day)) for label, day in met))
    fill(connection, LABEL_AT, pd.DataFrame(rows, columns=LABEL_AT.names, dtype=object))
    dialect_of(connection).analyze(connection, LABEL_AT.name, ["label", "day"])


def iso_day(value: object) -> date:
    """Return a day as the database gives it: a date, or on SQLite its text."""
    return date.fromisoformat(str(value))


def _rows(meanings: Meanings, met: Iterable[tuple[str, date]]) -> Iterator[tuple[object, ...]]:
    for label, day in met:
        found = meanings.of(label, day)
        yield label, day.isoformat(), found.ministry_id, found.portfolio_id, int(found.method == SHORTENED)


@cache
def _by_register(label: str, day: date) -> Meaning:
    found = resolve(label, day)
    portfolio = next(iter(found.portfolio_ids), None)
    return Meaning(found.ministry_id, portfolio, found.status, found.method, found.confidence)
