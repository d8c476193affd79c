"""What a night reads, by its options: open data alone, unless a legislature or a source says otherwise."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cli.archive_orders import (
    archives_estimate,
    highest_known,
    hosts_of_archives,
    say_archives_cost,
    wanted_by,
    wanted_tonight,
)
from cli.errors import BadOption
from cli.night_parts import NightParts, read_parts
from cli.nightly import what_is_left_of
from cli.places import Places, places
from cli.summary import Summary
from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from parliament.records import Visit
from scraper.errors import UsageError
from scraper.nightly import Night
from scraper.order import Order
from tests.etl.made_up import land, visit

NIGHT = Night(on=date(2026, 1, 1))
HERE, THERE = "http://127.0.0.1:8013", "http://127.0.0.1:8017"


def parts_of(folder: Path, **said: Any) -> NightParts:
    usual: dict[str, Any] = {"legislatures": (), "sources": (), "sites": ()}
    limits = {"delay": 1.0, "max_requests": None, "max_seconds": None, "dry_run": False}
    return read_parts(**(usual | said), night=NIGHT, places=places(folder, None), **limits)


def numbers(order: Order | None) -> tuple[int, ...] | None:
    return order and order.legislatures


@pytest.mark.parametrize(
    ("said", "pages", "archives"),
    [
        ({}, None, (17,)),
        ({"sources": ("assemblee",)}, None, (17,)),
        ({"sources": ("nosdeputes",)}, (13, 14, 15, 16), None),
        ({"sources": ("nosdeputes", "assemblee")}, (13, 14, 15, 16), (17,)),
        ({"legislatures": (13,)}, (13,), None),
        ({"legislatures": (14,), "sources": ("assemblee",)}, None, (14,)),
        ({"legislatures": (13, 17)}, (13,), (17,)),
        ({"legislatures": (13, 16, 17), "sources": ("nosdeputes", "assemblee")}, (13, 16), (16, 17)),
    ],
)
def test_which_source_is_read(
    tmp_path: Path, said: dict[str, Any], pages: tuple[int, ...] | None, archives: tuple[int, ...] | None
) -> None:
    parts = parts_of(tmp_path, **said)
    assert (numbers(parts.pages), numbers(parts.archives)) == (pages, archives)
    assert parts.named is bool(said.get("legislatures"))
    assert parts.pages is None or parts.pages.night == NIGHT


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"legislatures": (13,), "sources": ("assemblee",)}, "no legislature 13 on the Assembly's own site"),
        ({"legislatures": (13,), "sources": ("nosdeputes", "assemblee")}, "no legislature 13 on the Assembly's own"),
        ({"sites": (f"13={HERE}",)}, "no legislature 13 on the Assembly's own site"),
        ({"sites": (f"16={HERE}",)}, "legislature 16 is not among those asked for"),
        ({"sources": ("nosdeputes", "assemblee"), "sites": (f"12={HERE}",)}, "there is no legislature 12"),
    ],
)
def test_what_makes_no_sense(tmp_path: Path, said: dict[str, Any], message: str) -> None:
    with pytest.raises((BadOption, UsageError), match=message):
        parts_of(tmp_path, **said)


def test_each_address_goes_to_its_source(tmp_path: Path) -> None:
    both = ("nosdeputes", "assemblee")
    parts = parts_of(tmp_path, legislatures=(16, 17), sources=both, sites=(f"16={HERE}", f"17={THERE}"))
    assert parts.pages and parts.archives
    assert (parts.pages.sites, parts.archives.sites) == ({16: HERE}, {16: THERE, 17: THERE})
    assert parts_of(tmp_path, legislatures=(17,), sites=(THERE,)).archives


def test_a_night_asks_for_the_present_legislature_and_for_what_nobody_read(tmp_path: Path) -> None:
    where, order = places(tmp_path, None), Order(source="assemblee", legislatures=(17,), sites={17: THERE})
    engine = connect(where.database)
    ensure_schema(engine)
    assert wanted_tonight(order, where, engine, full=False).legislatures == (14, 15, 16, 17)
    land(where.landing, "run-1", *(read(number) for number in (14, 16, 17)), source="assemblee")
    load(engine, where.landing)
    wanted = wanted_tonight(order, where, engine, full=False)
    assert (wanted.legislatures, wanted.present, wanted.highest) == ((15, 17), True, 17)
    assert wanted_tonight(order, where, engine, full=True).legislatures == (14, 15, 16, 17)
    assert set(hosts_of_archives(wanted)) == {"127.0.0.1:8017"}
    cost = archives_estimate(wanted, delay=1.0)
    assert (cost.questions, cost.requests, cost.at_least) == (None, 5, True)
    sentence = say_archives_cost(wanted, cost, 1.0)
    assert "at least 5 requests" in sentence
    assert "Not here yet: 15-questions.json.zip, 17-questions.json.zip, 17-amo.zip." in sentence
    engine.dispose()


def read(number: int) -> Visit:
    return visit(f"{number}/questions.json.zip/read", source="assemblee", listed="5f")


def test_an_archive_that_lies_here_tells_of_a_new_legislature(tmp_path: Path) -> None:
    where = places(tmp_path, None)
    downloads = tmp_path / "downloads/assemblee"
    downloads.mkdir(parents=True)
    for name in ("18-questions.json.zip", "19-questions.json.zip.json", "notes-questions.json.zip"):
        (downloads / name).touch()
    assert highest_known(where) == 18
    wanted = wanted_by(Order(source="assemblee", legislatures=(14,)), where)
    assert (wanted.legislatures, wanted.highest, wanted.present, wanted.register) == ((14,), 18, False, True)
    assert highest_known(Places(tmp_path / "elsewhere", where.url)) == 17


def test_what_the_first_source_spent_is_not_left_for_the_second() -> None:
    order = Order(legislatures=(13,), max_requests=10, max_seconds=60.0)
    left = what_is_left_of(order, [Summary(run_id="A", requests=4, seconds=12.0)])
    assert left and (left.max_requests, left.max_seconds) == (6, 48.0)
    assert what_is_left_of(order, [Summary(run_id="A", finish_reason="interrupted")]) is None
    assert what_is_left_of(order, [Summary(run_id="A", finish_reason="max_requests")]) is None
    assert what_is_left_of(order, [Summary(run_id="A", finish_reason="site_down")]) == order
