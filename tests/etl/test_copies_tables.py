"""What the tables and views of copies say, on both databases, and when they are written."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bench.near_copies import Corpus
from etl.copies import refresh_copies
from etl.database import connect
from etl.load import load
from tests.cli.command import environment
from tests.etl.copied import asked, clusters, refreshed, rows
from tests.etl.made_up import ANSWERED, dump, land, question

LONG_ANSWER = "Le Gouvernement est attentif à la situation des gabarits. " * 5
TABLES = ("question_signature", "question_cluster", "cluster_summary", "answer_group")
KILLED = """
import os, signal, sys
from sqlalchemy import event
from etl.copies import refresh_copies
from etl.database import connect
from etl.load import load

def before(connection, cursor, statement, *_):
    if "INSERT INTO answer_group" in statement:
        os.kill(os.getpid(), signal.SIGKILL)

engine = connect(sys.argv[1])
event.listen(engine, "before_cursor_execute", before)
refresh_copies(engine)
"""


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """A text, two copies of it, a text of its own, and a copy of that."""
    corpus = Corpus(11)
    one, other = corpus.body(), corpus.body()
    said = (one, corpus.changed(one, 0.2), corpus.changed(one, 0.3), other, corpus.changed(other, 0.1))
    return [corpus.text(body) for body in said]


def test_views_tell_who_copied_whom(engine: Engine, tmp_path: Path, texts: list[str]) -> None:
    questions = asked(texts)
    questions[1] = question(2, question_text=texts[1], asked_on=date(2009, 4, 23), **ANSWERED)
    refreshed(engine, tmp_path, *questions)
    first, other = rows(engine, "SELECT * FROM copied_question ORDER BY questions DESC")
    assert {name: first[name] for name in first if name != "lowest_similarity"} == {
        "cluster_id": "QANR5L13QE1",
        "legislature": 13,
        "heading": "greffes",
        "rubric": "justice",
        "first_deputy_id": "PA990002",
        "first_deputy": "Aline Exemple 2",
        "first_group": "S.R.C.",
        "questions": 3,
        "deputies": 2,
        "groups": 1,
        "first_asked_on": "2009-04-22",
        "last_asked_on": "2009-04-24",
        "answered": 1,
    }
    assert 0.28 <= first["lowest_similarity"] < 1
    assert (other["cluster_id"], other["questions"], other["answered"]) == ("QANR5L13QE4", 2, 0)
    askers = rows(engine, "SELECT * FROM copied_question_asker ORDER BY cluster_id, place")
    assert [(row["cluster_id"][-1], row["place"], row["number"]) for row in askers] == [
        ("1", 1, 1), ("1", 2, 2), ("1", 3, 3), ("4", 1, 4), ("4", 2, 5),
    ]  # fmt: skip
    assert (askers[1]["deputy"], askers[1]["group_acronym"], askers[1]["state"]) == (
        "Aline Exemple 1",
        "S.R.C.",
        "answered",
    )
    assert askers[0]["similarity"] == 1 > askers[1]["similarity"] > askers[2]["similarity"]


def test_joint_answers_are_the_same_text_on_the_same_day(engine: Engine, tmp_path: Path, texts: list[str]) -> None:
    said = {
        1: {"answer_text": LONG_ANSWER},
        2: {"answer_text": LONG_ANSWER.replace(". ", ".\n\n")},
        3: {"answer_text": LONG_ANSWER, "answered_on": date(2009, 8, 5), "closed_on": date(2009, 8, 5)},
        4: {"answer_text": LONG_ANSWER.replace("'", "’")},
        5: {"answer_text": "Réponse transmise."},
        6: {"answer_text": "Réponse transmise."},
        7: {"answer_text": f"{LONG_ANSWER}Et plus encore."},
    }
    given = [question(number, **ANSWERED | one) for number, one in said.items()]
    report = refreshed(engine, tmp_path, *given, question(8))
    grouped = rows(engine, "SELECT question_id, answer_group_id FROM answer_group ORDER BY question_id")
    assert {row["question_id"][-1]: row["answer_group_id"][-1] for row in grouped} == {"1": "1", "2": "1", "4": "1"}
    assert (report.joint_answers, report.jointly_answered) == (1, 3)
    (joint,) = rows(engine, "SELECT * FROM joint_answer")
    assert (joint["answer_group_id"], joint["questions"], joint["deputies"], joint["clusters"]) == (
        "QANR5L13QE1",
        3,
        1,
        3,
    )
    assert (joint["answered_on"], joint["answering_ministry_label"]) == ("2009-08-04", "Justice et libertés")


def test_what_is_in_line_is_not_written(engine: Engine, tmp_path: Path, texts: list[str]) -> None:
    told: list[tuple[int, int]] = []
    first = refreshed(engine, tmp_path, *asked(texts, **ANSWERED | {"answer_text": LONG_ANSWER}))
    assert (first.signed, first.clusters, first.clustered, first.written) == (5, 2, 5, 12)
    before = dump(engine)
    again = refresh_copies(engine, progress=lambda done, total: told.append((done, total)))
    assert (again.signed, again.written, told) == (0, 0, [])
    anew = refresh_copies(engine, anew=True, progress=lambda done, total: told.append((done, total)))
    assert (anew.signed, anew.written, told) == (5, 0, [(5, 5)])
    assert dump(engine) == before


def test_a_changed_text_alone_is_signed_again(engine: Engine, tmp_path: Path, texts: list[str]) -> None:
    refreshed(engine, tmp_path, *asked(texts))
    corrected = question(3, day=2, question_text=Corpus(12).text(Corpus(12).body()), asked_on=date(2009, 4, 24))
    report = refreshed(engine, tmp_path, corrected, run="run-2")
    # The row that went, and what is left of its cluster.
    assert (report.signed, report.written) == (1, 2)
    assert clusters(engine) == {1: 1, 2: 1, 4: 4, 5: 4}


def test_an_answer_is_counted_though_no_text_of_a_question_changed(
    engine: Engine, tmp_path: Path, texts: list[str]
) -> None:
    refreshed(engine, tmp_path, *asked(texts))
    answered = question(3, day=2, question_text=texts[2], asked_on=date(2009, 4, 24), **ANSWERED)
    refreshed(engine, tmp_path, answered, run="run-2")
    told = rows(engine, "SELECT questions, answered FROM copied_question ORDER BY questions DESC")
    assert [(row["questions"], row["answered"]) for row in told] == [(3, 1), (2, 0)]


def test_a_first_question_that_changes_gives_its_place_to_the_next(
    sqlite_engine: Engine, tmp_path: Path, texts: list[str]
) -> None:
    refreshed(sqlite_engine, tmp_path, *asked(texts))
    refreshed(
        sqlite_engine, tmp_path, question(1, day=2, question_text="Rien.", asked_on=date(2009, 4, 22)), run="run-2"
    )
    assert clusters(sqlite_engine) == {2: 2, 3: 2, 4: 4, 5: 4}


def test_a_question_that_is_older_than_thought_becomes_the_first(
    sqlite_engine: Engine, tmp_path: Path, texts: list[str]
) -> None:
    refreshed(sqlite_engine, tmp_path, *asked(texts))
    older = question(3, day=2, question_text=texts[2], asked_on=date(2009, 4, 1), deputy_id="PA990002")
    assert refreshed(sqlite_engine, tmp_path, older, run="run-2").signed == 1
    assert clusters(sqlite_engine) == {1: 3, 2: 3, 3: 3, 4: 4, 5: 4}


def test_a_text_from_an_earlier_content_is_signed_again_when_it_changes(
    sqlite_engine: Engine, tmp_path: Path, texts: list[str]
) -> None:
    # The content that stands has no text: the text is that of the last one before it that has one.
    emptied = question(2, day=5, question_text=None, heading="autre")
    refreshed(
        sqlite_engine, tmp_path, question(1, question_text=texts[0]), question(2, question_text=texts[3]), emptied
    )
    with sqlite_engine.connect() as connection:
        hashed = connection.scalar(text("SELECT content_hash FROM question WHERE number = 2"))
    assert clusters(sqlite_engine) == {}
    between = question(2, day=3, question_text=texts[1], heading="entre")
    assert refreshed(sqlite_engine, tmp_path, between, run="run-2").signed == 1
    with sqlite_engine.connect() as connection:
        assert connection.scalar(text("SELECT content_hash FROM question WHERE number = 2")) == hashed
    assert clusters(sqlite_engine) == {1: 1, 2: 1}


@pytest.fixture
def filled(engine: Engine, tmp_path: Path, texts: list[str]) -> Iterator[Engine]:
    """A database with copies and a joint answer, before anybody looked for them again."""
    refreshed(engine, tmp_path, *asked(texts[:2]))
    land(tmp_path, "run-2", *asked(texts, day=1, **ANSWERED | {"answer_text": LONG_ANSWER}))
    load(engine, tmp_path)
    yield engine


def test_a_kill_leaves_what_was_there(filled: Engine, database_url: str) -> None:
    before = {name: found for name, found in dump(filled).items() if name in TABLES}
    filled.dispose()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, database_url], env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    engine = connect(database_url)
    assert {name: found for name, found in dump(engine).items() if name in TABLES} == before
    report = refresh_copies(engine)
    assert (report.signed, report.clustered, report.jointly_answered) == (5, 5, 5)
    engine.dispose()


def test_other_rules_sign_everything_again(sqlite_engine: Engine, tmp_path: Path, texts: list[str]) -> None:
    refreshed(sqlite_engine, tmp_path, *asked(texts))
    with sqlite_engine.begin() as connection:
        connection.execute(text("UPDATE question_signature SET signed = '0' || signed, sketch = words"))
    report = refresh_copies(sqlite_engine)
    assert (report.signed, report.written) == (5, 0)
