"""A question as the made-up site stores it."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from demo.ministries import Portfolio
from demo.people import Member
from demo.texts import Text

END = "fin de mandat"
AUTHOR = "retrait à l'initiative de l'auteur"
LAPSED = "caducité"


class Step(NamedTuple):
    """What a night brought to a question that only the Assembly tells: renewed, flagged, corrected, attributed.

    ``detail`` is the text that is corrected, or the ministry's organe.
    """

    kind: str
    on: date
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The stored fields but the texts, which are made when asked for.

    ``closed_on`` is the day of the answer, of the withdrawal or of an announced answer, as on the sites. ``group_then``
    and ``updated_on`` are None where they follow from the rest; ``told_comments`` is the document's own count.
    """

    index: int
    legislature: int
    number: int
    site_id: int
    member: Member
    portfolio: Portfolio
    asked_on: date
    closed_on: date | None
    answered: bool
    reason: str | None
    question_form: str
    answer_form: str
    comments: int
    group_then: str | None = None
    updated_on: date | None = None
    told_comments: int | None = None
    steps: tuple[Step, ...] = ()

    @property
    def group(self) -> str:
        return self.group_then or self.member.group_on(self.asked_on)

    @property
    def ordered_by(self) -> tuple[date, int]:
        return (self.closed_on or self.asked_on, self.number)

    @property
    def official_url(self) -> str:
        scheme = "http" if self.legislature < 15 else "https"
        n = self.legislature
        return f"{scheme}://questions.assemblee-nationale.fr/q{n}/{n}-{self.number}QE.htm"

    def withdrawn_by(self, today: date) -> bool:
        """Tell whether the site says "Retirée" on that day: for any closing date in the past without an answer."""
        return not self.answered and self.closed_on is not None and (bool(self.reason) or self.closed_on < today)

    def announced_by(self, today: date) -> bool:
        return not self.answered and not self.reason and self.closed_on is not None and self.closed_on >= today


@dataclass(frozen=True, slots=True)
class Texts:
    """Both texts of a question; ``answer`` is None where there is none."""

    question: Text
    answer: Text | None
