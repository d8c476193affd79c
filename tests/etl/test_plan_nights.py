"""What a night is told of the database."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from etl.complete import complete_legislatures
from etl.load import load
from etl.plan import write_plan
from parliament.records import Record
from tests.etl.made_up import ANSWERED, deputy, land, page, question, visit

SLUG = "aline-exemple-1"
SCOPE = {"legislatures": [13], "night": {"on": "2026-03-02"}}
WHOLE = visit(f"13/{SLUG}/questions", announced=1, settled=True)


def loaded(engine: Engine, tmp_path: Path, *records: Record, **said: Any) -> None:
    land(tmp_path / "landing", f"run-{len(list(tmp_path.glob('landing/*')))}", *records, **said)
    load(engine, tmp_path / "landing")


def known(engine: Engine, tmp_path: Path, deputy_id: str = "PA990001") -> dict[str, Any]:
    """Return the line of one deputy's list."""
    path = tmp_path / "plan.jsonl"
    write_plan(engine, "nosdeputes", SCOPE, path, known=(13,))
    (line,) = [found for found in map(json.loads, path.read_text().splitlines()) if found.get("list") == deputy_id]
    return line


def test_a_list_is_told_with_all_that_is_known(engine: Engine, tmp_path: Path) -> None:
    updated = datetime(2012, 6, 19, 4, 12, 33)  # noqa: DTZ001
    read = [question(1, **ANSWERED), question(2, site_updated_at=updated)]
    seen = [visit(f"QANR5L13QE{n}", listed=f"f{n}") for n in (1, 2)]
    loaded(engine, tmp_path, deputy(), *read, *seen, WHOLE, visit(f"13/{SLUG}", listed="r"))
    assert known(engine, tmp_path) == {
        "list": "PA990001",
        "legislature": 13,
        "slugs": [SLUG],
        "whole_on": "2026-03-01",
        "announced": 1,
        "page_on": "2026-03-01",
        "page_listed": "r",
        "questions": {
            "1": {"dated_on": "2009-08-04", "listed": "f1", "site_id": 1001},
            "2": {
                "dated_on": "2009-04-21",
                "listed": "f2",
                "site_id": 1002,
                "open": True,
                "document": {"read_on": "2026-03-01", "updated_at": "2012-06-19 04:12:33"},
            },
        },
    }


def test_a_deputy_without_questions_is_told_too(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, deputy(1), deputy(2), question())
    assert known(engine, tmp_path, "PA990002")["questions"] == {}
    assert known(engine, tmp_path, "PA990002")["whole_on"] is None


def test_an_entry_counts_only_with_the_reading_it_led_to(engine: Engine, tmp_path: Path) -> None:
    """A crash came between the visit and the record."""
    loaded(engine, tmp_path, deputy(), question(), visit("QANR5L13QE1", listed="a"))
    loaded(engine, tmp_path, visit("QANR5L13QE1", day=1, listed="b"))
    assert "listed" not in known(engine, tmp_path)["questions"]["1"]


def test_a_page_whose_document_failed_is_read_once_more(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, deputy(), question(2), page(1), visit("QANR5L13QE1", listed="a"))
    assert "listed" not in known(engine, tmp_path)["questions"]["1"]
    loaded(engine, tmp_path, page(1, day=1), visit("QANR5L13QE1", day=1, listed="a"))
    assert known(engine, tmp_path)["questions"]["1"]["listed"] == "a"


def test_where_no_question_has_a_document_pages_are_enough(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, deputy(), page(1), visit("QANR5L13QE1", listed="a"))
    assert known(engine, tmp_path)["questions"]["1"]["listed"] == "a"


def test_a_list_that_was_read_in_part_is_not_whole(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, deputy(), WHOLE)
    loaded(engine, tmp_path, visit(f"13/{SLUG}/questions/recent", day=3, announced=2))
    line = known(engine, tmp_path)
    assert (line["whole_on"], line["announced"]) == ("2026-03-01", 2)


def test_a_list_that_shifted_is_not_whole(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, deputy(), visit(f"13/{SLUG}/questions", announced=2, settled=False))
    assert known(engine, tmp_path)["whole_on"] is None


def test_a_renamed_deputy_keeps_what_is_known(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, deputy(), WHOLE, visit(f"13/{SLUG}", listed="r"))
    loaded(engine, tmp_path, deputy(day=1, slug="aline-modele"), visit("13/aline-modele", day=1, listed="s"))
    line = known(engine, tmp_path)
    assert line["slugs"] == [SLUG, "aline-modele"]
    assert (line["whole_on"], line["page_on"], line["page_listed"]) == ("2026-03-01", "2026-03-02", "s")


def test_looking_at_the_data_alone_counts_as_reading_them(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, deputy(), question(), visit("QANR5L13QE1/document", day=5))
    assert known(engine, tmp_path)["questions"]["1"]["document"]["read_on"] == "2026-03-06"


def test_how_question_pages_are_addressed(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, deputy(), question(), visit("QANR5L13QE1"), visit("QANR5L13QE2", http_status=404))
    write_plan(engine, "nosdeputes", SCOPE, tmp_path / "plan.jsonl", known=(13,))
    first, *_ = (tmp_path / "plan.jsonl").read_text().splitlines()
    assert json.loads(first) == {"legislature": 13, "question_url": "https://example.invalid/QANR5L13QE1"}


def test_a_night_cut_short_is_gone_on_with(engine: Engine, tmp_path: Path) -> None:
    seen = [visit(f"13/{SLUG}/questions/recent"), visit("QANR5L13QE1/document"), visit("13/y/questions", settled=False)]
    loaded(engine, tmp_path, deputy(), *seen, scope=SCOPE, finish_reason=None)
    path = tmp_path / "plan.jsonl"
    assert write_plan(engine, "nosdeputes", SCOPE, path, known=(13,)) == "run-0"
    keys = [line["key"] for line in map(json.loads, path.read_text().splitlines()) if "key" in line]
    assert keys == [f"13/{SLUG}/questions/recent", "QANR5L13QE1/document"]


TODAY = date(2026, 3, 2)
COMPLETE = (deputy(), question(**ANSWERED), WHOLE)


def test_a_legislature_that_ended_is_complete_when_all_is_settled(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, *COMPLETE)
    assert complete_legislatures(engine, "nosdeputes", TODAY) == {13}
    assert complete_legislatures(engine, "nosdeputes", date(2012, 6, 19)) == set()


@pytest.mark.parametrize(
    "more",
    [(question(2),), (deputy(2),), (visit(f"13/{SLUG}/questions", day=1, settled=False),)],
    ids=["an open question", "a list never read", "a list that shifts"],
)
def test_what_keeps_a_legislature_open(engine: Engine, tmp_path: Path, more: tuple[Record, ...]) -> None:
    loaded(engine, tmp_path, *COMPLETE, *more)
    assert complete_legislatures(engine, "nosdeputes", TODAY) == set()


@pytest.mark.parametrize(
    "said",
    [{"finish_reason": "max_requests"}, {"scope": {"legislatures": [13], "deputies": [SLUG]}}],
    ids=["a run cut short", "one deputy"],
)
def test_only_a_run_that_read_everything_completes_it(engine: Engine, tmp_path: Path, said: dict[str, Any]) -> None:
    loaded(engine, tmp_path, *COMPLETE, **said)
    assert complete_legislatures(engine, "nosdeputes", TODAY) == set()
