"""The archive as Scrapy's HTTP cache sees it: it keeps every answer, and never gives one in the place of the site."""

import logging
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy import Request, signals
from scrapy.http import Response
from scrapy.settings import BaseSettings

from parliament.landing import new_run_id
from parliament.records import Deputy, Question, Rejection, question_id
from scraper.archive_file import REFUSED, SUFFIX, ArchiveWriter
from scraper.archive_page import KEPT_HEADERS, Page, key_of
from scraper.disks import is_full
from scraper.items import DeputyItem, QuestionItem
from scraper.site_spider import SiteSpider
from scraper.statuses import is_failure

logger = logging.getLogger(__name__)

FOLDER = "archive"


class ArchivePolicy:
    """Keep what says something of a page (itself, its absence, where it went), not the errors of a failing site."""

    def __init__(self, settings: BaseSettings):
        """Take the settings that Scrapy hands to every policy; none is needed."""

    def should_cache_request(self, request: Request) -> bool:
        return True

    def should_cache_response(self, response: Response, request: Request) -> bool:
        return not is_failure(response)

    def is_cached_response_fresh(self, cachedresponse: Response, request: Request) -> bool:
        return False

    def is_cached_response_valid(self, cachedresponse: Response, response: Response, request: Request) -> bool:
        return False


class ArchiveStorage:
    """Write the answers of a crawl into the archive of its run, beside the landing zone."""

    writer: ArchiveWriter | None = None

    def __init__(self, settings: BaseSettings):
        self.folder = Path(settings["LANDING_DIR"]).parent / FOLDER
        self.run = settings["LANDING_RUN"]

    def open_spider(self, spider: SiteSpider) -> None:
        self.spider = spider
        run_id = self.run.run_id if self.run else new_run_id(spider.clock(), spider.order.label())
        self.path = self.folder / f"{run_id}{SUFFIX}"
        for receiver, signal in (
            (self.item_scraped, signals.item_scraped),
            (self.item_refused, signals.item_dropped),
            (self.item_refused, signals.item_error),
            (self.page_refused, signals.spider_error),
        ):
            spider.crawler.signals.connect(receiver, signal)

    def close_spider(self, spider: SiteSpider) -> None:
        try:
            if self.writer is not None:
                self.writer.close()
        except sqlite3.Error as error:
            self.failed(str(self.path), error)

    def retrieve_response(self, spider: SiteSpider, request: Request) -> None:
        """Return nothing: every request goes to the site."""

    def store_response(self, spider: SiteSpider, request: Request, response: Response) -> None:
        """Keep an answer; where the archive cannot be written, the crawl goes on and the log says so once.

        A full disk stops the crawl, for the landing zone beside the archive will not be written either.
        """
        page = Page(
            legislature=self.legislature(request.url),
            url=request.url,
            status=response.status,
            headers=kept_headers(response),
            body=response.body,
            fetched_at=spider.clock(),
        )
        try:
            self.writer = self.writer or ArchiveWriter(self.path)
            self.writer.add(page)
        except (sqlite3.Error, OSError) as error:
            self.failed(request.url, error)

    def legislature(self, url: str) -> int | None:
        return next((number for number, site in self.spider.sites.items() if site.is_here(url)), None)

    def item_scraped(self, item: Any) -> None:
        """Note what the pages became and when: the same pages read again give a record of the same time."""
        match item:
            case Question():
                self.note(item.question_id, item.detail, item.fetched_at)
            case Deputy():
                self.note(f"{item.legislature}/{item.slug}", item.detail, item.fetched_at)
            case Rejection(key=str(key)):
                self.note(key, REFUSED, item.rejected_at)

    def item_refused(self, item: Any) -> None:
        if isinstance(item, QuestionItem):
            self.note(question_id(item.legislature, item.number), REFUSED, item.fetched_at)
        elif isinstance(item, DeputyItem):
            self.note(f"{item.legislature}/{item.slug}", REFUSED, item.fetched_at)

    def page_refused(self, response: Response) -> None:
        legislature = self.legislature(response.url)
        key = None if legislature is None else key_of(legislature, response.url)
        if key is not None:
            self.note(key, REFUSED, self.spider.clock())

    def note(self, key: str, detail: str, read_at: datetime) -> None:
        try:
            if self.writer is not None:
                self.writer.note(key, detail, read_at)
        except sqlite3.Error as error:
            self.failed(key, error)

    def failed(self, what: str, error: Exception) -> None:
        if is_full(error):
            self.spider.cannot_write(self.folder, error)
            return
        stats = self.spider.crawler.stats
        stats.inc_value("archive/failed")
        if stats.get_value("archive/failed") == 1:
            logger.warning("%s is not archived, nor may be what follows: %s", what, error)


def kept_headers(response: Response) -> dict[str, str]:
    found = {name: response.headers.get(name) for name in KEPT_HEADERS}
    return {name: value.decode("latin-1") for name, value in found.items() if value}
