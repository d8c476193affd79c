"""The spider ``questions``: every question on the lists of the deputies meant, or the numbers asked for."""

from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler

from parliament.dates import parse_date
from parliament.errors import UnreadableDate
from parliament.records import question_id
from scraper.estimate import estimate
from scraper.list_reading import ListReading
from scraper.list_spider import ListSpider, list_key
from scraper.question_spider import Wanted
from scraper.roster_spider import Chosen
from scraper.sites.nosdeputes.question_list import QuestionEntry, QuestionList
from scraper.sites.nosdeputes.roster import RosterEntry

LISTS_OF_AN_ESTIMATE = 25


class QuestionsSpider(ListSpider):
    """Reads every list meant to its end; what the plan says an earlier run, cut short, has read is passed over."""

    name = "questions"

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **arguments)
        spider.open_lists = {}
        spider.prefixes = {}
        spider.fresh = f"{spider.clock():%Y%m%d%H%M}"
        spider.fresh_documents = None
        return spider

    async def begin(self, chosen: Chosen) -> AsyncIterator[Any]:
        if self.order.dry_run:
            await self.count_what_it_takes(chosen)
        elif self.order.numbers:
            self.announce(sum(map(len, self.order.numbers)))
        else:
            for legislature, entries in chosen.items():
                for entry in self.lists(legislature, entries):
                    yield self.first_page(legislature, entry)

    def lists(self, legislature: int, entries: list[RosterEntry]) -> Iterator[RosterEntry]:
        """Yield the deputies whose lists are read."""
        return (entry for entry in entries if list_key(legislature, entry) not in self.plan.done)

    def later_stages(self) -> Iterator[Iterator[Request]]:
        yield self.number_requests()

    def number_requests(self) -> Iterator[Request]:
        """Yield the requests for the numbers of the order."""
        for legislature, number in self.numbers_to_read():
            yield self.question_request(Wanted(legislature=legislature, number=number))

    async def count_what_it_takes(self, chosen: Chosen) -> None:
        """Set ``estimate`` from the counts that lists announce: all of them, or evenly chosen ones of many."""
        lists = [(legislature, entry) for legislature, entries in chosen.items() for entry in entries]
        if self.order.numbers:
            lists = []
        counts = await self.announced_counts(lists)
        if lists and not counts:
            self.refusal = "No question list could be read."
            self.stop("site_down")
            return
        self.estimate = estimate(
            sites=len(chosen),
            deputies=len(lists),
            counts=counts,
            numbers=sum(map(len, self.order.numbers)),
            delay=self.order.delay,
            unread=len(self.sites) - len(self.directories),
            narrowed=self.order.since is not None or self.order.until is not None,
        )

    async def announced_counts(self, lists: list[tuple[int, RosterEntry]]) -> list[int]:
        counts = []
        for legislature, entry in lists[:: len(lists) // LISTS_OF_AN_ESTIMATE or 1]:
            page = await self.list_page(legislature, entry, self.fresh, 1, "")
            if isinstance(page, QuestionList):
                counts.append(page.announced)
        return counts

    def open_first_page(self, page: QuestionList) -> None:
        self.announce(page.announced)

    def reads_deputy(self, legislature: int, entry: RosterEntry) -> bool:
        return True

    def is_enough(self, legislature: int, entry: RosterEntry, reading: ListReading) -> bool:
        return False

    def wanted(self, legislature: int, entry: RosterEntry, reading: ListReading) -> list[QuestionEntry]:
        """Return the entries that are asked for and not read yet; those that are not count as done."""
        wanted = [found for found in reading.fresh if self.wants(legislature, found)]
        self.crawler.stats.inc_value("questions/done", len(reading.fresh) - len(wanted))
        return wanted

    def wants(self, legislature: int, entry: QuestionEntry) -> bool:
        try:
            asked_on = parse_date(entry.asked)
        except UnreadableDate:
            asked_on = None
        return self.order.wants_day(asked_on) and question_id(legislature, entry.number) not in self.plan.done
