"""How long a crawl waits before it asks again."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.scraper.crawling import scrapy
from tests.scraper.faulty_site import FaultySite, faulty, once, status

DELAY = 0.1


@pytest.fixture
def site(demo_sites: dict[int, str]) -> Iterator[FaultySite]:
    with faulty(demo_sites[13]) as site:
        yield site


def waits(folder: Path, site: FaultySite, path: str) -> list[float]:
    """Crawl one deputy; return the seconds between two requests for a path."""
    asked = {"legislature": "13", "site": site.url, "deputy": "marc-le-fur"}
    landed = scrapy(folder, "questions", asked, {"DOWNLOAD_DELAY": str(DELAY)})
    assert landed.run["finish_reason"] == "finished"
    times = [time for time, asked in zip(site.times, site.asked, strict=True) if asked.split("?")[0] == path]
    return [later - earlier for earlier, later in pairwise(times)]


def test_each_wait_is_four_times_longer(tmp_path: Path, site: FaultySite) -> None:
    site.fault("^/question/QE/47001", status(500))
    first, second = waits(tmp_path, site, "/question/QE/47001")
    assert first >= 4 * DELAY
    assert second >= 16 * DELAY


def test_what_the_site_may_lack_is_asked_for_again_without_a_wait(tmp_path: Path, site: FaultySite) -> None:
    site.fault("^/marc-le-fur/json", status(500))
    (only,) = waits(tmp_path, site, "/marc-le-fur/json")
    assert DELAY * 0.9 <= only < 4 * DELAY


def test_the_site_s_own_word_comes_first(tmp_path: Path, site: FaultySite) -> None:
    site.fault("^/question/QE/47001", once(status(503, Retry_After="1")))
    (only,) = waits(tmp_path, site, "/question/QE/47001")
    assert only >= 1
