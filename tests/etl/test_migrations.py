"""Databases of earlier versions, brought to this one: built as a fresh one, with all rows, or untouched."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from etl.database import connect
from etl.dialects import dialect_of
from etl.errors import SchemaMismatch, UpgradeFailed
from etl.load import load
from etl.ministries import bring_in_line
from etl.schema import VERSION, ensure_schema
from etl.search_check import index_faults
from etl.search_index import update_search
from etl.search_rows import vector
from etl.soundness import soundness
from etl.upgrade import migration, upgrade, version_found
from tests.cli.command import environment
from tests.etl.made_up import ANSWERED, deputy, land, one, question
from tests.etl.old_versions import EARLIER, kept, old_database, rows_of, version

# Version 1 did not know how a label was resolved, nor version 2 what a version of a question is.
FORGOTTEN = {"ministry_label": ("method",), "schema_version": ("version",)}
COMMENTS = """
    SELECT c.relname, d.objsubid, d.description FROM pg_description AS d
    JOIN pg_class AS c ON c.oid = d.objoid AND c.relnamespace = 'public'::regnamespace
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = d.objsubid
"""
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
KILLED = """
import os, signal, sys
from sqlalchemy import event
from etl.database import connect
from etl.upgrade import upgrade

def before(connection, cursor, statement, *_):
    if statement.startswith("CREATE INDEX question_by_asked_portfolio"):
        os.kill(os.getpid(), signal.SIGKILL)

engine = connect(sys.argv[1])
event.listen(engine, "before_cursor_execute", before)
list(upgrade(engine))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> str:
    kinds = {"sqlite": "sqlite_url", "postgresql": "empty_postgresql_url"}
    return request.getfixturevalue(kinds[request.param])


@pytest.fixture(params=EARLIER)
def old(request: pytest.FixtureRequest, empty_url: str) -> Iterator[Engine]:
    """A database of each earlier version, of each kind."""
    engine = old_database(empty_url, request.param)
    yield engine
    engine.dispose()


@pytest.fixture
def first(empty_url: str) -> Iterator[Engine]:
    """A database of the first version, of each kind."""
    engine = old_database(empty_url, 1)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize("number", range(2, VERSION + 1))
def test_every_version_has_its_migration(number: int, database: str) -> None:
    assert migration(number, database).startswith(f"-- Version {number}: ")


def test_an_upgraded_database_is_built_as_a_fresh_one_and_keeps_its_rows(old: Engine) -> None:
    before, was = rows_of(old), version(old)
    assert [step.version for step in upgrade(old)] == list(range(was + 1, VERSION + 1))
    found = soundness(old)
    assert (found.version, found.faults, found.additional) == (VERSION, (), ())
    after = rows_of(old)
    for table, rows in before.items():
        for row in rows:
            due = {name: value for name, value in row.items() if name not in FORGOTTEN.get(table, ())}
            assert kept(due, after[table]), (table, row)
        assert len(after[table]) == len(rows), table


def test_a_load_goes_on_where_the_old_program_stopped(old: Engine, tmp_path: Path) -> None:
    list(upgrade(old))
    ensure_schema(old)
    bring_in_line(old, ())
    land(tmp_path, "run-3", deputy(day=4), question(day=4, **ANSWERED), started_at="2026-03-05 07:59:00")
    load(old, tmp_path)
    asked = one(old, "SELECT state, asked_ministry_id, last_changed_at FROM question WHERE number = 1")
    assert {name: str(value) for name, value in asked.items()} == {
        "state": "answered",
        "asked_ministry_id": "PO388090",
        "last_changed_at": "2026-03-05 08:00:00",
    }
    history = "SELECT count(*) AS versions, count(known_to) AS ended FROM question_history WHERE number = 1"
    assert one(old, history) == {"versions": 2, "ended": 1}
    assert one(old, "SELECT count(*) AS pending FROM ministry_label WHERE status = 'pending'") == {"pending": 0}
    assert soundness(old).faults == ()


def test_an_index_of_version_8_is_brought_up_to_date(empty_postgresql_url: str) -> None:
    engine = old_database(empty_postgresql_url, 8)
    with engine.begin() as connection:
        for row in connection.execute(text("SELECT * FROM search_content")).all():
            # The words of block and legislature come first.
            before = {"id": row.document_id, "document": vector(row).split(" ", 2)[2]}
            connection.execute(text("INSERT INTO question_search VALUES (:id, CAST(:document AS tsvector))"), before)
    list(upgrade(engine))
    grouped = "SELECT count(*) AS found FROM question_search WHERE document @@ CAST('''@13'' & ''#0''' AS tsquery)"
    assert one(engine, grouped) == {"found": 2}
    update_search(engine)
    assert index_faults(engine) == []
    engine.dispose()


