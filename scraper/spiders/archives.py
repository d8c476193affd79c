"""The spider ``archives``: the Assembly's open-data archives, each fetched only where it changed."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from parliament.records import Rejection, Visit
from scraper.archives_wanted import ArchivesWanted, next_archive, present_legislature
from scraper.downloads.download import Download
from scraper.downloads.outcome import Became, Sizes
from scraper.errors import UsageError
from scraper.losses import say_loss
from scraper.order import Order
from scraper.settings import BOT_NAME
from scraper.site_spider import Figures, SiteSpider
from scraper.sites.assemblee import SOURCE

logger = logging.getLogger(__name__)

FOLDER = Path("downloads") / SOURCE
BEYOND_ITS_END = 416


class ArchivesSpider(SiteSpider):
    """Fetches one archive after the other, piece by piece; ``became`` tells what became of each, by key.

    Each is a request of its own, with a callback that asks for the further pieces in line: a crawl that stops waits for
    its callbacks, so that what came is written.
    """

    name = "archives"
    source: ClassVar[str] = SOURCE
    # Files are kept as they come; an archive that came unpacked would have another checksum.
    custom_settings: ClassVar[dict[str, Any]] = {"COMPRESSION_ENABLED": False}
    wanted: ArchivesWanted
    sizes: Sizes
    timeout: float
    became: dict[str, Became]
    # Why the last page that never came did not.
    loss: str
    # Of the archives fetched so far; of the present one, those that came and all.
    bytes_done: int
    bytes_now: tuple[int, int]

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        *args: Any,
        wanted: ArchivesWanted | None = None,
        clock: Callable[[], datetime] | None = None,
        **arguments: Any,
    ) -> Self:
        spider = super().from_crawler(crawler, *args, order=Order(), clock=clock)
        spider.wanted = wanted or wanted_of_the_command(arguments, Path(crawler.settings["LANDING_DIR"]).parent)
        # What names a run that was not given one.
        spider.order = spider.wanted
        settings = crawler.settings
        spider.sizes = Sizes(
            piece=settings.getint("FILE_PIECE_SIZE"),
            largest=settings.getint("FILE_MAXSIZE"),
            spare=settings.getint("FILE_SPACE_LEFT"),
        )
        spider.timeout = settings.getfloat("FILE_TIMEOUT")
        spider.became = {}
        spider.loss = ""
        spider.bytes_done = 0
        spider.bytes_now = (0, 0)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        for request in self.next_request():
            yield request

    def next_request(self) -> list[Request]:
        """Return the first request for the next archive; none when all is done or the crawl stops."""
        archive = None if self.stopping else next_archive(self.wanted, self.became)
        if archive is None:
            return []
        try:
            download = Download(self.wanted.download(archive), self.sizes, self.clock)
        except OSError as error:
            self.cannot_write(self.wanted.folder, error)
            return []
        return [
            Request(
                archive.url,
                self.archive,
                errback=self.archive_lost,
                headers=download.headers(),
                meta=self.meta(),
                dont_filter=True,
                cb_kwargs={"download": download},
            )
        ]

    def ask_for_more(self) -> None:
        """Ask for nothing: each archive is asked for once it is known what became of the one before it."""

    def meta(self) -> dict[str, Any]:
        """Return what tells these requests from those for pages: not archived, long, large."""
        size = self.sizes.largest
        return {
            "dont_cache": True,
            "download_timeout": self.timeout,
            "download_maxsize": size,
            "download_warnsize": size,
        }

    async def archive(self, response: Response, download: Download) -> AsyncIterator[Any]:
        """Fetch an archive to its end, beginning with the answer to its first request; then ask for the next one."""
        self.count_answer(response)
        wanted = download.wanted
        try:
            became = await self.to_its_end(download, response)
        except OSError as error:
            self.cannot_write(wanted.target.parent, error)
            became = self.not_fetched(f"nothing can be written to {wanted.target.parent}")
        for item in (*self.told(download, became), *self.next_request()):
            yield item

    async def to_its_end(self, download: Download, response: Response) -> Became:
        while True:
            became = download.take(response)
            self.bytes_now = download.progress()
            if became is None and download.part.is_complete:
                # Reading a zip of 150 MB through takes some seconds.
                became = await asyncio.to_thread(download.finish)
            if became is not None:
                return became
            self.loss = "the crawl is stopping"
            answer = await self.fetch(download.wanted.url, headers=download.headers(), meta=self.meta())
            if answer is None:
                return self.not_fetched(self.loss)
            response = answer

    async def archive_lost(self, failure: Any) -> AsyncIterator[Any]:
        self.count_lost(failure.request.url, failure.value)
        download = failure.request.cb_kwargs["download"]
        became = self.not_fetched(self.loss, barred=isinstance(failure.value, IgnoreRequest))
        for item in (*self.told(download, became), *self.next_request()):
            yield item

    def told(self, download: Download, became: Became) -> list[Visit | Rejection]:
        """Keep what became of an archive, and return the records that tell it; no answer leaves none."""
        wanted = download.wanted
        self.became[wanted.key] = became
        if became.state == "fetched":
            self.bytes_done += self.bytes_now[1]
        self.bytes_now = (0, 0)
        if became.state == "failed" and became.http_status == BEYOND_ITS_END:
            # An answer to be expected, but not to the first request.
            logger.warning("%s answers %d; the next run asks again", wanted.url, became.http_status)
        self.logger.info("%s: %s%s", wanted.url, became.state, f" ({became.sentence})" if became.sentence else "")
        records: list[Visit | Rejection] = []
        if became.http_status is not None:
            records.append(
                Visit(
                    source=self.source,
                    key=wanted.key,
                    url=wanted.url,
                    checked_at=self.clock(),
                    http_status=became.http_status,
                )
            )
        if became.refused:
            records.append(self.rejection(wanted.key, wanted.url, "archive", became.sentence))
        return records

    def not_fetched(self, sentence: str, *, barred: bool = False) -> Became:
        return Became(state="failed", http_status=None, sentence=sentence, barred=barred)

    def count_lost(self, url: str, error: BaseException, *, minor: bool = False) -> None:
        self.loss = say_loss(error)
        super().count_lost(url, error, minor=minor)

    def count_answer(self, response: Response, *, minor: bool = False) -> None:
        """Count pieces, and the word that there are no further ones, as answers."""
        if response.status in {206, BEYOND_ITS_END}:
            self.failures_in_a_row = 0
            return
        super().count_answer(response, minor=minor)

    @property
    def present(self) -> int:
        """The present legislature, as far as its archives tell."""
        return present_legislature(self.wanted, self.became)

    def figures(self) -> Figures:
        """Return what was done so far; ``done`` and ``total`` are bytes of the archives that are fetched."""
        done, total = (self.bytes_done + size for size in self.bytes_now)
        return replace(super().figures(), done=done, total=total or None)


def wanted_of_the_command(arguments: dict[str, str], data: Path) -> ArchivesWanted:
    """Return the request of ``scrapy crawl -a``; a wrong argument ends the command with one line, not a traceback."""
    try:
        return ArchivesWanted.from_arguments(arguments, data / FOLDER)
    except UsageError as error:
        sys.exit(f"{BOT_NAME}: {error}")
