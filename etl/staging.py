"""Staging tables: temporary, filled in bulk, merged from with set-based SQL."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from etl.dialects import dialect_of
from etl.shapes import rows

KEY_OF_TEXTS = re.compile(r"TEXT PRIMARY KEY|PRIMARY KEY \(")


@dataclass(frozen=True, slots=True)
class Staging:
    """One staging table: its columns with their types, and further constraints."""

    name: str
    columns: tuple[tuple[str, str], ...]
    constraints: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.columns]


def create(connection: Connection, tables: Sequence[Staging]) -> None:
    """Make the staging tables for this transaction."""
    for table in tables:
        parts = [f"{name} {kind}" for name, kind in table.columns]
        body = ", ".join([*parts, *table.constraints])
        by_key = dialect_of(connection).by_key if KEY_OF_TEXTS.search(body) else ""
        connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {table.name} ({body}) {by_key}")


def drop(connection: Connection, tables: Sequence[Staging | str]) -> None:
    """Drop temporary tables, told as they were made or by their names."""
    for table in tables:
        name = table if isinstance(table, str) else table.name
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def fill(connection: Connection, table: Staging, frame: pd.DataFrame) -> None:
    """Replace what the staging table holds by the frame's rows."""
    dialect = dialect_of(connection)
    empty(connection, table)
    dialect.insert_rows(connection, table.name, table.names, rows(frame, table.names))
    dialect.analyze(connection, table.name, table.names[:1])


def empty(connection: Connection, table: Staging) -> None:
    dialect_of(connection).empty(connection, table.name)


def typed(columns: Sequence[str], kind: str) -> tuple[tuple[str, str], ...]:
    """Return columns of one type."""
    return tuple((name, kind) for name in columns)
