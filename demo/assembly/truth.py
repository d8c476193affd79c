"""What a loaded database must show of a question that was read in the Assembly's archive."""

from dataclasses import dataclass
from datetime import date

from demo.assembly.dossier import FLAGS_SINCE, Dossier, mandate_id
from parliament.records import ClosureKind, Event, State
from parliament.states import closure


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One question as its document gives it; the names are those of a record."""

    question_id: str
    legislature: int
    number: int
    deputy_id: str
    mandate_id: str
    group_id: str
    group_label: str
    asked_on: date
    asked_ministry_id: str
    asked_ministry_label: str
    answering_ministry_id: str
    answering_ministry_label: str
    rubric: str
    heading: str | None
    themes: tuple[str, ...]
    state: State
    closed_on: date | None
    answered_on: date | None
    withdrawn_on: date | None
    withdrawal_reason: str | None
    closure_kind: ClosureKind | None
    closure_code: str | None
    response_days: int | None
    flagged: bool | None
    events: tuple[Event, ...]
    question_text: str | None
    answer_text: str | None


def told_of(dossier: Dossier, today: date) -> Told:
    """State how a question must stand when its archive was read on that day."""
    question, texts = dossier.question, dossier.texts
    reason = None if question.answered else dossier.label
    stands = closure(answered=question.answered, closed_on=dossier.closed_on, reason=reason, read_on=today)
    heading = dossier.heading or next(iter(dossier.analyses), None)
    return Told(
        question_id=dossier.uid,
        legislature=question.legislature,
        number=question.number,
        deputy_id=question.member.person.deputy_id,
        mandate_id=mandate_id(question),
        group_id=dossier.group.organe,
        group_label=dossier.group.acronym,
        asked_on=question.asked_on,
        asked_ministry_id=dossier.asked.ministry_id,
        asked_ministry_label=dossier.asked.name,
        answering_ministry_id=dossier.answering.ministry_id,
        answering_ministry_label=dossier.answering.name,
        rubric=dossier.rubric,
        heading=heading,
        themes=tuple(filter(None, (dossier.rubric, dossier.heading, *dossier.analyses))),
        state=stands.state,
        closed_on=dossier.closed_on,
        answered_on=stands.answered_on,
        withdrawn_on=stands.withdrawn_on,
        withdrawal_reason=reason,
        closure_kind=stands.closure_kind,
        closure_code=dossier.code,
        response_days=(stands.answered_on - question.asked_on).days if stands.answered_on else None,
        flagged=None if question.legislature < FLAGS_SINCE else bool(dossier.told("flagged")),
        events=dossier.events,
        question_text=texts.question.plain or None,
        answer_text=texts.answer.plain if texts.answer else None,
    )
