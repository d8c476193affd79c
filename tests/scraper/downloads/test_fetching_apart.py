"""A fetch in a process of its own tells all that one in this process tells."""

import logging
from pathlib import Path

import pytest

from parliament.landing import Run
from scraper.archives_wanted import ArchivesWanted
from scraper.fetching_apart import fetch_apart
from scraper.site_spider import Figures
from tests.scraper.downloads.fetches import KEY_17, QUESTIONS_17, make_zip
from tests.scraper.downloads.file_site import FileSite, Served

OLD = make_zip(1)


def run_of(wanted: ArchivesWanted) -> Run:
    return Run(run_id="run", source="assemblee", scope=wanted.scope(), started_at="2026-01-01 00:00:00")


def test_what_came_how_far_it_is_and_what_the_log_says(
    tmp_path: Path, site: FileSite, caplog: pytest.LogCaptureFixture
) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    wanted = ArchivesWanted(
        folder=tmp_path / "downloads", legislatures=(16, 17), sites={16: site.url, 17: site.url}, present=False
    )
    run, steps = run_of(wanted), list[Figures]()
    settings = {"FILE_SPACE_LEFT": 0}
    fetched = fetch_apart(wanted, tmp_path / "landing/run", run, delay=0, settings=settings, on_progress=steps.append)
    assert {key: one.state for key, one in fetched.became.items()} == {
        "16/questions.json.zip": "absent",
        KEY_17: "fetched",
    }
    assert (tmp_path / "downloads/17-questions.json.zip").read_bytes() == OLD
    assert (run.finish_reason, run.requests) == ("finished", fetched.figures.requests)
    assert steps[-1].done == len(OLD)

    site.files[QUESTIONS_17] = Served(b"<html>", etag='"another"')
    again = run_of(wanted)
    with caplog.at_level(logging.WARNING):
        fetched = fetch_apart(wanted, tmp_path / "landing/again", again, delay=0, settings=settings)
    assert (fetched.became[KEY_17].refused, again.rejected) == (True, 1)
    assert any("with something else than a zip" in message for message in caplog.messages)


def test_a_process_that_ends_without_a_word_is_an_error(tmp_path: Path, site: FileSite) -> None:
    wanted = ArchivesWanted(folder=tmp_path, legislatures=(17,), sites={17: site.url}, present=False)
    with pytest.raises(RuntimeError, match="ended without an answer, with exit code 1"):
        fetch_apart(wanted, tmp_path / "landing/run", run_of(wanted), delay=0, settings={"FILE_PIECE_SIZE": "x"})
