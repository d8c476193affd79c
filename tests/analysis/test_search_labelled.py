"""Searches find what a person would find: a labelled set, on both databases."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from analysis.search import search
from analysis.search_filters import Filters
from etl.load import load
from etl.search_index import update_search
from tests.analysis.labelled import SEARCHES, STRANGERS, questions
from tests.etl.made_up import deputy, land

RECALL, PRECISION = 0.95, 0.9
STATES = ("pending", "announced", "answered", "withdrawn")


@pytest.fixture
def labelled(engine: Engine, tmp_path: Path) -> Engine:
    """A database with the labelled questions, indexed."""
    land(tmp_path / "landing", "run-1", deputy(), *questions())
    load(engine, tmp_path / "landing")
    update_search(engine)
    return engine


def numbers(engine: Engine, typed: str) -> set[int]:
    return {hit.number for hit in search(engine, typed, limit=100).hits}


def test_what_must_be_found_is_found_and_little_else(labelled: Engine) -> None:
    assert len(SEARCHES) >= 60
    found = {typed: numbers(labelled, typed) for typed, _ in SEARCHES}
    missed = {typed: due - found[typed] for typed, due in SEARCHES if due - found[typed]}
    wrong = {typed: found[typed] - due for typed, due in SEARCHES if found[typed] - due}
    due, hits = sum(len(due) for _, due in SEARCHES), sum(map(len, found.values()))
    assert sum(map(len, missed.values())) <= (1 - RECALL) * due, missed
    assert sum(map(len, wrong.values())) <= (1 - PRECISION) * hits, wrong
    strangers = {typed: numbers(labelled, typed) & alike for typed, alike in STRANGERS}
    assert {typed: found for typed, found in strangers.items() if found} == {}


def test_filters_that_allow_everything_change_nothing(labelled: Engine) -> None:
    for typed, _ in SEARCHES:
        whole = search(labelled, typed, limit=100)
        for filters in (Filters(states=STATES), Filters(legislatures=(13,))):
            assert search(labelled, typed, filters=filters, limit=100) == whole, typed


def test_the_function_of_postgresql_finds_the_same(postgresql_engine: Engine, tmp_path: Path) -> None:
    land(tmp_path / "landing", "run-1", deputy(), *questions())
    load(postgresql_engine, tmp_path / "landing")
    update_search(postgresql_engine)
    asked = text("SELECT question_id, snippet FROM search_questions(:typed, 100) ORDER BY rank DESC")
    missed = {}
    with postgresql_engine.connect() as connection:
        for typed, due in SEARCHES:
            if " -" in typed:
                continue
            rows = connection.execute(
                asked, {"typed": typed.translate(str.maketrans("«»", '""')).replace(" OR ", " or ")}
            )
            found = {int(row.question_id.removeprefix("QANR5L13QE")): row.snippet for row in rows}
            if due - found.keys():
                missed[typed] = due - found.keys()
    assert missed == {}
