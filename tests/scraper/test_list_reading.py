"""A list that is read while it moves."""

from scraper.list_reading import ListReading
from scraper.sites.nosdeputes.question_list import QuestionEntry, QuestionList


def entry(number: int, state: str = "Sans réponse") -> QuestionEntry:
    return QuestionEntry(
        number=number, site_id=number, asked="21/04/09", ministry="Justice", state=state, themes=None, excerpt=""
    )


def page(announced: int, *entries: QuestionEntry, last_page: int = 1, unreadable: tuple[str, ...] = ()) -> QuestionList:
    return QuestionList(announced=announced, page=1, last_page=last_page, entries=tuple(entries), unreadable=unreadable)


def test_a_list_that_stands_still_is_settled() -> None:
    reading = ListReading()
    assert [found.number for found in reading.add(page(2, entry(1), entry(2)))] == [1, 2]
    assert reading.settled


def test_an_empty_list_is_settled() -> None:
    reading = ListReading()
    reading.add(page(0))
    assert reading.settled


def test_rows_seen_twice_count_once() -> None:
    reading = ListReading()
    reading.add(page(3, entry(1), entry(2)))
    assert reading.add(page(3, entry(2))) == []
    assert not reading.complete


def test_a_count_that_changed_is_not_settled_but_may_be_complete() -> None:
    reading = ListReading()
    reading.add(page(1, entry(1)))
    reading.add(page(2, entry(2)))
    assert (reading.settled, reading.complete) == (False, True)


def test_a_changed_entry_is_given_again() -> None:
    reading = ListReading()
    reading.add(page(1, entry(1)))
    assert reading.add(page(1, entry(1, "Réponse le 04/08/09"))) == [entry(1, "Réponse le 04/08/09")]


def test_a_new_pass_starts_from_nothing() -> None:
    reading = ListReading()
    reading.add(page(2, entry(1)))
    reading.begin_pass()
    reading.add(page(1, entry(2)))
    assert reading.settled


def test_an_unreadable_entry_is_one_of_the_count() -> None:
    reading = ListReading()
    reading.add(page(2, entry(1), unreadable=("Question ?",)))
    assert reading.settled


def test_the_last_page_follows_count_and_links() -> None:
    reading = ListReading()
    reading.add(page(41, entry(1)))
    assert reading.last_page == 3
    reading.add(page(1, entry(1), last_page=2))
    assert reading.last_page == 2
