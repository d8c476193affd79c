"""The reading of one question list, page by page, while the site may be changing it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from math import ceil

from parliament.records import Rejection
from scraper.sites.nosdeputes.question_list import QuestionEntry, QuestionList

ENTRIES_PER_PAGE = 20
PASSES = 3

# A page of the list, what became of it where it is none, or None where it cannot be had.
Answer = QuestionList | Rejection | None


class ListReading:
    """What was seen of a list in this pass and before.

    An answer moves a question to the top and pushes the others down, so pages shift between two requests. A pass is
    settled when every page announced the same count and the distinct questions seen equal it.
    """

    def __init__(self) -> None:
        self.entries: dict[int, QuestionEntry] = {}
        self.announced = 0
        self.last_page = 1
        # A page could not be had, so that nothing can be concluded from what was not seen.
        self.broken = False
        # Whether a pass came to the end of the list.
        self.whole = False
        self.begin_pass()

    def begin_pass(self) -> None:
        self._counts: set[int] = set()
        self._seen: set[int | str] = set()
        # The page read last, its entries that were not seen like that before, and those seen in another form.
        self.latest: tuple[QuestionEntry, ...] = ()
        self.fresh: list[QuestionEntry] = []
        self.changed: set[int] = set()
        # The two pages read last, in the order in which they stand.
        self.window: tuple[QuestionEntry, ...] = ()

    def add(self, page: QuestionList) -> list[QuestionEntry]:
        """Take in a page and return its entries that are new, or not what they were before."""
        self._counts.add(page.announced)
        self.announced = page.announced
        self.last_page = max(page.last_page, ceil(page.announced / ENTRIES_PER_PAGE), 1)
        self.window, self.latest = self.latest + page.entries, page.entries
        self.fresh = [entry for entry in page.entries if self.entries.get(entry.number) != entry]
        self.changed = {entry.number for entry in self.fresh if entry.number in self.entries}
        self.entries.update((entry.number, entry) for entry in self.fresh)
        self._seen.update(entry.number for entry in page.entries)
        self._seen.update(page.unreadable)
        return self.fresh

    @property
    def numbers(self) -> set[int]:
        """The questions that this pass saw."""
        return {number for number in self._seen if isinstance(number, int)}

    @property
    def seen(self) -> int:
        """How many distinct questions this pass saw."""
        return len(self._seen)

    @property
    def settled(self) -> bool:
        return len(self._counts) == 1 and self.complete

    @property
    def complete(self) -> bool:
        """Whether this pass saw as many distinct questions as the page read last announced."""
        return self.seen == self.announced


async def pages(
    reading: ListReading,
    first: QuestionList,
    ask: Callable[[int, str], Awaitable[Answer]],
    is_enough: Callable[[], bool],
) -> AsyncIterator[QuestionList | Rejection]:
    """Yield the pages of a list, and again while they shift: page 1 once more, then all, three passes at most.

    Whoever takes a page adds it to the reading before the next one. ``ask`` is given a page's number and what tells
    this look at it from the others; ``is_enough`` may end the first pass early. A page that cannot be had or read costs
    its own entries alone, but nothing is concluded from such a list.
    """
    for attempt in range(PASSES):
        reading.begin_pass()
        look, number = f"-{attempt}" if attempt else "", 1
        while number <= reading.last_page:
            page: Answer = first if (attempt, number) == (0, 1) else await ask(number, look)
            reading.broken |= not isinstance(page, QuestionList)
            if page is not None:
                yield page
            if isinstance(page, QuestionList) and page.is_past_the_end:
                break
            if attempt == 0 and number < reading.last_page and is_enough():
                return
            number += 1
        reading.whole = True
        if reading.settled or reading.broken:
            return
        again = await ask(1, f"{look}-top")
        if again is not None:
            yield again
        if reading.complete:
            return
