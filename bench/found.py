"""When the database shows what changed on the demo's sites."""

from dataclasses import dataclass, field
from math import ceil

from bench.demo_nights import DemoNights, Rows
from demo.changes import LIST, Change
from scraper.sites.nosdeputes.question_list import PER_PAGE

# Comments leave the day of a document's last change alone.
NOT_SWEPT = "commented"


@dataclass(slots=True)
class Trail:
    """One change of a question, from the night it was made to the night the database showed it.

    ``whole_on`` is the first night that read its list to the end after it was made, ``on_a_page`` whether the page it
    stood on was read in the night it was made.
    """

    change: Change
    made_on: int
    during: bool
    deputy: int
    page: int
    unanswered: bool
    on_a_page: bool = False
    found_on: int | None = None
    whole_on: int | None = None

    @property
    def on_list(self) -> bool:
        return self.change.visible == LIST

    @property
    def only_swept(self) -> bool:
        return not self.on_list and self.unanswered and self.change.kind != NOT_SWEPT


@dataclass
class Chase:
    """Follows every change that a database can show."""

    demo: DemoNights
    trails: list[Trail] = field(default_factory=list)

    def made(self, changes: list[Change], before: Rows, after: Rows, night: int, *, during: bool) -> None:
        """Take note of the changes of questions that make a difference."""
        for change in changes:
            key = change.question_id
            if key is not None and before.get(key) != after.get(key):
                deputy, page = self._stands(change)
                unanswered = key in after and after[key].state != "answered"
                self.trails.append(Trail(change, night, during, deputy, page, unanswered))

    def read(self, night: int, early: Rows, late: Rows) -> None:
        """Look up in the database what was not found yet; the truths are those before and after the reading."""
        stored, pages = self.demo.stored(), self.demo.pages_of_lists()
        for trail in self.trails:
            asked = pages.get(self._list(trail), set())
            tonight, key = trail.made_on == night, trail.change.question_id or ""
            if tonight:
                trail.on_a_page = not trail.during and trail.page in asked
            if trail.whole_on is None and not (tonight and trail.during) and self._is_whole(trail, asked):
                trail.whole_on = night
            right = {late.get(key)} if tonight and trail.during else {early.get(key), late.get(key)}
            if trail.found_on is None and stored.get(key) in right:
                trail.found_on = night

    def _stands(self, change: Change) -> tuple[int, int]:
        """Return the deputy whose list shows a change, and the page; the first page announces what is gone."""
        chamber = self.demo.mirror.corpus.legislatures[change.legislature]
        question = chamber.numbered(change.number or 0)
        if question is None:
            member = chamber.member(change.slugs[0])
            return (member.site_id if member else 0), 1
        deputy = question.member.site_id
        return deputy, chamber.ordered(deputy).index(question.index) // PER_PAGE + 1

    def _list(self, trail: Trail) -> tuple[int, str]:
        member = self.demo.mirror.corpus.legislatures[trail.change.legislature].member_of_id(trail.deputy)
        return trail.change.legislature, member.person.slug if member else ""

    def _is_whole(self, trail: Trail, asked: set[int]) -> bool:
        count = len(self.demo.mirror.corpus.legislatures[trail.change.legislature].ordered(trail.deputy))
        return asked >= set(range(1, max(ceil(count / PER_PAGE), 1) + 1))
