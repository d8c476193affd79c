"""Databases as earlier versions of the program left them, with rows in every table that those versions filled."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from etl.database import connect
from etl.dialects import dialect_of
from etl.schema import VERSION, statements, version_of

SCHEMAS = Path(__file__).with_name("schemas")
EARLIER = range(1, VERSION)
Rows = dict[str, list[dict[str, Any]]]


def old_database(url: str, version: int) -> Engine:
    """Make a database of an earlier version at an empty address, and return it."""
    engine = connect(url)
    dialect = dialect_of(engine)
    with engine.begin() as connection:
        for name in (f"{version}.sql", f"{version}.{engine.dialect.name}.sql", f"{version}_rows.sql"):
            path = SCHEMAS / name
            for statement in statements(path.read_text(encoding="utf-8")) if path.exists() else ():
                connection.execute(text(dialect.ddl(statement)))
    return engine


def version(engine: Engine) -> int | None:
    with engine.connect() as connection:
        return version_of(connection)


def rows_of(engine: Engine) -> Rows:
    """Return the rows of every table by the names of their columns, as text."""
    with engine.connect() as connection:
        return {name: _rows(connection, name) for name in inspect(connection).get_table_names()}


def kept(row: dict[str, Any], rows: list[dict[str, Any]]) -> bool:
    """Tell whether one of the rows says all that a row said."""
    said = {name: value for name, value in row.items() if value is not None}
    return any(said.items() <= other.items() for other in rows)


def _rows(connection: Connection, table: str) -> list[dict[str, Any]]:
    found = connection.execute(text(f"SELECT * FROM {table}")).mappings()  # noqa: S608
    rows = [{name: None if value is None else str(value) for name, value in row.items()} for row in found]
    return sorted(rows, key=repr)
