"""One night of one legislature: what is to change is found, changed and told."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from demo.changes import LIST, ROSTER, Change
from demo.question import Question
from demo.question_kinds import QUESTION_KINDS, Moment, QuestionKind, visible
from demo.roster_kinds import ROSTER_KINDS
from parliament.records import question_id

# Deputies first, so that a change names the slugs that hold after the night.
KINDS = (*ROSTER_KINDS, "asked", *QUESTION_KINDS, "vanished")

# How many questions are drawn before all are looked through, and how many of these at most.
_DRAWS, _LOOKS = 40, 20_000


class Turn:
    """One night of one legislature; nothing changes twice in it."""

    kinds: tuple[str, ...] = KINDS

    def __init__(self, moment: Moment, night: int):
        self.moment = moment
        self.night = night
        self.questions: set[int] = set()
        self.deputies: set[int] = set()

    def changes(self, wanted: Mapping[str, int]) -> list[Change]:
        tries = (self._one(kind) for kind in self.kinds for _ in range(wanted.get(kind, 0)))
        return [change for change in tries if change is not None]

    def _one(self, kind: str) -> Change | None:
        if kind in ROSTER_KINDS:
            return self._of_a_deputy(kind)
        match kind:
            case "asked":
                return self._asked()
            case "vanished":
                return self._vanished()
        return self._of_a_question(kind)

    def _of_a_deputy(self, kind: str) -> Change | None:
        wanted, changed = ROSTER_KINDS[kind]
        chamber, dice = self.moment.chamber, self.moment.dice
        could = [m for m in chamber.members if m.site_id not in self.deputies and wanted(self.moment, m)]
        if not could:
            return None
        member = dice.pick(could)
        after = changed(self.moment, member)
        for each in after:
            chamber.enrol(each)
            self.deputies.add(each.site_id)
        slugs = dict.fromkeys((member.person.slug, after[0].person.slug))
        return self._told(kind, ROSTER, tuple(slugs), deputy=after[0].person.deputy_id)

    def _asked(self) -> Change | None:
        chamber, today = self.moment.chamber, self.moment.today
        authors = [m for m in chamber.members if m.person.fictional and not m.former]
        printed = today - timedelta(days=(today.weekday() - 1) % 7)
        question = chamber.ask(self.moment.dice.pick(authors), printed)
        return self._told("asked", LIST, (question.member.person.slug,), question)

    def _vanished(self) -> Change | None:
        question = self._found(QUESTION_KINDS["commented"])
        if question is None:
            return None
        self.moment.chamber.remove(question)
        return self._told("vanished", LIST, (question.member.person.slug,), question)

    def _of_a_question(self, kind: str) -> Change | None:
        question = self._found(QUESTION_KINDS[kind])
        if question is None:
            return None
        chamber = self.moment.chamber
        fields = QUESTION_KINDS[kind].fields(self.moment, question)
        if kind != "commented":
            fields["updated_on"] = self.moment.today
        chamber.change(question.number, **fields)
        after = chamber.question(question.index)
        slugs = dict.fromkeys((question.member.person.slug, after.member.person.slug))
        return self._told(kind, self._shown(kind, question, after), tuple(slugs), question)

    def _shown(self, kind: str, question: Question, after: Question) -> str:
        return visible(kind, question, after)

    def _found(self, kind: QuestionKind) -> Question | None:
        """Draw a question that can change so, or look through the corpus for one."""
        chamber = self.moment.chamber
        for index in self._places(recent=kind.recent):
            if index == chamber.stock.size or index in self.questions:
                continue
            question = chamber.at(index)
            if question is not None and kind.wanted(self.moment, question):
                return question
        return None

    def _places(self, *, recent: bool) -> Iterator[int]:
        chamber, dice = self.moment.chamber, self.moment.dice
        if recent:
            yield from reversed(chamber.ledger.fields)
            return
        yield from (dice.below(chamber.places) for _ in range(_DRAWS))
        start = dice.below(chamber.places)
        yield from ((start + step) % chamber.places for step in range(min(chamber.places, _LOOKS)))

    def _told(
        self,
        kind: str,
        place: str,
        slugs: tuple[str, ...],
        question: Question | None = None,
        *,
        deputy: str | None = None,
    ) -> Change:
        legislature = self.moment.chamber.legislature
        if question is not None:
            self.questions.add(question.index)
            self.moment.chamber.ledger.changed_on[question.index] = self.moment.today
        return Change(
            kind=kind,
            legislature=legislature,
            night=self.night,
            on=self.moment.today,
            visible=place,
            slugs=slugs,
            question_id=question_id(legislature, question.number) if question else None,
            number=question.number if question else None,
            site_id=question.site_id if question else None,
            deputy=deputy,
        )
