"""A deputy's list of questions while it is being read: what was seen of it, and what is still to be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from parliament.records import Visit
from scraper.sites.assemblee.deputy_questions import DeputyQuestion, DeputyQuestions
from scraper.sites.assemblee.routes import Site


@dataclass(slots=True, eq=False)
class DeputyList:
    """A list, which holds the questions of all legislatures; only those of some are wanted.

    ``visits`` say, per legislature, that it was read: they are told once none of its questions is left.
    """

    official_id: str
    site: Site
    legislatures: tuple[int, ...]
    seen: set[str] = field(default_factory=set)
    waiting: set[tuple[int, int]] = field(default_factory=set)
    visits: list[Visit] = field(default_factory=list)

    def key(self, legislature: int) -> str:
        return f"{legislature}/{self.official_id}/questions"

    @property
    def keys(self) -> list[str]:
        return [self.key(legislature) for legislature in self.legislatures]

    def take(self, page: DeputyQuestions) -> list[DeputyQuestion] | None:
        """Return the entries of a page that were not seen before; None where there is nothing unseen: the list ends."""
        ids = {*page.unreadable, *(entry.question_id for entry in page.entries)}
        unseen = ids - self.seen
        self.seen |= ids
        return [entry for entry in page.entries if entry.question_id in unseen] if unseen else None

    def wait_for(self, entries: Iterable[DeputyQuestion]) -> None:
        self.waiting |= {(entry.legislature, entry.number) for entry in entries}

    def done_with(self, number: int, legislature: int) -> Iterator[Visit]:
        self.waiting.discard((legislature, number))
        yield from self.told()

    def ended(self, visits: Iterable[Visit]) -> Iterator[Visit]:
        """Take note that the list was read to its end; what is yielded is to be told at once."""
        self.visits = list(visits)
        yield from self.told()

    def told(self) -> Iterator[Visit]:
        if not self.waiting:
            visits, self.visits = self.visits, []
            yield from visits
