"""Reading one question: its page, then its document, then a record made from what could be had."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response

from parliament.records import question_id
from scraper.errors import NotThePage
from scraper.roster_spider import RosterSpider
from scraper.sites.nosdeputes.deputy import deputy_item
from scraper.sites.nosdeputes.deputy_document import read_deputy
from scraper.sites.nosdeputes.question import Sighting, disagree, question_item
from scraper.sites.nosdeputes.question_document import QuestionDocument, read_question_document
from scraper.sites.nosdeputes.question_list import QuestionEntry
from scraper.sites.nosdeputes.question_page import QuestionPage, read_question_page
from scraper.sites.nosdeputes.roster import RosterEntry


class QuestionSpider(RosterSpider):
    """Reads questions; ``entry`` is what a list said of one, ``lister`` whose list that was."""

    # Part of the key of the server's cache: one value for a run gives pages of one age.
    fresh: str

    def question_request(
        self,
        legislature: int,
        number: int,
        priority: int = 0,
        entry: QuestionEntry | None = None,
        lister: RosterEntry | None = None,
    ) -> Request:
        return Request(
            self.sites[legislature].question(number),
            self.question,
            errback=self.question_lost,
            priority=priority,
            dont_filter=True,
            meta={"cost": 2},
            cb_kwargs={"legislature": legislature, "number": number, "entry": entry, "lister": lister},
        )

    async def question(
        self,
        response: Response,
        legislature: int,
        number: int,
        entry: QuestionEntry | None,
        lister: RosterEntry | None,
    ) -> AsyncIterator[Any]:
        """Read a question's page; one that is absent, or stands on another host, is "not found here"."""
        self.count_answer(response)
        key, page = question_id(legislature, number), None
        yield self.visit(key, response)
        if 300 <= response.status < 500:
            self.crawler.stats.inc_value("questions/not_found")
        else:
            try:
                page = self.read_page(response, number)
            except NotThePage as error:
                if response.status == 200:
                    yield self.rejection(key, response.url, "question page", error)
            async for item in self.record(legislature, number, response.url, page, entry, lister):
                yield item
        async for item in self.done(legislature, number, lister):
            yield item

    async def question_lost(self, failure: Any) -> AsyncIterator[Any]:
        self.count_lost(failure.request.url, failure.value)
        if self.stopping:
            return
        asked = failure.request.cb_kwargs
        legislature, number, entry, lister = (asked[name] for name in ("legislature", "number", "entry", "lister"))
        async for item in self.record(legislature, number, failure.request.url, None, entry, lister):
            yield item
        async for item in self.done(legislature, number, lister):
            yield item

    def read_page(self, response: Response, number: int) -> QuestionPage:
        page = read_question_page(response)
        if page.number != number:
            raise NotThePage(f"expected question {number}, found question {page.number}")
        return page

    async def record(
        self,
        legislature: int,
        number: int,
        url: str,
        page: QuestionPage | None,
        entry: QuestionEntry | None,
        lister: RosterEntry | None,
    ) -> AsyncIterator[Any]:
        """Yield the item of a question, after its author where they have not landed yet."""
        directory = self.directories[legislature]
        by_page = directory.author(page.author_slug, None) if page else lister
        document = await self.document(legislature, number, page, entry)
        if page and document and disagree(page, document, by_page):
            document = await self.document(legislature, number, page, entry, fresh=self.fresh) or document
        if page is None and document is None:
            return
        author = await self.author(legislature, page, document) or lister
        if author is None or author.official_id is None:
            slug = page.author_slug if page else None
            yield self.rejection(question_id(legislature, number), url, "author", f"nobody knows the author {slug!r}")
            return
        now = datetime.now(UTC)
        if author.official_id not in self.introduced:
            self.introduced.add(author.official_id)
            yield deputy_item(
                author,
                legislature=legislature,
                detail="page",
                page_url=self.sites[legislature].deputy(author.slug),
                fetched_at=now,
            )
        yield question_item(
            Sighting(
                legislature=legislature,
                number=number,
                page_url=url,
                fetched_at=now,
                author=author,
                page=page,
                document=document,
                entry=entry,
            )
        )

    async def document(
        self,
        legislature: int,
        number: int,
        page: QuestionPage | None,
        entry: QuestionEntry | None,
        fresh: str | None = None,
    ) -> QuestionDocument | None:
        """Return a question's document, or None where the site has none to give: 500, ``{}``, another host."""
        site_id = (page.site_id if page else None) or (entry.site_id if entry else None)
        if site_id is None:
            return None
        url = self.sites[legislature].question_document(site_id, fresh)
        response = await self.fetch(url, minor=True, paid=fresh is None)
        if response is None or response.status != 200:
            self.crawler.stats.inc_value("questions/documents/missing")
            return None
        try:
            document = read_question_document(response)
            if (document.legislature, document.number) != (legislature, number):
                raise NotThePage(f"expected question {number}, found {document.legislature}/{document.number}")
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

    def done(self, legislature: int, number: int, lister: RosterEntry | None) -> AsyncIterator[Any]:
        """Note that nothing more will be read of a question in this run."""
        raise NotImplementedError
