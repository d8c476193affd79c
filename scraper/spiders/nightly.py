"""The spider ``nightly``: what changed since the nights before, asked for in as few requests as will show it."""

from collections.abc import AsyncIterator, Iterator
from math import ceil
from typing import Any, Self
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from parliament.records import question_id
from scraper.errors import NotThePage
from scraper.estimate import with_more
from scraper.list_reading import ListReading
from scraper.list_rules import fingerprint, is_enough, lacking, to_read
from scraper.list_spider import list_key, recent_key
from scraper.nightly import Night
from scraper.plan import KnownQuestion
from scraper.question_spider import Wanted
from scraper.roster_spider import Chosen, listed_as
from scraper.sites.nosdeputes.question_document import read_question_document
from scraper.sites.nosdeputes.question_list import PER_PAGE, QuestionEntry, QuestionList
from scraper.sites.nosdeputes.roster import RosterEntry
from scraper.sites.nosdeputes.routes import Site, question_number
from scraper.spiders.questions import QuestionsSpider

SITE_TIME = ZoneInfo("Europe/Paris")


class NightlySpider(QuestionsSpider):
    """Reads lists as far as the night asks, then looks up what they lacked, then sweeps what they cannot show."""

    name = "nightly"
    night: Night
    # On the lists of this night.
    seen: set[tuple[int, int]]
    # What a question's entry was when it was asked for.
    asked: dict[tuple[int, int], str]
    # Known questions that a whole, settled list lacked, with whose list that was.
    missing: dict[tuple[int, int], RosterEntry]
    # Lists that lacked a question which is there all the same: they are read once more.
    doubtful: dict[str, tuple[int, RosterEntry]]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **arguments)
        spider.night = spider.order.night or Night(on=spider.clock().astimezone(SITE_TIME).date())
        spider.fresh = spider.fresh_documents = spider.night.on.isoformat()
        spider.seen, spider.asked, spider.missing, spider.doubtful = set(), {}, {}, {}
        spider.introduced = {deputy.removeprefix("PA") for _, deputy in spider.plan.deputies}
        for legislature, url in spider.plan.question_urls.items():
            prefix, _ = question_number(url) or (None, 0)
            spider.prefixes[legislature] = prefix is not None
        return spider

    def roster_url(self, site: Site) -> str:
        return f"{site.roster()}?{urlencode({'n': self.fresh})}"

    async def begin(self, chosen: Chosen) -> AsyncIterator[Any]:
        async for request in super().begin(chosen):
            yield request
        if self.order.dry_run:
            return
        for legislature, entries in chosen.items():
            read = {entry.slug for entry in self.lists(legislature, entries)}
            for entry in entries:
                if entry.slug not in read and self.reads_deputy(legislature, entry):
                    yield self.deputy_request(legislature, entry)

    def lists(self, legislature: int, entries: list[RosterEntry]) -> Iterator[RosterEntry]:
        """Yield the deputies whose lists are read this night, those that are not settled first."""
        due = [entry for entry in entries if self.night.reads_list(entry, self.plan.of(legislature, entry))]
        for entry in sorted(due, key=lambda entry: self.plan.of(legislature, entry).is_settled):
            if not self.plan.done & {list_key(legislature, entry), recent_key(legislature, entry)}:
                yield entry

    def open_first_page(self, page: QuestionList) -> None:
        """Announce nothing: most of a list's questions are not read."""

    def reads_deputy(self, legislature: int, entry: RosterEntry) -> bool:
        if list_key(legislature, entry) in self.doubtful:
            return False
        return self.night.reads_deputy(entry, self.plan.of(legislature, entry), listed_as(entry))

    def wanted(self, legislature: int, entry: RosterEntry, reading: ListReading) -> list[QuestionEntry]:
        """Return the entries that are new, differ, changed while being read, or stand where they should not."""
        known = self.plan.of(legislature, entry).questions
        self.seen |= {(legislature, found.number) for found in reading.latest}
        numbers = to_read(reading, known)
        wanted = [found for number in sorted(numbers) if self.is_unasked(legislature, found := reading.entries[number])]
        self.asked |= {(legislature, found.number): fingerprint(found) for found in wanted}
        self.announce(len(wanted))
        return wanted

    def is_unasked(self, legislature: int, entry: QuestionEntry) -> bool:
        return self.asked.get((legislature, entry.number)) != fingerprint(entry)

    def is_enough(self, legislature: int, entry: RosterEntry, reading: ListReading) -> bool:
        """Return whether a list need not be read on, unless it is to be read whole this night."""
        known = self.plan.of(legislature, entry)
        if list_key(legislature, entry) in self.doubtful or self.night.reads_list_whole(entry, known):
            return False
        return is_enough(reading, known.questions, self.night.on)

    def note_whole_list(self, legislature: int, entry: RosterEntry, reading: ListReading) -> None:
        lacked = lacking(reading, self.plan.of(legislature, entry).questions)
        self.missing |= {(legislature, number): entry for number in sorted(lacked)}

    def freshness(self, legislature: int, entry: RosterEntry) -> str:
        return f"{self.fresh}-again" if list_key(legislature, entry) in self.doubtful else self.fresh

    def later_stages(self) -> Iterator[Iterator[Request]]:
        yield self.look_ups()
        yield (self.first_page(legislature, entry) for legislature, entry in list(self.doubtful.values()))
        yield self.sweep()

    def look_ups(self) -> Iterator[Request]:
        """Yield the requests for known questions that their list lacked and no other list of the night had."""
        for (legislature, number), entry in self.missing.items():
            if (legislature, number) not in self.seen:
                known = self.plan.of(legislature, entry).questions[number]
                self.announce(1)
                yield self.question_request(
                    Wanted(legislature=legislature, number=number, lister=entry, site_id=known.site_id)
                )

    def note_author(self, wanted: Wanted, author: RosterEntry) -> None:
        """Doubt the list of a deputy that lacked a question of theirs."""
        lister = wanted.lister
        if wanted.entry is None and lister is not None and author.official_id == lister.official_id:
            self.doubtful[list_key(wanted.legislature, lister)] = (wanted.legislature, lister)

    def sweep(self) -> Iterator[Request]:
        """Yield the requests for the data of this night's share of the questions that wait for an answer."""
        for legislature, number, known in self.share_of_the_sweep():
            self.announce(1)
            yield self.sweep_request(legislature, number, known)

    def share_of_the_sweep(self) -> Iterator[tuple[int, int, KnownQuestion]]:
        for legislature, deputy in self.plan.deputies:
            for number, known in self.plan.known(legislature, deputy).questions.items():
                if self.is_swept(legislature, number, known):
                    yield legislature, number, known

    def is_swept(self, legislature: int, number: int, known: KnownQuestion) -> bool:
        key = question_id(legislature, number)
        if known.document is None or (legislature, number) in self.asked or f"{key}/document" in self.plan.done:
            return False
        return legislature in self.directories and self.night.sweeps(key, known.document)

    def sweep_request(self, legislature: int, number: int, known: KnownQuestion) -> Request:
        if known.site_id is None:
            return self.question_request(Wanted(legislature=legislature, number=number))
        return Request(
            self.sites[legislature].question_document(known.site_id, self.fresh),
            self.swept,
            errback=self.sweep_lost,
            dont_filter=True,
            meta={"max_retry_times": 1, "give_up_log_level": "DEBUG"},
            cb_kwargs={"legislature": legislature, "number": number, "known": known},
        )

    async def swept(
        self, response: Response, legislature: int, number: int, known: KnownQuestion
    ) -> AsyncIterator[Any]:
        """Read a question anew if its data changed or cannot be had; if not, tell that they were looked at."""
        self.count_answer(response, minor=True)
        if self.is_unchanged(response, legislature, number, known):
            self.crawler.stats.inc_value("questions/done")
            yield self.visit(f"{question_id(legislature, number)}/document", response)
        else:
            yield self.question_request(Wanted(legislature=legislature, number=number, site_id=known.site_id))

    def is_unchanged(self, response: Response, legislature: int, number: int, known: KnownQuestion) -> bool:
        if response.status != 200 or known.document is None or known.document.updated_at is None:
            return False
        try:
            document = read_question_document(response)
        except NotThePage as error:
            self.logger.info("%s: %s; the page is read", response.url, error)
            return False
        found = (document.legislature, document.number, document.updated)
        return found == (legislature, number, known.document.updated_at)

    async def sweep_lost(self, failure: Any) -> AsyncIterator[Any]:
        self.count_lost(failure.request.url, failure.value)
        return
        yield

    async def count_what_it_takes(self, chosen: Chosen) -> None:
        """Set ``estimate`` from the plan, and from the announced counts of lists that were never read whole."""
        due = {number: list(self.lists(number, entries)) for number, entries in chosen.items()}
        never = {n: [e for e in entries if self.plan.of(n, e).whole_on is None] for n, entries in due.items()}
        await super().count_what_it_takes(never)
        if self.estimate is None:
            return
        again = [(n, entry) for n, entries in due.items() for entry in entries if entry not in never[n]]
        documents = sum(1 for _ in self.share_of_the_sweep())
        requests = documents + sum(self.pages_expected(n, entry) for n, entry in again)
        requests += 2 * sum(
            self.reads_deputy(n, e) for n, entries in chosen.items() for e in entries if e not in never[n]
        )
        self.estimate = with_more(
            self.estimate, deputies=len(again), questions=documents, requests=requests, delay=self.order.delay
        )

    def pages_expected(self, legislature: int, entry: RosterEntry) -> int:
        known = self.plan.of(legislature, entry)
        whole = self.night.reads_list_whole(entry, known)
        return max(ceil(len(known.questions) / PER_PAGE), 1) if whole else 1
