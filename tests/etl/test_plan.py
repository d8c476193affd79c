"""The plan: an unfinished run is gone on from, a finished one is not."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from etl.load import load
from etl.plan import write_plan
from etl.status import status
from tests.etl.made_up import deputy, land, question, visit

SCOPE = {"legislatures": [13]}


def planned(engine: Engine, path: Path, scope: dict[str, Any] = SCOPE) -> tuple[str | None, list[str]]:
    run_id = write_plan(engine, "nosdeputes", scope, path)
    return run_id, [json.loads(line)["key"] for line in path.read_text().splitlines()]


def test_a_finished_run_is_not_gone_on_from(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path / "landing", "run-1", deputy(), question(), visit("QANR5L13QE1"))
    load(engine, tmp_path / "landing")
    assert planned(engine, tmp_path / "plan.jsonl") == (None, [])


@pytest.mark.parametrize("reason", [None, "max_requests", "interrupted", "site_down"])
def test_an_unfinished_run_is_gone_on_from(engine: Engine, tmp_path: Path, reason: str | None) -> None:
    visits = [visit("QANR5L13QE1"), visit("QANR5L13QE2"), visit("QANR5L13QE3", http_status=404), visit("13/x")]
    land(tmp_path / "landing", "run-1", deputy(), question(), *visits, finish_reason=reason)
    load(engine, tmp_path / "landing")
    # Question 2 was visited, but its line never landed: it is read again.
    assert planned(engine, tmp_path / "plan.jsonl") == ("run-1", ["QANR5L13QE1", "QANR5L13QE3"])
    assert planned(engine, tmp_path / "plan.jsonl", {"legislatures": [14]}) == (None, [])


def test_a_list_read_to_its_end_is_passed_over(engine: Engine, tmp_path: Path) -> None:
    settled = visit("13/x/questions", announced=1, settled=True)
    shifting = visit("13/y/questions", announced=2, settled=False)
    land(tmp_path / "landing", "run-1", deputy(), settled, shifting, finish_reason="max_requests")
    load(engine, tmp_path / "landing")
    assert planned(engine, tmp_path / "plan.jsonl") == ("run-1", ["13/x/questions"])


def test_a_refused_run_is_not_gone_on_from(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path / "landing", "run-1", visit("13/deputes"), finish_reason="refused")
    load(engine, tmp_path / "landing")
    assert planned(engine, tmp_path / "plan.jsonl") == (None, [])


def test_a_chain_is_followed_to_its_first_run(engine: Engine, tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    land(landing, "run-1", deputy(), question(), visit("QANR5L13QE1"), finish_reason="max_requests")
    land(
        landing, "run-2", question(2, day=2), visit("QANR5L13QE2", day=2),
        started_at="2026-03-03 07:00:00", finish_reason=None, continues="run-1",
    )  # fmt: skip
    load(engine, landing)
    assert planned(engine, tmp_path / "plan.jsonl") == ("run-2", ["QANR5L13QE1", "QANR5L13QE2"])


def test_status_sums_up(engine: Engine, tmp_path: Path) -> None:
    unknown = question(asked_ministry_label="Nulle part")
    land(tmp_path / "landing", "run-1", deputy(), unknown, question(5, deputy_id="PA1"), visit("QANR5L13QE1"))
    load(engine, tmp_path / "landing")
    found = json.loads(json.dumps(status(engine)))
    (legislature,) = found["legislatures"]
    assert (legislature["legislature"], legislature["questions"], legislature["pending"]) == (13, 1, 1)
    assert legislature["last_read_at"] == "2026-03-01 08:00:00"
    assert found["tables"]["question"] == 1
    assert [run["run_id"] for run in found["runs"]] == ["run-1"]
    assert found["rejections"]["open"] == 1
    assert (found["pending_labels"]["count"], found["pending_labels"]["questions"]) == (1, 1)
    assert [row["label"] for row in found["pending_labels"]["most_frequent"]] == ["Nulle part"]
