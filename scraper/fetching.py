"""One fetch of the Assembly's archives, in this process."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from parliament.landing import Run
from scraper.archives_wanted import ArchivesWanted
from scraper.crawl import Watch, finish_reason, settings_of_a_run
from scraper.downloads.outcome import Became
from scraper.errors import UsageError
from scraper.order import SHORTEST_DELAY
from scraper.site_spider import Figures, utc_now
from scraper.spiders.archives import ArchivesSpider


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """How a fetch ended; ``became`` says what became of each archive asked for, by its key (``17/questions.json.zip``).

    ``done`` and ``total`` of the figures are bytes.
    """

    finish_reason: str
    refusal: str | None
    figures: Figures
    seconds: float
    became: Mapping[str, Became]
    present: int


def fetch_archives(
    wanted: ArchivesWanted,
    folder: Path,
    run: Run,
    *,
    delay: float = 1.0,
    max_requests: int | None = None,
    max_seconds: float | None = None,
    settings: Mapping[str, Any] | None = None,
    on_progress: Callable[[Figures], None] | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Fetched:
    """Fetch what changed of the archives wanted, and land in ``folder`` that they were looked at.

    ``settings`` go before those of the project. ``on_progress`` is called twice a second; Ctrl-C once stops it cleanly.
    A process can fetch or crawl only once: Scrapy's reactor does not start twice. Raises UsageError for what cannot be
    asked for.
    """
    wanted.check()
    if delay < SHORTEST_DELAY and not wanted.is_on_this_machine:
        raise UsageError(f"a delay below {SHORTEST_DELAY} seconds is only for copies of the site on this machine")
    started = time.monotonic()
    all_settings = settings_of_a_run(folder, run, delay=delay, max_requests=max_requests, max_seconds=max_seconds)
    all_settings.setdict(dict(settings or {}), priority="cmdline")
    process = AsyncCrawlerProcess(all_settings)
    crawler = process.create_crawler(ArchivesSpider)
    watch = Watch(crawler, ArchivesSpider, on_progress)
    process.crawl(crawler, wanted=wanted, clock=clock)
    process.start(install_signal_handlers=False)
    spider = watch.spider
    return Fetched(
        finish_reason=finish_reason(watch.reason),
        refusal=spider.refusal,
        figures=spider.figures(),
        seconds=round(time.monotonic() - started, 3),
        became=spider.became,
        present=spider.present,
    )
