"""A load of a few questions looks these up: it does not read the tables of all others, however large they are."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from etl.database import connect
from etl.filling import ANY_QUESTION, TABLES
from etl.load import load
from etl.schema import ensure_schema
from tests.etl.made_up import ANSWERED, deputy, land, question

LARGE = {*TABLES, "question_version", "question_text_version", "question_source_version", "question_source_text"}
NAMED = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)\s+AS\s+(\w+)")
READ_WHOLE = re.compile(r"^SCAN (\w+)")
# One row of it; and what SQLite would read if a deputy were missing to whom a question refers.
EXPECTED = (ANY_QUESTION, "INSERT INTO deputy ")


@contextmanager
def plans(engine: Engine) -> Iterator[list[tuple[str, str]]]:
    """Collect the statements that read one of the large tables whole, with the line of SQLite's plan that says so."""
    found: list[tuple[str, str]] = []

    def explain(connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if many or statement.startswith(EXPECTED) or re.match(r"(PRAGMA|ANALYZE|BEGIN|DROP|CREATE INDEX)", statement):
            return
        driver = connection.connection.driver_connection
        names = {alias: table for table, alias in NAMED.findall(statement)}
        lines = [line for *_, line in driver.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        made = {line.split()[1] for line in lines if line.startswith(("MATERIALIZE ", "CO-ROUTINE "))}
        for line in lines:
            scanned = READ_WHOLE.match(line)
            if scanned and scanned[1] not in made and names.get(scanned[1], scanned[1]) in LARGE:
                found.append((line, statement))

    event.listen(engine, "before_cursor_execute", explain)
    yield found
    event.remove(engine, "before_cursor_execute", explain)


def test_a_load_of_a_few_questions_reads_no_table_whole(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'questions.db'}")
    ensure_schema(engine)
    land(tmp_path / "landing", "first", deputy(), *(question(number) for number in range(1, 41)))
    load(engine, tmp_path / "landing")
    land(tmp_path / "landing", "second", deputy(), *(question(number, day=2, **ANSWERED) for number in range(39, 43)))
    with plans(engine) as found:
        report = load(engine, tmp_path / "landing")
    assert (report.tables["question"].inserted, report.tables["question"].updated) == (2, 2)
    assert found == []
    engine.dispose()


def test_a_statement_that_does_is_noticed(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'questions.db'}")
    ensure_schema(engine)
    with plans(engine) as found, engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(q.heading) FROM question AS q")
    assert [line for line, _ in found] == ["SCAN q"]
    engine.dispose()
