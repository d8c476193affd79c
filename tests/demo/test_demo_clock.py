"""The clock of the sites, and what is stale by it."""

from datetime import UTC, date, datetime

import pytest

from demo.answer import Answer
from demo.cache import Cache
from demo.clock import Clock

DOCUMENT, ROSTER, LIST = "/api/document/QuestionEcrite/2000/json", "/deputes/json", "/aline-exemple/questions"


class Counted:
    """Makes a different answer each time."""

    def __init__(self, status: int = 200) -> None:
        self.made = 0
        self.status = status

    def __call__(self, path: str, query: str) -> Answer:
        self.made += 1
        return Answer(f"{path}?{query} {self.made}", self.status)


def made_after(hours: float, path: str, *, old_layout: bool) -> int:
    """Return how often a page is made that is asked for twice, so many hours apart."""
    clock, made = Clock(date(2026, 1, 1)), Counted()
    cache = Cache(clock, old_layout=old_layout)
    for _ in range(2):
        cache.answer(path, "", made)
        clock.move(hours)
    return made.made


@pytest.mark.parametrize(
    ("path", "old_layout", "hours"),
    [(ROSTER, True, 24), (DOCUMENT, True, 24), (ROSTER, False, 8), (DOCUMENT, False, 8), (LIST, False, 24)],
)
def test_a_page_is_stale_until_its_time_is_up(path: str, old_layout: bool, hours: int) -> None:
    assert made_after(hours - 0.1, path, old_layout=old_layout) == 1
    assert made_after(hours, path, old_layout=old_layout) == 2


@pytest.mark.parametrize(
    ("path", "old_layout"),
    [
        (LIST, True), ("/question/QE/1", True), ("/16/question/QE/1", False), ("/aline-exemple", False),
        ("/aline-exemple/json", True), ("/robots.txt", False), ("/aline-exemple/questions/rss", False),
    ],
)  # fmt: skip
def test_other_pages_are_always_fresh(path: str, old_layout: bool) -> None:
    assert made_after(0, path, old_layout=old_layout) == 2


def test_the_query_is_part_of_the_key() -> None:
    cache, made = Cache(Clock(date(2026, 1, 1)), old_layout=False), Counted()
    bodies = [cache.answer(LIST, query, made).body for query in ("page=1", "page=2", "page=1&n=1", "page=1")]
    assert (made.made, bodies[0] == bodies[3]) == (3, True)


@pytest.mark.parametrize("status", [302, 404, 500])
def test_what_is_no_page_is_not_kept(status: int) -> None:
    cache, made = Cache(Clock(date(2026, 1, 1)), old_layout=True), Counted(status)
    assert [cache.answer(DOCUMENT, "", made).status for _ in range(2)] == [status, status]
    assert made.made == 2


def test_the_clock_goes_by_the_day_in_paris() -> None:
    clock = Clock(date(2026, 1, 1))
    assert (clock.now, clock.today) == (datetime(2026, 1, 1, 2, tzinfo=UTC), date(2026, 1, 1))
    clock.move(20.5)
    assert (clock.now.date(), clock.today) == (date(2026, 1, 1), date(2026, 1, 1))
    clock.move(0.75)
    assert (clock.now.date(), clock.today) == (date(2026, 1, 1), date(2026, 1, 2))


def test_a_night_is_a_day_also_when_the_clocks_change() -> None:
    clock = Clock(date(2026, 3, 28))
    clock.next_day()
    clock.next_day()
    assert (clock.today, clock.now.hour) == (date(2026, 3, 30), 1)
