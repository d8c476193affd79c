"""Reading one question: its page, then its document, then a record made from what could be had."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response

from parliament.records import question_id
from scraper.errors import NotThePage
from scraper.list_rules import fingerprint
from scraper.roster_spider import RosterSpider
from scraper.sites.nosdeputes.deputy import deputy_item
from scraper.sites.nosdeputes.deputy_document import read_deputy
from scraper.sites.nosdeputes.question import Sighting, disagree, question_item
from scraper.sites.nosdeputes.question_document import QuestionDocument, read_question_document
from scraper.sites.nosdeputes.question_list import QuestionEntry
from scraper.sites.nosdeputes.question_page import QuestionPage, read_question_page
from scraper.sites.nosdeputes.roster import RosterEntry
from scraper.statuses import is_absent

AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A question to read; ``entry`` is what a list said of it, ``lister`` whose list that was.

    A lister without an entry means a question that was missing from their list.
    """

    legislature: int
    number: int
    entry: QuestionEntry | None = None
    lister: RosterEntry | None = None
    # The site's own number, as it was known before.
    site_id: int | None = None
    # Whether its address is asked for in the form that names the legislature, which only the 13th can do without.
    prefixed: bool = False

    @property
    def key(self) -> str:
        return question_id(self.legislature, self.number)


