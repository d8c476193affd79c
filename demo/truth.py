"""What a loaded database must show of a question: the corpus' own statement, not read from any page."""

from dataclasses import dataclass
from datetime import date

from demo.question import Question, Texts
from parliament.records import ClosureKind, State, question_id
from parliament.states import closure

# A day after all legislatures of the corpus, and before the announced answers.
STANDING_DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One question as it should stand after document and page were read."""

    question_id: str
    legislature: int
    number: int
    site_id: int
    deputy_id: str
    author_name: str
    author_slug: str
    group_label: str
    asked_on: date
    asked_ministry_label: str | None
    answering_ministry_label: str | None
    themes: tuple[str, ...]
    state: State
    closed_on: date | None
    answered_on: date | None
    withdrawn_on: date | None
    withdrawal_reason: str | None
    closure_kind: ClosureKind | None
    response_days: int | None
    comment_count: int
    official_url: str
    question_text: str | None
    answer_text: str | None


def expected_of(question: Question, texts: Texts, today: date) -> Expected:
    """State how a question must stand when it was read on that day."""
    stands = closure(answered=question.answered, closed_on=question.closed_on, reason=question.reason, read_on=today)
    who = question.member.person
    return Expected(
        question_id=question_id(question.legislature, question.number),
        legislature=question.legislature,
        number=question.number,
        site_id=question.site_id,
        deputy_id=who.deputy_id,
        author_name=who.name,
        author_slug=who.slug,
        group_label=question.group,
        asked_on=question.asked_on,
        asked_ministry_label=question.portfolio.asked or None,
        answering_ministry_label=question.portfolio.answering or None,
        themes=question.portfolio.themes,
        state=stands.state,
        closed_on=question.closed_on,
        answered_on=stands.answered_on,
        withdrawn_on=stands.withdrawn_on,
        withdrawal_reason=question.reason,
        closure_kind=stands.closure_kind,
        response_days=(stands.answered_on - question.asked_on).days if stands.answered_on else None,
        comment_count=question.comments,
        official_url=question.official_url,
        question_text=texts.question.plain or None,
        answer_text=texts.answer.plain if texts.answer else None,
    )
