"""What was known when: versions, texts as they were, and the same history whatever the order of loading."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from parliament.records import Record
from tests.etl.made_up import ANSWERED, deputy, land, page, question

LATER = ANSWERED | {"answer_text": "La réponse, corrigée."}
VERSIONS = "SELECT known_from, known_to, state, changed FROM question_version ORDER BY question_id, known_from"
HISTORY = "SELECT known_from, known_to, state, changed FROM question_history ORDER BY question_id, known_from"
TEXTS = "SELECT known_from, known_to, answer_text FROM question_text_history ORDER BY question_id, known_from"
EVENTS = "SELECT kind, position, happened_on, detail FROM question_event WHERE kind = 'corrected' ORDER BY position"


def rows(engine: Engine, sql: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(None if v is None else str(v) for v in row) for row in connection.execute(text(sql))]


def at(day: int) -> str:
    return f"2026-03-0{1 + day} 08:00:00"


def load_each(engine: Engine, landing: Path, runs: Sequence[Sequence[Record]], order: Sequence[int]) -> None:
    for number, records in enumerate(runs):
        land(landing, f"run-{number}", deputy(), *records, started_at=at(number))
    for number in order:
        load(engine, landing, run_id=f"run-{number}")


def test_an_answer_and_its_correction_are_versions(engine: Engine, tmp_path: Path) -> None:
    runs = [[question()], [question(day=2, **ANSWERED)], [question(day=4, **LATER)]]
    load_each(engine, tmp_path, runs, range(3))
    closing = '["state", "closed_on", "answered_on", "response_days", "answer_text"]'
    assert rows(engine, HISTORY) == [
        (at(0), at(2), "pending", closing),
        (at(2), at(4), "answered", '["answer_text"]'),
        (at(4), None, "answered", None),
    ]
    assert rows(engine, TEXTS) == [
        (at(0), at(2), None),
        (at(2), at(4), "La réponse."),
        (at(4), None, "La réponse, corrigée."),
    ]
    assert rows(engine, EVENTS) == [("corrected", "1", None, "answer")]


RUNS: dict[str, list[list[Record]]] = {
    "three contents": [[question()], [question(day=2, **ANSWERED)], [question(day=4, **LATER)]],
    "one that comes back": [[question()], [question(day=2, **ANSWERED)], [question(day=4)]],
    "a text that is lost for a while": [
        [question(**ANSWERED)],
        [question(day=2, **ANSWERED | {"question_text": None})],
        [question(day=4, **LATER)],
    ],
    "themes and labels": [
        [question()],
        [question(day=1, themes=("greffes",))],
        [question(day=2, themes=("greffes",), answering_ministry_label="Budget")],
    ],
    "two in one run": [[question(), question(day=1, **ANSWERED)], [question(day=3, **LATER)]],
    "pages alone": [[page()], [page(day=2, **ANSWERED)], [page(day=3, heading="greffes", **ANSWERED)]],
}


def history(engine: Engine) -> list[list[tuple[Any, ...]]]:
    return [rows(engine, sql) for sql in (HISTORY, TEXTS, EVENTS)]


def history_of(folder: Path, runs: Sequence[Sequence[Record]], order: Sequence[int]) -> list[list[tuple[Any, ...]]]:
    """The history in a SQLite database into which the runs were loaded in this order."""
    engine = connect(f"sqlite:///{folder}/questions.db")
    ensure_schema(engine)
    load_each(engine, folder, runs, order)
    found = history(engine)
    engine.dispose()
    return found


@pytest.mark.parametrize("named", RUNS)
def test_any_order_gives_the_same_history(named: str, tmp_path: Path) -> None:
    runs = RUNS[named]
    straight = history_of(tmp_path / "straight", runs, range(len(runs)))
    assert len(straight[0]) > 1
    for order in permutations(range(len(runs))):
        assert history_of(tmp_path / str(order), runs, order) == straight, order


@pytest.mark.parametrize("named", RUNS)
def test_both_databases_have_the_same_history(named: str, tmp_path: Path, engine: Engine) -> None:
    runs = RUNS[named]
    load_each(engine, tmp_path, runs, range(len(runs))[::-1])
    assert history(engine) == history_of(tmp_path / "straight", runs, range(len(runs)))


def test_a_better_parser_makes_no_version(engine: Engine, tmp_path: Path) -> None:
    read_anew = question(day=2, rubric="justice (mieux lue)")
    runs = [[question()], [question(day=2)], [read_anew], [question(day=5, rubric="justice (mieux lue)")]]
    load_each(engine, tmp_path, runs, range(4))
    assert rows(engine, VERSIONS) == []
    assert rows(engine, "SELECT rubric, last_changed_at FROM question") == [("justice (mieux lue)", at(0))]


def test_a_lost_text_is_no_change_of_it(engine: Engine, tmp_path: Path) -> None:
    runs = [[question(**ANSWERED)], [question(day=2, **ANSWERED | {"answer_text": None})]]
    load_each(engine, tmp_path, runs, range(2))
    assert rows(engine, TEXTS) == [(at(0), None, "La réponse.")]
    assert rows(engine, VERSIONS) == []
    found = "SELECT run_id, outcome, severity, found_in FROM check_result WHERE check_name = 'losses' ORDER BY run_id"
    assert rows(engine, found)[1] == ("run-1", "failed", "warning", '["QANR5L13QE1"]')


def test_a_document_after_a_page_makes_no_version(engine: Engine, tmp_path: Path) -> None:
    load_each(engine, tmp_path, [[page()], [page(day=2), question(day=2)]], range(2))
    assert rows(engine, VERSIONS) == []


def test_what_was_known_on_a_day(engine: Engine, tmp_path: Path) -> None:
    load_each(engine, tmp_path, [[question()], [question(day=2, **ANSWERED)]], range(2))
    known = "SELECT state FROM question_history WHERE known_from <= '{0}' AND (known_to IS NULL OR '{0}' < known_to)"
    assert rows(engine, known.format(at(1))) == [("pending",)]
    assert rows(engine, known.format(at(2))) == [("answered",)]


def test_which_questions_waited_on_a_day(engine: Engine, tmp_path: Path) -> None:
    load_each(engine, tmp_path, [[question(1, **ANSWERED), question(2), question(3, **LATER)]], [0])
    waited = (
        "SELECT question_id FROM question_open WHERE asked_on <= '{0}' AND (closed_on IS NULL OR '{0}' < closed_on)"
    )
    assert len(rows(engine, waited.format("2009-06-01"))) == 3
    assert rows(engine, waited.format("2009-08-04")) == [("QANR5L13QE2",)]
    assert rows(engine, waited.format("2009-04-20")) == []
