"""``questions reparse`` and ``questions rejects``: archived pages read again, without the site."""

import json
import shutil
import sqlite3
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.cli.command import Questions, Ran, start
from tests.scraper.faulty_site import faulty

# What the runs themselves did.
OF_RUNS = {"crawl_run", "landing_file", "rejection", "schema_version", "check_result"}
KEY = "QANR5L13QE47001"


def content(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables, but of the runs, and without the column that tells which run parsed them."""
    connection = sqlite3.connect(database)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(connection.execute(f"SELECT {columns(connection, name)} FROM {name}"), key=repr)  # noqa: S608
            for name in names
            if name not in OF_RUNS
        }
    finally:
        connection.close()


def columns(connection: sqlite3.Connection, table: str) -> str:
    found = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    return ", ".join(name for name in found if name != "parsed_at")


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(database)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def crawled_once(sites: Mapping[int, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a crawl of one deputy."""
    folder = tmp_path_factory.mktemp("crawled")
    arguments = ("--legislature", 13, "--site", sites[13], "--delay", 0, "--deputy", "marc-le-fur")
    with start("crawl", *arguments, cwd=folder) as process:
        _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return folder


@pytest.fixture
def crawled(crawled_once: Path, tmp_path: Path) -> Path:
    """The database of that crawl, in a data folder of this test's own."""
    shutil.copytree(crawled_once / "data", tmp_path / "data")
    return tmp_path / "data/questions.db"


def requests_of(site: str) -> int:
    with urllib.request.urlopen(f"{site}/demo/requests") as response:  # noqa: S310
        return int(json.load(response)["total"])


def change_lines(path: Path, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    """Change what a crawl landed, as if its parsers had been others."""
    records = [change(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records if record is not None]
    path.write_text("".join(lines), encoding="utf-8")


def landed(tmp_path: Path, name: str) -> Path:
    return next((tmp_path / "data/landing").glob(f"*/{name}"))


def load_anew(questions: Questions, tmp_path: Path) -> Path:
    """Load the landing zone into a second database."""
    ran = questions("load", "--database", f"sqlite:///{tmp_path}/again.db")
    assert ran.code in (0, 2), ran.err
    return tmp_path / "again.db"


@pytest.mark.parametrize("processes", [1, 2])
def test_nothing_changes_and_nobody_is_asked(
    questions: Questions, sites: Mapping[int, str], crawled: Path, processes: int
) -> None:
    before, asked = content(crawled), requests_of(sites[13])
    ran = questions("reparse", "--processes", processes, "--json")
    assert ran.code == 0, ran.err
    assert content(crawled) == before
    assert requests_of(sites[13]) == asked
    assert (ran.answer["inserted"], ran.answer["updated"], ran.answer["rejected"]) == (0, 0, 0)
    assert ran.answer["unchanged"] == len(before["question"]) > 0
    assert ran.answer["pages"] > 2 * len(before["question"])


def test_pages_without_documents_are_read_again_with_their_lists(
    questions: Questions, sites: Mapping[int, str], tmp_path: Path
) -> None:
    with faulty(sites[13]) as site:
        site.fault(r"/api/document/", lambda request, response: web.Response(status=500))
        ran = questions("crawl", "--legislature", 13, "--site", site.url, "--delay", 0, "--deputy", "marc-le-fur")
    assert ran.code == 0, ran.err
    before = content(tmp_path / "data/questions.db")
    assert {row[0] for row in rows(tmp_path / "data/questions.db", "SELECT detail FROM question")} == {"page"}
    again = questions("reparse", "--json")
    assert again.answer["unchanged"] == len(before["question"]) > 0
    assert content(tmp_path / "data/questions.db") == before


def test_the_archive_alone_fills_an_empty_database(questions: Questions, crawled: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "data/landing").glob("*/*"):
        path.unlink()
    again = tmp_path / "again.db"
    ran = questions("reparse", "--database", f"sqlite:///{again}", "--json")
    assert ran.code == 0, ran.err
    expected, found = content(crawled), content(again)
    for table in ("question", "question_text", "question_theme", "question_source", "deputy", "mandate"):
        assert found[table] == expected[table], table
    assert ran.answer["inserted"] == len(expected["question"])


def refused(questions: Questions, tmp_path: Path) -> Path:
    """A database in which one question is rejected, as parsers would that could not read it."""
    change_lines(landed(tmp_path, "questions.jsonl"), lambda one: None if one["question_id"] == KEY else one)
    rejection = {
        "source": "nosdeputes",
        "key": KEY,
        "url": "http://site.invalid/question/QE/47001",
        "stage": "validation",
        "reason": "no text",
        "raw": {"number": 47001},
        "rejected_at": "2026-11-23 20:00:00",
    }
    with (landed(tmp_path, "questions.jsonl").parent / "rejections.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(rejection) + "\n")
    return load_anew(questions, tmp_path)


def test_a_question_that_was_rejected_is_taken_and_its_rejection_closed(
    questions: Questions, crawled: Path, tmp_path: Path
) -> None:
    again = refused(questions, tmp_path)
    before = content(again)
    assert len(before["question"]) == len(content(crawled)["question"]) - 1
    ran = questions("rejects", "--replay", "--json", "--database", f"sqlite:///{again}")
    assert ran.code == 0, ran.err
    assert (ran.answer["closed"], ran.answer["open"]) == (1, 0)
    assert content(again)["question"] == content(crawled)["question"]
    assert content(again)["question_text"] == content(crawled)["question_text"]
    assert rows(again, "SELECT count(*) FROM rejection WHERE replayed_at IS NOT NULL") == [(1,)]


def test_rejections_are_listed_and_shown(questions: Questions, crawled: Path, tmp_path: Path) -> None:
    again = f"sqlite:///{refused(questions, tmp_path)}"
    listed = questions("rejects", "--json", "--database", again)
    assert listed.code == 0, listed.err
    (one,) = listed.answer["rejections"]
    assert (one["key"], one["reason"], one["replayed_at"]) == (KEY, "no text", None)
    shown = questions("rejects", "--show", one["rejection_id"][:8], "--json", "--database", again)
    assert shown.answer["raw"] == {"number": 47001}
    told = questions("rejects", "--database", again)
    assert "1 rejection is open." in told.out
    assert questions("rejects", "--show", "nothing", "--database", again).code == 1
    without = questions("rejects", "--show", "", "--database", again)
    assert (without.code, "--show needs an id" in without.err) == (1, True)


def break_page(archive: Path, address: str, body: bytes | None) -> None:
    """Put other bytes, or else a page of another kind, in the place of an archived page."""
    connection = sqlite3.connect(archive)
    with connection:
        (other,) = connection.execute("SELECT body FROM page WHERE kind = 'list' AND dictionary_id IS NULL").fetchone()
        connection.execute("UPDATE page SET body = ?, dictionary_id = NULL WHERE address = ?", (body or other, address))
    connection.close()


@pytest.mark.parametrize(("body", "stage"), [(None, "question page"), (b"torn", "spider")])
def test_a_page_that_cannot_be_read_is_rejected_once_and_costs_no_other(
    questions: Questions, crawled: Path, tmp_path: Path, body: bytes | None, stage: str
) -> None:
    break_page(next((tmp_path / "data/archive").iterdir()), "/question/QE/47001", body)
    before = content(crawled)
    first, second = (questions("reparse", "--json") for _ in range(2))
    assert (first.code, second.code) == (2, 0), first.err + second.err
    assert content(crawled) == before
    assert rows(crawled, "SELECT key, stage, replayed_at FROM rejection") == [(KEY, stage, None)]


def test_only_what_is_chosen_is_read(questions: Questions, crawled: Path) -> None:
    assert pages(questions("reparse", "--legislature", 14, "--json")) == 0
    whole = pages(questions("reparse", "--legislature", 13, "--json"))
    assert whole == pages(questions("reparse", "--deputy", "marc-le-fur", "--json")) > 0
    ran = questions("reparse", "--deputy", "marc-le-fure")
    assert ran.code == 1
    assert "did you mean marc-le-fur" in ran.err


def test_a_legislature_without_a_site_is_refused(questions: Questions) -> None:
    ran = questions("reparse", "--legislature", 17)
    assert (ran.code, ran.err) == (1, "questions: --legislature 17: it is one of 13, 14, 15, 16\n")


def pages(ran: Ran) -> int:
    assert ran.code == 0, ran.err
    return int(ran.answer["pages"])


def test_without_an_archive_there_is_nothing_to_read(questions: Questions, tmp_path: Path) -> None:
    ran = questions("reparse")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("questions: there is no database data/questions.db")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "data/landing").mkdir(parents=True)
    assert questions("load").code == 0
    ran = questions("reparse")
    assert (ran.code, ran.out) == (0, "Nothing to read again: data/archive holds no such page.\n")


def test_a_dry_run_archives_nothing(questions: Questions, sites: Mapping[int, str], tmp_path: Path) -> None:
    ran = questions("crawl", "--legislature", 16, "--site", sites[16], "--delay", 0, "--dry-run")
    assert ran.code == 0, ran.err
    assert not (tmp_path / "data/archive").exists()


def test_a_crawl_goes_on_without_its_archive(questions: Questions, sites: Mapping[int, str], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/archive").write_text("no folder")
    ran = questions("crawl", "--legislature", 13, "--site", sites[13], "--delay", 0, "--number", 47001)
    assert ran.code == 0
    assert ran.err.count("is not archived, nor may be what follows") == 1
    assert rows(tmp_path / "data/questions.db", "SELECT count(*) FROM question") == [(1,)]


def test_every_request_of_a_second_crawl_goes_to_the_site(
    questions: Questions, sites: Mapping[int, str], crawled: Path, tmp_path: Path
) -> None:
    asked = requests_of(sites[13])
    ran = questions(
        "crawl", "--legislature", 13, "--site", sites[13], "--delay", 0, "--deputy", "marc-le-fur", "--json"
    )
    assert requests_of(sites[13]) - asked == ran.answer["requests"]
    assert len(list((tmp_path / "data/archive").iterdir())) == 2


@pytest.mark.parametrize("content_hash", ["0" * 32, "f" * 32])
def test_what_is_read_better_replaces_what_was_read_worse(
    questions: Questions, crawled: Path, tmp_path: Path, content_hash: str
) -> None:
    def worse(one: dict[str, Any]) -> dict[str, Any]:
        return one | {"question_text": "Mal lu.", "content_hash": content_hash} if one["question_id"] == KEY else one

    def nameless(one: dict[str, Any]) -> dict[str, Any]:
        return one | {"birthplace": "Ailleurs", "content_hash": content_hash}

    change_lines(landed(tmp_path, "questions.jsonl"), worse)
    change_lines(landed(tmp_path, "deputies.jsonl"), nameless)
    again = load_anew(questions, tmp_path)
    assert content(again)["question_text"] != content(crawled)["question_text"]
    ran = questions("reparse", "--database", f"sqlite:///{again}", "--json")
    assert ran.code == 0, ran.err
    assert (ran.answer["inserted"], ran.answer["updated"]) == (0, 1)
    found, expected = content(again), content(crawled)
    for table in ("question", "question_text", "question_source", "deputy"):
        assert found[table] == expected[table], table
    second = questions("reparse", "--database", f"sqlite:///{again}", "--json")
    assert (second.answer["inserted"], second.answer["updated"]) == (0, 0)
    # The landing zone alone gives the same, whatever came first.
    assert questions("load", "--all", "--database", f"sqlite:///{tmp_path}/third.db").code == 0
    for table in ("question", "question_text", "question_source", "deputy"):
        assert content(tmp_path / "third.db")[table] == expected[table], table


def test_nothing_is_made_by_a_look_at_rejections(questions: Questions, tmp_path: Path) -> None:
    ran = questions("rejects")
    assert ran.code == 1
    assert "there is no database" in ran.err
    assert not (tmp_path / "data/questions.db").exists()
