"""What is wrong with a database is told, and nothing where nothing is."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from etl.database import connect
from etl.load import load
from etl.schema import VERSION
from etl.soundness import soundness
from etl.structure import differences
from tests.etl.made_up import deputy, land, question


def change(engine: Engine, *statements: str) -> tuple[str, ...]:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    return soundness(engine).faults


def test_a_fresh_database_is_sound(engine: Engine) -> None:
    found = soundness(engine)
    assert (found.version, found.faults, found.additional) == (VERSION, (), ())


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DROP INDEX question_by_date", "table question lacks: CREATE INDEX question_by_date ON question"),
        ("DROP VIEW question_open", "view question_open is missing"),
        ("DROP TABLE comment", "table comment is missing"),
        ("ALTER TABLE visit DROP COLUMN listed", "table visit lacks: listed"),
        ("ALTER TABLE visit ADD COLUMN extra INTEGER", "table visit has instead or besides: extra"),
        (
            "CREATE UNIQUE INDEX mine ON question (rubric)",
            "table question has instead or besides: CREATE UNIQUE INDEX mine",
        ),
        ("UPDATE schema_version SET version = 2", "the database has version 2 of the tables, this program needs"),
        ("UPDATE schema_version SET version = 99", "the database has version 99 of the tables, made by a newer"),
    ],
)
def test_a_fault_is_named(engine: Engine, statement: str, fault: str) -> None:
    assert [each.startswith(fault) for each in change(engine, statement)] == [True]


def test_another_constraint_is_a_fault(postgresql_engine: Engine) -> None:
    faults = change(
        postgresql_engine,
        "ALTER TABLE crawl_run DROP CONSTRAINT crawl_run_pages_check",
        "ALTER TABLE crawl_run ADD CONSTRAINT crawl_run_pages_check CHECK (pages > 5)",
    )
    assert faults == (
        "table crawl_run lacks: CHECK ((pages >= 0))",
        "table crawl_run has instead or besides: CHECK ((pages > 5))",
    )


def test_tables_and_views_of_others_are_told_but_no_fault(engine: Engine) -> None:
    mine = ("CREATE TABLE mine (a INTEGER)", "CREATE INDEX mine_by_a ON mine (a)")
    assert change(engine, *mine, "CREATE VIEW ours AS SELECT 1 AS one") == ()
    assert soundness(engine).additional == ("table mine", "view ours")


def test_what_no_constraint_sees(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path, "run-1", deputy(), question())
    load(engine, tmp_path)
    assert soundness(engine).faults == ()
    faults = change(engine, "DELETE FROM question_source", "DELETE FROM ministry_label")
    assert faults == (
        "questions that no source tells of: 1",
        "questions with a ministry label that ministry_label lacks: 1",
    )


def test_references_to_nothing_are_a_fault_on_sqlite(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        connection.connection.driver_connection.executescript(
            "PRAGMA foreign_keys = OFF; DELETE FROM portfolio; PRAGMA foreign_keys = ON"
        )
    assert soundness(sqlite_engine).faults == (
        "rows of ministry_portfolio refer to rows of portfolio that are not there",
    )


def test_a_damaged_file_is_a_fault(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.scalar(text("SELECT rootpage FROM sqlite_master WHERE name = 'ministry_by_government'"))
        size = connection.scalar(text("PRAGMA page_size"))
    sqlite_engine.dispose()
    with Path(str(sqlite_engine.url.database)).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    assert soundness(sqlite_engine).faults[0].startswith("the file is damaged: ")


def test_one_who_may_only_read_may_look(postgresql_url: str) -> None:
    engine = connect(f"{postgresql_url}?options=-c%20default_transaction_read_only%3Don")
    assert soundness(engine).faults == ()
    engine.dispose()


def test_a_look_leaves_nothing_behind(engine: Engine) -> None:
    with engine.connect() as connection:
        before = connection.execute(text("SELECT * FROM schema_version")).all()
    first, second = soundness(engine), soundness(engine)
    assert first == second
    with engine.connect() as connection:
        assert connection.execute(text("SELECT * FROM schema_version")).all() == before


def test_a_definition_that_differs_is_told_both_ways() -> None:
    found = {"table a": frozenset({"x TEXT", "y TEXT"}), "table mine": frozenset({"z TEXT"})}
    due = {"table a": frozenset({"x TEXT", "y DATE"})}
    assert list(differences(found, due)) == ["table a lacks: y DATE", "table a has instead or besides: y TEXT"]
