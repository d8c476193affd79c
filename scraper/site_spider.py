"""What every spider here shares: its order, asking for a page, telling what became of it, and stopping."""

import asyncio
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, Self

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from parliament.records import Rejection, Visit, question_id
from scraper.errors import UsageError
from scraper.estimate import Estimate
from scraper.losses import LOST, say_loss
from scraper.order import Order
from scraper.plan import Plan
from scraper.settings import BOT_NAME
from scraper.sources import NOSDEPUTES, SOURCES
from scraper.statuses import is_failure

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a crawl has done so far; ``total`` is None until a list has announced its count.

    ``pages`` are the answers that say something, ``failed`` the pages that could not be had.
    """

    done: int
    total: int | None
    requests: int
    pages: int
    items: int
    failed: int
    rejected: int
    not_found: int


class SiteSpider(scrapy.Spider):
    """A spider with an order; its callbacks may ask for further pages in line, with ``fetch``."""

    source: ClassVar[str] = NOSDEPUTES.name
    # How many requests of a stage are made at once.
    requests_ahead: ClassVar[int] = 200
    order: Order
    # One per legislature of the order, of the source's own kind.
    sites: dict[int, Any]
    # What is known before the crawl, and what a dry run found it would cost.
    plan: Plan
    estimate: Estimate | None
    # What is asked for once nothing else is left to read, one stage after the other.
    stages: Iterator[Iterator[Request]]
    stage: Iterator[Request]
    clock: Callable[[], datetime]
    # The sentence for the user when the order cannot be carried out.
    refusal: str | None
    stopping: bool
    # Whether what comes cannot be kept any more.
    unwritable: bool
    # Whether robots.txt forbade a page.
    barred: bool

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        *args: Any,
        order: Order | None = None,
        plan: Plan | None = None,
        clock: Callable[[], datetime] | None = None,
        **arguments: Any,
    ) -> Self:
        spider = super().from_crawler(crawler, *args)
        spider.clock = clock or utc_now
        spider.order = order or order_of_the_command(arguments, crawler.settings.getfloat("DOWNLOAD_DELAY"), cls.source)
        site = SOURCES[cls.source].site
        spider.sites = {number: site(number, spider.order.sites.get(number)) for number in spider.order.legislatures}
        spider.plan = plan or Plan()
        spider.estimate = None
        spider.stages = spider.later_stages()
        spider.stage = iter(())
        spider.refusal = None
        spider.stopping = False
        spider.unwritable = False
        spider.barred = False
        spider.failures_in_a_row = 0
        crawler.signals.connect(spider.count_error, signals.spider_error)
        crawler.signals.connect(spider.count_error, signals.item_error)
        crawler.signals.connect(spider.ask_for_more, signals.spider_idle)
        return spider

    @property
    def is_ready(self) -> bool:
        """Whether what the stages ask for may be asked for."""
        return True

    def later_stages(self) -> Iterator[Iterator[Request]]:
        """Yield what is asked for once nothing else is left to read, stage by stage."""
        return iter(())

    def ask_for_more(self) -> None:
        """Ask for what comes next, some at a time: a stage may hold hundreds of thousands of requests."""
        if self.stopping or self.order.dry_run or not self.is_ready:
            return
        while not (batch := list(islice(self.stage, self.requests_ahead))):
            stage = next(self.stages, None)
            if stage is None:
                return
            self.stage = stage
        for request in batch:
            self.crawler.engine.crawl(request)
        raise DontCloseSpider

    async def fetch(
        self,
        url: str,
        *,
        minor: bool = False,
        paid: bool = False,
        headers: Mapping[str, str] | None = None,
        meta: Mapping[str, Any] | None = None,
    ) -> Response | None:
        """Ask for a page within a callback, and return the response whatever its status.

        None when there is none: lost on the way, barred, or the crawl is stopping. A ``minor`` page is one that the
        site may lack: it is retried once and does not speak for the site being down. A ``paid`` one belongs to a
        page whose cost covered it, and is asked for even while stopping, unless it could not be kept.
        """
        if self.unwritable or (self.stopping and not paid):
            return None
        own: dict[str, Any] = {**(meta or {}), "cost": 0 if paid else 1}
        if minor:
            own |= {"max_retry_times": 1, "give_up_log_level": "DEBUG"}
        request = Request(url, callback=NO_CALLBACK, headers=headers and dict(headers), meta=own)
        try:
            response = await self.crawler.engine.download_async(request)
        except (IgnoreRequest, *LOST) as error:
            self.count_lost(url, error, minor=minor)
            return None
        self.count_answer(response, minor=minor)
        return response

    def count_lost(self, url: str, error: BaseException, *, minor: bool = False) -> None:
        """Count a page that never came; what is not asked for because the crawl stops is no failure."""
        if isinstance(error, IgnoreRequest):
            if not self.stopping:
                self.barred = True
                logger.warning("%s is not asked for: %s", url, error)
                self.crawler.stats.inc_value("pages/lost" if minor else "pages/failed")
            return
        logger.warning("%s cannot be read: %s; the next run asks again", url, say_loss(error))
        self.count_failure(minor=minor)

    def count_answer(self, response: Response, *, minor: bool = False) -> None:
        """Count an answer: an error or a refusal is a failure, an absent page is none."""
        if not is_failure(response):
            self.failures_in_a_row = 0
            return
        self.crawler.stats.inc_value("pages/refused")
        if not minor:
            logger.warning("%s answers %d; the next run asks again", response.url, response.status)
            self.count_failure(minor=False)

    def count_failure(self, *, minor: bool) -> None:
        self.crawler.stats.inc_value("pages/lost" if minor else "pages/failed")
        if minor:
            return
        self.failures_in_a_row += 1
        if self.failures_in_a_row >= self.crawler.settings.getint("CRAWL_MAX_FAILURES_IN_A_ROW"):
            logger.error("%d pages in a row failed: the site seems down, stopping", self.failures_in_a_row)
            self.stop("site_down")

    def count_error(self) -> None:
        self.crawler.stats.inc_value("pages/failed")

    def stop(self, reason: str) -> None:
        """Stop cleanly: nothing more is begun, what was begun is finished and landed."""
        if not self.stopping:
            self.stopping = True
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=reason))

    def cannot_write(self, folder: Path, error: Exception) -> None:
        """Stop at once and ask for nothing more, not even what was begun: what comes could not be kept."""
        if self.unwritable:
            return
        self.unwritable = True
        reason = getattr(error, "strerror", None) or error
        logger.error(
            "Nothing more can be written to %s: %s; make room, or mend it, then run the same command again",
            folder,
            reason,
        )
        self.stop("disk")

    def refuse(self, sentence: str) -> None:
        """Stop because the order cannot be carried out, and keep the sentence that says why."""
        self.refusal = sentence
        logger.info("Refused: %s", sentence)
        self.stop("refused")

    def announce(self, count: int) -> None:
        """Count questions that are to be read."""
        self.crawler.stats.inc_value("questions/announced", count)

    def numbers_to_read(self) -> Iterator[tuple[int, int]]:
        """Yield legislature and number of the questions ordered by number; those read before count as done."""
        for number in self.order.each_number():
            (legislature,) = self.order.legislatures
            if question_id(legislature, number) in self.plan.done:
                self.crawler.stats.inc_value("questions/done")
            else:
                yield legislature, number

    def visit(self, key: str, response: Response, **more: Any) -> Visit:
        """Return the record that a page was looked at."""
        return Visit(
            source=self.source,
            key=key,
            url=response.url,
            checked_at=self.clock(),
            http_status=response.status,
            **more,
        )

    def rejection(self, key: str | None, url: str, stage: str, reason: object, **raw: Any) -> Rejection:
        """Return the record that a page was refused, and count it."""
        self.crawler.stats.inc_value("pages/rejected")
        logger.warning("Rejected %s (%s): %s", url, stage, reason)
        return Rejection(
            source=self.source,
            key=key,
            url=url,
            stage=stage,
            reason=str(reason),
            raw=raw,
            rejected_at=self.clock(),
        )

    def figures(self) -> Figures:
        """Return what was done so far."""
        get = self.crawler.stats.get_value
        return Figures(
            done=get("questions/done", 0),
            total=get("questions/announced"),
            requests=get("downloader/request_count", 0),
            pages=get("response_received_count", 0) - get("pages/refused", 0),
            items=get("landed/question", 0) + get("landed/deputy", 0),
            failed=get("pages/failed", 0),
            rejected=get("pages/rejected", 0) + get("items/rejected", 0),
            not_found=get("questions/not_found", 0),
        )


def utc_now() -> datetime:
    return datetime.now(UTC)


def order_of_the_command(arguments: dict[str, str], delay: float, source: str) -> Order:
    """Return the order of ``scrapy crawl -a``; a wrong argument ends the command with one line, not a traceback."""
    try:
        return Order.from_arguments(arguments, delay, source)
    except UsageError as error:
        sys.exit(f"{BOT_NAME}: {error}")
