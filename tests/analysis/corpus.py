"""A few questions of fictional deputies, with what stumbles over texts, in a database."""

from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from parliament.records import Record
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
