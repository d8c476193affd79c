"""Rejections of a crawl: one per fault, closed by the run that takes the same page or record after all."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from etl.known import known_records
from etl.load import load
from etl.rejected import rejected, rejection_named
from parliament.records import Record, Rejection
from tests.etl.made_up import ANSWERED, DAY, deputy, dump, land, question, visit

KEY = "QANR5L13QE1"


def refusal(*, day: int = 0, **said: Any) -> Rejection:
    told: dict[str, Any] = {
        "source": "nosdeputes",
        "key": KEY,
        "url": f"https://example.invalid/{KEY}?n={day}",
        "stage": "question page",
        "reason": "expected a question, found “Maintenance”",
        "raw": {},
        "rejected_at": DAY + timedelta(days=day),
    }
    return Rejection(**told | said)


def night(landing: Path, day: int, *records: Record, **said: Any) -> None:
    land(landing, f"run-{day}", *records, started_at=f"2026-03-{day + 1:02} 07:00:00", **said)


def stands(engine: Engine) -> list[tuple[str, bool]]:
    """The run and whether it is open, of each rejection."""
    return sorted((one.run_id, one.replayed_at is None) for one in rejected(engine, closed=True))


def test_the_same_fault_night_after_night_is_one_rejection(engine: Engine, tmp_path: Path) -> None:
    for day in range(3):
        night(tmp_path, day, refusal(day=day), visit(KEY, day=day))
    report = load(engine, tmp_path)
    assert stands(engine) == [("run-0", True)]
    assert report.tables["rejection"].as_dict() == {"inserted": 1, "updated": 0, "unchanged": 2, "rejected": 0}


@pytest.mark.parametrize("taken", [question(**ANSWERED, day=1), visit(KEY, day=1), visit(KEY, day=1, http_status=404)])
def test_a_later_run_that_takes_it_closes_it(engine: Engine, tmp_path: Path, taken: Record) -> None:
    night(tmp_path, 0, refusal(), deputy())
    night(tmp_path, 1, taken)
    report = load(engine, tmp_path)
    assert stands(engine) == [("run-0", False)]
    assert report.tables["rejection"].updated == 1
    assert rejected(engine) == []
    before = dump(engine)
    load(engine, tmp_path, everything=True)
    assert dump(engine) == before


def test_a_record_made_without_the_refused_page_closes_nothing(engine: Engine, tmp_path: Path) -> None:
    for day in range(2):
        night(tmp_path, day, deputy(), refusal(day=day), question(day=day), visit(KEY, day=day))
    load(engine, tmp_path)
    assert stands(engine) == [("run-0", True)]


def test_an_answer_that_failed_closes_nothing(engine: Engine, tmp_path: Path) -> None:
    night(tmp_path, 0, refusal())
    night(tmp_path, 1, visit(KEY, day=1, http_status=503))
    load(engine, tmp_path)
    assert stands(engine) == [("run-0", True)]


def test_a_fault_that_comes_back_is_another_rejection(engine: Engine, tmp_path: Path) -> None:
    night(tmp_path, 0, refusal())
    night(tmp_path, 1, visit(KEY, day=1))
    night(tmp_path, 2, refusal(day=2))
    load(engine, tmp_path)
    assert stands(engine) == [("run-0", False), ("run-2", True)]
    before = dump(engine)
    load(engine, tmp_path, everything=True)
    assert dump(engine) == before


def test_a_deputy_and_a_list_close_too(sqlite_engine: Engine, tmp_path: Path) -> None:
    of_deputy, of_list = "13/aline-exemple-1", "13/aline-exemple-1/questions"
    night(tmp_path, 0, refusal(key=of_deputy, stage="deputy page"), refusal(key=of_list, stage="question list"))
    night(tmp_path, 1, deputy(day=1))
    load(sqlite_engine, tmp_path)
    assert [one.key for one in rejected(sqlite_engine)] == [of_list]
    night(tmp_path, 2, visit(of_list, day=2, announced=3, settled=True))
    load(sqlite_engine, tmp_path)
    assert rejected(sqlite_engine) == []


FIRST_PAGE = "https://example.invalid/aline-exemple-1/questions?page=1&n=2026-03-01"


@pytest.mark.parametrize(
    ("said", "is_open"),
    [
        ({"url": FIRST_PAGE}, False),
        ({"url": FIRST_PAGE.replace("page=1", "page=2")}, True),
        ({"url": FIRST_PAGE.replace("page=1", "page=12")}, True),
        ({"url": FIRST_PAGE.partition("&")[0], "reason": "it shifts: 41 questions announced, 40 seen"}, True),
        ({"url": FIRST_PAGE, "key": "13/aline-exemple-2/questions"}, True),
    ],
    ids=["page 1", "page 2", "page 12", "the whole list", "another list"],
)
def test_a_night_that_reads_page_1_of_a_list_closes_its_refusal(
    engine: Engine, tmp_path: Path, said: dict[str, Any], is_open: bool
) -> None:
    of_list = "13/aline-exemple-1/questions"
    night(tmp_path, 0, refusal(**{"key": of_list, "stage": "question list", **said}))
    night(tmp_path, 1, visit(f"{of_list}/recent", day=1, announced=41))
    load(engine, tmp_path)
    assert stands(engine) == [("run-0", is_open)]
    night(tmp_path, 2, visit(of_list, day=2, announced=41, settled=True))
    load(engine, tmp_path)
    assert stands(engine) == [("run-0", said.get("key") == "13/aline-exemple-2/questions")]


def test_one_rejection_is_found_by_the_start_of_its_id(engine: Engine, tmp_path: Path) -> None:
    night(tmp_path, 0, refusal(raw={"number": 1}))
    load(engine, tmp_path)
    (one,) = rejected(engine)
    assert rejection_named(engine, one.rejection_id[:8]) == [(one, {"number": 1})]
    assert rejection_named(engine, "nothing") == []


def test_what_has_an_open_rejection_counts_as_unknown(engine: Engine, tmp_path: Path) -> None:
    night(tmp_path, 0, deputy(), question(1), question(2), refusal())
    load(engine, tmp_path)
    known = known_records(engine, "nosdeputes")
    assert known["QANR5L13QE2", "document"] == (question(2).content_hash, "pending")
    assert known["13/PA990001", "document"] == (deputy().content_hash, "")
    assert (KEY, "document") not in known