def test_a_reading_of_version_1_was_parsed_by_the_run_of_its_time(first: Engine) -> None:
    list(upgrade(first))
    for table, read_at in (("question_reading", "last_read_at"), ("deputy_source", "fetched_at")):
        with first.connect() as connection:
            found = connection.execute(text(f"SELECT {read_at}, parsed_at FROM {table}")).all()  # noqa: S608
        times = {(str(read), str(parsed)) for read, parsed in found}
        assert times == {(f"2026-03-0{day} 08:00:00", f"2026-03-0{day} 07:59:00") for day in (1, 3)}


def test_comments_are_those_of_a_fresh_database(empty_postgresql_url: str, postgresql_engine: Engine) -> None:
    engine = old_database(empty_postgresql_url, 1)
    list(upgrade(engine))
    assert comments(engine) == comments(postgresql_engine)
    assert any(name == "question_history" for name, _, _ in comments(engine))
    engine.dispose()


def comments(engine: Engine) -> set[tuple[str, str, str]]:
    # Columns by name: those that were added stand last.
    columns = COMMENTS.replace("d.objsubid,", "a.attname,", 1)
    whole = COMMENTS.partition("JOIN pg_attribute")[0].replace("d.objsubid,", "'',", 1) + "WHERE d.objsubid = 0"
    with engine.connect() as connection:
        return {tuple(row) for sql in (columns, whole) for row in connection.execute(text(sql))}


def test_a_step_that_fails_leaves_the_version_before_it(first: Engine) -> None:
    with first.begin() as connection:
        connection.execute(text("CREATE TABLE question_text_version (mine INTEGER)"))
    steps = upgrade(first)
    assert next(steps).version == 2
    before = rows_of(first)
    with pytest.raises(UpgradeFailed, match=r"version 3 failed, the database stays as it was: .*already exists"):
        next(steps)
    assert (version(first), rows_of(first)) == (2, before)
    with first.begin() as connection:
        connection.execute(text("DROP TABLE question_text_version"))
    assert [step.version for step in upgrade(first)] == list(range(3, VERSION + 1))
    assert soundness(first).faults == ()


def test_a_killed_upgrade_leaves_the_version_before_it(first: Engine, empty_url: str) -> None:
    before = rows_of(first)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, empty_url], env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (version(first), rows_of(first)) == (1, before)
    assert [step.version for step in upgrade(first)] == list(range(2, VERSION + 1))
    assert soundness(first).faults == ()


def test_references_to_nothing_stop_an_upgrade_on_sqlite(sqlite_url: str) -> None:
    engine = old_database(sqlite_url, 1)
    with engine.connect() as connection:
        connection.connection.driver_connection.executescript(
            "PRAGMA foreign_keys = OFF; DELETE FROM question WHERE number = 4; PRAGMA foreign_keys = ON"
        )
    before = rows_of(engine)
    with pytest.raises(UpgradeFailed, match="rows of comment refer to rows of question that are not there"):
        list(upgrade(engine))
    assert (version(engine), rows_of(engine)) == (1, before)
    engine.dispose()


def test_references_are_held_again_after_an_upgrade_on_sqlite(sqlite_url: str) -> None:
    engine = old_database(sqlite_url, 1)
    list(upgrade(engine))
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()


def test_a_database_that_needs_nothing_is_only_read(engine: Engine) -> None:
    dialect = dialect_of(engine)
    with dialect.writing(engine).begin() as connection:
        dialect.lock(connection)
        assert list(upgrade(engine)) == []


def test_an_upgrade_waits_for_a_load(empty_postgresql_url: str) -> None:
    engine = old_database(empty_postgresql_url, 2)
    with ThreadPoolExecutor() as pool:
        with engine.begin() as loading:
            dialect_of(engine).lock(loading)
            upgrading = pool.submit(lambda: list(upgrade(engine)))
            while not loading.scalar(text(WAITING)):
                assert not upgrading.done()
                time.sleep(0.02)
            assert version(engine) == 2
        assert [step.version for step in upgrading.result(timeout=20)] == list(range(3, VERSION + 1))
    engine.dispose()


def test_a_newer_database_is_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE schema_version SET version = 99"))
    with pytest.raises(SchemaMismatch, match="version 99 of the tables, made by a newer program: upgrade the program"):
        list(upgrade(engine))


def test_an_empty_database_has_nothing_to_upgrade(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    assert version_found(engine) is None
    assert list(upgrade(engine)) == []
    engine.dispose()


def test_an_earlier_version_says_what_to_do(old: Engine) -> None:
    wanted = rf"has version {version(old)} of the tables, this program needs {VERSION}: run 'questions db upgrade'"
    with pytest.raises(SchemaMismatch, match=wanted):
        ensure_schema(old)
