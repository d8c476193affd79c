"""``questions status``: what the database holds, or that there is none."""

import io
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from cli.status import _pending, _waiting
from tests.cli.command import Questions


def test_without_a_database_it_says_how_to_make_one_and_makes_none(questions: Questions, tmp_path: Path) -> None:
    ran = questions("status")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("questions: there is no database data/questions.db; 'questions crawl")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_an_empty_database(questions: Questions, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "empty.db").close()
    (tmp_path / "empty.db").touch()
    ran = questions("status", "--json", "--database", f"sqlite:///{tmp_path}/empty.db")
    assert ran.code == 0, ran.err
    assert ran.answer["empty"] is True


def test_a_database_that_nothing_was_loaded_into(questions: Questions, tmp_path: Path) -> None:
    (tmp_path / "data/landing").mkdir(parents=True)
    questions("load")
    ran = questions("status")
    assert ran.code == 0, ran.err
    assert "data/questions.db" in ran.out


def test_a_file_that_is_no_database_is_one_line(questions: Questions, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database at all, but long enough to be read as one\n" * 100)
    ran = questions("status", "--database", f"sqlite:///{tmp_path}/notes.txt")
    assert ran.code in (1, 3)
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err


def test_what_waits_for_a_person_fits_the_narrowest_terminal() -> None:
    labels = {"count": 12_345, "questions": 123_456, "most_frequent": []}
    console = Console(width=80, file=io.StringIO())
    console.print(_waiting(_pending(labels), labels["most_frequent"], "label", "occurrences"))
    printed = console.file.getvalue()
    assert "'questions ministries' lists them all." in printed
    assert "…" not in printed


def test_after_a_crawl_it_counts(questions: Questions, sites: Mapping[int, str]) -> None:
    crawled = questions("crawl", "--legislature", 16, "--site", sites[16], "--delay", 0, "--json").answer
    for_a_program = questions("status", "--json")
    for_a_person = questions("status")
    assert (for_a_program.code, for_a_person.code) == (0, 0), for_a_program.err + for_a_person.err
    assert for_a_program.answer["empty"] is False
    assert crawled["run_id"] in for_a_program.out
    assert "answered" in for_a_person.out
