"""Loads at the same time, of the same landing zone and of one that is still being written."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import Engine, text

from etl.database import connect
from etl.dialects import dialect_of
from etl.load import LoadReport, load
from etl.schema import ensure_schema
from parliament.landing import LandingWriter
from tests.etl.made_up import ANSWERED, deputy, dump, land, one, question, run_named, visit


def test_two_loads_at_once_do_the_work_of_one(engine: Engine, database_url: str, tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    land(landing, "run-1", deputy(), *(question(number) for number in range(1, 300)))
    land(landing, "run-2", question(1, day=1, **ANSWERED), question(2, day=1), visit("QANR5L13QE1", day=1))

    def load_once(_number: int) -> LoadReport:
        own = connect(database_url)
        try:
            return load(own, landing)
        finally:
            own.dispose()

    with ThreadPoolExecutor(3) as pool:
        reports = list(pool.map(load_once, range(3)))
    assert sum(report.tables["question"].inserted for report in reports if report.run_ids) == 299
    assert sum(report.tables["question"].updated for report in reports if report.run_ids) == 1
    assert sorted(run for report in reports for run in report.run_ids) == ["run-1", "run-2"]
    assert one(engine, "SELECT count(*) AS rows FROM question_text")["rows"] == 299
    before = dump(engine)
    load(engine, landing, everything=True)
    assert dump(engine) == before


def test_a_question_landed_during_the_load_waits_for_the_next(engine: Engine, tmp_path: Path) -> None:
    # A deputy and their question came in after deputies.jsonl was read: the question was refused for want of them.
    writer = LandingWriter(tmp_path / "landing" / "run-1", run_named("run-1", finish_reason=None))
    writer.write(deputy())
    writer.write(question())
    late = [deputy(2), question(2, deputy_id="PA990002")]

    def crawl_goes_on(done: int, _total: int) -> None:
        while done and late:
            writer.write(late.pop(0))

    report = load(engine, tmp_path / "landing", progress=crawl_goes_on)
    assert report.tables["question"].as_dict() == {"inserted": 1, "updated": 0, "unchanged": 0, "rejected": 0}
    writer.close()
    assert load(engine, tmp_path / "landing").tables["question"].inserted == 1
    assert one(engine, "SELECT count(*) AS refused FROM rejection")["refused"] == 0


def test_a_run_that_ended_stays_ended(engine: Engine, tmp_path: Path) -> None:
    # A load that had read run.json before the run's end told it as still running, after another load told its end.
    land(tmp_path / "landing", "run-1", deputy())
    load(engine, tmp_path / "landing")
    land(tmp_path / "landing", "run-1", deputy(2), finished_at=None, finish_reason=None)
    load(engine, tmp_path / "landing")
    assert one(engine, "SELECT finish_reason FROM crawl_run")["finish_reason"] == "finished"


def test_a_database_that_is_being_loaded_can_be_opened(engine: Engine, database_url: str, tmp_path: Path) -> None:
    # Opening took the writers' lock: status waited for the end of a load.
    other = connect(database_url)
    with dialect_of(engine).writing(engine).begin() as connection:
        dialect_of(engine).lock(connection)
        connection.execute(text("UPDATE legislature SET ends_on = ends_on"))
        with ThreadPoolExecutor(1) as pool:
            pool.submit(ensure_schema, other).result(timeout=20)
    other.dispose()
    assert one(engine, "SELECT count(*) AS known FROM legislature")["known"] >= 4
