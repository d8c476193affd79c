"""Opening a database, and saying in one line why it cannot be."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from etl.database import connect
from etl.errors import DatabaseUnreachable


def refusal(url: str) -> str:
    with pytest.raises(DatabaseUnreachable) as caught:
        connect(url)
    return str(caught.value)


def test_missing_folders_are_made(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/a/b/questions.db")
    engine.dispose()
    assert (tmp_path / "a" / "b" / "questions.db").is_file()


def test_sqlite_keeps_foreign_keys_and_a_log(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
    engine.dispose()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no database at all, but longer than its header would be" * 20)
    assert refusal(f"sqlite:///{tmp_path}/notes.txt").endswith("file is not a database")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = refusal(f"sqlite:///{tmp_path}/file/questions.db")
    assert said.startswith("cannot open sqlite:///")
    assert said.endswith(f"no folder {tmp_path}/file can be made (File exists); name another file")


@pytest.mark.parametrize(
    "url", ["postgresql://me:s3cret@127.0.0.1:1/x", "postgresql+psycopg://me:s3cret@nowhere.invalid/x"]
)
def test_an_unreachable_server_is_one_line_without_the_password(url: str) -> None:
    said = refusal(url)
    assert "\n" not in said
    assert "s3cret" not in said
    assert said.startswith("cannot open postgresql+psycopg://me:***@")


def test_a_database_that_does_not_exist_is_refused(postgresql_url: str) -> None:
    other = make_url(postgresql_url).set(database="no_such_database").render_as_string(hide_password=False)
    assert "no_such_database" in refusal(other)


@pytest.mark.parametrize("url", ["", "questions.db", "mysql://localhost/x"])
def test_another_address_is_refused_with_what_is_expected(url: str) -> None:
    assert "expected sqlite:///FILE" in refusal(url)


def test_errors_show_no_values(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    assert engine.hide_parameters
    engine.dispose()
