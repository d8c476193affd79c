"""What the Assembly holds of one question: who is in charge, what happened on which day, and where that is printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from demo.dice import Dice
from demo.ministries import SUBJECTS
from demo.question import AUTHOR, END, LAPSED, Question, Texts
from parliament.groups import GROUPS, Group, resolve
from parliament.legislatures import LEGISLATURES
from parliament.ministries import resolve as resolve_ministry
from parliament.ministries.register import MINISTRIES, Ministry
from parliament.records import Event, EventKind, question_id

ANSWERED = "REP_PUB"
# Of the closures other than an answer only the words are known; the codes are the demo's.
_CLOSURES = {END: ("FIN_MAN", "Fin de mandat"), AUTHOR: ("RET_AUT", "Retrait à l'initiative de l'auteur")}
_CLOSURES[LAPSED] = ("CADUC", "Caducité")
# Of the next legislature nobody knows the groups.
NEXT_GROUP = Group("PO990180", 18, "EX", "Groupe de l'Exemple", date(2024, 7, 18), None, ("EX",))
_GROUPS = {group.organe: group for group in GROUPS} | {NEXT_GROUP.organe: NEXT_GROUP}
# The archives of 14 and 15 know of no flag.
FLAGS_SINCE = 16
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One question as the Assembly has it; ``ministries`` are those in charge in turn, ``events`` all it tells."""

    question: Question
    texts: Texts
    group: Group
    ministries: tuple[Ministry, ...]
    rubric: str
    heading: str | None
    analyses: tuple[str, ...]
    closed_on: date | None
    code: str | None
    label: str | None
    events: tuple[Event, ...]
    dice_key: tuple[object, ...]

    @property
    def uid(self) -> str:
        return question_id(self.question.legislature, self.question.number)

    @property
    def asked(self) -> Ministry:
        return self.ministries[0]

    @property
    def answering(self) -> Ministry:
        return self.ministries[-1]

    def told(self, kind: str) -> list[Event]:
        return [event for event in self.events if event.kind == kind]

    def dice(self, what: str) -> Dice:
        return Dice(*self.dice_key, what)


def mandate_id(question: Question) -> str:
    """Return the made-up id of the mandate in which a question was asked."""
    stays = question.member.stays
    number = sum(stay.starts_on <= question.asked_on for stay in stays) or 1
    return f"PM{question.member.person.official_id}{question.legislature}{number}"


def dossier_of(question: Question, texts: Texts, seed: int, today: date) -> Dossier:
    """Say what the Assembly tells of a question on that day."""
    key = (seed, "assembly", question.legislature, question.index)
    dice = Dice(*key, "shape")
    rubric, *rest = question.portfolio.themes
    # 15 has no title at all; elsewhere the first theme is the title, or the first analysis where there is none.
    bare = question.legislature == 15
    heading = None if bare or not rest or dice.percent(30) else rest[0]
    # An answer that is announced is none yet; the day of an answer is that of its print.
    gone = not question.answered and question.withdrawn_by(today)
    closed_on = question.closed_on if question.answered or gone else None
    code, label = (ANSWERED, "Réponse publiée") if question.answered else (None, None)
    if gone and question.reason:
        code, label = _CLOSURES[question.reason]
    attributions = _attributions(question, closed_on or _last_day(question.legislature, today))
    return Dossier(
        question=question,
        texts=texts,
        group=group_of(question.legislature, question.group, question.asked_on),
        ministries=tuple(ministry for _, ministry in attributions),
        rubric=rubric,
        heading=heading,
        analyses=() if bare else tuple(rest[heading is not None :]),
        closed_on=closed_on,
        code=code,
        label=label,
        events=tuple(_events(question, attributions, dice, closed_on, label, today)),
        dice_key=key,
    )


@lru_cache(maxsize=4096)
def group_of(legislature: int, label: str, on: date) -> Group:
    organe = resolve(legislature, label, on)
    return _GROUPS[organe] if organe else NEXT_GROUP


def _last_day(legislature: int, today: date) -> date:
    term = LEGISLATURES.get(legislature)
    return min(today, term.ends_on or today) if term else today


def _attributions(question: Question, until: date) -> list[tuple[date, Ministry]]:
    """Return each ministry in charge with its day: another one's subject, cabinet changes, and the one that answers."""
    day = question.asked_on
    asked, last = (
        ministry_of(question, question.portfolio.asked, day),
        ministry_of(question, question.portfolio.answering, until),
    )
    found = [(day, asked)]
    passed_on = day + 2 * WEEK
    if last.portfolios[:1] != asked.portfolios[:1] and passed_on < until:
        found += [(passed_on, one) for one in _in_charge(last.portfolios[:1], passed_on)]
    while (after := _successor(found[-1][1], until)) is not None:
        found.append((max(found[-1][0] + DAY, after.starts_on or day), after))
    # An open question is still with the ministry asked until it is passed on.
    if found[-1][1] != last and (question.answered or passed_on < until):
        first = min(max(found[-1][0] + DAY, last.starts_on or day), until)
        found = [one for one in found if one[0] < first or one[1] is asked] + [(first, last)]
    steps = (step for step in question.steps if step.kind == "attributed")
    return found + [(step.on, MINISTRIES[step.detail or ""]) for step in steps]


