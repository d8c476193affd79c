"""schema.sql: complete, commented, the same on both databases."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from etl.comments import comments
from etl.database import connect
from etl.errors import SchemaMismatch
from etl.load import load
from etl.schema import ensure_schema, own_sql, schema_sql
from tests.etl.made_up import deputy, land, question, visit

NAMED_IN_THE_DESIGN = {
    "legislature", "government", "deputy", "deputy_name", "mandate", "political_group", "group_membership", "portfolio",
    "ministry", "ministry_attachment", "ministry_holder", "ministry_portfolio", "ministry_label", "question",
    "question_text", "question_theme", "question_event", "question_version", "question_source", "comment_count",
    "comment", "visit", "crawl_run", "rejection", "check_result",
}  # fmt: skip


def columns(engine: Engine) -> set[tuple[str, str | None]]:
    """Return tables and columns, without the search index, which each database has in a form of its own."""
    inspector = inspect(engine)
    found: set[tuple[str, str | None]] = set()
    for table in inspector.get_table_names():
        if table.startswith("question_search"):
            continue
        found.add((table, None))
        found |= {(table, column["name"]) for column in inspector.get_columns(table)}
    return found


def test_every_table_of_the_design_is_created(engine: Engine) -> None:
    assert NAMED_IN_THE_DESIGN - set(inspect(engine).get_table_names()) == set()


def test_every_table_and_column_is_commented(engine: Engine) -> None:
    commented = {(table, column) for table, column, comment in comments(schema_sql()) if comment}
    assert columns(engine) - commented == set()


def test_comments_reach_postgresql(postgresql_engine: Engine) -> None:
    inspector = inspect(postgresql_engine)
    told = {("question", column["name"]): column["comment"] for column in inspector.get_columns("question")}
    assert told["question", "asked_on"] == "Day on which it was asked (published)."
    assert (inspector.get_table_comment("mandate")["text"] or "").startswith("Mandates: a substitute")


def test_comments_of_views_reach_postgresql(postgresql_engine: Engine) -> None:
    inspector = inspect(postgresql_engine)
    told = {column["name"]: column["comment"] for column in inspector.get_columns("answers_by_month")}
    assert told["month"] == "Month of asking, YYYY-MM." and all(told.values())
    with postgresql_engine.connect() as connection:
        of_view = connection.scalar(text("SELECT obj_description('answers_by_month'::regclass)"))
    assert of_view.startswith("Of the questions asked in a month") and "Questions asked." not in of_view


def test_the_search_index_of_each_database_is_commented(postgresql_engine: Engine) -> None:
    inspector = inspect(postgresql_engine)
    assert all(column["comment"] for column in inspector.get_columns("question_search"))
    assert inspector.get_table_comment("question_search")["text"]
    assert "-- The search index (FTS5)" in own_sql("sqlite")


def test_both_databases_have_the_same_columns(sqlite_engine: Engine, postgresql_engine: Engine) -> None:
    assert columns(sqlite_engine) == columns(postgresql_engine)


def test_an_empty_database_gets_its_tables(empty_postgresql_url: str) -> None:
    engine = connect(empty_postgresql_url)
    ensure_schema(engine)
    assert len(columns(engine)) == len(comments(schema_sql()))
    engine.dispose()


def test_a_second_call_changes_nothing(engine: Engine) -> None:
    with engine.connect() as connection:
        before = connection.execute(text("SELECT * FROM political_group ORDER BY group_id")).all()
    ensure_schema(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT * FROM political_group ORDER BY group_id")).all() == before


def test_groups_are_filled_with_their_spellings(engine: Engine) -> None:
    with engine.connect() as connection:
        spellings = connection.execute(
            text("SELECT spelling FROM political_group_spelling WHERE legislature = 13 AND group_id = 'PO389507'")
        ).scalars()
        assert {"SRC", "S.R.C."} <= set(spellings)


def test_another_version_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE schema_version SET version = 99"))
    with pytest.raises(SchemaMismatch, match=r"version 99 .*newer program"):
        ensure_schema(engine)


def test_a_foreign_database_is_refused(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipe (name TEXT)"))
    with pytest.raises(SchemaMismatch, match="other tables"):
        ensure_schema(engine)
    engine.dispose()


def test_dates_compare_as_text_on_sqlite(sqlite_engine: Engine, tmp_path: Path) -> None:
    """A column of type DATE has numeric affinity there: every day would be after the number 2010."""
    land(tmp_path / "landing", "run-1", deputy(), question(), visit("QANR5L13QE1"))
    load(sqlite_engine, tmp_path / "landing")
    with sqlite_engine.connect() as connection:
        asked = "SELECT count(*) FROM question WHERE asked_on"
        assert connection.scalar(text(f"{asked} < '2030'")) == 1
        assert connection.scalar(text(f"{asked} > '2030'")) == 0
        assert connection.scalar(text("SELECT count(*) FROM visit WHERE checked_at > '2999'")) == 0
