"""The roster: who sits in a legislature, whom the order means, and what there is to know of each."""

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from parliament.records import Detail
from scraper.directory import Directory, choose
from scraper.errors import NotThePage, UsageError
from scraper.list_rules import fingerprint
from scraper.site_spider import SiteSpider
from scraper.sites.nosdeputes.deputy import deputy_item
from scraper.sites.nosdeputes.deputy_document import read_deputy
from scraper.sites.nosdeputes.deputy_page import DeputyPage, read_deputy_page
from scraper.sites.nosdeputes.roster import RosterEntry, read_deputies_page, read_roster
from scraper.sites.nosdeputes.routes import Site

Chosen = dict[int, list[RosterEntry]]


class RosterSpider(SiteSpider):
    """Reads the roster of each legislature asked for, then hands the deputies meant to ``begin``."""

    sites: dict[int, Site]
    directories: dict[int, Directory]
    # The legislatures whose roster is still to come.
    awaited: set[int]
    # Official ids of the deputies whose own record has landed: a question must not land before its author.
    introduced: set[str | None]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **arguments)
        spider.directories = {}
        spider.awaited = set(spider.sites)
        spider.introduced = set()
        return spider

    @property
    def is_ready(self) -> bool:
        return bool(self.directories)

    async def start(self) -> AsyncIterator[Request]:
        for legislature, site in self.sites.items():
            yield self.roster_request(legislature, self.roster_url(site))

    def roster_url(self, site: Site) -> str:
        return site.roster()

    def roster_request(self, legislature: int, url: str) -> Request:
        return Request(
            url, self.roster, errback=self.roster_lost, dont_filter=True, cb_kwargs={"legislature": legislature}
        )

    async def roster(self, response: Response, legislature: int) -> AsyncIterator[Any]:
        """Read who sits in a legislature."""
        key = f"{legislature}/deputes"
        self.count_answer(response)
        yield self.visit(key, response)
        read = read_deputies_page if self.is_last_resort(response.url, legislature) else read_roster
        try:
            roster = read(response)
            self.directories[legislature] = Directory(roster.entries)
            for entry in roster.unreadable:
                yield self.rejection(key, response.url, "roster entry", entry)
        except NotThePage as error:
            yield self.rejection(key, response.url, "roster", error)
        async for request in self.after_roster(legislature, response.url):
            yield request

    async def roster_lost(self, failure: Any) -> AsyncIterator[Any]:
        self.count_lost(failure.request.url, failure.value)
        if not self.stopping:
            async for request in self.after_roster(failure.request.cb_kwargs["legislature"], failure.request.url):
                yield request

    def is_last_resort(self, url: str, legislature: int) -> bool:
        return url == self.sites[legislature].deputies_page()

    async def after_roster(self, legislature: int, url: str) -> AsyncIterator[Any]:
        """Ask for the page that lists the deputies where the roster's data failed; begin once no site is awaited."""
        if legislature not in self.directories and not self.is_last_resort(url, legislature):
            yield self.roster_request(legislature, self.sites[legislature].deputies_page())
            return
        self.awaited.discard(legislature)
        if self.awaited:
            return
        if not self.directories and self.barred:
            self.refuse("robots.txt forbids reading the roster of this site")
            return
        if not self.directories:
            self.refusal = "No roster could be read: the site is down, or this is no copy of NosDéputés.fr."
            self.stop("site_down")
            return
        try:
            chosen = choose(self.order.deputies, self.directories)
        except UsageError as error:
            self.refuse_or_blame(str(error))
            return
        async for request in self.begin(chosen):
            yield request

    def refuse_or_blame(self, sentence: str) -> None:
        """Stop with the sentence; where a roster could not be read, that may be why, and is told instead."""
        unread = [str(legislature) for legislature in self.sites if legislature not in self.directories]
        if not unread:
            self.refuse(sentence)
            return
        self.refusal = f"{sentence} (the roster of legislature {', '.join(unread)} could not be read)"
        self.stop("site_down")

    def begin(self, chosen: Chosen) -> AsyncIterator[Any]:
        """Yield the first requests of a crawl of these deputies, per legislature."""
        raise NotImplementedError

    def deputy_request(self, legislature: int, entry: RosterEntry) -> Request:
        return Request(
            self.sites[legislature].deputy(entry.slug),
            self.deputy,
            errback=self.deputy_lost,
            dont_filter=True,
            cb_kwargs={"legislature": legislature, "entry": entry},
        )

    async def deputy(self, response: Response, legislature: int, entry: RosterEntry) -> AsyncIterator[Any]:
        """Read a deputy's page, then their data."""
        key, page = f"{legislature}/{entry.slug}", None
        self.count_answer(response)
        yield self.visit(key, response, listed=listed_as(entry))
        if response.status == 200:
            try:
                page = read_deputy_page(response)
            except NotThePage as error:
                yield self.rejection(key, response.url, "deputy page", error)
        async for item in self.read_the_deputy(legislature, entry, page):
            yield item

    async def deputy_lost(self, failure: Any) -> AsyncIterator[Any]:
        self.count_lost(failure.request.url, failure.value)
        if self.stopping:
            return
        asked = failure.request.cb_kwargs
        async for item in self.read_the_deputy(asked["legislature"], asked["entry"], None):
            yield item

    async def read_the_deputy(
        self, legislature: int, entry: RosterEntry, page: DeputyPage | None
    ) -> AsyncIterator[Any]:
        """Read a deputy's own data and yield their item, made from roster and page where the data cannot be had."""
        url = self.sites[legislature].deputy(entry.slug)
        data = await self.fetch(self.sites[legislature].deputy_document(entry.slug), minor=True)
        known = entry
        detail: Detail = "page"
        if data is not None and data.status == 200:
            try:
                known, detail = read_deputy(data), "document"
            except NotThePage as error:
                self.logger.info("%s: %s; the roster serves instead", data.url, error)
        self.introduced.add(known.official_id)
        self.directories[legislature].add(known)
        yield deputy_item(
            known, legislature=legislature, detail=detail, page_url=url, fetched_at=self.clock(), page=page
        )


def listed_as(entry: RosterEntry) -> str | None:
    """Return the fingerprint of a deputy's entry in the roster; the page of deputies, which shows less, gives none."""
    return None if entry.official_id is None else fingerprint(entry)
