"""What a crawl makes of robots.txt."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.scraper.crawling import Landed, scrapy
from tests.scraper.faulty_site import Fault, FaultySite, faulty, once, status

DEPUTY = "zoe-d-imaginaire"


@pytest.fixture
def site(demo_sites: dict[int, str]) -> Iterator[FaultySite]:
    with faulty(demo_sites[13]) as site:
        yield site


def crawl(folder: Path, site: str, **settings: str) -> Landed:
    asked = {"legislature": "13", "site": site, "deputy": DEPUTY}
    return scrapy(folder, "questions", asked, {"DOWNLOAD_TIMEOUT": "2", **settings})


@pytest.mark.parametrize("fault", [status(503), status(500), status(429)], ids=["503", "500", "429"])
def test_a_robots_txt_that_fails_stops_the_crawl(tmp_path: Path, site: FaultySite, fault: Fault) -> None:
    site.fault("^/robots.txt", fault)
    landed = crawl(tmp_path, site.url)
    assert set(site.asked) == {"/robots.txt"}
    assert landed.run["finish_reason"] == "site_down"
    assert (landed.run["pages"], landed.run["failed"]) == (0, 1)
    assert "robots.txt cannot be read" in landed.log
    assert "Traceback" not in landed.log


def test_a_site_that_is_not_there_stops_the_crawl(tmp_path: Path) -> None:
    landed = crawl(tmp_path, "http://127.0.0.1:9")
    assert landed.run["finish_reason"] == "site_down"
    assert "robots.txt cannot be read" in landed.log
    assert "Traceback" not in landed.log


def test_a_robots_txt_that_fails_once_is_asked_for_again(tmp_path: Path, site: FaultySite) -> None:
    site.fault("^/robots.txt", once(status(503)))
    assert crawl(tmp_path, site.url).run["finish_reason"] == "finished"


def test_a_robots_txt_that_is_not_there_allows_everything(tmp_path: Path, site: FaultySite) -> None:
    site.fault("^/robots.txt", status(404))
    assert crawl(tmp_path, site.url).run["finish_reason"] == "finished"


def test_its_crawl_delay_is_kept(tmp_path: Path, site: FaultySite) -> None:
    site.fault("^/robots.txt", status(200, b"User-agent: *\nCrawl-delay: 0.2\n"))
    landed = crawl(tmp_path, site.url, AUTOTHROTTLE_ENABLED="1", AUTOTHROTTLE_START_DELAY="0")
    gaps = [later - earlier for earlier, later in pairwise(site.times[1:])]
    assert landed.run["finish_reason"] == "finished"
    assert len(gaps) > 20
    assert min(gaps) > 0.15
