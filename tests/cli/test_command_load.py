"""``questions load``: from the landing zone to a database, again and again."""

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Questions
from tests.etl.made_up import deputy, land, question

SAME_IN_EVERY_DATABASE = ("question", "question_text", "question_theme", "deputy", "mandate")


def content(database: Path, table: str) -> list[tuple[Any, ...]]:
    """Return a table's rows but for the clock times at which they were written."""
    connection = sqlite3.connect(database)
    try:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        kept = ", ".join(name for name in columns if not name.endswith("_at"))
        return sorted(connection.execute(f"SELECT {kept} FROM {table}"), key=repr)  # noqa: S608
    finally:
        connection.close()


@pytest.fixture
def crawled(questions: Questions, sites: Mapping[int, str], tmp_path: Path) -> Path:
    """The database of a crawl of legislature 16."""
    ran = questions("crawl", "--legislature", 16, "--site", sites[16], "--delay", 0)
    assert ran.code == 0, ran.err
    return tmp_path / "data/questions.db"


def test_the_landing_zone_alone_builds_the_same_database(questions: Questions, crawled: Path, tmp_path: Path) -> None:
    ran = questions("load", "--all", "--json", "--database", f"sqlite:///{tmp_path}/again.db")
    assert ran.code == 0, ran.err
    for table in SAME_IN_EVERY_DATABASE:
        assert content(tmp_path / "again.db", table) == content(crawled, table), table
    assert ran.answer["inserted"] == len(content(crawled, "question")) > 0


def test_loading_all_again_changes_nothing(questions: Questions, crawled: Path) -> None:
    before = content(crawled, "question")
    ran = questions("load", "--all", "--json")
    assert ran.code == 0, ran.err
    assert (ran.answer["inserted"], ran.answer["updated"]) == (0, 0)
    assert ran.answer["unchanged"] == len(before)
    assert content(crawled, "question") == before


def test_what_is_loaded_already_is_nothing_to_load(questions: Questions, crawled: Path) -> None:
    ran = questions("load")
    assert ran.code == 0, ran.err
    assert ran.out == "Nothing to load: all of data/landing is in data/questions.db.\n"


def test_one_run_is_loaded_by_its_name(questions: Questions, crawled: Path, tmp_path: Path) -> None:
    run = next((tmp_path / "data/landing").iterdir()).name
    ran = questions("load", "--run", run, "--json", "--database", f"sqlite:///{tmp_path}/again.db")
    assert ran.code == 0, ran.err
    assert ran.answer["run_id"] == run
    assert ran.answer["inserted"] == len(content(crawled, "question"))


def test_without_a_landing_zone_there_is_nothing_to_load(questions: Questions, tmp_path: Path) -> None:
    ran = questions("load")
    assert (ran.code, ran.out) == (0, "Nothing to load: there is no landing zone data/landing.\n")
    assert list(tmp_path.iterdir()) == []


def test_the_environment_names_data_and_database(questions: Questions, tmp_path: Path) -> None:
    (tmp_path / "elsewhere/landing").mkdir(parents=True)
    ran = questions("load", QUESTIONS_DATA="elsewhere", QUESTIONS_DATABASE=f"sqlite:///{tmp_path}/mine.db")
    assert ran.code == 0, ran.err
    assert ran.out == f"Nothing to load: all of elsewhere/landing is in {tmp_path}/mine.db.\n"


def test_a_broken_line_is_a_rejection_and_the_rest_goes_on(questions: Questions, crawled: Path, tmp_path: Path) -> None:
    landed = next((tmp_path / "data/landing").glob("*/questions.jsonl"))
    landed.write_bytes(landed.read_bytes() + b"{broken\n")
    ran = questions("load", "--all", "--json")
    assert (ran.code, ran.answer["rejected"]) == (2, 1)
    assert ran.answer["unchanged"] > 0
    (rejection,) = content(crawled, "rejection")
    assert any(f"{landed.parent.name}/questions.jsonl#byte=" in str(cell) for cell in rejection)


def test_the_answer_of_a_load_has_the_fields_of_a_crawl(questions: Questions) -> None:
    assert set(json.loads(questions("load", "--json").out)) >= {
        *("run_id", "requests", "pages", "items", "inserted", "updated", "unchanged", "rejected", "failed"),
        *("seconds", "finish_reason", "tables"),
    }


def test_a_run_whose_run_json_is_damaged_is_told(questions: Questions, tmp_path: Path) -> None:
    folder = land(tmp_path / "data/landing", "run-1", deputy(), question())
    land(tmp_path / "data/landing", "run-2", deputy(), question(2))
    (folder / "run.json").write_text("{")
    ran = questions("load", "--all", "--json")
    assert ran.code == 2
    assert (ran.answer["inserted"], ran.answer["failed"]) == (1, 1)
    assert "run-1" in ran.err
