"""Two loads of different legislatures into one PostgreSQL database: side by side, and as one after the other."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from etl.database import connect
from etl.load import LoadReport, load
from etl.schema import ensure_schema
from parliament.records import Deputy, Mandate, Question
from soak.contents import Contents, contents, differing
from tests.etl.made_up import ANSWERED, deputy, land, one, question, visit

OF_16: dict[str, Any] = {
    "legislature": 16,
    "group_label": "RE",
    "group_name": "Renaissance",
    "group_since": date(2022, 6, 28),
    "mandates": (Mandate(starts_on=date(2022, 6, 22), ends_on=None, end_reason=None),),
    "profession": "Institutrice",
}
OPEN_REJECTIONS = "SELECT count(*) FROM rejection WHERE replayed_at IS NULL"
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def deputy_16(number: int = 1, *, day: int = 0) -> Deputy:
    return deputy(number, day=day, **OF_16)


def question_16(number: int, *, day: int = 0, **said: Any) -> Question:
    told = {"legislature": 16, "question_id": f"QANR5L16QE{number}", "group_label": "RE", "asked_on": date(2022, 9, 6)}
    return question(number, day=day, **told | said)


def land_13(landing: Path, run: int = 1, *records: Any) -> None:
    questions = (question(number, day=run, deputy_id=f"PA9900{number % 9 + 1:02}") for number in range(1, 60 * run))
    land(landing, f"run-13-{run}", *(deputy(n, day=run) for n in range(1, 10)), *questions, *records)


def land_16(landing: Path, run: int = 1, *records: Any) -> None:
    questions = (question_16(number, day=run, deputy_id=f"PA9900{number % 9 + 1:02}") for number in range(1, 60 * run))
    authors = (deputy_16(n, day=run) for n in range(1, 10))
    land(landing, f"run-16-{run}", *authors, *questions, *records, scope={"legislatures": [16]})


def loaded(database: str, landing: Path, progress: Callable[[int, int], None] | None = None) -> LoadReport:
    """Load with a connection of its own, as another process would."""
    engine = connect(database)
    try:
        return load(engine, landing, progress=progress)
    finally:
        engine.dispose()


def count_of(database: str, query: str) -> int:
    engine = connect(database)
    with engine.connect() as connection:
        found = connection.execute(text(query)).scalar_one()
    engine.dispose()
    return int(found)


def one_after_the_other(database: str, *landings: Path) -> Contents:
    for landing in landings:
        loaded(database, landing)
    return contents(database, {})


@pytest.fixture
def other_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'other.db'}"


@pytest.fixture
def in_turn(other_url: str) -> Iterator[Callable[..., Contents]]:
    """What loading some landing zones one after the other leaves, told by a database of the other kind."""
    engine = connect(other_url)
    ensure_schema(engine)
    yield lambda *landings: one_after_the_other(other_url, *landings)
    engine.dispose()


def wait_until_one_waits(engine: Engine) -> None:
    with engine.connect() as connection:
        while not connection.scalar(text(WAITING)):
            time.sleep(0.01)
            connection.rollback()


class Once:
    """Progress that does something in the middle of a load: when the deputies are in, the questions not yet."""

    def __init__(self, do: Callable[[], object]):
        self.do = do
        self.is_done = False

    def __call__(self, done: int, _total: int) -> None:
        if done and not self.is_done:
            self.is_done = True
            self.do()


def test_a_load_does_not_wait_for_one_of_another_legislature(
    postgresql_engine: Engine, postgresql_url: str, tmp_path: Path
) -> None:
    land(tmp_path / "13", "run-13", deputy(), *(question(number) for number in range(1, 30)))
    questions = (question_16(number, deputy_id="PA990002") for number in range(1, 20))
    land(tmp_path / "16", "run-16", deputy_16(2), *questions, scope={"legislatures": [16]})
    seen = []

    def load_the_other() -> None:
        # Its last lock is that of the labels: it takes it, commits, and is done while this one has not come so far.
        with ThreadPoolExecutor(1) as pool:
            report = pool.submit(loaded, postgresql_url, tmp_path / "16").result(timeout=30)
        seen.append(report.tables["question"].inserted)

    report = loaded(postgresql_url, tmp_path / "13", Once(load_the_other))
    assert (seen, report.tables["question"].inserted) == ([19], 29)
    labels = "SELECT sum(occurrences) AS met FROM ministry_label"
    assert one(postgresql_engine, labels)["met"] == 2 * (19 + 29)


def test_deputies_of_both_legislatures_are_as_if_loaded_in_turn(
    postgresql_engine: Engine, postgresql_url: str, in_turn: Callable[..., Contents], tmp_path: Path
) -> None:
    # The one that was derived without the other's mandates, uncommitted yet, would delete them.
    land_13(tmp_path / "13")
    land_16(tmp_path / "16")
    with ThreadPoolExecutor(1) as pool:
        second = []

        def begin_the_other() -> None:
            second.append(pool.submit(loaded, postgresql_url, tmp_path / "16"))
            wait_until_one_waits(postgresql_engine)

        loaded(postgresql_url, tmp_path / "13", Once(begin_the_other))
        second[0].result(timeout=30)
    expected = in_turn(tmp_path / "13", tmp_path / "16")
    assert differing(expected, contents(postgresql_url, {}), "in turn") == 0
    assert one(postgresql_engine, "SELECT count(*) AS rows FROM mandate")["rows"] == 18


def test_repeated_loads_at_once_are_as_in_turn(
    postgresql_url: str, in_turn: Callable[..., Contents], tmp_path: Path
) -> None:
    for run in (1, 2, 3):
        changed = question(run, day=run + 3, **ANSWERED), visit(f"QANR5L13QE{run}", day=run)
        land_13(tmp_path / "13", run, *changed)
        land_16(tmp_path / "16", run, question_16(run, day=run + 3, **ANSWERED), question_16(900, deputy_id="PA990055"))
    land(tmp_path / "late", "run-late", deputy(55), question(900, deputy_id="PA990055"))
    zones = [tmp_path / name for name in ("13", "16", "late", "13", "16")]
    with ThreadPoolExecutor(len(zones)) as pool:
        list(pool.map(lambda zone: loaded(postgresql_url, zone), zones))
    found, expected = contents(postgresql_url, {}), in_turn(*zones)
    # A question is refused only where it comes before its author; whichever came first, none stays refused.
    refused = found.pop("rejection"), expected.pop("rejection")
    assert differing(expected, found, "in turn") == 0
    assert not {"QANR5L13QE900", "QANR5L16QE900"} - {row[0] for row in found["question_text"]}
    assert count_of(postgresql_url, OPEN_REJECTIONS) == 0, refused


def test_loads_that_wait_for_each_other_both_end(
    postgresql_engine: Engine,
    postgresql_url: str,
    in_turn: Callable[..., Contents],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # Each holds a question of the other's legislature, and its lock.
    strange = question_16(500, deputy_id="PA990001")
    land(tmp_path / "13", "run-13", deputy(), question(), strange)
    astray = question(500, deputy_id="PA990002")
    land(tmp_path / "16", "run-16", deputy_16(2), question_16(1, deputy_id="PA990002"), astray,
         scope={"legislatures": [16]})  # fmt: skip
    with ThreadPoolExecutor(1) as pool:
        second = []

        def begin_the_other() -> None:
            second.append(pool.submit(loaded, postgresql_url, tmp_path / "16"))
            wait_until_one_waits(postgresql_engine)

        loaded(postgresql_url, tmp_path / "13", Once(begin_the_other))
        second[0].result(timeout=30)
    expected = in_turn(tmp_path / "13", tmp_path / "16")
    assert differing(expected, contents(postgresql_url, {}), "in turn") == 0
    assert "trying this one again" in caplog.text


def test_a_question_refused_while_its_author_is_being_loaded_is_taken_in_the_end(
    postgresql_engine: Engine, postgresql_url: str, tmp_path: Path
) -> None:
    # Neither load sees what the other has not committed yet.
    land(tmp_path / "13", "run-13", deputy(7), question(1, deputy_id="PA990007"))
    land(tmp_path / "16", "run-16", deputy_16(2), question_16(1, deputy_id="PA990007"), scope={"legislatures": [16]})

    def load_the_other() -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(loaded, postgresql_url, tmp_path / "16").result(timeout=30)
        assert one(postgresql_engine, "SELECT count(*) AS refused FROM rejection")["refused"] == 1

    loaded(postgresql_url, tmp_path / "13", Once(load_the_other))
    assert one(postgresql_engine, "SELECT count(*) AS known FROM question")["known"] == 2
    assert one(postgresql_engine, "SELECT count(*) AS open FROM rejection WHERE replayed_at IS NULL")["open"] == 0


READ = """
    SELECT (SELECT count(*) FROM question), (SELECT count(*) FROM question_text),
           (SELECT count(*) FROM question_source),
           (SELECT count(*) FROM question_event WHERE kind = 'asked'), (SELECT count(*) FROM deputy_name),
           (SELECT sum(occurrences) FROM ministry_label), (SELECT count(*) FROM landing_file),
           (SELECT count(*) FROM question WHERE state = 'answered'), (SELECT count(*) FROM question_version)
"""


def test_a_reader_sees_the_database_before_or_after_a_load(engine: Engine, database_url: str, tmp_path: Path) -> None:
    land_13(tmp_path / "landing")
    loaded(database_url, tmp_path / "landing")
    land(tmp_path / "landing", "run-13-2", deputy(day=2), *(question(n, day=2, **ANSWERED) for n in range(1, 400)))
    seen: list[tuple[Any, ...]] = []
    ended = threading.Event()
    reading = threading.Event()

    def read_on() -> None:
        other = connect(database_url)
        while not ended.is_set():
            with other.connect() as connection:
                seen.append(tuple(connection.execute(text(READ)).one()))
            reading.set()
        other.dispose()

    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(read_on)
        reading.wait(20)
        with engine.connect() as connection:
            before = tuple(connection.execute(text(READ)).one())
        # In the middle of the load, too.
        loaded(database_url, tmp_path / "landing", lambda _done, _total: (reading.clear(), reading.wait(20), None)[2])
        with engine.connect() as connection:
            after = tuple(connection.execute(text(READ)).one())
        reading.clear()
        reading.wait(20)
        ended.set()
        reader.result(timeout=20)
    assert before != after
    assert {*seen} == {before, after}
    assert seen == sorted(seen, key=[before, after].index)
