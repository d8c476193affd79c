"""When a question was what: the states it went through, worked out from the times at which contents were read.

A content is known by the first and the last time it was read; at each of these it is what its witness says, until
another one is read. A version ends when a witness replaces one content by another. A further witness ends none: what it
adds was not known before, and nothing changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from etl.witnesses import WITNESSES

PLACES = {(one.source, one.detail): one.place for one in WITNESSES}


@dataclass(frozen=True, slots=True)
class Reading:
    """One content of one witness, and when it was read; times are texts that sort."""

    source: str
    detail: str
    content_hash: str
    first_read_at: str
    last_read_at: str
    parsed_at: str
    has_question: bool
    has_answer: bool

    @property
    def witness(self) -> tuple[str, str]:
        return self.source, self.detail


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What stood just before a time, None for the present; each content with the last time at which it was read.

    ``question`` and ``answer`` are the contents whose texts were the best known.
    """

    known_to: str | None
    standing: list[tuple[Reading, str]] = field(default_factory=list)
    question: Reading | None = None
    answer: Reading | None = None


def snapshots(readings: Iterable[Reading]) -> list[Snapshot]:
    """Return the states of one question, oldest first; the present one is the last, alone if nothing was replaced."""
    histories = [
        _history(list(own)) for _, own in groupby(sorted(readings, key=attrgetter("witness")), attrgetter("witness"))
    ]
    ends = {time for history in histories for time, reading in history[1:] if _replaces(history, time, reading)}
    return [_snapshot(end, histories) for end in [*sorted(ends), None]]


History = list[tuple[str, Reading]]


def _history(readings: list[Reading]) -> History:
    """Return what one witness said from when on, oldest first: one content for each time of reading."""
    better = _corrections(readings)
    said: dict[str, Reading] = {}
    # Of two contents read at one time the newer parser's stands, then the smaller hash, as the present one is found.
    for reading in sorted(sorted(readings, key=attrgetter("content_hash"), reverse=True), key=attrgetter("parsed_at")):
        for time in (reading.first_read_at, reading.last_read_at):
            said[time] = better.get(reading.content_hash, reading)
    return [(time, said[time]) for time in sorted(said)]


def _corrections(readings: list[Reading]) -> dict[str, Reading]:
    """Return what a better parser made of the same page, by the content that it corrects.

    Two contents that share a time of reading are one page, read by two parsers.
    """
    better: dict[str, Reading] = {}
    for reading in sorted(readings, key=attrgetter("parsed_at"), reverse=True):
        times = {reading.first_read_at, reading.last_read_at}
        for other in readings:
            if other.parsed_at > reading.parsed_at and times & {other.first_read_at, other.last_read_at}:
                better.setdefault(reading.content_hash, better.get(other.content_hash, other))
    return better


def _replaces(history: History, time: str, reading: Reading) -> bool:
    before = [content for when, content in history if when < time]
    return bool(before) and before[-1].content_hash != reading.content_hash


def _snapshot(end: str | None, histories: list[History]) -> Snapshot:
    known = [[(time, one) for time, one in history if end is None or time < end] for history in histories]
    read = [(time, one) for history in known for time, one in history]
    standing = [(history[-1][1], history[-1][0]) for history in known if history]
    return Snapshot(
        end,
        standing,
        _owner([(time, one) for time, one in read if one.has_question]),
        _owner([(time, one) for time, one in read if one.has_answer]),
    )


def _owner(read: History) -> Reading | None:
    """Return the content with the best text: of the most believed witness, read last, by the newest parser."""
    # Of equals max gives the first.
    best = max(sorted(read, key=lambda one: one[1].content_hash), key=_belief, default=None)
    return best[1] if best else None


def _belief(read: tuple[str, Reading]) -> tuple[int, str, str]:
    time, reading = read
    return -PLACES[reading.witness], time, reading.parsed_at
