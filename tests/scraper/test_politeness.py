"""What a site sees of a crawl with the settings as they stand."""

import json
import urllib.request
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from demo.corpus import Corpus
from demo.site import serving
from scraper import settings
from tests.scraper.crawling import scrapy

DELAY = 0.3


@pytest.fixture(scope="module")
def watched(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the site noted of a crawl of one deputy, at one request every 0.3 seconds."""
    with serving(corpus, latency=0.05) as sites:
        arguments = {"legislature": "13", "deputy": "zoe-d-imaginaire", "site": sites[13]}
        scrapy(
            tmp_path_factory.mktemp("landing"), "questions", arguments,
            {"DOWNLOAD_DELAY": str(DELAY), "AUTOTHROTTLE_ENABLED": "1", "AUTOTHROTTLE_START_DELAY": str(DELAY)},
        )  # fmt: skip
        with urllib.request.urlopen(f"{sites[13]}/demo/requests") as answer:  # noqa: S310
            yield json.load(answer)


def test_robots_txt_comes_first(watched: dict[str, Any]) -> None:
    assert watched["paths"][0] == "/robots.txt"
    assert watched["paths"].count("/robots.txt") == 1


def test_one_request_at_a_time(watched: dict[str, Any]) -> None:
    assert watched["max_concurrent"] == 1


def test_the_delay_lies_between_any_two_requests(watched: dict[str, Any]) -> None:
    gaps = [later - earlier for earlier, later in pairwise(watched["seconds"])]
    assert len(gaps) > 20
    assert min(gaps) > DELAY * 0.9


def test_nothing_is_asked_for_twice(watched: dict[str, Any]) -> None:
    assert len(set(watched["paths"])) == len(watched["paths"])


def test_search_and_votes_are_never_asked_for(watched: dict[str, Any]) -> None:
    assert not {"/recherche", "/rechercher", "/rate", "/commentaire", "/login", "/alerte"} & watched["by_prefix"].keys()


def test_the_default_is_a_request_a_second() -> None:
    assert settings.DOWNLOAD_DELAY == 1
    assert settings.DOWNLOAD_DELAY_JITTER == 0
    assert settings.ROBOTSTXT_OBEY


def test_the_user_agent_names_a_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUESTIONS_CONTACT", "aline@example.org")
    assert settings.contact() == "aline@example.org"
    monkeypatch.delenv("QUESTIONS_CONTACT")
    assert "@" in settings.contact()
