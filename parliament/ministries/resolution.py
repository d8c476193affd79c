"""What a label means on a day: which tenure of which ministry, and which portfolios.

The rules stand in docs/ministries.md. In short: an official name in force on the day is certain; a name told apart by
its rank and by whom it is attached to as well; what is certain about the subject alone gives portfolios; everything
else waits for a person.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from parliament.ministries.caretakers import answers_on, in_office
from parliament.ministries.names import KEEPERS, KNOWN, NAMED, OF_BEGINNING, OF_SUBJECT, OF_WORDS, Known
from parliament.ministries.register import Ministry, Rank
from parliament.ministries.spelling import mended
from parliament.ministries.terms import TERMS, certain_portfolios_of
from parliament.ministries.wording import TITLES, Wording, Words, read_wording
from parliament.people import fold
from parliament.text import clean_line

OFFICIAL = "official name"
WORDED = "same name, worded otherwise"
SHORTENED = "shortened title"
OTHER_DAY = "name of another day"
SUBJECT = "subject"
HOMONYMS = "homonyms"
UNKNOWN = "unknown"

CONFIDENCE = {
    OFFICIAL: 1.0,
    WORDED: 0.9,
    OTHER_DAY: 0.6,
    SUBJECT: 0.5,
    SHORTENED: 0.4,
    HOMONYMS: 0.0,
    UNKNOWN: 0.0,
}

Holds = Callable[[Ministry], bool]

# Whom a label of some rank may mean beside the holders of that rank: anybody is called a plain "ministre" in short.
_ALSO: dict[Rank, tuple[Rank, ...]] = {
    "ministre d'État": ("ministre",),
    "ministre": ("ministre d'État", "ministre délégué", "haut-commissaire"),
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a label means on a day.

    ``portfolio_ids`` has the main one first. Without ``ministry_id`` a resolved label is certain about its portfolio
    alone; a pending one may still tell the portfolio that all its homonyms share. ``confidence`` goes from 0 to 1.
    """

    ministry_id: str | None
    portfolio_ids: tuple[str, ...]
    status: Literal["resolved", "pending"]
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Reading:
    """A label taken apart, and the tenures, of any day, that bear its name or fit its wording."""

    written: str
    wording: Wording
    named: tuple[Known, ...]
    worded: tuple[Known, ...]


def resolve(label: str, on: date | None = None) -> Resolution:
    """Return what a label means on a day; without a day, what it always means.

    Total: any text gets an answer, "pending" where no rule is certain.
    """
    reading = _read(label)
    if isinstance(on, datetime):
        on = on.date()
    if on is None:
        always = _settle(reading, lambda _: True)
        return always if always and always.status == "resolved" else _by_subject(reading, None)
    return (
        _settle(reading, lambda ministry: in_office(ministry, on))
        or _settle(reading, lambda ministry: answers_on(ministry, on))
        or _shortened_title(reading.wording, on)
        or _by_subject(reading, on)
    )


@lru_cache(maxsize=4096)
def _read(label: str) -> _Reading:
    line = clean_line(label)
    wording = read_wording(line, mended)
    if " / " in line:
        # A title of legislature 13 may hold the whole pair: "Ministère de l'Outre-mer / Intérieur, outre-mer et …".
        return _read(line.partition(" / ")[0] if wording.rank else "")
    named = (known for known in NAMED.get(wording.words, ()) if _of_civility(known, wording))
    worded = (known for known in _of_subject(wording) if _fits(known, wording))
    return _Reading(fold(line), wording, tuple(named), tuple(worded))


def _of_subject(wording: Wording) -> Sequence[Known]:
    if wording.keeper:
        return KEEPERS
    in_any_order = OF_WORDS.get(tuple(sorted(wording.subject)), [])
    return OF_SUBJECT.get(wording.subject) or in_any_order or OF_SUBJECT.get(wording.charge, [])


def _of_civility(known: Known, wording: Wording) -> bool:
    return wording.civility in {None, known.civility or known.holder or wording.civility}


def _fits(known: Known, wording: Wording) -> bool:
    """Tell whether rank, attachment and annotation, where the label tells them, are those of the tenure."""
    told = TITLES.union(known.noted, known.attached)
    return (
        _of_rank(known, wording.rank)
        and wording.attached <= known.attached
        and told.issuperset(wording.note)
        and _of_civility(known, wording)
    )


def _of_rank(known: Known, rank: Rank | None) -> bool:
    if rank is None or rank in known.ranks:
        return True
    if rank == "ministre délégué":
        # "Ministre auprès du ministre": a minister to the register, a delegate to everybody else.
        return known.ministry.rank == "ministre" and bool(known.attached)
    return not known.ranks.isdisjoint(_ALSO.get(rank, ()))


def _settle(reading: _Reading, holds: Holds) -> Resolution | None:
    """Return the one tenure that bears the name, else the one that fits the wording; homonyms stay pending."""
    named = [known for known in reading.named if holds(known.ministry)]
    for telling in (lambda known: reading.written in known.written, _opened_by(reading.wording)):
        named = [known for known in named if telling(known)] or named
    if named:
        return _resolved(named[0].ministry, OFFICIAL) if len(named) == 1 else _homonyms(named)
    worded = [known for known in reading.worded if holds(known.ministry)]
    for telling in _tellings(reading.wording):
        worded = [known for known in worded if telling(known)] or worded
    if len(worded) == 1:
        rivals = _begun_so(reading.wording, worded[0], holds)
        return _homonyms([*worded, *rivals]) if rivals else _resolved(worded[0].ministry, WORDED)
    return _homonyms(worded) if worded else None


