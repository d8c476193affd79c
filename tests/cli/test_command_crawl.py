"""``questions crawl`` on a demo site, from the first request to the rows."""

import json
import signal
import sqlite3
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import text

from cli.locks import file_name, hold
from demo.corpus import Corpus
from etl.database import connect
from tests import forge
from tests.cli.command import Questions, Ran, start

SUMMARY = {
    *("run_id", "requests", "pages", "items", "inserted", "updated", "unchanged", "rejected", "failed"),
    *("seconds", "finish_reason", "tables"),
}


def rows(database: Path, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(database)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def loaded(folder: Path) -> list[tuple[Any, ...]]:
    query = "SELECT question_id, state, asked_on, answered_on FROM question ORDER BY question_id"
    return rows(folder / "data" / "questions.db", query)


def expected(corpus: Corpus, legislature: int, slug: str | None = None) -> list[tuple[Any, ...]]:
    return sorted(
        (each.question_id, each.state, str(each.asked_on), each.answered_on and str(each.answered_on))
        for each in corpus.expected(legislature)
        if slug in (None, each.author_slug)
    )


def crawl(questions: Questions, sites: Mapping[int, str], legislature: int, *more: object, **variables: str) -> Ran:
    site = f"{legislature}={sites[legislature]}"
    return questions("crawl", "--legislature", legislature, "--site", site, "--delay", 0, "--json", *more, **variables)


def test_one_deputy_is_crawled_and_loaded(
    questions: Questions, sites: Mapping[int, str], corpus: Corpus, tmp_path: Path
) -> None:
    ran = crawl(questions, sites, 13, "--deputy", "marc-le-fur")
    assert ran.code == 0, ran.err
    assert loaded(tmp_path) == expected(corpus, 13, "marc-le-fur")
    assert set(ran.answer) >= SUMMARY
    assert ran.answer["finish_reason"] == "finished"
    assert ran.answer["inserted"] == len(loaded(tmp_path))


def test_a_deputy_asked_for_is_the_only_one_touched(
    questions: Questions, sites: Mapping[int, str], corpus: Corpus
) -> None:
    before = len(requests_of(sites[13]))
    assert crawl(questions, sites, 13, "--deputy", "marc-le-fur").code == 0
    asked = requests_of(sites[13])[before:]
    own = {str(each.number) for each in corpus.expected(13) if each.author_slug == "marc-le-fur"}
    documents = {str(each.site_id) for each in corpus.expected(13) if each.author_slug == "marc-le-fur"}
    assert asked[0] == "/robots.txt"
    assert {path.split("/")[3] for path in asked if path.startswith("/question/")} == own
    assert {path.split("/")[4] for path in asked if path.startswith("/api/")} == documents
    others = [path for path in asked if not path.startswith(("/question/", "/api/", "/marc-le-fur"))]
    assert sorted(others) == ["/deputes/json", "/robots.txt"]


def test_question_47001_is_what_the_assembly_published(
    questions: Questions, sites: Mapping[int, str], tmp_path: Path
) -> None:
    ran = crawl(questions, sites, 13, "--number", "47001")
    assert ran.code == 0, ran.err
    query = "SELECT deputy_id, asked_on, answered_on, response_days, state FROM question"
    assert rows(tmp_path / "data/questions.db", query) == [("PA1874", "2009-04-21", "2009-08-04", 105, "answered")]


def test_a_second_crawl_finds_nothing_changed(questions: Questions, sites: Mapping[int, str]) -> None:
    first = crawl(questions, sites, 16)
    second = crawl(questions, sites, 16)
    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert first.answer["inserted"] > 0
    assert (second.answer["inserted"], second.answer["updated"]) == (0, 0)
    assert second.answer["unchanged"] == first.answer["inserted"]


def test_an_unknown_deputy_is_told_with_the_nearest(questions: Questions, sites: Mapping[int, str]) -> None:
    ran = crawl(questions, sites, 13, "--deputy", "marc-le-fure")
    assert ran.code == ran.answer["exit_code"] == 1
    line = ran.err.splitlines()[-1]
    assert line.startswith("questions: no deputy 'marc-le-fure' in legislature 13; did you mean marc-le-fur")
    assert line.endswith("?")


def test_a_crawl_cut_short_is_gone_on_with(
    questions: Questions, sites: Mapping[int, str], corpus: Corpus, tmp_path: Path
) -> None:
    first = crawl(questions, sites, 13, "--max-requests", 60)
    assert first.code == 0, first.err
    assert first.answer["finish_reason"] == "max_requests"
    assert first.answer["requests"] <= 60
    assert first.answer["inserted"] > 0
    second = crawl(questions, sites, 13)
    assert second.answer["continues"] == first.answer["run_id"]
    assert second.answer["inserted"] + first.answer["inserted"] == len(expected(corpus, 13))
    assert loaded(tmp_path) == expected(corpus, 13)


def test_force_reads_again_what_was_read(questions: Questions, sites: Mapping[int, str]) -> None:
    first = crawl(questions, sites, 16, "--max-requests", 20)
    second = crawl(questions, sites, 16, "--force")
    assert second.answer["continues"] is None
    assert second.answer["unchanged"] == first.answer["inserted"] > 0


def test_a_dry_run_tells_the_cost_and_keeps_nothing(
    questions: Questions, sites: Mapping[int, str], corpus: Corpus, tmp_path: Path
) -> None:
    ran = crawl(questions, sites, 16, "--dry-run")
    assert ran.code == 0, ran.err
    assert ran.answer["questions"] == len(expected(corpus, 16))
    assert ran.answer["requests"] > ran.answer["questions"]
    assert ran.answer["hours"] == 0
    assert not (tmp_path / "data/landing").exists()
    assert not (tmp_path / "data/questions.db").exists()


def test_an_unreachable_database_ends_the_command_before_the_first_request(
    questions: Questions, sites: Mapping[int, str], tmp_path: Path
) -> None:
    before = len(requests_of(sites[14]))
    ran = crawl(questions, sites, 14, "--database", "postgresql+psycopg://nobody:secret@127.0.0.1:1/none")
    assert ran.code == ran.answer["exit_code"] == 1
    assert ran.err.count("\n") == 1
    assert "secret" not in ran.err
    assert len(requests_of(sites[14])) == before
    assert not (tmp_path / "data/landing").exists()


def test_a_locked_site_is_exit_code_4(questions: Questions, sites: Mapping[int, str], tmp_path: Path) -> None:
    host = sites[15].removeprefix("http://")
    with hold(tmp_path / "data/locks", [host], "R1", announce=None):
        assert (tmp_path / f"data/locks/{file_name(host)}.lock").exists()
        ran = crawl(questions, sites, 15)
    assert ran.code == ran.answer["exit_code"] == 4
    assert "is being crawled by run R1" in ran.err


def test_waiting_for_the_lock(sites: Mapping[int, str], tmp_path: Path) -> None:
    host = sites[15].removeprefix("http://")
    arguments = ("crawl", "--legislature", 15, "--site", sites[15], "--delay", 0, "--json", "--wait")
    with hold(tmp_path / "data/locks", [host], "R1", announce=None):
        process = start(*arguments, cwd=tmp_path)
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Waiting for run R1")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert json.loads(out)["finish_reason"] == "finished"


def interrupted_after(lines: int, process: forge.Process, landing: Path) -> Ran:
    """Press Ctrl-C once so many questions are landed."""
    deadline = time.monotonic() + 30
    while sum(path.read_bytes().count(b"\n") for path in landing.glob("*/questions.jsonl")) < lines:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    return Ran(process.returncode, out, err)


def test_ctrl_c_stops_cleanly_with_what_was_read_loaded(
    questions: Questions, sites: Mapping[int, str], corpus: Corpus, tmp_path: Path
) -> None:
    arguments = ("crawl", "--legislature", 13, "--site", sites[13], "--delay", "0.05", "--json")
    ran = interrupted_after(5, start(*arguments, cwd=tmp_path), tmp_path / "data/landing")
    assert ran.code == 0, ran.err
    assert ran.answer["finish_reason"] == "interrupted"
    assert ran.answer["inserted"] == len(loaded(tmp_path)) >= 5
    assert len(loaded(tmp_path)) < len(expected(corpus, 13))
    assert crawl(questions, sites, 13).answer["continues"] == ran.answer["run_id"]
    assert loaded(tmp_path) == expected(corpus, 13)


def test_what_a_killed_crawl_landed_is_loaded_by_the_next(
    questions: Questions, sites: Mapping[int, str], corpus: Corpus, tmp_path: Path
) -> None:
    process = start("crawl", "--legislature", 13, "--site", sites[13], "--delay", "0.05", cwd=tmp_path)
    landing = tmp_path / "data/landing"
    while not any(path.read_bytes().count(b"\n") >= 3 for path in landing.glob("*/questions.jsonl")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    process.kill()
    process.communicate()
    ran = crawl(questions, sites, 13)
    assert ran.code == 0, ran.err
    assert "Loaded what was landed before" in ran.err
    assert ran.answer["continues"] is not None
    assert loaded(tmp_path) == expected(corpus, 13)


def test_a_server_gets_the_rows_that_a_file_gets(
    questions: Questions, sites: Mapping[int, str], tmp_path: Path, empty_postgresql_url: str
) -> None:
    assert crawl(questions, sites, 16, QUESTIONS_DATABASE=empty_postgresql_url).code == 0
    assert not (tmp_path / "data/questions.db").exists()
    ran = questions("load", "--all", "--json")
    assert ran.answer["inserted"] == len(loaded(tmp_path)) > 0
    engine = connect(empty_postgresql_url)
    with engine.connect() as connection:
        query = text("SELECT question_id, state, asked_on, answered_on FROM question")
        served = [tuple(cell and str(cell) for cell in row) for row in connection.execute(query)]
    engine.dispose()
    assert sorted(served) == loaded(tmp_path)


def test_the_time_allowed_ends_a_crawl_cleanly(questions: Questions, sites: Mapping[int, str], tmp_path: Path) -> None:
    arguments = ("--legislature", 13, "--site", sites[13], "--delay", "0.1", "--for", "2s")
    ran = questions("crawl", *arguments, "--json")
    assert ran.code == 0, ran.err
    assert ran.answer["finish_reason"] == "max_seconds"
    assert ran.answer["inserted"] == len(loaded(tmp_path))


def test_the_cost_is_said_in_one_sentence(questions: Questions, sites: Mapping[int, str]) -> None:
    ran = questions("crawl", "--legislature", 16, "--site", sites[16], "--delay", 0, "--dry-run")
    assert ran.code == 0, ran.err
    assert ran.out.count("\n") == 1
    assert ran.out.endswith("at one request every 0 s. Nothing was kept.\n")


def test_without_json_a_person_reads_a_table_and_a_sentence(questions: Questions, sites: Mapping[int, str]) -> None:
    ran = questions("crawl", "--legislature", 16, "--site", sites[16], "--delay", 0, "--max-requests", 30)
    assert ran.code == 0, ran.err
    assert "inserted" in ran.out
    assert "The requests allowed are spent; the same command goes on from here." in ran.out
    assert ran.err.startswith("Crawling: ")


def requests_of(site: str) -> list[str]:
    """Return the paths that the demo site was asked for, in order."""
    with urllib.request.urlopen(f"{site}/demo/requests") as response:  # noqa: S310
        return json.load(response)["paths"]
