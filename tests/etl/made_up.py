"""Landed records about fictional deputies, and the landing zone they stand in."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from parliament.landing import LandingWriter, Run
from parliament.records import Deputy, Mandate, Question, Record, Visit, content_hash

DAY = datetime(2026, 3, 1, 8, 0, 0)  # noqa: DTZ001
INDEX = "question_search"
TIMED = ("crawl_run", "check_result", "landing_file", "rejection", "visit", "schema_version")


def deputy(number: int = 1, *, day: int = 0, **said: Any) -> Deputy:
    """A deputy as read so many days after the first."""
    record = Deputy(
        source="nosdeputes",
        deputy_id=f"PA9900{number:02}",
        legislature=13,
        site_id=number,
        slug=f"aline-exemple-{number}",
        name=f"Aline Exemple {number}",
        first_name="Aline",
        last_name=f"Exemple {number}",
        sex="F",
        born_on=date(1960, 2, 29),
        birthplace="Exempleville",
        department="2A",
        constituency="Corse-du-Sud",
        constituency_number=1,
        profession=None,
        seat="123",
        party=None,
        group_label="SRC",
        group_name="Socialiste, radical, citoyen et divers gauche",
        group_since=date(2007, 6, 26),
        former=False,
        mandates=(Mandate(starts_on=date(2007, 6, 20), ends_on=None, end_reason=None),),
        official_url=None,
        detail="document",
        page_url=f"https://example.invalid/aline-exemple-{number}/json",
        fetched_at=DAY + timedelta(days=day),
    )
    return _sealed(replace(record, **said))


def question(number: int = 1, *, day: int = 0, **said: Any) -> Question:
    """A pending question's document as read so many days after the first."""
    record = Question(
        source="nosdeputes",
        question_id=f"QANR5L13QE{number}",
        legislature=13,
        type="QE",
        number=number,
        site_id=1000 + number,
        deputy_id="PA990001",
        author_name="Aline Exemple 1",
        author_slug="aline-exemple-1",
        group_label="SRC",
        asked_on=date(2009, 4, 21),
        asked_ministry_label="Justice",
        answering_ministry_label="Justice et libertés",
        rubric="justice",
        heading="greffes",
        themes=("justice", "greffes"),
        state="pending",
        closed_on=None,
        answered_on=None,
        withdrawn_on=None,
        withdrawal_reason=None,
        closure_kind=None,
        response_days=None,
        comment_count=0,
        official_url=None,
        detail="document",
        question_text=f"Texte de la question {number}, « œuvre » à 100 %.\n\tUne cellule\\n",
        answer_text=None,
        site_updated_at=None,
        page_url=f"https://example.invalid/question/QE/{number}",
        fetched_at=DAY + timedelta(days=day),
    )
    return _sealed(replace(record, **said))


def page(number: int = 1, *, day: int = 0, **said: Any) -> Question:
    """A pending question's page."""
    told: dict[str, Any] = {
        "detail": "page",
        "group_label": None,
        "asked_ministry_label": "Ministère de la Justice",
        "answering_ministry_label": None,
        "rubric": None,
        "heading": None,
        "themes": (),
        "question_text": "Texte de la page.",
    }
    return question(number, day=day, **told | said)


ANSWERED: dict[str, Any] = {
    "state": "answered",
    "closed_on": date(2009, 8, 4),
    "answered_on": date(2009, 8, 4),
    "response_days": 105,
    "answer_text": "La réponse.",
}
ANNOUNCED: dict[str, Any] = {"state": "announced", "closed_on": date(2026, 3, 2)}
RETIRED: dict[str, Any] = {
    "state": "withdrawn",
    "closed_on": date(2026, 3, 2),
    "withdrawn_on": date(2026, 3, 2),
    "closure_kind": "unexplained",
}


def visit(key: str, *, day: int = 0, **said: Any) -> Visit:
    """A visit that found its page."""
    record = Visit(
        source="nosdeputes",
        key=key,
        url=f"https://example.invalid/{key}",
        checked_at=DAY + timedelta(days=day),
        http_status=200,
    )
    return replace(record, **said)


def run_named(run_id: str, **said: Any) -> Run:
    """A finished run of legislature 13."""
    run = Run(
        run_id=run_id,
        source="nosdeputes",
        scope={"legislatures": [13]},
        started_at="2026-03-01 07:59:00",
        finished_at="2026-03-01 09:00:00",
        finish_reason="finished",
    )
    return replace(run, **said)


def land(landing: Path, run_id: str, *records: Record, **said: Any) -> Path:
    """Land records as one run; return its folder."""
    writer = LandingWriter(landing / run_id, run_named(run_id, **said))
    for record in records:
        writer.write(record)
    writer.close()
    return landing / run_id


def dump(engine: Engine, *, leave_out: tuple[str, ...] = ("schema_version",)) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables but the search index, as the same plain values on both databases."""
    inspector = inspect(engine)
    tables = [name for name in inspector.get_table_names() if name not in leave_out and not name.startswith(INDEX)]
    with engine.connect() as connection:
        return {table: _rows(connection, table, inspector.get_columns(table)) for table in tables}


def one(engine: Engine, sql: str) -> dict[str, Any]:
    """Return the only row of a query."""
    with engine.connect() as connection:
        return dict(connection.execute(text(sql)).mappings().one())


def _rows(connection: Connection, table: str, columns: list[Any]) -> list[tuple[Any, ...]]:
    found = connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
    kinds = [str(column["type"]) for column in columns]
    rows = (tuple(_plain(value, kind) for value, kind in zip(row, kinds, strict=True)) for row in found)
    return sorted(rows, key=repr)


def _plain(value: Any, kind: str) -> Any:
    if kind == "BOOLEAN" and value is not None:
        return bool(value)
    return value if value is None or isinstance(value, (str, int)) else str(value)


def _sealed(record: Any) -> Any:
    return replace(record, content_hash=content_hash(record))
