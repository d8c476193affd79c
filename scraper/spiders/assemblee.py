"""The spider ``assemblee``: single questions, and the questions of single deputies, from the Assembly's own pages."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from parliament.dates import parse_date
from parliament.errors import UnreadableDate
from parliament.people import deputy_id
from parliament.records import Rejection, Visit
from scraper.assembly_question_spider import AssemblyQuestionSpider, Wanted
from scraper.deputy_list import DeputyList
from scraper.errors import NotThePage
from scraper.estimate import Estimate
from scraper.list_rules import fingerprint
from scraper.sites.assemblee.deputy_questions import DeputyQuestion, DeputyQuestions, read_deputy_questions
from scraper.statuses import is_absent, is_failure

# A deputy's questions are read before the next deputy's list.
QUESTIONS, LISTS = 20, 0
# The longest lists known have some 400 pages; one that never ends is a fault of the site.
LAST_PAGE = 2_000


class AssembleeSpider(AssemblyQuestionSpider):
    """Reads the numbers asked for, and each list of a deputy to its end; what the plan has read is passed over."""

    name = "assemblee"

    async def start(self) -> AsyncIterator[Request]:
        if self.order.dry_run:
            await self.count_what_it_takes()
        self.announce(sum(map(len, self.order.numbers)))
        return
        yield

    def later_stages(self) -> Iterator[Iterator[Request]]:
        yield self.list_requests()
        yield self.number_requests()

    def number_requests(self) -> Iterator[Request]:
        for legislature, number in self.numbers_to_read():
            yield self.question_request(Wanted(legislature=legislature, number=number))

    def lists(self) -> Iterator[DeputyList]:
        """Yield the lists to read: a deputy has one for all legislatures, unless these stand on different copies."""
        legislatures: dict[str, list[int]] = {}
        for legislature, site in self.sites.items():
            legislatures.setdefault(site.pages, []).append(legislature)
        for deputy in dict.fromkeys(map(deputy_id, self.order.deputies)):
            for numbers in legislatures.values():
                opened = DeputyList(deputy, self.sites[numbers[0]], tuple(numbers))
                if not self.plan.done.issuperset(opened.keys):
                    yield opened

    def list_requests(self) -> Iterator[Request]:
        for opened in self.lists():
            yield Request(
                opened.site.deputy_questions(opened.official_id),
                self.open_list,
                errback=self.list_lost,
                priority=LISTS,
                dont_filter=True,
                cb_kwargs={"opened": opened},
            )

    async def open_list(self, response: Response, opened: DeputyList) -> AsyncIterator[Any]:
        """Read a list to its end, asking for its questions on the way; one that is not there is told."""
        self.count_answer(response)
        if is_absent(response):
            for visit in self.visits(opened, response):
                yield visit
            reason = f"no deputy of that id: their list answers {response.status}"
            yield self.rejection(opened.keys[0], response.url, "question list", reason)
            return
        async for found in self.entries(opened, response):
            if isinstance(found, DeputyQuestion):
                wanted = Wanted(
                    legislature=found.legislature, number=found.number, of=opened, listed=fingerprint(found)
                )
                yield self.question_request(wanted, QUESTIONS)
            else:
                yield found

    async def list_lost(self, failure: Any) -> AsyncIterator[Any]:
        self.count_lost(failure.request.url, failure.value)
        return
        yield

    async def entries(self, opened: DeputyList, first: Response) -> AsyncIterator[DeputyQuestion | Rejection | Visit]:
        """Yield the questions of a list to ask for, and what is wrong with it; at its end, that it was read.

        The pages are counted, never linked to; the list ends with one that is absent, or shows nothing unseen.
        """
        response: Response | None = first
        for number in range(1, LAST_PAGE + 1):
            if number > 1:
                response = await self.fetch(opened.site.deputy_questions(opened.official_id, number))
            if response is None or is_failure(response):
                return
            page = self.read_list(response, opened, number)
            if isinstance(page, Rejection):
                yield page
                return
            unseen = opened.take(page)
            if unseen is None:
                for visit in opened.ended(self.visits(opened, first, settled=True)):
                    yield visit
                return
            for one in page.unreadable:
                yield self.rejection(opened.keys[0], response.url, "list entry", one)
            for entry in self.wanted(opened, unseen):
                yield entry
        yield self.rejection(opened.keys[0], first.url, "question list", f"it has no end after {LAST_PAGE} pages")

    def read_list(self, response: Response, opened: DeputyList, number: int) -> DeputyQuestions | Rejection:
        if is_absent(response):
            return DeputyQuestions(entries=(), has_next=False, unreadable=())
        try:
            return read_deputy_questions(response, opened.official_id, number)
        except NotThePage as error:
            return self.rejection(opened.keys[0], response.url, "question list", error)

    def wanted(self, opened: DeputyList, unseen: list[DeputyQuestion]) -> list[DeputyQuestion]:
        """Return the written questions asked for that are not read yet; those that are count as done."""
        meant = [entry for entry in unseen if self.is_meant(opened, entry)]
        wanted = [entry for entry in meant if entry.question_id not in self.plan.done]
        self.announce(len(meant))
        self.crawler.stats.inc_value("questions/done", len(meant) - len(wanted))
        opened.wait_for(wanted)
        return wanted

    def is_meant(self, opened: DeputyList, entry: DeputyQuestion) -> bool:
        if entry.type != "QE" or entry.legislature not in opened.legislatures:
            return False
        try:
            asked_on = parse_date(entry.asked or "")
        except UnreadableDate:
            asked_on = None
        return self.order.wants_day(asked_on)

    def visits(self, opened: DeputyList, response: Response, *, settled: bool | None = None) -> list[Visit]:
        """Return the visits of a list, one per legislature: it announces no count."""
        return [self.visit(key, response, settled=settled) for key in opened.keys]

    async def count_what_it_takes(self) -> None:
        """Set ``estimate`` from the lists, read to their ends, and the numbers: at most two requests for each."""
        lists, questions = 0, 0
        for opened in self.lists():
            lists += 1
            first = await self.fetch(opened.site.deputy_questions(opened.official_id))
            if first is None or first.status != 200:
                self.refusal = "No question list could be read."
                self.stop("site_down")
                return
            async for found in self.entries(opened, first):
                questions += isinstance(found, DeputyQuestion)
        # robots.txt is among those made so far, or still to come.
        requests = self.crawler.stats.get_value("downloader/request_count") or 1
        questions += sum(map(len, self.order.numbers))
        exported = any(site.has_exports for site in self.sites.values())
        requests += questions * (2 if exported else 1)
        self.estimate = Estimate(
            deputies=lists,
            questions=questions,
            requests=requests,
            hours=round(requests * self.order.delay / 3600, 2),
            exact=not exported,
        )
