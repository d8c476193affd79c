"""SQLite: the embedded default."""

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import TIMESTAMP, Connection, Engine, Table, event, text
from sqlalchemy.dialects.sqlite import DATE, DATETIME
from sqlalchemy.exc import DBAPIError, IntegrityError

from etl.comments import Comment
from etl.patience import PATIENCE

DATE_TYPES = re.compile(r"^( {4}\w+) (DATE|TIMESTAMP)\b", re.MULTILINE)
INDEXES = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
# What is noted of a connection while its tables are bare.
DROPPED_INDEXES = "indexes of bare tables"
# Whoever reads much of a large file sees the system's pages of it instead of copies.
MAPPED = "PRAGMA mmap_size = 2000000000"
TIME = "%(year)04d-%(month)02d-%(day)02d %(hour)02d:%(minute)02d:%(second)02d"


class SQLite:
    connect_arguments: dict[str, Any] = {"timeout": PATIENCE}  # noqa: RUF012
    probe = "SELECT count(*) FROM sqlite_master"
    by_key = "WITHOUT ROWID"
    byte_order = "BINARY"
    storage_class = "typeof({column})"
    themes = """
        SELECT derived.question_id, item.key + 1 AS position, item.value AS theme
        FROM derived, json_each(derived.themes) AS item
    """
    events = """
        SELECT derived.question_id, item.key AS place, json_extract(item.value, '$.kind') AS kind,
               json_extract(item.value, '$.happened_on') AS happened_on,
               json_extract(item.value, '$.detail') AS detail,
               json_extract(item.value, '$.ministry_id') AS ministry_id,
               json_extract(item.value, '$.jo_type') AS jo_type, json_extract(item.value, '$.jo_page') AS jo_page,
               json_extract(item.value, '$.jo_number') AS jo_number, json_extract(item.value, '$.jo_url') AS jo_url,
               json_extract(item.value, '$.jo_reference') AS jo_reference
        FROM derived, json_each(derived.events) AS item WHERE derived.events <> '[]'
    """
    mandates = """
        SELECT said.deputy_id, said.legislature, json_extract(item.value, '$.starts_on') AS starts_on,
               json_extract(item.value, '$.ends_on') AS ends_on, json_extract(item.value, '$.end_reason') AS end_reason
        FROM said_of_mandates AS said, json_each(said.mandates) AS item
    """

    groups = """
        SELECT d.deputy_id, d.legislature, json_extract(item.value, '$.group_id') AS group_id,
               json_extract(item.value, '$.starts_on') AS starts_on, json_extract(item.value, '$.ends_on') AS ends_on
        FROM touched_deputy AS t JOIN deputy_source AS d ON d.deputy_id = t.deputy_id, json_each(d.groups) AS item
    """

    def prepare(self, engine: Engine) -> None:
        # A variable: the class's annotation does not say that a dialect may have types of its own.
        dialect: Any = engine.dialect
        dialect.ischema_names = {**dialect.ischema_names, "DATE_TEXT": DATE, "TIMESTAMP_TEXT": DATETIME}
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)

    def writing(self, engine: Engine) -> Engine:
        return engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")

    @contextmanager
    def reading(self, connection: Connection) -> Iterator[Connection]:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA query_only = ON")
        # What a long query has to sort may be all texts: on disk, for once.
        driver.execute("PRAGMA temp_store = FILE")
        driver.execute(MAPPED)
        try:
            yield connection
        finally:
            connection.rollback()
            driver.execute("PRAGMA query_only = OFF")
            driver.execute("PRAGMA mmap_size = 0")
            _set_pragmas(driver, None)

    def lock(self, connection: Connection, legislatures: Collection[int] = ()) -> None:
        """Do nothing: BEGIN IMMEDIATE holds the lock, of the whole file."""

    def lock_deputies(self, connection: Connection, deputies: str) -> None:
        """Do nothing, for the same reason."""

    def lock_shared(self, connection: Connection) -> None:
        """Do nothing, for the same reason."""

    def is_busy(self, error: DBAPIError) -> bool:
        return getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_BUSY")

    def is_deadlock(self, error: DBAPIError) -> bool:
        return False

    @contextmanager
    def unguarded(self, connection: Connection) -> Iterator[None]:
        # Both pragmas do nothing within a transaction. A log has every page written twice; without one, readers wait.
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("PRAGMA busy_timeout = 0")
        # Fails while another connection has the file open, and the log then goes on.
        with suppress(sqlite3.OperationalError):
            driver.execute("PRAGMA journal_mode = DELETE")
        driver.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
        try:
            yield
        finally:
            _set_pragmas(driver, None)

    @contextmanager
    def bare(self, connection: Connection, tables: Sequence[str]) -> Iterator[None]:
        found = [row for row in connection.execute(text(INDEXES)) if row.tbl_name in tables]
        for row in found:
            connection.exec_driver_sql(f"DROP INDEX {row.name}")
        connection.info[DROPPED_INDEXES] = found
        try:
            yield
            self.restore_indexes(connection)
        finally:
            # The connection goes back to its pool, whatever happened.
            connection.info.pop(DROPPED_INDEXES, None)
        for table in tables:
            for dangling in connection.execute(text(f"PRAGMA foreign_key_check({table})")):
                fault = f"a row of {dangling.table} refers to one of {dangling.parent} that is not there"
                raise IntegrityError("foreign_key_check", None, sqlite3.IntegrityError(fault))

    def restore_keys(self, connection: Connection) -> None:
        """Do nothing: a key is a part of its table here."""

    def restore_indexes(self, connection: Connection) -> None:
        for row in connection.info.pop(DROPPED_INDEXES, ()):
            connection.exec_driver_sql(row.sql)

    def ddl(self, statement: str) -> str:
        # A column of type DATE has numeric affinity: asked_on < '2010' would compare with the number 2010.
        return DATE_TYPES.sub(r"\1 \2_TEXT", statement)

    def finish_schema(self, connection: Connection, comments: Iterable[Comment]) -> None:
        """Do nothing: SQLite has no comments of its own; schema.sql has them."""

    def make_routines(self, connection: Connection) -> None:
        """Do nothing: SQLite has no functions of its own, and its triggers are in sqlite.sql."""

    def settle(self, table: Table) -> None:
        # SQLAlchemy would write microseconds; the times of this database are compared as text.
        for column in table.columns:
            if isinstance(column.type, TIMESTAMP | DATETIME):
                column.type = DATETIME(storage_format=TIME)

    def adapt(self, sql: str) -> str:
        # IS DISTINCT FROM came with SQLite 3.39; IS NOT means the same since ever.
        return sql.replace("IS DISTINCT FROM", "IS NOT")

    def insert_rows(
        self, connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
        if found := list(rows):
            connection.exec_driver_sql(statement, found)

    def empty(self, connection: Connection, table: str) -> None:
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608

    def analyze(self, connection: Connection, table: str, columns: Sequence[str]) -> None:
        # Or SQLite takes it for as large as the tables it is joined to, and reads those whole for a handful of rows.
        connection.exec_driver_sql(f"ANALYZE temp.{table}")


def _set_pragmas(connection: Any, _record: Any) -> None:
    # Without this the driver begins transactions by itself, late and never IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.execute("PRAGMA cache_size = -65536")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
