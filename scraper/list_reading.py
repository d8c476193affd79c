"""The reading of one question list, page by page, while the site may be changing it."""

from math import ceil

from scraper.sites.nosdeputes.question_list import QuestionEntry, QuestionList

ENTRIES_PER_PAGE = 20


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
        self.begin_pass()

    def begin_pass(self) -> None:
        self._counts: set[int] = set()
        self._seen: set[int | str] = set()

    def add(self, page: QuestionList) -> list[QuestionEntry]:
        """Take in a page and return its entries that are new, or not what they were before."""
        self._counts.add(page.announced)
        self.announced = page.announced
        self.last_page = max(page.last_page, ceil(page.announced / ENTRIES_PER_PAGE), 1)
        fresh = [entry for entry in page.entries if self.entries.get(entry.number) != entry]
        self.entries.update((entry.number, entry) for entry in fresh)
        self._seen.update(entry.number for entry in page.entries)
        self._seen.update(page.unreadable)
        return fresh

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
