"""Reading question lists: first pages, deputies in turn, a list to its end, and the word that it was read."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from scrapy import Request
from scrapy.http import Response

from parliament.records import Rejection, Visit
from scraper.errors import NotThePage
from scraper.list_reading import ListReading, pages
from scraper.question_spider import QuestionSpider, Wanted
from scraper.sites.nosdeputes.question_list import QuestionEntry, QuestionList, read_question_list
from scraper.sites.nosdeputes.roster import RosterEntry
from scraper.statuses import is_absent

# The first page of every list comes first; then a deputy's questions are read before the next deputy's turn comes.
FIRST_PAGES, QUESTIONS, TURNS = 30, 20, 0


@dataclass(slots=True)
class OpenList:
    """A list whose questions are being read; its visit is told once none is left."""

    pending: Counter[int] = field(default_factory=Counter)
    visit: Visit | None = None


class ListSpider(QuestionSpider):
    """Reads lists; what is read of them, and of their deputies, is for a subclass to say."""

    open_lists: dict[str, OpenList]

    def open_first_page(self, page: QuestionList) -> None:
        """Take note of how many questions a list announces."""

    def reads_deputy(self, legislature: int, entry: RosterEntry) -> bool:
        """Return whether a deputy's page and data are read before their list."""
        raise NotImplementedError

    def wanted(self, legislature: int, entry: RosterEntry, reading: ListReading) -> list[QuestionEntry]:
        """Return the questions to ask for, after a page whose entries are the latest of a reading."""
        raise NotImplementedError

    def is_enough(self, legislature: int, entry: RosterEntry, reading: ListReading) -> bool:
        """Return whether a list, read so far, need not be read on."""
        raise NotImplementedError

    def note_whole_list(self, legislature: int, entry: RosterEntry, reading: ListReading) -> None:
        """Take note of a list that was read to its end."""

    def first_page(self, legislature: int, entry: RosterEntry) -> Request:
        """Ask for a list's first page; where requests or time are counted, only when the deputy's turn has come."""
        return Request(
            self.sites[legislature].questions(entry.slug, 1, self.freshness(legislature, entry)),
            self.open_list,
            errback=self.list_lost,
            priority=TURNS if self.order.counted else FIRST_PAGES,
            dont_filter=True,
            cb_kwargs={"legislature": legislature, "entry": entry},
        )

    async def open_list(self, response: Response, legislature: int, entry: RosterEntry) -> AsyncIterator[Any]:
        """Take the announced count from a list's first page, and wait for the deputy's turn."""
        self.count_answer(response)
        page, key = None, list_key(legislature, entry)
        if is_absent(response):
            yield self.visit(key, response)
            reason = f"the roster names the deputy, their list answers {response.status}"
            yield self.rejection(key, response.url, "question list", reason)
        elif response.status == 200:
            try:
                page = read_question_list(response)
                self.open_first_page(page)
            except NotThePage as error:
                yield self.rejection(key, response.url, "question list", error)
        async for request in self.turns(legislature, entry, page):
            yield request

    async def list_lost(self, failure: Any) -> AsyncIterator[Any]:
        self.count_lost(failure.request.url, failure.value)
        if not self.stopping:
            asked = failure.request.cb_kwargs
            async for request in self.turns(asked["legislature"], asked["entry"], None):
                yield request

    async def turns(self, legislature: int, entry: RosterEntry, first: QuestionList | None) -> AsyncIterator[Any]:
        """Ask for the deputy where they are due, and read their list after that; else read the list at once."""
        if self.reads_deputy(legislature, entry):
            yield self.turn_request(legislature, entry, first)
        elif first is not None:
            async for item in self.walk(legislature, entry, first):
                yield item

    def turn_request(self, legislature: int, entry: RosterEntry, first: QuestionList | None) -> Request:
        return Request(
            self.sites[legislature].deputy(entry.slug),
            self.turn,
            errback=self.turn_lost,
            priority=TURNS + 1,
            dont_filter=True,
            cb_kwargs={"legislature": legislature, "entry": entry, "first": first},
        )

    async def turn(
        self, response: Response, legislature: int, entry: RosterEntry, first: QuestionList | None
    ) -> AsyncIterator[Any]:
        """Read a deputy, then their list and the questions on it; without a first page, the deputy alone."""
        async for item in self.deputy(response, legislature, entry):
            yield item
        if first is not None:
            async for item in self.walk(legislature, entry, first):
                yield item

    async def turn_lost(self, failure: Any) -> AsyncIterator[Any]:
        async for item in self.deputy_lost(failure):
            yield item
        if not self.stopping and failure.request.cb_kwargs["first"] is not None:
            async for item in self.walk(**failure.request.cb_kwargs):
                yield item

    async def walk(self, legislature: int, entry: RosterEntry, first: QuestionList) -> AsyncIterator[Any]:
        """Read a list until it is settled, or enough of it, asking for its questions on the way."""
        key, reading = list_key(legislature, entry), ListReading()
        opened = self.open_lists[key] = OpenList()
        url = self.sites[legislature].questions(entry.slug)
        fresh = self.freshness(legislature, entry)
        ask = partial(self.list_page, legislature, entry, fresh)
        async for page in pages(reading, first, ask, partial(self.is_enough, legislature, entry, reading)):
            if isinstance(page, Rejection):
                yield page
                continue
            for heading in page.unreadable:
                yield self.rejection(key, url, "list entry", heading)
            reading.add(page)
            for found in self.wanted(legislature, entry, reading):
                opened.pending[found.number] += 1
                wanted = Wanted(legislature=legislature, number=found.number, entry=found, lister=entry)
                yield self.question_request(wanted, QUESTIONS)
        if self.stopping or reading.broken:
            return
        if reading.whole:
            self.note_whole_list(legislature, entry, reading)
        if reading.whole and not reading.complete:
            reason = f"it shifts: {reading.announced} questions announced, {reading.seen} seen"
            yield self.rejection(key, url, "question list", reason)
        opened.visit = Visit(
            source=self.source,
            key=key if reading.whole else recent_key(legislature, entry),
            url=url,
            checked_at=self.clock(),
            http_status=200,
            announced=reading.announced,
            settled=reading.complete if reading.whole else None,
        )
        async for item in self.close_list(key):
            yield item

    def freshness(self, legislature: int, entry: RosterEntry) -> str:
        """Return what gets the pages of a list around the server's cache."""
        return self.fresh

    async def list_page(
        self, legislature: int, entry: RosterEntry, fresh: str, number: int, look: str
    ) -> QuestionList | Rejection | None:
        """Return one page of a list, its rejection, or None when it cannot be had."""
        response = await self.fetch(self.sites[legislature].questions(entry.slug, number, fresh + look))
        if response is None or response.status != 200:
            return None
        try:
            return read_question_list(response)
        except NotThePage as error:
            return self.rejection(list_key(legislature, entry), response.url, "question list", error)

    async def finish(self, wanted: Wanted, *, read: bool) -> AsyncIterator[Any]:
        self.crawler.stats.inc_value("questions/done")
        if wanted.lister is None or not read:
            return
        key = list_key(wanted.legislature, wanted.lister)
        if key in self.open_lists:
            self.open_lists[key].pending -= Counter([wanted.number])
        async for item in self.close_list(key):
            yield item

    async def close_list(self, key: str) -> AsyncIterator[Any]:
        """Tell that a list was read once the last of its questions was: only then may a later run pass it over."""
        opened = self.open_lists.get(key)
        if opened is not None and opened.visit is not None and not opened.pending:
            del self.open_lists[key]
            yield opened.visit


def list_key(legislature: int, entry: RosterEntry) -> str:
    return f"{legislature}/{entry.slug}/questions"


def recent_key(legislature: int, entry: RosterEntry) -> str:
    """Return the key of a visit that read the first pages of a list."""
    return f"{list_key(legislature, entry)}/recent"
