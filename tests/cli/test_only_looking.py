"""Commands that only look make nothing and change nothing."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.command import Questions
from tests.etl.made_up import ANSWERED, deputy, land, question, visit

LOOKING = [
    ("status", 0),
    ("search santé", 1),
    ("export --list", 1),
    ("report", 1),
    ("rejects", 1),
    ("ministries", 1),
    ("db check", 1),
    ("db upgrade", 0),
    ("nightly --dry-run", 0),
]


@pytest.mark.parametrize(("command", "code"), LOOKING)
def test_an_empty_file_stays_empty(questions: Questions, tmp_path: Path, command: str, code: int) -> None:
    file = tmp_path / "data/questions.db"
    file.parent.mkdir()
    file.touch()
    ran = questions(*command.split())
    assert (ran.code, ran.err.count("\n")) == (code, code), ran.err
    assert code == 0 or "the database data/questions.db is empty" in ran.err
    assert ([path.name for path in file.parent.iterdir()], file.stat().st_size) == (["questions.db"], 0)


def test_what_a_night_of_archives_would_cost_is_told_without_a_database(questions: Questions, tmp_path: Path) -> None:
    ran = questions("nightly", "--dry-run", "--json")
    assert (ran.code, ran.answer["at_least"]) == (0, True), ran.err
    assert list(tmp_path.iterdir()) == []


def test_what_a_night_of_pages_would_cost_makes_no_database(
    questions: Questions, sites: Mapping[int, str], tmp_path: Path
) -> None:
    ran = questions("nightly", "--legislature", 16, "--site", f"16={sites[16]}", "--delay", 0, "--dry-run", "--json")
    assert (ran.code, ran.answer["exact"]) == (0, True), ran.err
    # The site was asked, one run at a time.
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["locks"]


def test_a_dry_run_leaves_the_database_as_it_is(questions: Questions, tmp_path: Path) -> None:
    whole = visit("13/aline-exemple-1/questions", announced=1, settled=True)
    scope = {"legislatures": [13, 14, 15, 16]}
    land(tmp_path / "data/landing", "run-1", deputy(), question(**ANSWERED), whole, scope=scope)
    assert questions("load").code == 0
    land(tmp_path / "data/landing", "run-2", question(2))
    before = (tmp_path / "data/questions.db").read_bytes()
    ran = questions("nightly", "--source", "nosdeputes", "--dry-run", "--json")
    assert (ran.code, ran.answer["requests"]) == (0, 0), ran.err
    assert questions("nightly", "--source", "nosdeputes", "--dry-run").out.startswith("Nothing to read")
    assert questions("rejects").out == "No rejection is open.\n"
    assert (tmp_path / "data/questions.db").read_bytes() == before
