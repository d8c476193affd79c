"""One night of the Assembly: legislature 17 goes on, 16 is seldom corrected, the others stand still.

asked        a new question
answered     dated today
withdrawn    dated yesterday, by its author or for no reason told
renewed      a pending question
flagged      a pending question
erratum      to the text of an answer
reattributed a pending question goes to another ministry of today
cabinet      a cabinet change: all pending questions of the culture ministry go to the one that follows it
corrected    an answer's text
vanished     the archive has it no more, its page answers 404
group        a deputy changes group
resigned     a deputy's mandate ends, and with it what was pending ("Fin de mandat")
"""

from demo.assembly.chambers import CURRENT
from demo.assembly.dossier import ministry_of
from demo.changes import DOCUMENT, ROSTER, Change
from demo.dice import Dice
from demo.question import END, Question, Step
from demo.question_kinds import QUESTION_KINDS, QuestionKind
from demo.turn import Turn
from parliament.ministries.register import MINISTRIES

SHARED_KINDS = ("group", "resigned", "asked", "answered", "withdrawn", "corrected", "vanished")
KINDS = (*SHARED_KINDS, "renewed", "flagged", "erratum", "reattributed", "cabinet")
# The ministry of culture that began after the last day the register tells of.
_NEW_CULTURE = "PO879406"

# Chance in percent that a night brings a kind, and how many at most.
_USUAL = {
    "group": (8, 1), "resigned": (4, 1), "asked": (90, 4), "answered": (80, 3), "withdrawn": (30, 1),
    "corrected": (15, 1), "vanished": (8, 1), "renewed": (60, 2), "flagged": (30, 1), "erratum": (20, 1),
    "reattributed": (30, 1), "cabinet": (4, 1),
}  # fmt: skip
_SELDOM = {"erratum": (4, 1)}


def usual(legislature: int, dice: Dice) -> dict[str, int]:
    """Draw what an ordinary night brings to a legislature."""
    mix = {CURRENT: _USUAL, CURRENT - 1: _SELDOM}.get(legislature, {})
    return {kind: 1 + dice.below(most) if dice.percent(chance) else 0 for kind, (chance, most) in mix.items()}


class AssemblyTurn(Turn):
    """One night of one legislature of the Assembly; nothing changes twice in it."""

    kinds = KINDS

    def _one(self, kind: str) -> Change | None:
        if kind in SHARED_KINDS:
            return super()._one(kind)
        return self._cabinet() if kind == "cabinet" else self._step(kind)

    def _of_a_deputy(self, kind: str) -> Change | None:
        change, chamber, today = super()._of_a_deputy(kind), self.moment.chamber, self.moment.today
        gone = [m for m in chamber.members if kind == "resigned" and change and m.person.deputy_id == change.deputy]
        for place in [place for member in gone for place in chamber.ordered(member.site_id)]:
            question = chamber.question(place)
            if not question.answered and question.closed_on is None:
                chamber.change(question.number, closed_on=today, reason=END)
                self.questions.add(place)
        return change

    def _shown(self, kind: str, question: Question, after: Question) -> str:
        return DOCUMENT

    def _step(self, kind: str) -> Change | None:
        """Let a question be renewed, flagged, corrected in its answer, or given to another ministry of today."""
        wanted = QUESTION_KINDS["corrected" if kind == "erratum" else "answered"].wanted
        question = self._found(QuestionKind(DOCUMENT, wanted, lambda *_: {}))
        if question is None:
            return None
        today = self.moment.today
        match kind:
            case "erratum":
                step = Step("corrected", today, "answer")
            case "reattributed":
                now = ministry_of(question, question.portfolio.answering, today)
                held = (one for one in MINISTRIES.values() if one.rank == "ministre" and one.holds_on(today))
                others = [one.ministry_id for one in held if one != now]
                if not others:
                    return None
                step = Step("attributed", today, self.moment.dice.pick(others))
            case _:
                step = Step(kind, today)
        self._enter(question, step)
        return self._told(kind, DOCUMENT, (question.member.person.slug,), question)

    def _cabinet(self) -> Change | None:
        """Give all pending questions of culture to its new ministry; tell it once, of none of them."""
        chamber, slugs = self.moment.chamber, {}
        step = Step("attributed", self.moment.today, _NEW_CULTURE)
        for question in list(chamber):
            subject = question.portfolio.themes[0] == "arts et spectacles"
            known = any(one.detail == _NEW_CULTURE for one in question.steps)
            if subject and not known and not question.answered and question.closed_on is None:
                self._enter(question, step)
                self.questions.add(question.index)
                slugs[question.member.person.slug] = None
        return self._told("cabinet", ROSTER, tuple(slugs)) if slugs else None

    def _enter(self, question: Question, step: Step) -> None:
        chamber = self.moment.chamber
        chamber.change(question.number, steps=(*question.steps, step))
        chamber.ledger.changed_on[question.index] = self.moment.today
