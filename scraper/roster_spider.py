"""The roster: who sits in a legislature, whom the order means, and what there is to know of each."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from scraper.directory import Directory, choose
from scraper.errors import NotThePage, UsageError
from scraper.site_spider import SiteSpider
from scraper.sites.nosdeputes.deputy import deputy_item
from scraper.sites.nosdeputes.deputy_document import read_deputy
from scraper.sites.nosdeputes.deputy_page import DeputyPage, read_deputy_page
from scraper.sites.nosdeputes.roster import RosterEntry, read_deputies_page, read_roster

Chosen = dict[int, list[RosterEntry]]


class RosterSpider(SiteSpider):
    """Reads the roster of each legislature asked for, then hands the deputies meant to ``begin``."""

    directories: dict[int, Directory]
    # Official ids of the deputies whose own record has landed: a question must not land before its author.
    introduced: set[str | None]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **arguments)
        spider.directories = {}
        spider.introduced = set()
        return spider

    async def start(self) -> AsyncIterator[Any]:
        for legislature in self.sites:
            async for item in self.read_the_roster(legislature):
                yield item
        if self.stopping:
            return
        if not self.directories:
            self.refusal = "no roster could be read: the site is down, or this is no copy of NosDéputés.fr"
            self.stop("site_down")
            return
        try:
            chosen = choose(self.order.deputies, self.directories)
        except UsageError as error:
            self.refuse(str(error))
            return
        async for request in self.begin(chosen):
            yield request

    def begin(self, chosen: Chosen) -> AsyncIterator[Any]:
        """Yield the first requests of a crawl of these deputies, per legislature."""
        raise NotImplementedError

    async def read_the_roster(self, legislature: int) -> AsyncIterator[Any]:
        """Read who sits in a legislature: from the roster's data, or else from the page that lists the deputies."""
        site = self.sites[legislature]
        for url, read in ((site.roster(), read_roster), (site.deputies_page(), read_deputies_page)):
            response = await self.fetch(url)
            if response is None:
                continue
            yield self.visit(f"{legislature}/deputes", response)
            try:
                self.directories[legislature] = Directory(read(response))
                return
            except NotThePage as error:
                yield self.rejection(f"{legislature}/deputes", response.url, "roster", error)

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
        yield self.visit(key, response)
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
        known, detail = entry, "page"
        if data is not None and data.status == 200:
            try:
                known, detail = read_deputy(data), "document"
            except NotThePage as error:
                self.logger.info("%s: %s; the roster serves instead", data.url, error)
        self.introduced.add(known.official_id)
        self.directories[legislature].add(known)
        yield deputy_item(
            known, legislature=legislature, detail=detail, page_url=url, fetched_at=datetime.now(UTC), page=page
        )
