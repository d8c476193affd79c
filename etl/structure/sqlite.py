"""How the tables of a SQLite database are built: by the statements it keeps."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from etl.database import connect
from etl.schema import create_tables

# A table that was altered or renamed keeps other blanks and quotes than schema.sql has.
OBJECTS = """
    SELECT o.type, o.tbl_name, o.sql FROM sqlite_master AS o
    WHERE o.sql IS NOT NULL AND o.name NOT LIKE 'sqlite~_%' ESCAPE '~'
"""
PIECE = re.compile(r"'(?:[^']|'')*'|[(),]|[^'(),]+")


class SQLiteStructure:
    def read(self, connection: Connection) -> Mapping[str, frozenset[str]]:
        shape: defaultdict[str, set[str]] = defaultdict(set)
        for kind, table, sql in connection.execute(text(OBJECTS)):
            name = f"view {table}" if kind == "view" else f"table {table}"
            shape[name].update(_clauses(sql) if kind == "table" else [_plain(sql)])
        return {name: frozenset(clauses) for name, clauses in shape.items()}

    def fresh(self, engine: Engine) -> Mapping[str, frozenset[str]]:
        memory = connect("sqlite://")
        try:
            with memory.connect() as connection:
                create_tables(connection)
                return self.read(connection)
        finally:
            memory.dispose()

    @contextmanager
    def rebuilding(self, connection: Connection) -> Iterator[None]:
        # SQLite ignores this pragma within a transaction, and dropping a table deletes what refers to it.
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            driver.execute("PRAGMA foreign_keys = ON")

    def broken(self, connection: Connection) -> list[str]:
        try:
            damage = [line for line in connection.scalars(text("PRAGMA integrity_check")) if line != "ok"]
            rows = connection.execute(text("PRAGMA foreign_key_check")).all()
        except DatabaseError as error:
            # A page that cannot even be read.
            damage, rows = [str(error.orig)], []
        dangling = sorted({f"rows of {row[0]} refer to rows of {row[2]} that are not there" for row in rows})
        return [*(f"the file is damaged: {line}" for line in damage), *dangling]


def _clauses(sql: str) -> Iterator[str]:
    """Yield the columns and constraints of a CREATE TABLE."""
    body = sql[sql.index("(") + 1 : sql.rindex(")")]
    clause, depth = "", 0
    for piece in PIECE.findall(body):
        depth += (piece == "(") - (piece == ")")
        if piece == "," and depth == 0:
            yield _plain(clause)
            clause = ""
        else:
            clause += piece
    yield _plain(clause)


def _plain(sql: str) -> str:
    return " ".join(sql.split())
