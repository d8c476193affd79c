"""The kinds of change a question can go through: which question, what of it, and where it shows first."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from demo.chamber import Chamber
from demo.changes import DOCUMENT, LIST, PAGE
from demo.dice import Dice
from demo.edits import at_the_end, at_the_start
from demo.flavours import FLAVOURS
from demo.groups import GROUPS
from demo.ministries import SUBJECTS, Portfolio
from demo.people import Member
from demo.question import AUTHOR, Question

DAY = timedelta(days=1)


class Moment(NamedTuple):
    """Where and when something changes, and the draws that decide what."""

    chamber: Chamber
    dice: Dice
    today: date


Fields = dict[str, Any]


class QuestionKind(NamedTuple):
    """``wanted`` tells whether a question can change so, ``fields`` what changes of it.

    ``recent`` looks among the questions that changed before, latest first.
    """

    visible: str
    wanted: Callable[[Moment, Question], bool]
    fields: Callable[[Moment, Question], Fields]
    recent: bool = False


def _pending(moment: Moment, question: Question) -> bool:
    return not question.answered and question.closed_on is None and question.asked_on < moment.today - DAY


def _due(moment: Moment, question: Question) -> bool:
    return not question.answered and not question.reason and question.closed_on == moment.today


def _open(_: Moment, question: Question) -> bool:
    return not question.answered and bool(question.portfolio.asked)


def _worded(moment: Moment, question: Question) -> bool:
    return _open(moment, question) and question.question_form not in ("empty", "iso")


def _unexplained(moment: Moment, question: Question) -> bool:
    closed_on = question.closed_on
    return not question.answered and not question.reason and closed_on is not None and closed_on < moment.today


def _any(_: Moment, __: Question) -> bool:
    return True


def _reattributable(_: Moment, question: Question) -> bool:
    """Tell whether the importer still takes another ministry: on 13 not once there is an answer."""
    return bool(question.portfolio.asked) and (question.legislature != 13 or not question.answered)


def _overtaken(moment: Moment, question: Question) -> bool:
    """Tell whether a closing date of today would lift a pending question above one of a later day than its own."""
    if not _pending(moment, question):
        return False
    places = moment.chamber.ordered(question.member.site_id)
    others = (moment.chamber.question(place).ordered_by for place in places)
    return any(question.asked_on < other[0] and other < (moment.today, question.number) for other in others)


def _answer(moment: Moment, _: Question) -> Fields:
    return {"answered": True, "closed_on": moment.today}


def _withdraw(moment: Moment, _: Question) -> Fields:
    return {"closed_on": moment.today - DAY, "reason": moment.dice.pick((AUTHOR, None))}


def _withdraw_today(moment: Moment, _: Question) -> Fields:
    return {"closed_on": moment.today}


def _announce(moment: Moment, _: Question) -> Fields:
    return {"closed_on": moment.today + timedelta(days=moment.dice.pick((1, 1, 1, 4)))}


def _reattribute(moment: Moment, question: Question) -> Fields:
    other = _other_portfolio(moment, lambda one: one.answering != question.portfolio.answering)
    return {"portfolio": question.portfolio._replace(answering=other.answering)}


def _ask_another(moment: Moment, question: Question) -> Fields:
    other = _other_portfolio(moment, lambda one: one.asked != question.portfolio.asked)
    return {"portfolio": question.portfolio._replace(asked=other.asked)}


def _other_themes(moment: Moment, question: Question) -> Fields:
    other = _other_portfolio(moment, lambda one: one.themes != question.portfolio.themes)
    return {"portfolio": question.portfolio._replace(themes=other.themes)}


def _other_portfolio(moment: Moment, differs: Callable[[Portfolio], bool]) -> Portfolio:
    found = (subject.on(moment.today, moment.today) for subject in SUBJECTS[moment.chamber.legislature])
    return moment.dice.pick([portfolio for portfolio in found if differs(portfolio)])


def _correct(moment: Moment, question: Question) -> Fields:
    answer = moment.chamber.texts(question).answer
    return {"answer_text": at_the_end(answer, moment.dice)} if answer else {}


def _reword(moment: Moment, question: Question) -> Fields:
    return {"asked_text": at_the_start(moment.chamber.texts(question).question, moment.dice)}


def _lengthen(moment: Moment, question: Question) -> Fields:
    return {"asked_text": at_the_end(moment.chamber.texts(question).question, moment.dice)}


def _move(moment: Moment, question: Question) -> Fields:
    def could(member: Member) -> bool:
        same = member.site_id == question.member.site_id
        return member.person.fictional and not member.former and not same and member.starts_on <= question.asked_on

    return {"member": moment.dice.pick([member for member in moment.chamber.members if could(member)])}


def _comment(_: Moment, question: Question) -> Fields:
    return {"comments": question.comments + 1, "told_comments": question.comments + 1}


def _regroup(moment: Moment, question: Question) -> Fields:
    others = sorted(GROUPS[question.legislature].keys() - {question.group})
    return {"group_then": moment.dice.pick(others)}


QUESTION_KINDS = {
    "answered": QuestionKind(LIST, _pending, _answer),
    "given": QuestionKind(LIST, _due, _answer, recent=True),
    "withdrawn": QuestionKind(LIST, _pending, _withdraw),
    "withdrawn-today": QuestionKind(LIST, _overtaken, _withdraw_today),
    "announced": QuestionKind(LIST, _overtaken, _announce),
    "reattributed": QuestionKind(PAGE, _reattributable, _reattribute),
    "asked-ministry": QuestionKind(LIST, _open, _ask_another),
    "corrected": QuestionKind(PAGE, lambda _, question: question.answered, _correct),
    "reason": QuestionKind(PAGE, _unexplained, lambda *_: {"reason": AUTHOR}),
    "text": QuestionKind(LIST, _worded, _reword),
    "text-end": QuestionKind(PAGE, _worded, _lengthen),
    "themes": QuestionKind(LIST, _open, _other_themes),
    "moved": QuestionKind(LIST, _any, _move),
    "commented": QuestionKind(PAGE, _any, _comment),
    "group-then": QuestionKind(DOCUMENT, _any, _regroup),
}


def visible(kind: str, before: Question, after: Question) -> str:
    """Return where a change shows first: a reattribution on the page only if the title there says so."""
    title = FLAVOURS[before.legislature].title
    if kind == "reattributed" and title(before.portfolio.stored) == title(after.portfolio.stored):
        return DOCUMENT
    return QUESTION_KINDS[kind].visible
