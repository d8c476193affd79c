"""``questions crawl`` at a look-alike of the Assembly's own site, from the first request to the rows."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Questions, Ran
from tests.scraper.assembly_site import Asked, AssemblySite
from tests.scraper.faulty_site import running

TWELVE = [Asked(17, number) for number in range(1, 13)]


@pytest.fixture
def site() -> Iterator[AssemblySite]:
    with running(AssemblySite(questions=TWELVE, lists={"PA990001": TWELVE})) as started:
        yield started


def crawl(questions: Questions, site: AssemblySite, *more: object) -> Ran:
    return questions("crawl", "--legislature", 17, "--site", site.url, "--delay", 0, "--json", *more)


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(folder / "data" / "questions.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_number_is_crawled_and_loaded(questions: Questions, site: AssemblySite, tmp_path: Path) -> None:
    ran = crawl(questions, site, "--number", "5")
    assert ran.code == 0, ran.err
    assert rows(tmp_path, "SELECT question_id, deputy_id, state, detail FROM question") == [
        ("QANR5L17QE5", "PA990001", "pending", "page")
    ]
    assert rows(tmp_path, "SELECT name, sex FROM deputy") == [("Ali d'Exemple", "M")]
    assert rows(tmp_path, "SELECT source FROM crawl_run") == [("assemblee",)]


def test_a_deputy_cut_short_is_gone_on_with_and_then_unchanged(
    questions: Questions, site: AssemblySite, tmp_path: Path
) -> None:
    first = crawl(questions, site, "--deputy", "PA990001", "--max-requests", 8)
    assert first.code == 0, first.err
    second = crawl(questions, site, "--deputy", "PA990001")
    assert second.answer["continues"] == first.answer["run_id"]
    assert 0 < first.answer["inserted"] < 12
    assert first.answer["inserted"] + second.answer["inserted"] == 12
    third = crawl(questions, site, "--deputy", "PA990001")
    assert (third.answer["inserted"], third.answer["updated"], third.answer["unchanged"]) == (0, 0, 12)
    assert third.answer["continues"] is None


def test_numbers_that_do_not_exist_are_counted(questions: Questions, site: AssemblySite) -> None:
    ran = crawl(questions, site, "--number", "11-14")
    assert (ran.code, ran.answer["inserted"], ran.answer["not_found"]) == (0, 2, 2)


def test_what_it_would_cost(questions: Questions, site: AssemblySite, tmp_path: Path) -> None:
    ran = crawl(questions, site, "--deputy", "PA990001", "--dry-run")
    assert ran.code == 0, ran.err
    told = ("questions", "deputies", "requests", "exact")
    assert [ran.answer[name] for name in told] == [12, 1, 1 + 3 + 12, True]
    assert not [path for path in site.asked if "QANR" in path]
    numbers = crawl(questions, site, "--number", "1-50", "--dry-run")
    assert [numbers.answer[name] for name in told] == [50, 0, 51, True]
    assert not (tmp_path / "data" / "landing").exists()


def test_a_site_that_is_down(questions: Questions, tmp_path: Path) -> None:
    asked = ("crawl", "--legislature", 17, "--site", "http://127.0.0.1:9", "--delay", 0, "--number", 5, "--json")
    assert questions(*asked).code == 3
    assert questions(*asked, "--dry-run").code == 0, "numbers need no list to be counted"


def test_what_an_archive_cannot_be_asked_for_is_refused_before_anything_is_made(
    questions: Questions, tmp_path: Path
) -> None:
    ran = questions("crawl", "--legislature", 17, "--since", "2026-01-01")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "archive of a legislature is read whole: leave out the dates" in ran.err
    assert not (tmp_path / "data").exists()