@lru_cache(maxsize=4096)
def _in_charge(subject: tuple[str, ...], on: date) -> tuple[Ministry, ...]:
    """Return the ministry whose main subject that is on a day, none if nobody's is."""
    held = (one for one in MINISTRIES.values() if one.portfolios[:1] == subject and one.holds_on(on))
    return tuple(one for one in held if not one.attached_to)[:1]


@lru_cache(maxsize=4096)
def _successor(ministry: Ministry, until: date) -> Ministry | None:
    """Return who takes over the main subject of a ministry that ends before a day."""
    if ministry.ends_before is None or ministry.ends_before > until:
        return None
    subject, since = ministry.portfolios[:1], ministry.ends_before
    found = [
        one
        for one in MINISTRIES.values()
        if one.portfolios[:1] == subject and one.starts_on and since <= one.starts_on <= until and not one.attached_to
    ]
    return min(found, key=lambda one: (one.starts_on, one.ministry_id), default=None)


def ministry_of(question: Question, label: str, on: date) -> Ministry:
    """Return the ministry that a label means; for one that means none, the ministry of the subject."""
    subjects = SUBJECTS[min(question.legislature, 17)]
    same = [subject for subject in subjects if subject.themes == question.portfolio.themes]
    return _ministry(label, on) or _ministry((same or subjects)[0].on(on, on).asked, on) or _premier(on)


@lru_cache(maxsize=4096)
def _ministry(label: str, on: date) -> Ministry | None:
    return MINISTRIES.get(resolve_ministry(label, on).ministry_id or "")


def _premier(on: date) -> Ministry:
    found = [one for one in MINISTRIES.values() if one.rank == "premier ministre" and one.starts_on]
    return max((one for one in found if one.holds_on(on)), default=found[-1], key=lambda one: one.starts_on)


def _events(
    question: Question,
    attributions: list[tuple[date, Ministry]],
    dice: Dice,
    closed_on: date | None,
    label: str | None,
    today: date,
) -> Iterator[Event]:
    # All draws come first, so that what happens later changes nothing of what was told before.
    page, page_of_answer = str(900 + dice.below(9000)), str(900 + dice.below(9000))
    renewed, again, flagged, wrong, wrong_answer = (dice.percent(chance) for chance in (60, 50, 15, 5, 5))
    asked_on, until = question.asked_on, closed_on or _last_day(question.legislature, today)
    yield Event(kind="asked", happened_on=asked_on, jo_page=page, **_printed(asked_on))
    for place, (day, ministry) in enumerate(attributions):
        printed = _decreed(day, ministry) if place else _printed(day)
        yield Event(
            kind="attributed", happened_on=day, detail=ministry.name, ministry_id=ministry.ministry_id, **printed
        )
    days = {
        ("renewed", None): [asked_on + 9 * WEEK] * renewed + [asked_on + 20 * WEEK] * (renewed and again),
        ("flagged", None): [asked_on + 8 * WEEK] * (flagged and question.legislature >= FLAGS_SINCE),
        ("corrected", "question"): [asked_on + WEEK] * wrong,
    }
    for told, early in days.items():
        yield from _steps(question, *told, [day for day in early if day < until])
    late = closed_on + WEEK if closed_on and question.answered and wrong_answer else None
    yield from _steps(question, "corrected", "answer", [late] if late and late <= today else [])
    printed = {"jo_page": page_of_answer, **_printed(closed_on)} if closed_on else {}
    if question.answered:
        yield Event(kind="answered", happened_on=closed_on, **printed)
        yield Event(kind="closed", happened_on=closed_on, detail=label, **printed)
    elif closed_on:
        yield Event(kind="closed", happened_on=closed_on, detail=label)


def _steps(question: Question, kind: EventKind, detail: str | None, early: list[date]) -> Iterator[Event]:
    """Yield what happened so of itself, and what a night brought."""
    for day in early + [step.on for step in question.steps if (step.kind, step.detail) == (kind, detail)]:
        yield Event(kind=kind, happened_on=day, detail=detail, **_printed(day))


def _printed(day: date) -> dict[str, str | None]:
    """Return where the questions of a day are printed."""
    return {"jo_type": "JO_QUESTION", "jo_number": str(day.isocalendar().week)}


def _decreed(day: date, ministry: Ministry) -> dict[str, str | None]:
    """Return where a decree that gives a question to another ministry is printed: some tell an address and a number."""
    if Dice(day, ministry.ministry_id).percent(50):
        return {"jo_type": "JO_LOI_DECRET"}
    reference = f"EXEX{day:%y%m%d}D"
    return {
        "jo_type": "JO_LOI_DECRET",
        "jo_url": f"https://www.legifrance.gouv.fr/jorf/id/{reference}",
        "jo_reference": reference,
    }
