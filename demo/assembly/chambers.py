"""What the Assembly's data hold: the questions of the sites, but for recorded differences, and legislature 17."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demo.assembly.dossier import Dossier, dossier_of
from demo.assembly.truth import Told, told_of
from demo.chamber import Chamber
from demo.dice import Dice
from demo.edits import at_the_end
from demo.ministries import SUBJECTS
from demo.people import Member
from demo.question import Question
from parliament.legislatures import LEGISLATURES
from parliament.ministries import resolve
from parliament.records import question_id

CURRENT, NEXT = 17, 18
SHARED = (14, 15, 16)
# Of these something may still change.
SITTING = (16, CURRENT)
# One question in so many differs in each of these ways; the first ones do in every corpus that has them.
_EVERY = 400
_TEXT, _MISSING, _MINISTRY, _ANSWER = 30, 31, 32, 1
# How long corrections may follow the end of a legislature.
_AFTERMATH = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Difference:
    """A question of which the archive and the site tell otherwise.

    ``kind``: "text" (corrected in the archive), "not in the archive", "only in the archive", "ministry" (another one
    asked), "answer" (only the archive has it), "label" (the site names no ministry, or none there was), "announced"
    (the site tells the day of an answer to come).
    """

    question_id: str
    kind: str


class Assembly:
    """Chambers of its own, so that the nights of the sites do not change them; 13 is there for its deputies alone.

    ``next_starts_on`` is the first day of legislature 18, None where 17 goes on for good.
    """

    def __init__(self, sizes: dict[int, int], seed: int, next_starts_on: date | None = None):
        self.seed = seed
        self.next_starts_on = next_starts_on
        of_17 = 50 + sum(sizes.values()) // 30
        self.chambers = {number: Chamber(number, size, seed) for number, size in (sizes | {CURRENT: of_17}).items()}
        self.differences = [difference for number in SHARED for difference in self._differ(self.chambers[number])]

    def legislatures(self, today: date) -> tuple[int, ...]:
        """Return the legislatures with an archive of questions on a day."""
        return (*SHARED, CURRENT, *([NEXT] if self.has_next(today) else []))

    def has_next(self, today: date) -> bool:
        return self.next_starts_on is not None and self.next_starts_on <= today

    def dossiers(self, legislature: int, today: date) -> Iterator[Dossier]:
        """Yield what the archive of a legislature tells on that day, by number."""
        if legislature == NEXT:
            yield from (self.dossier(question, today) for question in self._next(today))
            return
        chamber = self.chambers[legislature]
        found = sorted((q for q in chamber if q.member.person.fictional), key=lambda q: q.number)
        yield from (self.dossier(question, today) for question in found)

    def dossier(self, question: Question, today: date) -> Dossier:
        chamber = self.chambers[min(question.legislature, CURRENT)]
        return dossier_of(question, chamber.texts(question), self.seed, _as_of(question.legislature, today))

    def numbered(self, legislature: int, number: int, today: date) -> Dossier | None:
        """Return the question of that number, None if there is none."""
        if legislature == NEXT:
            return next((one for one in self.dossiers(NEXT, today) if one.question.number == number), None)
        chamber = self.chambers.get(legislature) if legislature in (*SHARED, CURRENT) else None
        question = chamber.numbered(number) if chamber else None
        return self.dossier(question, today) if question else None

    def expected(self, legislature: int, today: date) -> list[Told]:
        """Return what a database must show of each question of the archive that was read on that day."""
        return [told_of(dossier, _as_of(legislature, today)) for dossier in self.dossiers(legislature, today)]

    def all_expected(self, today: date) -> Iterator[Told]:
        """Yield the same of all archives."""
        for legislature in self.legislatures(today):
            yield from self.expected(legislature, today)

    def members(self, deputy_id: str) -> list[Member]:
        """Return a deputy as a member of each of their legislatures, the first one first."""
        return [m for chamber in self.chambers.values() for m in chamber.members if m.person.deputy_id == deputy_id]

    def _next(self, today: date) -> Iterator[Question]:
        """Yield the first questions of the next legislature: old ones, asked again."""
        if self.next_starts_on is None:
            return
        asked_on = self.next_starts_on + timedelta(days=7 + (1 - self.next_starts_on.weekday()) % 7)
        fresh = {"closed_on": None, "answered": False, "reason": None, "asked_on": asked_on, "steps": ()}
        for number in range(1, 4) if asked_on <= today else ():
            yield replace(self.chambers[CURRENT].question(number), legislature=NEXT, number=number, **fresh)

    def _differ(self, chamber: Chamber) -> Iterator[Difference]:
        """Make what differs of a legislature, and tell it."""
        number = chamber.legislature
        for question in list(chamber):
            if kind := _otherwise(chamber, question):
                yield Difference(question_id(number, question.number), kind)
        if not chamber.stock.size:
            return
        extra = chamber.stock.later(0, chamber.question(0).member, chamber.question(0).asked_on)
        # No question has a number that is a whole multiple of the gap between two.
        chamber.ledger.add(replace(extra, number=chamber.stock.gap))
        yield Difference(question_id(number, chamber.stock.gap), "only in the archive")


def _otherwise(chamber: Chamber, question: Question) -> str | None:
    """Let a question be otherwise in the archive, and return how."""
    place, number = question.index % _EVERY, question.number
    if place == _MISSING:
        chamber.remove(question)
        return "not in the archive"
    if place == _TEXT and question.question_form != "empty":
        text = chamber.texts(question).question
        chamber.change(number, asked_text=at_the_end(text, Dice(number, "archive")))
        return "text"
    if place == _MINISTRY:
        named = [subject.on(question.asked_on, question.asked_on).asked for subject in SUBJECTS[chamber.legislature]]
        other = next(name for name in named if name != question.portfolio.asked)
        chamber.change(number, portfolio=question.portfolio._replace(asked=other))
        return "ministry"
    ends_on = LEGISLATURES[chamber.legislature].ends_on or date.max
    if place == _ANSWER and not question.answered:
        chamber.change(
            number, answered=True, reason=None, closed_on=min(question.asked_on + timedelta(weeks=6), ends_on)
        )
        return "answer"
    if question.closed_on and question.closed_on > ends_on:
        return "announced"
    return None if resolve(question.portfolio.asked, question.asked_on).ministry_id else "label"


def _as_of(legislature: int, today: date) -> date:
    """Return the day as of which an archive tells: that of a legislature that has ended stands still."""
    term = LEGISLATURES.get(legislature)
    return min(today, term.ends_on + _AFTERMATH) if term and term.ends_on else today
