"""``questions db``: an old database is refused in one line, upgraded, and checked."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from cli.db import ANEW
from etl.schema import VERSION
from tests.cli.command import Questions
from tests.etl.old_versions import old_database


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The file of a database of the first version, in the data folder."""
    file = tmp_path / "data/questions.db"
    old_database(f"sqlite:///{file}", 1).dispose()
    (tmp_path / "data/landing").mkdir()
    return file


def test_an_old_database_is_refused_then_upgraded_and_sound(questions: Questions, old: Path) -> None:
    message = f"the database has version 1 of the tables, this program needs {VERSION}: run 'questions db upgrade'"
    refused = questions("status")
    assert (refused.code, refused.err) == (1, f"questions: {message}\n")
    unsound = questions("db", "check", "--json")
    assert (unsound.code, unsound.answer["sound"], unsound.answer["faults"]) == (5, False, [message])
    assert unsound.answer["what_to_do"] is None

    upgraded = questions("db", "upgrade", "--json")
    assert upgraded.code == 0, upgraded.err
    assert (upgraded.answer["from"], upgraded.answer["to"]) == (1, VERSION)
    assert [step["version"] for step in upgraded.answer["steps"]] == list(range(2, VERSION + 1))
    assert "4 questions corrected" in upgraded.err
    sound = questions("db", "check")
    assert (sound.code, sound.out) == (
        0,
        f"The database data/questions.db, version {VERSION} of the tables, is sound.\n",
    )
    again = questions("db", "upgrade")
    assert (again.code, again.err) == (0, "")
    assert (
        again.out
        == f"The database data/questions.db has version {VERSION} of the tables, the one this program needs.\n"
    )


def test_an_upgrade_that_fails_says_why(questions: Questions, old: Path) -> None:
    with sqlite3.connect(old) as connection:
        connection.execute("CREATE TABLE ministry_decision (mine INTEGER)")
    connection.close()
    ran = questions("db", "upgrade")
    said = "questions: the upgrade to version 2 failed, the database stays as it was: table ministry_decision already"
    assert (ran.code, ran.err.startswith(said), ran.err.count("\n")) == (3, True, 1), ran.err


def test_what_is_wrong_is_told(questions: Questions, sqlite_engine: Engine) -> None:
    with sqlite_engine.begin() as connection:
        connection.execute(text("DROP INDEX question_by_date"))
    ran = questions("db", "check", "--database", sqlite_engine.url)
    missing = "  table question lacks: CREATE INDEX question_by_date ON question (asked_on)"
    assert (ran.code, ran.out.splitlines()[1:]) == (5, [missing, ANEW])


def test_without_a_database_there_is_nothing_to_check(questions: Questions, tmp_path: Path) -> None:
    ran = questions("db", "check")
    assert (ran.code, list(tmp_path.iterdir())) == (1, [])
    assert ran.err.startswith("questions: there is no database data/questions.db")
