"""What may be asked of a crawl, and what is refused with which sentence."""

from datetime import date

import pytest

from scraper.errors import UsageError
from scraper.order import Order, is_loopback, read_day, read_numbers, read_site

LOCAL = {13: "http://127.0.0.1:8013"}


@pytest.mark.parametrize(("text", "numbers"), [("47001", range(47001, 47002)), ("7-9", range(7, 10))])
def test_numbers(text: str, numbers: range) -> None:
    assert read_numbers(text) == numbers


@pytest.mark.parametrize("text", ["", "x", "9-7", "0", "-5", "1-", "1-2-3", "1000000", "4.5"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(UsageError):
        read_numbers(text)


def test_sites() -> None:
    assert read_site("13=http://localhost:1/", (13, 14)) == (13, "http://localhost:1")
    assert read_site("http://localhost:1", (16,)) == (16, "http://localhost:1")
    with pytest.raises(UsageError, match="13=http"):
        read_site("http://localhost:1", (13, 16))


def test_days() -> None:
    assert read_day("since", "21 avril 2009") == date(2009, 4, 21)
    assert read_day("since", None) is None
    with pytest.raises(UsageError, match="since"):
        read_day("since", "avril 2009")


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        (Order(), "no legislature given"),
        (Order(legislatures=(12,)), "no legislature 12"),
        (Order(legislatures=(13, 14), numbers=(range(1, 2),)), "one legislature"),
        (Order(legislatures=(13,), numbers=(range(1, 2),), deputies=("a",)), "not both"),
        (Order(legislatures=(13,), numbers=(range(1, 2),), since=date(2009, 1, 1)), "not both"),
        (Order(legislatures=(13,), since=date(2010, 1, 1), until=date(2009, 1, 1)), "lies after"),
        (Order(legislatures=(13,), sites={13: "ftp://x"}), "address"),
        (Order(legislatures=(13,), sites={13: "http://a:b@x"}), "address"),
        (Order(legislatures=(13,), delay=0.2), "below 0.5"),
        (Order(legislatures=(13, 14), sites=LOCAL, delay=0), "below 0.5"),
        (Order(legislatures=(13,), delay=-1), "outside"),
        (Order(source="senat", legislatures=(13,)), "no source 'senat'; known: nosdeputes, assemblee"),
        (Order(legislatures=(17,)), "no legislature 17 on NosDéputés.fr; it has 13, 14, 15 and 16"),
        (Order(source="assemblee"), "no legislature given"),
        (Order(source="assemblee", legislatures=(13,), deputies=("PA1",)), "no legislature 13 on the Assembly's"),
        (Order(source="assemblee", legislatures=(100,), deputies=("PA1",)), "no legislature 100 on the Assembly's"),
        (Order(source="assemblee", legislatures=(17,), deputies=("marc-le-fur",)), "one like PA1874"),
        (Order(source="assemblee", legislatures=(17,), since=date(2026, 1, 1)), "is read whole: leave out the dates"),
        (Order(source="assemblee", legislatures=(17,), deputies=("PA1",), sites={17: "ftp://x"}), "address"),
    ],
)
def test_what_cannot_be_carried_out(order: Order, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        order.check()


def test_no_delay_is_fine_on_this_machine() -> None:
    Order(legislatures=(13,), sites=LOCAL, delay=0).check()


@pytest.mark.parametrize("url", ["http://localhost:1", "http://127.0.0.9", "http://[::1]:8", "http://a.localhost"])
def test_loopback(url: str) -> None:
    assert is_loopback(url)


@pytest.mark.parametrize("url", ["", "http://10.0.0.1", "http://localhost.example.org", "https://www.nosdeputes.fr"])
def test_not_loopback(url: str) -> None:
    assert not is_loopback(url)


def test_arguments_of_the_scrapy_command() -> None:
    order = Order.from_arguments({"legislature": "13", "deputy": "a-b, c-d", "site": "http://localhost:1"}, delay=2)
    assert order.legislatures == (13,)
    assert order.deputies == ("a-b", "c-d")
    assert order.sites == {13: "http://localhost:1"}
    assert order.delay == 2
    assert Order.from_arguments({"deputy": "a-b"}).legislatures == (13, 14, 15, 16)


def test_arguments_for_the_assembly() -> None:
    order = Order.from_arguments({"legislature": "18", "number": "7"}, source="assemblee")
    assert (order.source, order.legislatures, order.label()) == ("assemblee", (18,), "assemblee-18")
    assert Order.from_arguments({"deputy": "PA1"}, source="assemblee").legislatures == (14, 15, 16, 17)


def test_a_run_of_nosdeputes_is_called_as_ever() -> None:
    order = Order(legislatures=(14, 13), deputies=("b", "a"), numbers=(range(5, 8),), sites=LOCAL)
    assert order.label() == "nosdeputes-13-14"
    assert order.scope() == {
        "legislatures": [13, 14],
        "deputies": ["a", "b"],
        "numbers": ["5-7"],
        "since": None,
        "until": None,
        "sites": {"13": "http://127.0.0.1:8013"},
    }


@pytest.mark.parametrize("arguments", [{"depute": "x"}, {"legislature": "xiii"}, {"number": "12", "legislature": "x"}])
def test_wrong_arguments(arguments: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        Order.from_arguments(arguments)


def test_no_spider_for_pages_reads_a_whole_legislature_of_the_assembly() -> None:
    with pytest.raises(UsageError, match="'questions crawl' reads a whole legislature from its archive"):
        Order.from_arguments({"legislature": "17"}, source="assemblee")
    Order(source="assemblee", legislatures=(17,)).check()


def test_the_same_order_has_the_same_scope() -> None:
    first = Order(legislatures=(14, 13), deputies=("b", "a"), delay=1, max_requests=5)
    second = Order(legislatures=(13, 14), deputies=("a", "b"), delay=2)
    assert first.scope() == second.scope()
    assert first.scope() != Order(legislatures=(13, 14), deputies=("a",)).scope()


def test_numbers_are_asked_for_once() -> None:
    order = Order(legislatures=(13,), numbers=(range(1, 4), range(2, 6)))
    assert list(order.each_number()) == [1, 2, 3, 4, 5]


def test_days_wanted() -> None:
    order = Order(legislatures=(13,), since=date(2009, 4, 21), until=date(2009, 4, 30))
    wanted = [order.wants_day(day) for day in (date(2009, 4, 20), date(2009, 4, 21), date(2009, 5, 1), None)]
    assert wanted == [False, True, False, True]
