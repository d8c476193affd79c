"""What is read once more after a load was cut short, or a deputy's data could not be had."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from etl.load import load
from etl.plan import write_plan
from parliament.records import Record, Rejection
from tests.etl.made_up import DAY, deputy, land, question, visit

SCOPE = {"legislatures": [13]}
SLUG = "aline-exemple-1"


def planned(engine: Engine, path: Path) -> tuple[str | None, list[str]]:
    run_id = write_plan(engine, "nosdeputes", SCOPE, path)
    return run_id, [json.loads(line)["key"] for line in path.read_text().splitlines()]


def test_a_finished_run_whose_load_was_cut_short_is_gone_on_from(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path / "landing", "run-1", deputy(), question(), visit("QANR5L13QE1"), finish_reason="finished")
    load(engine, tmp_path / "landing", left_over=True)
    assert planned(engine, tmp_path / "plan.jsonl") == ("run-1", ["QANR5L13QE1"])
    # Killed once more, before it was gone on with: nothing waits for a load by then.
    load(engine, tmp_path / "landing", left_over=True)
    assert planned(engine, tmp_path / "plan.jsonl") == ("run-1", ["QANR5L13QE1"])


def test_a_run_that_its_own_command_loaded_is_done(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path / "landing", "run-1", deputy(), question(), visit("QANR5L13QE1"), finish_reason="finished")
    load(engine, tmp_path / "landing", run_id="run-1")
    load(engine, tmp_path / "landing", left_over=True)
    assert planned(engine, tmp_path / "plan.jsonl") == (None, [])


def test_and_so_is_a_run_that_went_on_from_it(engine: Engine, tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    land(landing, "run-1", deputy(), question(), visit("QANR5L13QE1"), finish_reason="finished")
    land(landing, "run-2", visit(f"13/{SLUG}", day=2), started_at="2026-03-03 07:00:00", finish_reason=None,
         continues="run-1")  # fmt: skip
    load(engine, landing)
    assert planned(engine, tmp_path / "plan.jsonl") == ("run-2", ["QANR5L13QE1"])


def test_a_refused_run_is_never_gone_on_from(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path / "landing", "run-1", deputy(), visit("QANR5L13QE1"), finish_reason="refused")
    load(engine, tmp_path / "landing", left_over=True)
    assert planned(engine, tmp_path / "plan.jsonl") == (None, [])


def page_on(engine: Engine, tmp_path: Path, *records: Record) -> Any:
    """Return the day on which a night is told that the first deputy's page was read, once these records are loaded."""
    land(tmp_path / "landing", f"run-{len(list(tmp_path.glob('landing/*')))}", *records)
    load(engine, tmp_path / "landing")
    path = tmp_path / "plan.jsonl"
    write_plan(engine, "nosdeputes", SCOPE, path, known=(13,))
    lines = map(json.loads, path.read_text().splitlines())
    return next(line["page_on"] for line in lines if line.get("list") == "PA990001")


def test_a_deputy_whose_data_failed_is_read_once_more(engine: Engine, tmp_path: Path) -> None:
    seen = [deputy(1, detail="page"), visit(f"13/{SLUG}", listed="r")]
    assert page_on(engine, tmp_path, deputy(2), *seen) is None
    assert page_on(engine, tmp_path, deputy(1, day=1, detail="page"), visit(f"13/{SLUG}", day=1)) == "2026-03-02"


def test_where_no_deputy_has_data_pages_are_enough(engine: Engine, tmp_path: Path) -> None:
    assert page_on(engine, tmp_path, deputy(1, detail="page"), visit(f"13/{SLUG}", listed="r")) == "2026-03-01"


def test_a_deputy_whose_page_was_refused_is_read_once_more(engine: Engine, tmp_path: Path) -> None:
    refused = Rejection(
        source="nosdeputes", key=f"13/{SLUG}", url="https://example.invalid/aline-exemple-1", stage="deputy page",
        reason="expected a deputy's page", raw={}, rejected_at=DAY,
    )  # fmt: skip
    assert page_on(engine, tmp_path, deputy(), visit(f"13/{SLUG}", listed="r"), refused) is None
    assert page_on(engine, tmp_path, deputy(day=1), visit(f"13/{SLUG}", day=1, listed="r")) == "2026-03-02"