class QuestionSpider(RosterSpider):
    """Reads questions, page and document in line; ``finish`` is told what became of each."""

    # Part of the key of the server's cache: one value for a run gives pages of one age.
    fresh: str
    # The same for documents when they are first asked for; None takes them as the cache has them.
    fresh_documents: str | None
    # Per legislature, whether addresses of questions name it; unknown until a page was found.
    prefixes: dict[int, bool]

    def question_request(self, wanted: Wanted, priority: int = 0) -> Request:
        wanted = replace(wanted, prefixed=wanted.prefixed or self.prefixes.get(wanted.legislature, False))
        return Request(
            self.sites[wanted.legislature].question(wanted.number, prefixed=wanted.prefixed),
            self.question,
            errback=self.question_lost,
            priority=priority,
            dont_filter=True,
            meta={"cost": 2},
            cb_kwargs={"wanted": wanted},
        )

    async def question(self, response: Response, wanted: Wanted) -> AsyncIterator[Any]:
        """Read a question's page; one that is absent, or stands on another host, is "not found here"."""
        self.count_answer(response)
        if self.may_stand_elsewhere(response, wanted):
            yield self.question_request(replace(wanted, prefixed=True), AT_ONCE)
            return
        listed = wanted.entry and fingerprint(wanted.entry)
        if is_absent(response):
            yield self.visit(wanted.key, response, listed=listed)
            async for item in self.absent(response, wanted):
                yield item
            return
        page = None
        if response.status == 200:
            try:
                page = self.read_page(response, wanted)
            except NotThePage as error:
                yield self.rejection(wanted.key, response.url, "question page", error)
        # What a list said of a question counts as read with its page only.
        yield self.visit(wanted.key, response, listed=listed if page else None)
        async for item in self.read_on(response.url, wanted, page):
            yield item

    async def question_lost(self, failure: Any) -> AsyncIterator[Any]:
        self.count_lost(failure.request.url, failure.value)
        if not self.stopping:
            async for item in self.read_on(failure.request.url, failure.request.cb_kwargs["wanted"], None):
                yield item

    def may_stand_elsewhere(self, response: Response, wanted: Wanted) -> bool:
        """Return whether the prefixed form of the address is worth a try, and remember which form is right.

        That the 13th's live site writes no prefix is inferred: as long as no question was found there, an address that
        answers 404 is asked for with it once.
        """
        if response.status == 200 or wanted.prefixed:
            self.prefixes.setdefault(wanted.legislature, wanted.prefixed and response.status == 200)
            return False
        return response.status == 404 and wanted.legislature == 13 and self.prefixes.get(13, True)

    async def absent(self, response: Response, wanted: Wanted) -> AsyncIterator[Any]:
        """Note that a question is not to be found; one that a list has just named should be."""
        self.crawler.stats.inc_value("questions/not_found")
        if wanted.entry is not None:
            reason = f"listed, but its page answers {response.status}"
            yield self.rejection(wanted.key, response.url, "question page", reason)
        async for item in self.finish(wanted, read=True):
            yield item

    def read_page(self, response: Response, wanted: Wanted) -> QuestionPage:
        page = read_question_page(response)
        if page.number != wanted.number:
            raise NotThePage(f"expected question {wanted.number}, found question {page.number}")
        return page

    async def read_on(self, url: str, wanted: Wanted, page: QuestionPage | None) -> AsyncIterator[Any]:
        """Yield what a question's page and document give; one that gave nothing stays to be read by a later run."""
        read = False
        async for item in self.record(url, wanted, page):
            read = True
            yield item
        async for item in self.finish(wanted, read=read):
            yield item

    async def record(self, url: str, wanted: Wanted, page: QuestionPage | None) -> AsyncIterator[Any]:
        """Yield the item of a question, after its author where they have not landed yet."""
        lister = self.directories[wanted.legislature].author(page.author_slug, None) if page else wanted.lister
        document, stale = await self.document(wanted, page), False
        if page and document and disagree(page, document, lister):
            document = await self.document(wanted, page, again=True) or document
            stale = disagree(page, document, lister)
        if page is None and document is None:
            return
        author = await self.author(wanted.legislature, page, None if stale else document) or wanted.lister
        if author is None or author.official_id is None:
            slug = page.author_slug if page else None
            yield self.rejection(wanted.key, url, "author", f"nobody knows the author {slug!r}")
            return
        now = self.clock()
        self.note_author(wanted, author)
        if author.official_id not in self.introduced:
            yield self.introduction(wanted.legislature, author, now)
        yield question_item(
            Sighting(
                legislature=wanted.legislature,
                number=wanted.number,
                page_url=url,
                fetched_at=now,
                author=author,
                page=page,
                document=document,
                entry=wanted.entry,
                stale=stale,
            )
        )

    def introduction(self, legislature: int, author: RosterEntry, now: datetime) -> Any:
        """Return the item of an author as the roster shows them."""
        self.introduced.add(author.official_id)
        url = self.sites[legislature].deputy(author.slug)
        return deputy_item(author, legislature=legislature, detail="page", page_url=url, fetched_at=now)

    async def document(
        self, wanted: Wanted, page: QuestionPage | None, *, again: bool = False
    ) -> QuestionDocument | None:
        """Return a question's document, or None where the site has none to give: 500, ``{}``, another host."""
        site_id = (page.site_id if page else None) or (wanted.entry.site_id if wanted.entry else wanted.site_id)
        if site_id is None:
            return None
        fresh = f"{self.fresh}-again" if again else self.fresh_documents
        url = self.sites[wanted.legislature].question_document(site_id, fresh)
        response = await self.fetch(url, minor=True, paid=not again)
        if response is None or response.status != 200:
            self.crawler.stats.inc_value("questions/documents/missing")
            return None
        try:
            document = read_question_document(response)
            if (document.legislature, document.number) != (wanted.legislature, wanted.number):
                raise NotThePage(f"expected {wanted.key}, found {document.legislature}/{document.number}")
        except NotThePage as error:
            self.logger.info("%s: %s; the page serves instead", url, error)
            self.crawler.stats.inc_value("questions/documents/missing")
            return None
        return document

    async def author(
        self, legislature: int, page: QuestionPage | None, document: QuestionDocument | None
    ) -> RosterEntry | None:
        """Return who asked a question: from the roster, or else from the data of the deputy its page names."""
        slug = page.author_slug if page else None
        directory = self.directories[legislature]
        known = directory.author(slug, document.author_site_id if document else None)
        if slug is None or (known is not None and known.official_id is not None):
            return known
        response = await self.fetch(self.sites[legislature].deputy_document(slug), minor=True)
        if response is None or response.status != 200:
            return known
        try:
            directory.add(read_deputy(response))
        except NotThePage as error:
            self.logger.info("%s: %s", response.url, error)
        return directory.author(slug, None)

    def note_author(self, wanted: Wanted, author: RosterEntry) -> None:
        """Take note of whose question was read."""

    def finish(self, wanted: Wanted, *, read: bool) -> AsyncIterator[Any]:
        """Note that a question's turn in this run is over, and whether anything was learnt of it."""
        raise NotImplementedError
