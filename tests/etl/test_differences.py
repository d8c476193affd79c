"""What sources tell otherwise: real differences field by field, and nothing that is only wording."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from etl.load import load
from etl.ministries import bring_in_line
from parliament.ministries.decisions import Decision
from parliament.records import Record
from tests.etl.made_up import ANSWERED, RETIRED, deputy, land, page, question
from tests.etl.official import BUDGET, official, official_page

WITHDRAWN = RETIRED | {"closure_kind": "author", "withdrawal_reason": "Retrait à l’initiative de l'auteur."}
Found = dict[str, tuple[str, str]]


def differences(engine: Engine, folder: Path, *records: Record) -> Found:
    land(folder, "run-1", deputy(), deputy(2), *records)
    load(engine, folder)
    return told(engine)


def told(engine: Engine) -> Found:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM source_difference")).all()
    assert all(row.question_id == "QANR5L13QE1" and row.legislature == 13 for row in found)
    return {row.field: (row.assemblee, row.nosdeputes) for row in found}


DIFFERENT: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, str]]] = {
    "author": ({}, {"deputy_id": "PA990002"}, ("PA990001", "PA990002")),
    "asked_on": ({}, {"asked_on": date(2009, 4, 22)}, ("2009-04-21", "2009-04-22")),
    "state": ({}, RETIRED, ("pending", "withdrawn")),
    "closed_on": (ANSWERED, ANSWERED | {"closed_on": date(2009, 8, 5)}, ("2009-08-04", "2009-08-05")),
    "answered_on": (ANSWERED, ANSWERED | {"answered_on": date(2009, 8, 5)}, ("2009-08-04", "2009-08-05")),
    "withdrawal_reason": (
        WITHDRAWN,
        RETIRED | {"withdrawal_reason": "fin de mandat", "closure_kind": "end_of_mandate"},
        ("Retrait à l’initiative de l'auteur.", "fin de mandat"),
    ),
    "rubric": ({"rubric": "justice"}, {"rubric": "santé"}, ("justice", "santé")),
    "heading": ({"heading": "greffes"}, {"heading": "tribunaux"}, ("greffes", "tribunaux")),
    "asked_ministry": (
        {"asked_ministry_id": BUDGET, "asked_ministry_label": "Ministère du budget"},
        {"asked_ministry_label": "Justice"},
        ("budget", "justice"),
    ),
    "answering_ministry": (
        {"answering_ministry_id": BUDGET, "answering_ministry_label": "Ministère du budget"},
        {},
        ("budget", "justice"),
    ),
    "group": ({}, {"group_label": "UMP"}, ("S.R.C.", "UMP")),
    "question_text": (
        {"question_text": "Une question." + "x" * 300},
        {"question_text": "Une autre question."},
        ("Une question." + "x" * 187, "Une autre question."),
    ),
    "answer_text": (
        ANSWERED,
        ANSWERED | {"answer_text": "Une autre réponse."},
        ("La réponse.", "Une autre réponse."),
    ),
}
SAME_TEXT: dict[str, Any] = {"question_text": "L'État\nrépond."}


@pytest.mark.parametrize("field", DIFFERENT)
def test_a_difference_is_told_by_its_field_alone(sqlite_engine: Engine, tmp_path: Path, field: str) -> None:
    by_assembly, by_nosdeputes, shown = DIFFERENT[field]
    records = official(**SAME_TEXT | by_assembly), question(**SAME_TEXT | by_nosdeputes)
    assert differences(sqlite_engine, tmp_path, *records) == {field: shown}


def test_all_at_once_on_both_databases(engine: Engine, tmp_path: Path) -> None:
    ours: dict[str, Any] = {}
    theirs: dict[str, Any] = {}
    for field in ("author", "asked_on", "rubric", "heading", "asked_ministry", "group", "question_text"):
        ours |= DIFFERENT[field][0]
        theirs |= DIFFERENT[field][1]
    found = differences(engine, tmp_path, official(**ours), question(**theirs))
    assert sorted(found) == ["asked_ministry", "asked_on", "author", "group", "heading", "question_text", "rubric"]


WORDING: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "case and apostrophes": (
        {"rubric": "Ministères et secrétariats d’État", "heading": "ÉGALITÉ"},
        {"rubric": "ministères et secrétariats d'État", "heading": "égalité."},
    ),
    "white space in texts": ({"question_text": "L’État\nrépond."}, {"question_text": "L'État  répond.\t"}),
    "an announced answer": ({}, {"state": "announced", "closed_on": date(2026, 3, 2)}),
    "the words of a withdrawal": (WITHDRAWN, WITHDRAWN | {"withdrawal_reason": "retirée par son auteur"}),
    "the spelling of a group": ({}, {"group_label": "S.R.C."}),
    "the name of a ministry": ({}, {"asked_ministry_label": "Ministère de la justice et des libertés"}),
    "a ministry that nobody knows": ({}, {"asked_ministry_label": "Ministère des exemples"}),
    "silence": ({"rubric": None, "group_id": None, "group_label": None}, {"heading": None, "group_label": "UMP"}),
}


@pytest.mark.parametrize("named", WORDING)
def test_wording_is_no_difference(engine: Engine, tmp_path: Path, named: str) -> None:
    by_assembly, by_nosdeputes = WORDING[named]
    records = official(**SAME_TEXT | by_assembly), question(**SAME_TEXT | by_nosdeputes)
    assert differences(engine, tmp_path, *records) == {}


def test_a_page_that_shows_the_answer_speaks_for_its_source(sqlite_engine: Engine, tmp_path: Path) -> None:
    """NosDéputés' document may be days behind its page; the two together agree with the Assembly."""
    records = official(**SAME_TEXT | ANSWERED), question(**SAME_TEXT), page(day=1, **ANSWERED)
    assert differences(sqlite_engine, tmp_path, *records) == {}


