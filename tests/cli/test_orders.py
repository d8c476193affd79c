"""From the options of the command line to what the crawl is asked for."""

from datetime import date
from typing import Any

import pytest

from cli.errors import BadOption
from cli.orders import read_order
from scraper.errors import UsageError
from scraper.order import Order

NOTHING: dict[str, Any] = {
    "legislatures": (),
    "deputies": (),
    "numbers": (),
    "since": None,
    "until": None,
    "sites": (),
    "delay": 1.0,
    "max_requests": None,
    "max_seconds": None,
    "dry_run": False,
}


def order_of(**options: Any) -> Order:
    return read_order(**{**NOTHING, **options})


def test_a_legislature_named_twice_is_asked_once() -> None:
    assert order_of(legislatures=[13, 16, 13]).legislatures == (13, 16)


def test_a_deputy_without_legislature_is_asked_for_in_all_four() -> None:
    assert order_of(deputies=["aline-exemple"]).legislatures == (13, 14, 15, 16)


def test_numbers_and_ranges_are_read() -> None:
    assert order_of(legislatures=[13], numbers=["47001", "5-7"]).numbers == (range(47001, 47002), range(5, 8))


@pytest.mark.parametrize("text", ["2009-04-21", "21/04/2009", "21 avril 2009"])
def test_days_are_read_in_iso_and_french(text: str) -> None:
    assert order_of(legislatures=[13], since=text).since == date(2009, 4, 21)


def test_a_bare_site_stands_for_the_only_legislature() -> None:
    assert order_of(legislatures=[14], sites=["http://localhost:1/"]).sites == {14: "http://localhost:1"}


def test_a_site_may_name_its_legislature() -> None:
    sites = ["13=http://a.example", "16=http://b.example"]
    assert order_of(legislatures=[13, 16], sites=sites).sites == {13: "http://a.example", 16: "http://b.example"}


@pytest.mark.parametrize(
    ("options", "source"),
    [
        ({"legislatures": [13, 16]}, "nosdeputes"),
        ({"deputies": ["PA1"]}, "nosdeputes"),
        ({"legislatures": [17], "numbers": ["5"]}, "assemblee"),
        ({"legislatures": [17, 18], "deputies": ["PA1"]}, "assemblee"),
        ({"legislatures": [16], "numbers": ["5"], "source": "assemblee"}, "assemblee"),
        ({"legislatures": [14, 17], "deputies": ["PA1"], "source": "assemblee"}, "assemblee"),
        ({"legislatures": [13], "source": "nosdeputes"}, "nosdeputes"),
    ],
)
def test_where_an_order_is_read(options: dict[str, Any], source: str) -> None:
    assert order_of(**options).source == source


def test_a_year_and_a_month_are_meant_whole() -> None:
    order = order_of(legislatures=[13], since="2010", until="2011-02")
    assert (order.since, order.until) == (date(2010, 1, 1), date(2011, 2, 28))
    day = order_of(legislatures=[13], since="21 avril 2009", until="2009-04-21")
    assert day.since == day.until == date(2009, 4, 21)


def test_one_address_of_the_assembly_stands_for_all_its_archives() -> None:
    order = order_of(legislatures=[14, 15], source="assemblee", sites=["15=http://127.0.0.1:1"], delay=0.0)
    assert order.sites == {14: "http://127.0.0.1:1", 15: "http://127.0.0.1:1"}
    assert order.reads_archives


def test_a_deputy_of_the_assembly_without_legislature_is_asked_for_in_all_of_its_own() -> None:
    assert order_of(deputies=["PA1"], source="assemblee").legislatures == (14, 15, 16, 17)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"legislatures": [13, 17]}, "legislature 13 is read from NosDéputés.fr, 17 from the Assembly's own site"),
        ({"legislatures": [17, 13], "deputies": ["PA1"]}, "run two commands"),
        ({"legislatures": [17], "until": "2026-01-01"}, "is read whole: leave out the dates"),
        ({"legislatures": [17], "deputies": ["marc-le-fur"]}, "PA1874"),
        ({"legislatures": [17], "source": "nosdeputes"}, "no legislature 17 on NosDéputés.fr"),
        ({"legislatures": [17], "numbers": ["5"], "sites": ["16=http://a.example"]}, "legislature 16 is not among"),
        ({}, "say what to crawl: --legislature"),
        ({"since": "2009-04-21"}, "say what to crawl: --legislature"),
        ({"legislatures": [13], "since": "2009-13"}, "--since: '2009-13' is no date; write 2012, 2012-06,"),
        ({"deputies": [" "]}, "--deputy is empty"),
        ({"numbers": ["5"], "deputies": ["aline-exemple"]}, "--number needs --legislature"),
        ({"legislatures": [13, 16], "sites": ["http://a.example"]}, "which legislature"),
        ({"deputies": ["x"], "sites": ["http://a.example"]}, "which legislature"),
        ({"legislatures": [13], "sites": ["16=http://a.example"]}, "legislature 16 is not among those asked for"),
        ({"legislatures": [13], "sites": ["http://a.example", "http://b.example"]}, "two addresses"),
        ({"legislatures": [13], "sites": ["ftp://a.example"]}, "http"),
        ({"legislatures": [13], "sites": ["13="]}, "http"),
        ({"legislatures": [12]}, "12"),
        ({"legislatures": [13, 14], "numbers": ["5"]}, "one legislature"),
        ({"legislatures": [13], "numbers": ["5"], "deputies": ["x"]}, "not both"),
        ({"legislatures": [13], "numbers": ["5"], "since": "2009-04-21"}, "not both"),
        ({"legislatures": [13], "numbers": ["0"]}, "47001-47100"),
        ({"legislatures": [13], "numbers": ["1000000"]}, "47001-47100"),
        ({"legislatures": [13], "numbers": ["9-7"]}, "47001-47100"),
        ({"legislatures": [13], "numbers": ["many"]}, "many"),
        ({"legislatures": [13], "since": "2009-02-30"}, "2009-02-30"),
        ({"legislatures": [13], "since": "2010-01-01", "until": "2009-01-01"}, "2010-01-01"),
        ({"legislatures": [13], "delay": 0.4}, "0.5"),
        ({"legislatures": [13], "delay": float("nan")}, "nan"),
        ({"legislatures": [13, 16], "sites": ["13=http://127.0.0.1:1"], "delay": 0.0}, "0.5"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(options: dict[str, Any], message: str) -> None:
    with pytest.raises((BadOption, UsageError)) as refusal:
        order_of(**options)
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_a_site_on_this_machine_may_be_asked_without_delay(host: str) -> None:
    assert order_of(legislatures=[13], sites=[f"http://{host}:8013"], delay=0.0).delay == 0
