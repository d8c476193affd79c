"""How a question stands, by what is said of it and the day it was read."""

from datetime import date

import pytest

from parliament.states import Closure, closure, closure_kind

READ_ON = date(2012, 6, 20)
DAY = date(2012, 6, 19)


def test_an_answer_makes_it_answered() -> None:
    assert closure(answered=True, closed_on=DAY, reason=None, read_on=READ_ON) == Closure("answered", answered_on=DAY)


def test_an_answer_may_lack_its_date() -> None:
    assert closure(answered=True, closed_on=None, reason=None, read_on=READ_ON) == Closure("answered")


def test_a_reason_makes_it_withdrawn_even_in_the_future() -> None:
    stands = closure(answered=False, closed_on=date(2013, 1, 1), reason="fin de mandat", read_on=READ_ON)
    assert stands == Closure("withdrawn", withdrawn_on=date(2013, 1, 1), closure_kind="end_of_mandate")


def test_nothing_makes_it_pending() -> None:
    assert closure(answered=False, closed_on=None, reason=None, read_on=READ_ON) == Closure("pending")


@pytest.mark.parametrize("closed_on", [READ_ON, date(2013, 1, 1)])
def test_a_date_to_come_announces_an_answer(closed_on: date) -> None:
    assert closure(answered=False, closed_on=closed_on, reason=None, read_on=READ_ON) == Closure("announced")


def test_a_past_date_alone_is_unexplained() -> None:
    stands = closure(answered=False, closed_on=DAY, reason=None, read_on=READ_ON)
    assert stands == Closure("withdrawn", withdrawn_on=DAY, closure_kind="unexplained")


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("fin de mandat", "end_of_mandate"),
        ("Caducité", "end_of_mandate"),
        ("retrait à l'initiative de l'auteur", "author"),
        ("erreur", "unexplained"),
        (None, "unexplained"),
    ],
)
def test_reasons(reason: str | None, kind: str) -> None:
    assert closure_kind(reason) == kind