def test_one_source_alone_differs_from_nobody(sqlite_engine: Engine, tmp_path: Path) -> None:
    assert differences(sqlite_engine, tmp_path, question(), page(rubric="autre", deputy_id="PA990002")) == {}
    assert differences(sqlite_engine, tmp_path / "more", official(2), official_page(2, rubric="autre")) == {}


def test_a_decision_about_a_label_that_no_question_takes_is_heeded(engine: Engine, tmp_path: Path) -> None:
    records = official(**SAME_TEXT), question(**SAME_TEXT, asked_ministry_label="Ministère des exemples")
    assert differences(engine, tmp_path, *records) == {}
    bring_in_line(engine, (Decision("Ministère des exemples", None, None, BUDGET, None),))
    assert told(engine) == {"asked_ministry": ("justice", "budget")}


@pytest.mark.parametrize("view", ["field_witness", "source_difference", "source_statement", "source_text"])
def test_one_question_is_found_without_reading_all(engine: Engine, tmp_path: Path, view: str) -> None:
    numbers = range(1, 60)
    land(tmp_path, "run-1", deputy(), *map(official, numbers), *map(question, numbers), *map(page, numbers))
    load(engine, tmp_path)
    asked = f"SELECT * FROM {view} WHERE question_id = 'QANR5L13QE7'"  # noqa: S608
    with engine.connect() as connection:
        assert connection.execute(text(asked)).all() or view == "source_difference"
        if engine.dialect.name == "sqlite":
            plan = [row[-1] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {asked}"))]
            scanned = [line.split()[1] for line in plan if line.startswith("SCAN")]
        else:
            # What a planner does with tables of a few rows says nothing of those of many.
            connection.execute(text("SET enable_seqscan = off"))
            plan = [row[0] for row in connection.execute(text(f"EXPLAIN {asked}"))]
            scanned = [line.split("Seq Scan on ")[1].split()[0] for line in plan if "Seq Scan on " in line]
    aliases = {"q", "s", "d", "e", "p", "c", "r", "t", "o", "n", "a"}
    assert not {name for name in scanned if name.startswith("question")}.union(aliases.intersection(scanned))
