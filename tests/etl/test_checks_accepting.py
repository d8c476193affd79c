"""A run that a fatal check refuses stays out of the tables until a person decides, and blocks no other."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from etl.accepting import discard, held, load_states, require_failed
from etl.errors import NotHeld
from etl.health import health, was_good_before
from etl.load import LoadReport, load
from parliament.landing import runs
from parliament.records import Record
from tests.etl.made_up import deputy, dump, land, one, question, visit

LIST = "13/aline-exemple-1/questions"
OF_RUNS = ("crawl_run", "check_result")
MORNING = datetime(2026, 3, 1, 21, tzinfo=UTC)


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    """A landing zone with a run of which half of a list is missing."""
    short: list[Record] = [question(number) for number in range(1, 31)]
    land(tmp_path, "run-1", deputy(), *short, visit(LIST, announced=60, settled=True), requests=99)
    return tmp_path


def health_of(engine: Engine, now: datetime = MORNING) -> dict[str, object]:
    return health(engine, now, timedelta(hours=36))


def total(report: LoadReport) -> int:
    return report.tables["question"].inserted if report.run_ids else 0


def test_a_held_run_leaves_nothing_in_the_tables_but_that(engine: Engine, landing: Path) -> None:
    before = dump(engine, leave_out=OF_RUNS)
    report = load(engine, landing)
    assert dump(engine, leave_out=OF_RUNS) == before
    assert (report.run_ids, [(each.run_id, each.check, each.rows) for each in report.held]) == (
        (), [("run-1", "list-counts", (LIST,))],
    )  # fmt: skip
    sentence = str(report.held[0])
    assert "30 of 60 questions" in sentence
    assert "questions load --run run-1 --accept list-counts" in sentence
    with engine.connect() as connection:
        assert held(connection) == report.held


def test_a_held_run_blocks_no_later_one_and_is_not_tried_again(engine: Engine, landing: Path) -> None:
    load(engine, landing)
    land(landing, "run-2", deputy(), question(99, day=1), started_at="2026-03-02 07:59:00")
    report = load(engine, landing)
    assert (report.run_ids, total(report), report.held) == (("run-2",), 1, ())


def test_an_accepted_run_is_loaded_and_stays_so(engine: Engine, landing: Path) -> None:
    load(engine, landing)
    assert total(load(engine, landing, run_id="run-1", accept={"list-counts"})) == 30
    kept = one(engine, "SELECT outcome, note FROM check_result WHERE check_name = 'list-counts'")
    assert kept["outcome"] == "accepted"
    before = dump(engine)
    assert load(engine, landing, everything=True).held == ()
    assert dump(engine) == before
    assert health_of(engine)["healthy"] is True


def test_accepting_one_check_does_not_accept_another(engine: Engine, landing: Path) -> None:
    load(engine, landing)
    report = load(engine, landing, run_id="run-1", accept={"losses"})
    assert [each.check for each in report.held] == ["list-counts"]
    with engine.connect() as connection:
        assert load_states(connection) == {"run-1": "held"}


def test_only_what_failed_can_be_accepted(engine: Engine, landing: Path) -> None:
    load(engine, landing)
    require_failed(engine, "run-1", ["list-counts"])
    with pytest.raises(NotHeld, match=r"losses in run run-1: it is held by list-counts"):
        require_failed(engine, "run-1", ["losses"])


def test_a_discarded_run_is_never_loaded_and_its_files_stay(engine: Engine, landing: Path) -> None:
    load(engine, landing)
    discard(engine, runs(landing)[0])
    assert load(engine, landing, everything=True).run_ids == ()
    assert load(engine, landing, run_id="run-1").run_ids == ()
    assert (landing / "run-1/questions.jsonl").exists()
    assert health_of(engine)["held_runs"] == []


def test_a_run_that_is_loaded_cannot_be_discarded(engine: Engine, landing: Path) -> None:
    land(landing, "run-2", deputy(), question(99, day=1), started_at="2026-03-02 07:59:00")
    load(engine, landing)
    with pytest.raises(NotHeld, match="run-2 is loaded already"):
        discard(engine, runs(landing)[1])


def test_a_run_that_passes_after_all_is_loaded_when_it_is_named(engine: Engine, landing: Path) -> None:
    load(engine, landing)
    more = [question(number, day=1) for number in range(31, 61)]
    land(landing, "run-2", deputy(), *more, started_at="2026-03-02 07:59:00")
    load(engine, landing)
    assert total(load(engine, landing, run_id="run-1")) == 30
    with engine.connect() as connection:
        assert (load_states(connection), held(connection)) == ({}, ())


NIGHT = {"scope": {"legislatures": [13], "night": {"on": "2026-03-01"}}, "requests": 9}


def quiet_night(landing: Path, number: int) -> None:
    """A night that looks at the list, and finds all as it was."""
    seen = visit(f"{LIST}/recent", day=number - 1, announced=1)
    land(landing, f"run-{number}", seen, **NIGHT, started_at=f"2026-03-{number:02} 07:59:00",
         finished_at=f"2026-03-{number:02} 09:00:00")  # fmt: skip


def test_a_quiet_night_is_as_good_when_all_is_loaded_again(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path, "run-1", deputy(), question(), visit(LIST, announced=1, settled=True))
    for number in (2, 3):
        quiet_night(tmp_path, number)
    assert load(engine, tmp_path).held == ()
    before = dump(engine)
    assert load(engine, tmp_path, everything=True).held == ()
    assert dump(engine) == before


@pytest.mark.parametrize(
    ("announced", "accept"), [(60, {"list-counts"}), (30, set())], ids=["accepted", "passes after all"]
)
def test_a_run_held_after_all_of_it_was_loaded_is_released_by_its_name(
    engine: Engine, tmp_path: Path, announced: int, accept: set[str]
) -> None:
    short: list[Record] = [question(number) for number in range(1, 31)]
    land(tmp_path, "run-1", deputy(), *short, visit(LIST, announced=announced, settled=True))
    hold_a_loaded_run(engine, tmp_path)
    report = load(engine, tmp_path, run_id="run-1", accept=accept)
    assert (report.run_ids, report.held) == (("run-1",), ())
    with engine.connect() as connection:
        assert (load_states(connection), held(connection)) == ({}, ())
    assert load(engine, tmp_path, run_id="run-1").run_ids == ()


def hold_a_loaded_run(engine: Engine, landing: Path) -> None:
    """Load a run, then hold it as a stricter check would."""
    load(engine, landing, run_id="run-1")
    load(engine, landing, run_id="run-1", accept={"list-counts"})
    with engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE check_result SET outcome = 'failed', severity = 'fatal'"
                " WHERE run_id = 'run-1' AND check_name = 'list-counts'"
            )
        )
        connection.execute(text("UPDATE crawl_run SET load_state = 'held'"))


def test_a_loaded_run_that_is_held_is_judged_by_all_of_it(engine: Engine, landing: Path) -> None:
    hold_a_loaded_run(engine, landing)
    assert [each.check for each in load(engine, landing, run_id="run-1").held] == ["list-counts"]


KILLED = {"finished_at": None, "finish_reason": None, "requests": 0}


@pytest.mark.parametrize(
    ("scope", "stale"), [({"legislatures": [13]}, True), ({"reparse": {"legislatures": [13]}}, False)]
)
def test_runs_that_were_killed_are_no_good_runs(
    engine: Engine, tmp_path: Path, scope: dict[str, Any], stale: bool
) -> None:
    land(tmp_path, "run-1", deputy(), question(), scope=scope, **KILLED)
    load(engine, tmp_path)
    found = health_of(engine)
    assert (found["healthy"], found["stale"], found["last_run"] is None) == (not stale, stale, not stale)


def test_health_before_during_and_after(engine: Engine, landing: Path) -> None:
    empty = health_of(engine)
    assert (empty["healthy"], empty["stale"], empty["last_good_run"]) == (True, False, None)
    load(engine, landing)
    ill = health_of(engine)
    assert (ill["healthy"], ill["stale"], ill["last_good_run"]) == (False, True, None)
    load(engine, landing, run_id="run-1", accept={"list-counts"})
    well = health_of(engine)
    assert (well["healthy"], well["hours_since_good_run"]) == (True, 12.0)
    assert well["last_good_run"] | {"requests": 99, "inserted": 30, "seconds": 3660.0} == well["last_good_run"]  # type: ignore[operator]
    late = health_of(engine, MORNING + timedelta(hours=25))
    assert (late["healthy"], late["stale"]) == (False, True)


def test_a_warning_shows_until_a_later_run_passes(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path, "run-1", deputy(), question(), visit(LIST, announced=2, settled=True))
    load(engine, tmp_path)
    failing = health_of(engine)["failing_checks"]
    assert [(each["check"], each["severity"], each["rows"]) for each in failing] == [  # type: ignore[attr-defined]
        ("list-counts", "warning", [LIST])
    ]
    complete = visit(LIST, day=1, announced=2, settled=True)
    land(tmp_path, "run-2", question(2, day=1), complete, started_at="2026-03-02 07:59:00", finished_at=None)
    load(engine, tmp_path)
    assert health_of(engine)["failing_checks"] == []


def test_how_the_run_before_ended(engine: Engine, landing: Path) -> None:
    for number, said in ((2, {}), (3, {"finish_reason": "site_down"}), (4, {})):
        started_at = f"2026-03-{number:02} 07:59:00"
        land(landing, f"run-{number}", deputy(), question(99), started_at=started_at, requests=9, **said)
    load(engine, landing)
    found = {number: was_good_before(engine, f"run-{number}") for number in (1, 2, 3, 4)}
    assert found == {1: None, 2: False, 3: True, 4: False}
