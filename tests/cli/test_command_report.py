"""``questions report``: what it refuses, and with which exit code."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.command import Questions
from tests.etl.made_up import deputy, land, question


@pytest.fixture
def loaded(questions: Questions, tmp_path: Path) -> Path:
    """The file of a database with one question."""
    land(tmp_path / "data/landing", "run-1", deputy(), question())
    assert questions("load").code == 0
    return tmp_path / "data/questions.db"


def test_where_nobody_can_write_report_and_export_end_alike(questions: Questions, loaded: Path) -> None:
    for command in (("report", "--out", loaded / "report.html"), ("export", "--to", loaded / "out")):
        ran = questions(*command)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.splitlines()[-1].startswith(f"questions: cannot write to {loaded}"), ran.err
        assert "\n" not in ran.err.strip()


def test_a_database_without_a_view_is_said_not_to_be_sound(questions: Questions, loaded: Path) -> None:
    with sqlite3.connect(loaded) as connection:
        connection.execute("DROP VIEW answers_by_month")
    connection.close()
    ran = questions("report")
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert "no such table: answers_by_month; the database is not sound: 'questions db check' tells" in ran.err
    assert "SELECT" not in ran.err
    checked = questions("db", "check")
    assert checked.code == 5
    assert checked.out.splitlines()[1] == "  view answers_by_month is missing"


def test_what_a_check_says_to_do_makes_the_database_sound(questions: Questions, loaded: Path) -> None:
    with sqlite3.connect(loaded) as connection:
        connection.execute("DROP VIEW answers_by_month")
    connection.close()
    assert "'questions load --all --database URL'" in questions("db", "check", "--json").answer["what_to_do"]
    assert questions("load", "--all", "--database", "sqlite:///new.db").code == 0
    sound = questions("db", "check", "--database", "sqlite:///new.db", "--json")
    assert (sound.code, sound.answer["what_to_do"]) == (0, None)
    assert questions("report", "--database", "sqlite:///new.db").code == 0
