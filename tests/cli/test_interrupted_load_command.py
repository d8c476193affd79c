"""``questions load`` that something ends or keeps waiting: one line says what to do, the next one does the rest."""

import resource
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from etl.database import connect
from etl.errors import DatabaseBusy
from etl.writing import writing
from tests import forge
from tests.cli.command import Questions, start
from tests.etl.made_up import deputy, land, one, question

WAITING = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


@pytest.fixture
def landed(tmp_path: Path) -> Path:
    """A folder in which the landing zone holds one run; another one holds none."""
    (tmp_path / "none/landing").mkdir(parents=True)
    land(tmp_path / "data/landing", "run-1", deputy(), *(question(number) for number in range(1, 400)))
    return tmp_path


@pytest.fixture
def maintenance(postgresql_url: str) -> Iterator[Engine]:
    engine = create_engine(postgresql_url, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


def ended(process: forge.Process) -> tuple[int, str]:
    """Wait for a command's end; return its exit code and the last line of what it said."""
    _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    return process.returncode, said.splitlines()[-1]


def test_a_cut_connection_is_told_in_one_line(
    questions: Questions, landed: Path, postgresql_engine: Engine, postgresql_url: str, maintenance: Engine
) -> None:
    assert questions("load", "--data", "none", "--database", postgresql_url).code == 0
    with writing(postgresql_engine), start("load", "--database", postgresql_url, cwd=landed) as process:
        with maintenance.connect() as connection:
            while (backend := connection.scalar(text(WAITING))) is None:
                assert process.poll() is None
                time.sleep(0.01)
            connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": backend})
        code, last = ended(process)
    assert code == 3
    assert last.startswith("questions: the database refused: ")
    assert last.endswith("; see that the server is up, then run the same command again: what is landed stays")
    assert questions("load", "--database", postgresql_url).code == 0
    assert one(postgresql_engine, "SELECT count(*) AS known FROM question")["known"] == 399


def test_a_load_that_waits_says_so(landed: Path, postgresql_engine: Engine, postgresql_url: str) -> None:
    with start("load", "--database", postgresql_url, cwd=landed) as process:
        with writing(postgresql_engine):
            assert process.stderr is not None
            said = ""
            while "Waiting for another command, which writes to the database" not in said:
                line = process.stderr.readline()
                assert line, said
                said += line
        assert process.wait(timeout=60) == 0


def test_a_disk_that_takes_no_more_is_told_in_one_line(questions: Questions, landed: Path, sqlite_url: str) -> None:
    assert questions("load", "--data", "none", "--database", sqlite_url).code == 0
    # As if the disk had a hundred kilobytes left.
    limit = (100_000, 100_000)
    with start("load", "--database", sqlite_url, cwd=landed) as process:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, limit)
        code, last = ended(process)
    assert code == 3
    assert "; see that the disk is sound and has room, then run the same command again: what is landed stays" in last
    ran = questions("load", "--database", sqlite_url, "--json")
    assert (ran.code, ran.answer["inserted"]) == (0, 399)


def test_a_database_kept_too_long_is_told_in_one_line(questions: Questions, landed: Path, sqlite_url: str) -> None:
    # In line with the register, so that opening it writes nothing.
    assert questions("load", "--data", "none", "--database", sqlite_url).code == 0
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ran = questions("load", "--database", f"{sqlite_url}?timeout=1")
    other.close()
    assert (ran.code, "Traceback" in ran.err) == (3, False)
    assert ran.err.splitlines()[-1] == (
        "questions: another command has been writing to the database for too long; "
        "run this one again once it has ended: what is landed stays"
    )


def test_a_load_on_a_server_waits_only_so_long(
    postgresql_engine: Engine, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.dialects.postgresql.PATIENCE", 1)
    other = connect(postgresql_url)
    with writing(postgresql_engine, [13]):
        with writing(other, [16]):
            pass
        with pytest.raises(DatabaseBusy), writing(other, [13]):
            pass
    other.dispose()
