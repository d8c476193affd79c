"""Reading one question of the Assembly: its old export where there is one, else its page."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from parliament.records import question_id
from scraper.deputy_list import DeputyList
from scraper.errors import NotThePage
from scraper.items import QuestionItem
from scraper.site_spider import SiteSpider
from scraper.sites.assemblee.author import Author, author_item
from scraper.sites.assemblee.question_export import QuestionExport, read_question_export
from scraper.sites.assemblee.question_items import author_of_export, is_whole, item_of_export, item_of_page
from scraper.sites.assemblee.question_page import read_question_page
from scraper.sites.assemblee.routes import Site
from scraper.sources import ASSEMBLEE
from scraper.statuses import is_absent

# Where so many questions in a row have a page and no export, the export of that legislature is not asked for any more.
EXPORTS_MISSED = 10
# The export may be lacking, which says nothing of the site; its page follows.
MAY_LACK = {"max_retry_times": 1, "give_up_log_level": "DEBUG"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A question to read; ``of`` is the list that named it, ``listed`` the fingerprint of its entry there."""

    legislature: int
    number: int
    of: DeputyList | None = None
    listed: str | None = None

    @property
    def key(self) -> str:
        return question_id(self.legislature, self.number)


class AssemblyQuestionSpider(SiteSpider):
    """Reads questions one by one; ``finish`` is told what became of each."""

    source: ClassVar[str] = ASSEMBLEE.name
    # Few, so that an export that is not there is soon asked for no more.
    requests_ahead: ClassVar[int] = 20
    sites: dict[int, Site]
    # Legislature and id of the deputies whose record has landed: a question must not land before its author.
    introduced: set[tuple[int, str]]
    # Per legislature, how many questions in a row have a page and no export.
    missed: Counter[int]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **arguments)
        spider.introduced = set()
        spider.missed = Counter()
        return spider

    def question_request(self, wanted: Wanted, priority: int = 0) -> Request:
        site = self.sites[wanted.legislature]
        exported = site.has_exports and self.missed[wanted.legislature] < EXPORTS_MISSED
        return Request(
            site.question_export(wanted.number) if exported else site.question(wanted.number),
            self.export if exported else self.question,
            errback=self.export_lost if exported else self.question_lost,
            priority=priority,
            dont_filter=True,
            meta=dict(MAY_LACK) if exported else {},
            cb_kwargs={"wanted": wanted},
        )

    async def export(self, response: Response, wanted: Wanted) -> AsyncIterator[Any]:
        """Read a question's export; where it fails, or lacks what makes it a question, read the page."""
        self.count_answer(response, minor=True)
        export = self.read_export(response, wanted)
        author = None if export is None else author_of_export(export)
        if export is None or author is None or not is_whole(export):
            async for item in self.page_instead(wanted):
                yield item
            return
        self.missed[wanted.legislature] = 0
        yield self.visit(wanted.key, response, listed=wanted.listed)
        item = item_of_export(export, author, response.url, self.clock())
        for record in self.with_author(item, author):
            yield record
        for visit in self.finish(wanted, read=True):
            yield visit

    async def export_lost(self, failure: Any) -> AsyncIterator[Any]:
        self.count_lost(failure.request.url, failure.value, minor=True)
        if not self.stopping:
            async for item in self.page_instead(failure.request.cb_kwargs["wanted"]):
                yield item

    def read_export(self, response: Response, wanted: Wanted) -> QuestionExport | None:
        if response.status != 200:
            return None
        try:
            return read_question_export(response, wanted.legislature, wanted.number)
        except NotThePage as error:
            self.logger.info("%s: %s; the page serves instead", response.url, error)
            return None

    async def page_instead(self, wanted: Wanted) -> AsyncIterator[Any]:
        """Read the page of a question whose export could not be had."""
        self.crawler.stats.inc_value("questions/exports/missing")
        response = await self.fetch(self.sites[wanted.legislature].question(wanted.number))
        if response is None:
            for visit in self.finish(wanted, read=False):
                yield visit
            return
        self.missed[wanted.legislature] += response.status == 200
        async for item in self.read_page(response, wanted):
            yield item

    async def question(self, response: Response, wanted: Wanted) -> AsyncIterator[Any]:
        self.count_answer(response)
        async for item in self.read_page(response, wanted):
            yield item

    async def question_lost(self, failure: Any) -> AsyncIterator[Any]:
        self.count_lost(failure.request.url, failure.value)
        if not self.stopping:
            for visit in self.finish(failure.request.cb_kwargs["wanted"], read=False):
                yield visit

    async def read_page(self, response: Response, wanted: Wanted) -> AsyncIterator[Any]:
        """Yield what a question's page gives; one that is absent is a fact, one that failed is asked for again."""
        read = False
        if is_absent(response):
            read = True
            for record in self.absent(response, wanted):
                yield record
        elif response.status == 200:
            try:
                page = read_question_page(response, wanted.legislature, wanted.number)
            except NotThePage as error:
                yield self.visit(wanted.key, response)
                yield self.rejection(wanted.key, response.url, "question page", error)
            else:
                read = True
                yield self.visit(wanted.key, response, listed=wanted.listed)
                item = item_of_page(page, response.url, self.clock())
                for record in self.with_author(item, page.author):
                    yield record
        for visit in self.finish(wanted, read=read):
            yield visit

    def absent(self, response: Response, wanted: Wanted) -> Iterator[Any]:
        """Note that a question is not to be found; one that a list has just named should be."""
        self.crawler.stats.inc_value("questions/not_found")
        yield self.visit(wanted.key, response, listed=wanted.listed)
        if wanted.of is not None:
            reason = f"listed, but its page answers {response.status}"
            yield self.rejection(wanted.key, response.url, "question page", reason)

    def with_author(self, item: QuestionItem, author: Author) -> Iterator[Any]:
        """Yield the item of a question, after its author where they have not landed yet."""
        key = (item.legislature, author.official_id)
        if key not in self.introduced:
            self.introduced.add(key)
            yield author_item(author, item.legislature, item.page_url, item.fetched_at)
        yield item

    def count_lost(self, url: str, error: BaseException, *, minor: bool = False) -> None:
        super().count_lost(url, error, minor=minor)
        if isinstance(error, IgnoreRequest) and not minor and not self.stopping:
            self.refuse("robots.txt forbids reading the questions of this site")

    def finish(self, wanted: Wanted, *, read: bool) -> Iterator[Any]:
        """Note that a question's turn is over, and tell that its list was read where it was the last of it."""
        self.crawler.stats.inc_value("questions/done")
        if wanted.of is not None and read:
            yield from wanted.of.done_with(wanted.number, wanted.legislature)
