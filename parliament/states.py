"""The state of a question, derived from what a source says and the day it was read, never from today."""

from datetime import date
from typing import NamedTuple

from parliament.records import ClosureKind, State


class Closure(NamedTuple):
    """How a question stands: its state and the dates that go with it."""

    state: State
    answered_on: date | None = None
    withdrawn_on: date | None = None
    closure_kind: ClosureKind | None = None


def closure(*, answered: bool, closed_on: date | None, reason: str | None, read_on: date) -> Closure:
    """Return how a question stands, from its answer, closing date, reason and the day it was read.

    NosDéputés stores one closing date for an answer, a withdrawal or an announced answer, and prints "Retirée" for
    any such date in the past without an answer; on the closing day itself the answer is still announced.
    """
    if answered:
        return Closure("answered", answered_on=closed_on)
    if reason:
        return Closure("withdrawn", withdrawn_on=closed_on, closure_kind=closure_kind(reason))
    if closed_on is None:
        return Closure("pending")
    if closed_on >= read_on:
        return Closure("announced")
    return Closure("withdrawn", withdrawn_on=closed_on, closure_kind="unexplained")


def closure_kind(reason: str | None) -> ClosureKind:
    """Return who or what ended a question, from the reason the Assembly gives in words."""
    words = (reason or "").lower()
    if "auteur" in words:
        return "author"
    if "mandat" in words or "caduc" in words or "législature" in words:
        return "end_of_mandate"
    return "unexplained"
