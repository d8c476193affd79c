"""The search index follows the texts: question by question, killed or not, as if it were made anew."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from analysis.search import search
from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from etl.search_check import index_faults
from etl.search_index import Indexed, left_to_index, update_search
from etl.search_rows import LARGEST, vector
from parliament.records import Question
from tests.cli.command import environment
from tests.etl.made_up import ANSWERED, deputy, land, question

POSTGRESQL_INDEX = """
    SELECT d.question_id, CAST(s.document AS text)
    FROM question_search AS s JOIN search_document AS d USING (document_id) ORDER BY 1
"""
SQLITE_INDEX = "SELECT term, col, count(*) FROM words GROUP BY term, col ORDER BY term, col"
KILLED = """
import os, signal, sys
from sqlalchemy import event
from etl.database import connect
from etl import search_index

search_index.BATCH = 2
met = []

def before(connection, cursor, statement, *_):
    if "INTO search_document" in statement or "COPY search_document" in statement:
        met.append(statement)
    if "search_term (stem" in statement:
        met.append(statement)
    if len(met) > 2:
        os.kill(os.getpid(), signal.SIGKILL)

engine = connect(sys.argv[1])
event.listen(engine, "before_cursor_execute", before)
search_index.update_search(engine)
"""


def loaded(engine: Engine, landing: Path, run: str, *records: Any) -> None:
    land(landing, run, deputy(), *records)
    load(engine, landing)


def found(engine: Engine, typed: str) -> list[int]:
    return sorted(hit.number for hit in search(engine, typed).hits)


def held(engine: Engine) -> Any:
    """Return what the index holds, and the words beside it."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(
                text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, question_search, instance)")
            )
            index = connection.execute(text(SQLITE_INDEX)).all()
        else:
            index = connection.execute(text(POSTGRESQL_INDEX)).all()
        return list(map(tuple, index))


def said(number: int, asked: str, **more: Any) -> Question:
    return question(number, question_text=asked, heading=f"sujet {number}", **more)


def test_the_index_follows_what_is_loaded(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, "run-1", said(1, "Les hôpitaux ruraux."), said(2, "Les écoles."))
    assert update_search(engine) == Indexed(added=2, changed=0)
    assert (found(engine, "hopital"), found(engine, "piscine"), found(engine, "sujet")) == ([1], [], [1, 2])

    answered = said(1, "Les hôpitaux ruraux.", day=1, **ANSWERED | {"answer_text": "Une piscine ouvrira."})
    loaded(engine, tmp_path, "run-2", answered, said(2, "Les lycées.", day=1), said(3, "Un hôpital de jour.", day=1))
    with engine.connect() as connection:
        assert left_to_index(connection) == 3
    assert (found(engine, "piscine"), found(engine, "lycée")) == ([], [])
    assert update_search(engine) == Indexed(added=1, changed=2)
    assert (found(engine, "piscine"), found(engine, "lycée"), found(engine, "hopital")) == ([1], [2], [1, 3])
    assert found(engine, "école") == []
    assert index_faults(engine) == []
    assert update_search(engine) == Indexed(added=0, changed=0)

    loaded(engine, tmp_path, "run-3", question(3, day=2, question_text="Un hôpital de jour.", heading="tramways"))
    assert update_search(engine) == Indexed(added=0, changed=1)
    assert (found(engine, "tramway"), found(engine, "sujet")) == ([3], [1, 2])

    step_by_step = held(engine)
    assert update_search(engine, anew=True) == Indexed(added=3, changed=0)
    assert held(engine) == step_by_step
    assert index_faults(engine) == []


def test_what_is_not_indexed_is_told_and_not_compared(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, "run-1", said(1, "Un texte."))
    (told,) = index_faults(engine)
    assert told.startswith("1 questions wait for the search index: run 'questions index'")


def test_an_index_that_holds_something_else_is_found_out(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, "run-1", said(1, "Un texte."), said(2, "Un autre."))
    update_search(engine)
    spoil = {
        "sqlite": "INSERT INTO question_search (rowid, question_text) VALUES (1, 'intrus')",
        "postgresql": "UPDATE question_search SET document = 'intrus:1B' WHERE document_id = 1",
    }
    with engine.begin() as connection:
        connection.execute(text(spoil[engine.dialect.name].replace(":1B", r"\:1B")))
    (told,) = index_faults(engine)
    assert "'questions index --anew' makes it anew" in told
    update_search(engine, anew=True)
    assert index_faults(engine) == []


def test_a_text_that_is_deleted_by_hand_leaves_the_index(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, "run-1", said(1, "Un hôpital."), said(2, "Un autre hôpital."))
    update_search(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM question_text WHERE question_id = 'QANR5L13QE1'"))
    update_search(engine)
    assert found(engine, "hôpital") == [2]
    assert index_faults(engine) == []


def test_a_killed_step_is_made_up_for(database_url: str, tmp_path: Path) -> None:
    engine = connect(database_url)
    ensure_schema(engine)
    loaded(engine, tmp_path, "run-1", *(said(number, f"Hôpital {chr(96 + number) * 3}.") for number in range(1, 8)))
    done = subprocess.run(
        [sys.executable, "-c", KILLED, database_url], env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    with engine.connect() as connection:
        assert 0 < left_to_index(connection) < 7
    update_search(engine)
    assert found(engine, "hopitaux") == list(range(1, 8))
    assert index_faults(engine) == []
    engine.dispose()


def test_two_steps_at_once_do_no_harm(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.search_index.BATCH", 5)
    loaded(engine, tmp_path, "run-1", *(said(number, f"Hôpital {number}.") for number in range(1, 41)))
    with ThreadPoolExecutor() as pool:
        steps = [pool.submit(update_search, engine) for _ in range(2)]
        assert sum(step.result().added for step in steps) == 40
    assert len(search(engine, "hopital", limit=100).hits) == 40
    assert index_faults(engine) == []


def test_a_text_beyond_the_limits_of_a_tsvector_is_indexed_as_far_as_it_goes(engine: Engine, tmp_path: Path) -> None:
    words = " ".join(f"{'mot' * 20}{number:06x}" for number in range(20_000))
    loaded(engine, tmp_path, "run-1", said(1, f"Hôpital {words}"), said(2, f"{'hôpital ' * 40_000}{'x' * 5000}"))
    assert update_search(engine).added == 2
    assert found(engine, "hopital") == [1, 2]
    assert index_faults(engine) == []
    assert LARGEST / 2 < len(vector((1, "QANR5L13QE1", None, None, words, None)).encode()) < len(words.encode())
