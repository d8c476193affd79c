"""An empty database is filled with bare tables: it ends as any other, and an interruption leaves it as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from etl.database import connect
from etl.filling import filling, is_empty
from etl.load import load, load_records
from etl.schema import ensure_schema
from etl.soundness import soundness
from parliament.landing import FILES, read_records
from parliament.records import Deputy, Question, Record
from tests.etl.made_up import ANSWERED, deputy, dump, land, page, question, run_named, visit

STRAY = "INSERT INTO question_text (question_id, question_text) VALUES ('QANR5L13QE9', 'De personne.')"


class Interrupted(Exception):
    """What ends a load in these tests."""


def records() -> Iterator[Record]:
    yield deputy()
    yield deputy(2)
    yield from (question(number, deputy_id=f"PA9900{number % 2 + 1:02}") for number in range(1, 60))
    yield from (question(number, day=1, **ANSWERED) for number in range(30, 50))
    yield page(3, day=2)
    yield visit("QANR5L13QE1")


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    return land(tmp_path / "landing", "run-1", *records()).parent


@pytest.fixture
def other_engine(tmp_path: Path) -> Iterator[Engine]:
    """A database that is loaded without filling it."""
    engine = connect(f"sqlite:///{tmp_path / 'other.db'}")
    ensure_schema(engine)
    yield engine
    engine.dispose()


def without_files(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    return dump(engine, leave_out=("schema_version", "landing_file", "check_result", "visit", "crawl_run"))


def test_it_ends_as_any_other_load(
    engine: Engine, other_engine: Engine, landing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(other_engine, landing)
    monkeypatch.setattr("etl.load.LARGE", 1)
    assert load(engine, landing).tables["question"].inserted == 59
    assert dump(engine) == dump(other_engine)
    assert soundness(engine).faults == ()


def test_records_in_memory_fill_it_too(engine: Engine, other_engine: Engine, landing: Path) -> None:
    load(other_engine, landing)
    kinds = {kind: list(read_records(landing / "run-1" / FILES[kind])) for kind in (Deputy, Question)}
    load_records(engine, run_named("run-1"), kinds)
    assert without_files(engine) == without_files(other_engine)


def test_the_next_load_finds_it_whole(engine: Engine, landing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.load.LARGE", 1)
    load(engine, landing)
    land(landing, "run-2", *(question(number, day=3, **ANSWERED) for number in range(1, 10)))
    assert load(engine, landing).tables["question"].updated == 9
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            pragmas = [connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys")]
        assert pragmas == ["wal", 1]


def test_an_interruption_leaves_it_empty_and_sound(engine: Engine) -> None:
    before = dump(engine)
    with pytest.raises(Interrupted), filling(engine) as connection:
        connection.execute(text("DELETE FROM ministry_attachment"))
        raise Interrupted
    assert dump(engine) == before
    assert soundness(engine).faults == ()


def test_after_an_interruption_the_same_connection_loads(engine: Engine, landing: Path) -> None:
    with pytest.raises(Interrupted), filling(engine):
        raise Interrupted
    assert load(engine, landing).tables["question"].inserted == 59
    assert soundness(engine).faults == ()


def test_a_row_that_refers_to_none_is_refused(engine: Engine) -> None:
    with pytest.raises(IntegrityError), filling(engine) as connection:
        connection.execute(text(STRAY))
    assert soundness(engine).faults == ()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM question_text")) == 0
        assert is_empty(connection)


def test_a_reader_of_the_file_only_keeps_the_log(
    engine: Engine, landing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.load.LARGE", 1)
    with engine.connect() as reader:
        assert is_empty(reader)
        if engine.dialect.name == "postgresql":
            # Its locks would wait for the end of this transaction.
            reader.rollback()
        assert load(engine, landing).tables["question"].inserted == 59
    assert soundness(engine).faults == ()