def _begun_so(wording: Wording, delegate: Known, holds: Holds) -> list[Known]:
    """Return the ministers of whom a plain "Ministère de l'Europe" may be the shortened title, beside a delegate."""
    if wording.rank != "ministre" or wording.attached or delegate.ministry.rank != "ministre délégué":
        return []
    begun = OF_BEGINNING.get(wording.subject, [])
    return [one for one in begun if holds(one.ministry) and one.ministry.rank in {"ministre", "ministre d'État"}]


def _tellings(wording: Wording) -> tuple[Callable[[Known], bool], ...]:
    """Return what tells tenures of one subject apart, the strongest first."""
    return (
        # A delegate is called "ministre" too, a minister is never called a delegate.
        lambda known: wording.rank in {None, "ministre"} or known.ministry.rank == wording.rank,
        lambda known: bool(wording.attached) == bool(known.attached),
        lambda known: wording.rank is None or known.ministry.rank == wording.rank,
        lambda known: wording.attached == known.attached,
        lambda known: not known.noted.isdisjoint(wording.note),
        lambda known: wording.civility == known.civility,
        _opened_by(wording),
        lambda known: wording.subject == known.short,
    )


def _opened_by(wording: Wording) -> Callable[[Known], bool]:
    """Return what tells a minister from a ministre of the other sex, by the "M." or "Mme" that opens the label."""
    return lambda known: wording.opening is not None and wording.opening in (known.civility, known.holder)


def _shortened_title(wording: Wording, on: date) -> Resolution | None:
    """Return the ministry in force whose name begins with what a question page keeps of it.

    The pages of legislature 13 cut inside a subject too ("Ministère de l'Anciens"), those of 14 to 16 at the first
    comma or "et".
    """
    if wording.rank is None or not wording.subject or wording.attached or wording.note:
        return None
    begun = _holding(OF_BEGINNING.get(wording.subject, ()), on)
    if not begun and wording.rank == "ministre" and _cut_term(wording):
        begun = _holding(_cut(wording.subject), on)
    if wording.rank != "ministre":
        begun = [known for known in begun if wording.rank in known.ranks]
    if len(begun) == 1:
        return _resolved(begun[0].ministry, SHORTENED)
    main = {known.ministry.portfolios[:1] for known in begun}
    return _portfolios(main.pop(), SHORTENED) if len(main) == 1 else None


def _holding(known: Sequence[Known], on: date) -> list[Known]:
    return [one for one in known if answers_on(one.ministry, on)]


def _cut(subject: Words) -> list[Known]:
    return [known for known in KNOWN if known.short[: len(subject)] == subject]


def _by_subject(reading: _Reading, on: date | None) -> Resolution:
    """Return the portfolios that a label is certain about, though it names no tenure of that day."""
    found = _portfolios_told(reading, on)
    if found is None or _is_disputed(reading.wording, found.portfolio_ids[0], on):
        return Resolution(None, (), "pending", UNKNOWN, CONFIDENCE[UNKNOWN])
    return found


def _portfolios_told(reading: _Reading, on: date | None) -> Resolution | None:
    known = [*reading.named, *reading.worded]
    if len({one.ministry.portfolios[0] for one in known}) == 1:
        nearest = min(known, key=lambda one: _days_away(one.ministry, on))
        return _portfolios(nearest.ministry.portfolios, OTHER_DAY)
    wording = reading.wording
    if not TITLES.issuperset(wording.note):
        # Whatever an unknown annotation says, the subject before it is not all.
        return None
    portfolios = certain_portfolios_of(wording.subject) or _cut_term(wording)
    return _portfolios(portfolios, SUBJECT) if portfolios else None


def _is_disputed(wording: Wording, portfolio: str, on: date | None) -> bool:
    """Tell whether a title may be cut from the name of a ministry of that day with another portfolio."""
    if wording.rank != "ministre" or on is None or wording.attached:
        return False
    return any(known.ministry.portfolios[0] != portfolio for known in _holding(_cut(wording.subject), on))


def _cut_term(wording: Wording) -> tuple[str, ...]:
    """Return the portfolios of the only term that a cut title may begin: "Ministère de l'Anciens"."""
    if wording.rank is None or not wording.subject:
        return ()
    found = {portfolios for term, portfolios in TERMS.items() if term[: len(wording.subject)] == wording.subject}
    return found.pop() if len(found) == 1 else ()


def _days_away(ministry: Ministry, on: date | None) -> int:
    if ministry.starts_on is None or on is None:
        return 0
    if on < ministry.starts_on:
        return (ministry.starts_on - on).days
    return (on - ministry.ends_before).days if ministry.ends_before is not None else 0


def _resolved(ministry: Ministry, method: str) -> Resolution:
    return Resolution(ministry.ministry_id, ministry.portfolios, "resolved", method, CONFIDENCE[method])


def _portfolios(portfolios: tuple[str, ...], method: str) -> Resolution:
    return Resolution(None, portfolios, "resolved", method, CONFIDENCE[method])


def _homonyms(known: list[Known]) -> Resolution:
    shared = {one.ministry.portfolios for one in known}
    portfolios = shared.pop() if len(shared) == 1 else ()
    return Resolution(None, portfolios, "pending", HOMONYMS, CONFIDENCE[HOMONYMS])
