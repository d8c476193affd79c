"""What a question list shows, compared with what is known of its questions."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import date, timedelta
from typing import Any

from parliament.dates import parse_date
from parliament.errors import UnreadableDate
from scraper.list_reading import ListReading
from scraper.plan import KnownQuestion
from scraper.sites.assemblee.deputy_questions import DeputyQuestion
from scraper.sites.nosdeputes.question_list import QuestionEntry
from scraper.sites.nosdeputes.roster import RosterEntry

# An answer appears on the site some days after its date; what is older than this stands below what page 1 must reach.
REACH = timedelta(days=35)
_ANSWERED = "Réponse"

Known = Mapping[int, KnownQuestion]


def fingerprint(entry: QuestionEntry | RosterEntry | DeputyQuestion) -> str:
    """Return a fingerprint of all that an entry shows (16 hex digits); spacing does not count."""
    shown = "\n".join(" ".join(str(value).split()) for value in astuple(entry))
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def to_read(reading: ListReading, known: Known) -> set[int]:
    """Return the questions to read after a page: new, not what they were, seen in two forms, or misplaced."""
    numbers = {entry.number for entry in reading.fresh if differs(entry, known)}
    return numbers | reading.changed | misplaced(reading.window, known)


def is_enough(reading: ListReading, known: Known, night: date) -> bool:
    """Return whether what is known and what was seen make up the list, and no change can stand further down."""
    is_all = len(known.keys() | reading.numbers) == reading.announced
    return is_all and reaches_back(reading.latest, known, night)


def lacking(reading: ListReading, known: Known) -> set[int]:
    """Return the known questions that a list lacks; none where it was not read whole, or not settled."""
    is_sure = reading.whole and reading.complete and not reading.broken and len(reading.numbers) == reading.seen
    return known.keys() - reading.numbers if is_sure else set()


def differs(entry: QuestionEntry, known: Known) -> bool:
    """Return whether an entry is new, or shows anything else than when its question was last read."""
    return entry.number not in known or known[entry.number].listed != fingerprint(entry)


def place(entry: QuestionEntry, known: Known) -> date | None:
    """Return the day by which an entry is sorted: of its closure, or else of its asking; None where unreadable.

    A list shows the closing day of an answer only; that of a withdrawal or of an announced answer must be known.
    """
    asked_on = _day(entry.asked)
    if is_answered(entry):
        return _closed_on(entry) or asked_on
    if entry.number in known and asked_on is not None:
        return max(known[entry.number].dated_on, asked_on)
    return asked_on


def is_answered(entry: QuestionEntry) -> bool:
    return entry.state.startswith(_ANSWERED)


def misplaced(entries: Sequence[QuestionEntry], known: Known) -> set[int]:
    """Return the questions whose place betrays a closing day that is not the one known, if any is known.

    Lists are sorted by day, the latest first. What stands in the wrong order is explained by as few questions as
    possible, none of them answered: those show their day. Where several explanations are as short, all are told.
    """
    placed = [(entry, day) for entry in entries if (day := place(entry, known)) is not None]
    days = [day for _, day in placed]
    # An answered entry outweighs all others together.
    weights = [len(placed) + 1 if is_answered(entry) else 1 for entry, _ in placed]
    kept = in_every_longest_descent(days, weights)
    return {
        entry.number for (entry, _), stays in zip(placed, kept, strict=True) if not stays and not is_answered(entry)
    }


def in_every_longest_descent(days: Sequence[date], weights: Sequence[int]) -> list[bool]:
    """Tell which days belong to every heaviest subsequence that never rises."""
    down = _heaviest_ending_at(days, weights)
    up = _heaviest_ending_at([-day.toordinal() for day in reversed(days)], list(reversed(weights)))[::-1]
    heaviest = max((weight for weight, _ in down), default=0)
    ways = sum(count for weight, count in down if weight == heaviest)
    return [
        before + after - own == heaviest and ways_before * ways_after == ways
        for (before, ways_before), (after, ways_after), own in zip(down, up, weights, strict=True)
    ]


def _heaviest_ending_at(values: Sequence[Any], weights: Sequence[int]) -> list[tuple[int, int]]:
    """Return for each place how heavy the heaviest subsequences that end there and never rise are, and how many."""
    found: list[tuple[int, int]] = []
    for value, own in zip(values, weights, strict=True):
        before = [found[at] for at in range(len(found)) if values[at] >= value]
        best = max((weight for weight, _ in before), default=0)
        found.append((best + own, sum(ways for weight, ways in before if weight == best) or 1))
    return found


def reaches_back(entries: Sequence[QuestionEntry], known: Known, night: date) -> bool:
    """Return whether a page ends with questions closed or asked so long ago that a change would stand above them."""
    wrong = misplaced(entries, known)
    days = [day for entry in entries if entry.number not in wrong and (day := place(entry, known)) is not None]
    return bool(days) and days[-1] < night - REACH


def _closed_on(entry: QuestionEntry) -> date | None:
    return _day(entry.state.removeprefix(_ANSWERED).strip().removeprefix("le"))


def _day(text: str) -> date | None:
    try:
        return parse_date(text.strip())
    except UnreadableDate:
        return None
