"""A load that a full disk, a cut connection or a kill ends leaves the database as it was; the next one does all."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from etl.database import connect
from etl.dialects import dialect_of
from etl.load import load
from etl.schema import ensure_schema
from soak.contents import Contents, contents
from tests.cli.command import ROOT, environment
from tests.etl.made_up import ANSWERED, deputy, land, page, question, visit

RUNS = ("run-1", "run-2")
# At these shares of the statements of a load.
MOMENTS = (0.1, 0.4, 0.7, 0.95)
Strike = Callable[[Any], None]

# Ends itself before the statement of that number.
KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from etl.database import connect
from etl.load import load
engine, left = connect(sys.argv[1]), int(sys.argv[3])
@event.listens_for(engine, "before_cursor_execute")
def count_down(*_):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
load(engine, Path(sys.argv[2]))
"""


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    """Two runs: the second one answers some questions of the first, and brings more."""
    zone = tmp_path / "landing"
    land(zone, "run-1", deputy(), *(question(number) for number in range(1, 80)), visit("QANR5L13QE1"))
    answered = (question(number, day=1, **ANSWERED) for number in range(1, 40))
    added = (question(number, day=1) for number in range(80, 150))
    land(zone, "run-2", deputy(day=1, party="P"), deputy(2), *answered, *added, page(1, day=2), visit("13/deputes"))
    return zone


def stands(database: str) -> Contents:
    return contents(database, {}, whole=True)


def prepared(database: str) -> Contents:
    engine = connect(database)
    ensure_schema(engine)
    engine.dispose()
    return stands(database)


def undisturbed(database: str, landing: Path) -> Iterator[tuple[str, Contents, Contents, int]]:
    """Load run by run; return each run, what stood before and after it, and how many statements its load took."""
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    before = prepared(database)
    engine = connect(database)
    event.listen(engine, "before_cursor_execute", count)
    for run_id in RUNS:
        statements = 0
        load(engine, landing, run_id=run_id)
        after = stands(database)
        yield run_id, before, after, statements
        before = after
    engine.dispose()


def interrupted(database: str, landing: Path, run_id: str, moment: int, strike: Strike) -> DBAPIError | None:
    """Load, and strike before the statement of that number; return the error that ended it."""
    engine = connect(database)
    left = moment

    def count_down(connection: Any, *_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            strike(connection.connection.driver_connection)

    event.listen(engine, "before_cursor_execute", count_down)
    try:
        load(engine, landing, run_id=run_id)
    except DBAPIError as error:
        return error
    finally:
        engine.dispose()
    return None


def loaded(database: str, landing: Path, run_id: str | None = None) -> Contents:
    engine = connect(database)
    load(engine, landing, run_id=run_id)
    engine.dispose()
    return stands(database)


def fill_disk(connection: Any) -> None:
    """Let a SQLite database grow no more: the least it takes is what it has."""
    connection.execute("PRAGMA max_page_count = 1")


@pytest.fixture
def cut(postgresql_url: str) -> Strike:
    def terminate(connection: Any) -> None:
        engine = create_engine(postgresql_url)
        with engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": connection.info.backend_pid})
        engine.dispose()

    return terminate


def test_a_full_disk_leaves_the_database_as_it_was(tmp_path: Path, sqlite_url: str, landing: Path) -> None:
    prepared(sqlite_url)
    failed = 0
    for run_id, before, after, statements in undisturbed(f"sqlite:///{tmp_path / 'undisturbed.db'}", landing):
        for share in MOMENTS:
            error = interrupted(sqlite_url, landing, run_id, int(statements * share), fill_disk)
            # Late in a load nothing more may need to grow.
            assert stands(sqlite_url) == (before if error else after)
            assert error is None or "database or disk is full" in str(error)
            failed += error is not None
        assert loaded(sqlite_url, landing, run_id) == after
    assert failed >= len(MOMENTS)


def test_a_cut_connection_leaves_the_database_as_it_was(
    postgresql_url: str, empty_postgresql_url: str, landing: Path, cut: Strike
) -> None:
    for run_id, before, after, statements in undisturbed(empty_postgresql_url, landing):
        for share in MOMENTS:
            error = interrupted(postgresql_url, landing, run_id, int(statements * share), cut)
            assert error is not None
            assert stands(postgresql_url) == before
        assert loaded(postgresql_url, landing, run_id) == after


def test_a_kill_leaves_the_database_as_it_was(
    database_url: str, sqlite_url: str, empty_postgresql_url: str, landing: Path
) -> None:
    reference = empty_postgresql_url if database_url != sqlite_url else f"{sqlite_url}.undisturbed"
    (_, _, before, statements), (_, _, after, _) = undisturbed(reference, landing)
    prepared(database_url)
    assert loaded(database_url, landing, RUNS[0]) == before
    command = [sys.executable, "-c", KILLED, database_url, str(landing), str(statements)]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert stands(database_url) == before
    assert loaded(database_url, landing) == after


def test_a_connection_cut_while_rows_are_copied_is_an_error_of_the_database(
    postgresql_engine: Engine, cut: Strike
) -> None:
    # COPY goes past SQLAlchemy: a crawl, which waits for its errors, would have ended by the driver's own one.
    def rows(connection: Connection) -> Iterator[tuple[str]]:
        cut(connection.connection.driver_connection)
        yield from [("word",)] * 100_000

    with pytest.raises(DBAPIError, match=r"terminating connection|closed the connection|connection is lost"):  # noqa: SIM117
        with postgresql_engine.begin() as connection:
            connection.execute(text("CREATE TEMPORARY TABLE words (word TEXT)"))
            dialect_of(connection).insert_rows(connection, "words", ["word"], rows(connection))
    with postgresql_engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM question")) == 0
