"""What a crawl tidies away at its end."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from cli.keep import tidy
from cli.loop import open_database
from cli.places import Places, places
from tests.cli.command import Questions


@pytest.fixture
def crawled(questions: Questions, sites: Mapping[int, str], tmp_path: Path) -> Places:
    arguments = ("--legislature", 13, "--site", sites[13], "--delay", 0, "--number", 47001)
    for _ in range(2):
        ran = questions("crawl", *arguments, "--keep-archive", 1, "--keep-landing", 1)
        assert ran.code == 0, ran.err
    return places(tmp_path / "data", None)


def test_what_is_young_stays_and_what_is_old_and_loaded_goes(crawled: Places, questions: Questions) -> None:
    landed = sorted(crawled.landing.iterdir())
    assert (len(landed), len(list(crawled.archive.iterdir()))) == (2, 2)
    unloaded = landed[0] / "questions.jsonl"
    unloaded.write_bytes(unloaded.read_bytes() + b"{}\n")
    console = Console(stderr=True)
    later = datetime.now(UTC) + timedelta(days=40)
    tidy(open_database(crawled), crawled, console, later, archive=30, landing=30)
    assert list(crawled.landing.iterdir()) == [landed[0]]
    assert len(list(crawled.archive.iterdir())) == 1
    assert questions("reparse", "--json").answer["unchanged"] >= 1


def test_without_a_bound_everything_stays(crawled: Places) -> None:
    later = datetime.now(UTC) + timedelta(days=4000)
    tidy(open_database(crawled), crawled, Console(stderr=True), later, archive=None, landing=None)
    assert len(list(crawled.landing.iterdir())) == len(list(crawled.archive.iterdir())) == 2
