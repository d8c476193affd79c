"""One crawl, from an order to a landed run, in this process."""

import asyncio
import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from parliament.landing import Run
from scraper.estimate import Estimate
from scraper.order import Order
from scraper.plan import Plan
from scraper.site_spider import Figures, SiteSpider, utc_now
from scraper.sources import ASSEMBLEE
from scraper.spiders.assemblee import AssembleeSpider
from scraper.spiders.nightly import NightlySpider
from scraper.spiders.questions import QuestionsSpider

logger = logging.getLogger(__name__)

Kind = TypeVar("Kind", bound=SiteSpider)

BATCH = 5_000
SECONDS_BETWEEN_REPORTS = 0.5
# Copies of the site on this machine need no politeness; a site on the network is asked one thing at a time.
CONCURRENT_ON_LOOPBACK = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a crawl ended; ``refusal`` is the sentence for the user when its order could not be carried out."""

    finish_reason: str
    refusal: str | None
    figures: Figures
    seconds: float
    estimate: Estimate | None


def crawl(
    order: Order,
    folder: Path,
    run: Run,
    *,
    on_progress: Callable[[Figures], None] | None = None,
    on_batch: Callable[[], None] | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Outcome:
    """Carry out an order and land what it reads in ``folder``; Ctrl-C once stops it cleanly.

    ``on_progress`` is called twice a second, ``on_batch`` in a thread of its own after every 5,000 questions landed.
    A process can crawl only once: Scrapy's reactor does not start twice.
    """
    order.check()
    started = time.monotonic()
    process = AsyncCrawlerProcess(settings_for(order, folder, run))
    crawler = process.create_crawler(spider_for(order))
    watch = Watch(crawler, SiteSpider, on_progress, on_batch)
    process.crawl(crawler, order=order, plan=Plan(folder / "plan.jsonl"), clock=clock)
    process.start(install_signal_handlers=False)
    spider = watch.spider
    return Outcome(
        finish_reason=finish_reason(watch.reason),
        refusal=spider.refusal,
        figures=spider.figures(),
        seconds=round(time.monotonic() - started, 3),
        estimate=spider.estimate,
    )


def spider_for(order: Order) -> type[SiteSpider]:
    """Return the spider that carries out an order."""
    if order.source == ASSEMBLEE.name:
        return AssembleeSpider
    return QuestionsSpider if order.night is None else NightlySpider


class Watch(Generic[Kind]):
    """Follows a crawl from its start to its end: reports progress, hands over batches, stops it at Ctrl-C."""

    def __init__(
        self,
        crawler: Crawler,
        kind: type[Kind],
        on_progress: Callable[[Figures], None] | None,
        on_batch: Callable[[], None] | None = None,
    ):
        self.crawler = crawler
        self.kind = kind
        self.on_progress = on_progress
        self.on_batch = on_batch
        self.reason = "error"
        self.tasks: list[asyncio.Task[None]] = []
        crawler.signals.connect(self.opened, signals.spider_opened)
        crawler.signals.connect(self.closed, signals.spider_closed)

    @property
    def spider(self) -> Kind:
        if not isinstance(self.crawler.spider, self.kind):
            raise RuntimeError("the crawl did not start; its log says why")
        return self.crawler.spider

    def opened(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.interrupt)
        self.tasks = [loop.create_task(task()) for task in (self.report, self.load_batches)]

    async def closed(self, reason: str) -> None:
        self.reason = reason
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
        for task in self.tasks:
            task.cancel()
        if self.on_progress is not None:
            self.on_progress(self.spider.figures())

    def interrupt(self) -> None:
        """Stop cleanly at the first Ctrl-C; a second one is the system's own, and ends the process at once."""
        logger.warning("Stopping: what was begun is finished and landed; Ctrl-C again stops at once")
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)
        self.spider.stop("interrupted")

    async def report(self) -> None:
        while self.on_progress is not None:
            await asyncio.sleep(SECONDS_BETWEEN_REPORTS)
            self.on_progress(self.spider.figures())

    async def load_batches(self) -> None:
        """Hand over after every batch of questions; the crawl goes on meanwhile."""
        handed_over = 0
        while self.on_batch is not None:
            await asyncio.sleep(SECONDS_BETWEEN_REPORTS)
            landed = self.crawler.stats.get_value("landed/question", 0)
            if landed - handed_over >= BATCH:
                handed_over = landed
                await asyncio.shield(asyncio.to_thread(self.on_batch))


def settings_for(order: Order, folder: Path, run: Run) -> Settings:
    """Return the project's settings with those that the order decides."""
    settings = settings_of_a_run(
        folder, run, delay=order.delay, max_requests=order.max_requests, max_seconds=order.max_seconds
    )
    own: dict[str, Any] = {}
    if order.delay == 0 and not order.counted:
        own["CONCURRENT_REQUESTS_PER_DOMAIN"] = CONCURRENT_ON_LOOPBACK
        own["CONCURRENT_REQUESTS"] = CONCURRENT_ON_LOOPBACK * len(order.legislatures)
    if order.dry_run:
        own["ITEM_PIPELINES"] = {}
        own["HTTPCACHE_ENABLED"] = False
    settings.setdict(own, priority="cmdline")
    return settings


def settings_of_a_run(
    folder: Path, run: Run, *, delay: float, max_requests: int | None, max_seconds: float | None
) -> Settings:
    """Return the project's settings with where records land, how fast to ask, and when to stop."""
    settings = get_project_settings()
    settings.setmodule("scraper.settings", priority="project")
    own: dict[str, Any] = {
        "LANDING_DIR": str(folder.parent),
        "LANDING_RUN": run,
        "CRAWL_MAX_REQUESTS": max_requests,
        "CRAWL_MAX_SECONDS": max_seconds,
        "DOWNLOAD_DELAY": delay,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_ENABLED": delay > 0,
        # Whoever calls decides where logs go.
        "LOG_INSTALL_ROOT_HANDLER": False,
    }
    settings.setdict(own, priority="cmdline")
    return settings


def finish_reason(reason: str) -> str:
    """Return a run's own word for the reason its spider closed with."""
    match reason:
        case "memusage_exceeded":
            return "memory"
        case "finished" | "max_requests" | "max_seconds" | "interrupted" | "site_down" | "disk" | "refused":
            return reason
        case _:
            return "error"
