"""The same records in a database of each kind, loaded once: exports only read."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine

from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from parliament.records import Record
from tests.databases import scratch_database
from tests.etl.made_up import ANSWERED, RETIRED, deputy, land, question, visit
from tests.etl.official import BUDGET, official

# What CSV and spreadsheets stumble over.
FORMULA = "=1+1"
AWKWARD = '"Oui", dit-elle ;\n\tpuis\r\nnon : 5 % — œuvre'
BUDGETARY = {"asked_ministry_id": BUDGET, "asked_ministry_label": "Ministère du budget"}


def records() -> list[Record]:
    """Questions of two legislatures: one told by both sources, one by the Assembly alone, the others by NosDéputés."""
    elsewhere = {"legislature": 14, "asked_on": date(2013, 1, 15)}
    return [
        deputy(),
        deputy(2, group_label="UMP", group_name="Union pour un mouvement populaire"),
        deputy(1, legislature=14),
        question(1, **ANSWERED),
        official(1, **ANSWERED | {"flagged": True}),
        question(2, heading=FORMULA, question_text=AWKWARD),
        question(3, deputy_id="PA990002", author_slug="aline-exemple-2", group_label="UMP", rubric="santé"),
        question(10, **RETIRED, asked_on=date(2009, 5, 1)),
        question(20, **elsewhere, question_id="QANR5L14QE20", comment_count=3),
        official(21, **elsewhere | {"asked_on": date(2013, 1, 16)} | BUDGETARY, question_id="QANR5L14QE21"),
        visit("QANR5L13QE4", http_status=404),
    ]


def filled(url: str, folder: Path) -> Engine:
    """Return a database that holds the records."""
    engine = connect(url)
    ensure_schema(engine)
    land(folder, "run-1", *records())
    load(engine, folder)
    return engine


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("sqlite")
    engine = filled(f"sqlite:///{folder / 'questions.db'}", folder / "landing")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql(
    postgresql_server: URL, postgresql_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    with scratch_database(postgresql_server, postgresql_template) as url:
        engine = filled(url, tmp_path_factory.mktemp("postgresql") / "landing")
        yield engine
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """One database after the other; neither is changed."""
    return request.getfixturevalue(request.param)
