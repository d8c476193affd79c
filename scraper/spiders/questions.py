"""The spider ``questions``: every question on the lists of the deputies meant, or the numbers asked for."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from parliament.dates import parse_date
from parliament.errors import UnreadableDate
from parliament.records import Rejection, Visit, question_id
from scraper.errors import NotThePage
from scraper.estimate import Estimate, estimate
from scraper.list_reading import ListReading
from scraper.question_spider import QuestionSpider, Wanted
from scraper.roster_spider import Chosen
from scraper.sites.nosdeputes.question_list import QuestionEntry, QuestionList, read_question_list
from scraper.sites.nosdeputes.roster import RosterEntry
from scraper.statuses import is_absent

# The first page of every list tells the total; then a deputy's questions are read before the next deputy's turn comes.
FIRST_PAGES, QUESTIONS, TURNS = 30, 20, 0
PASSES = 3
NUMBERS_AHEAD = 200
LISTS_OF_AN_ESTIMATE = 25


@dataclass(slots=True)
class OpenList:
    """A list whose questions are being read; its visit is told once none is left."""

    pending: set[int] = field(default_factory=set)
    visit: Visit | None = None


class QuestionsSpider(QuestionSpider):
    """``known`` are keys of visits that an earlier run, cut short, has made already: questions and whole lists."""

    name = "questions"
    known: frozenset[str]
    numbers: Iterator[int]
    estimate: Estimate | None
    open_lists: dict[str, OpenList]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: Any) -> Self:
        known = arguments.pop("known", frozenset())
        spider = super().from_crawler(crawler, *args, **arguments)
        spider.known = known
        spider.numbers = spider.order.each_number()
        spider.estimate = None
        spider.open_lists = {}
        spider.prefixes = {}
        spider.fresh = f"{datetime.now(UTC):%Y%m%d%H%M}"
        crawler.signals.connect(spider.ask_for_numbers, signals.spider_idle)
        return spider

    async def begin(self, chosen: Chosen) -> AsyncIterator[Any]:
        if self.order.dry_run:
            await self.count_what_it_takes(chosen)
        elif self.order.numbers:
            self.announce(sum(map(len, self.order.numbers)))
        else:
            for legislature, entries in chosen.items():
                for entry in entries:
                    if list_key(legislature, entry) not in self.known:
                        yield self.first_page(legislature, entry)

    async def count_what_it_takes(self, chosen: Chosen) -> None:
        """Set ``estimate`` from the counts that lists announce: all of them, or evenly chosen ones of many."""
        lists = [(legislature, entry) for legislature, entries in chosen.items() for entry in entries]
        if self.order.numbers:
            lists = []
        counts = []
        for legislature, entry in lists[:: len(lists) // LISTS_OF_AN_ESTIMATE or 1]:
            page = await self.list_page(legislature, entry, 1, self.fresh)
            if isinstance(page, QuestionList):
                counts.append(page.announced)
        self.estimate = estimate(
            sites=len(chosen),
            deputies=len(lists),
            counts=counts,
            numbers=sum(map(len, self.order.numbers)),
            delay=self.order.delay,
            unread=len(self.sites) - len(self.directories),
            narrowed=self.order.since is not None or self.order.until is not None,
        )

    def ask_for_numbers(self) -> None:
        """Ask for the next numbers of the order, some at a time: ranges may hold hundreds of thousands."""
        if self.stopping or self.order.dry_run or not self.directories:
            return
        batch = list(islice(self.numbers, NUMBERS_AHEAD))
        (legislature,) = self.order.legislatures if batch else (0,)
        for number in batch:
            if question_id(legislature, number) in self.known:
                self.crawler.stats.inc_value("questions/done")
            else:
                self.crawler.engine.crawl(self.question_request(Wanted(legislature=legislature, number=number)))
        if batch:
            raise DontCloseSpider

    def announce(self, count: int) -> None:
        self.crawler.stats.inc_value("questions/announced", count)

    def first_page(self, legislature: int, entry: RosterEntry) -> Request:
        """Ask for a list's first page; where requests or time are counted, only when the deputy's turn has come."""
        return Request(
            self.sites[legislature].questions(entry.slug, 1, self.fresh),
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
                self.announce(page.announced)
            except NotThePage as error:
                yield self.rejection(key, response.url, "question list", error)
        yield self.turn_request(legislature, entry, page)

    def list_lost(self, failure: Any) -> Iterator[Request]:
        self.count_lost(failure.request.url, failure.value)
        if not self.stopping:
            asked = failure.request.cb_kwargs
            yield self.turn_request(asked["legislature"], asked["entry"], None)

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
        """Read a list until it is settled, asking for its questions on the way."""
        key, reading = list_key(legislature, entry), ListReading()
        opened = self.open_lists[key] = OpenList()
        async for page in self.pages(legislature, entry, first, reading):
            if isinstance(page, Rejection):
                yield page
                continue
            for heading in page.unreadable:
                yield self.rejection(key, self.sites[legislature].questions(entry.slug), "list entry", heading)
            for found in reading.add(page):
                if self.wants(legislature, found):
                    opened.pending.add(found.number)
                    wanted = Wanted(legislature=legislature, number=found.number, entry=found, lister=entry)
                    yield self.question_request(wanted, QUESTIONS)
        if self.stopping or reading.broken:
            return
        url = self.sites[legislature].questions(entry.slug)
        if not reading.complete:
            reason = f"it shifts: {reading.announced} questions announced, {reading.seen} seen"
            yield self.rejection(key, url, "question list", reason)
        opened.visit = Visit(
            source=self.source,
            key=key,
            url=url,
            checked_at=datetime.now(UTC),
            http_status=200,
            announced=reading.announced,
            settled=reading.complete,
        )
        async for item in self.close_list(key):
            yield item

    async def pages(
        self, legislature: int, entry: RosterEntry, first: QuestionList, reading: ListReading
    ) -> AsyncIterator[QuestionList | Rejection]:
        """Yield the pages of a list, and again while they shift: page 1 once more, then all, three passes at most.

        A page that cannot be had or read costs its own entries alone, but nothing is concluded from such a list.
        """
        for attempt in range(PASSES):
            reading.begin_pass()
            number = 1
            while number <= reading.last_page:
                page: QuestionList | Rejection | None = first
                if number > 1 or attempt > 0:
                    page = await self.list_page(legislature, entry, number, f"{self.fresh}-{attempt}")
                reading.broken |= not isinstance(page, QuestionList)
                if page is not None:
                    yield page
                if isinstance(page, QuestionList) and page.is_past_the_end:
                    break
                number += 1
            if reading.settled or reading.broken:
                return
            again = await self.list_page(legislature, entry, 1, f"{self.fresh}-{attempt}-top")
            if again is not None:
                yield again
            if reading.complete:
                return

    async def list_page(
        self, legislature: int, entry: RosterEntry, number: int, fresh: str
    ) -> QuestionList | Rejection | None:
        """Return one page of a list, its rejection, or None when it cannot be had."""
        response = await self.fetch(self.sites[legislature].questions(entry.slug, number, fresh))
        if response is None or response.status != 200:
            return None
        try:
            return read_question_list(response)
        except NotThePage as error:
            return self.rejection(list_key(legislature, entry), response.url, "question list", error)

    def wants(self, legislature: int, entry: QuestionEntry) -> bool:
        """Return whether a listed question is asked for and not read yet; one that is not counts as done."""
        try:
            asked_on = parse_date(entry.asked)
        except UnreadableDate:
            asked_on = None
        wanted = self.order.wants_day(asked_on) and question_id(legislature, entry.number) not in self.known
        if not wanted:
            self.crawler.stats.inc_value("questions/done")
        return wanted

    async def finish(self, wanted: Wanted, *, read: bool) -> AsyncIterator[Any]:
        self.crawler.stats.inc_value("questions/done")
        if wanted.lister is None or not read:
            return
        key = list_key(wanted.legislature, wanted.lister)
        if key in self.open_lists:
            self.open_lists[key].pending.discard(wanted.number)
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
