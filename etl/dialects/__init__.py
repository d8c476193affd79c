"""What differs between the databases, behind one protocol."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError

from etl.comments import Comment
from etl.dialects.postgresql import PostgreSQL
from etl.dialects.sqlite import SQLite

Rows = Iterable[Sequence[Any]]


class Dialect(Protocol):
    """One kind of database; ``themes``, ``events``, ``mandates`` and ``groups`` are queries that unfold a JSON list.

    ``by_key`` makes a table stand in the order of its key, and not have an index of it beside. ``byte_order`` is the
    collation that compares texts byte by byte, ``storage_class`` tells of a value whose column declares no type whether
    it is text, integer or real.
    """

    connect_arguments: dict[str, Any]
    probe: str
    by_key: str
    byte_order: str
    storage_class: str
    themes: str
    events: str
    mandates: str
    groups: str

    def prepare(self, engine: Engine) -> None:
        """Set what every connection of the engine needs."""

    def writing(self, engine: Engine) -> Engine:
        """Return an engine whose transactions are those of a writer."""

    def reading(self, connection: Connection) -> AbstractContextManager[Connection]:
        """Let a connection see one state of the database to the end of this context, and write nothing."""

    def lock(self, connection: Connection, legislatures: Collection[int] = ()) -> None:
        """Wait until this transaction, to its end, alone writes: the rows of these legislatures, or any rows."""

    def lock_deputies(self, connection: Connection, deputies: str) -> None:
        """Wait until no other load writes what hangs on the deputies whose ids a query gives."""

    def lock_shared(self, connection: Connection) -> None:
        """Wait until no other load writes what is counted over all legislatures; the last lock of a load."""

    def is_busy(self, error: DBAPIError) -> bool:
        """Tell whether a lock was waited for in vain."""

    def is_deadlock(self, error: DBAPIError) -> bool:
        """Tell whether two transactions waited for each other, and this one was given up."""

    def unguarded(self, connection: Connection) -> AbstractContextManager[None]:
        """Let transactions begun in this context be quick rather than considerate, where nobody reads yet."""

    def bare(self, connection: Connection, tables: Sequence[str]) -> AbstractContextManager[None]:
        """Take indexes and references from tables; give them back at the end, and check that no reference dangles."""

    def restore_keys(self, connection: Connection) -> None:
        """Give bare tables their keys back, for what does more than add rows to them."""

    def restore_indexes(self, connection: Connection) -> None:
        """Give bare tables their indexes back, for what looks rows up by them; to be called once they are filled."""

    def ddl(self, statement: str) -> str:
        """Return a statement of schema.sql with the column types of this database."""

    def finish_schema(self, connection: Connection, comments: Iterable[Comment]) -> None:
        """Give the tables what only this database has; comments are (table, column or None, text)."""

    def make_routines(self, connection: Connection) -> None:
        """Make the functions and triggers that are no part of a table, or make them anew."""

    def settle(self, table: Table) -> None:
        """Correct the column types of a reflected table, where SQLAlchemy would write them differently."""

    def adapt(self, sql: str) -> str:
        """Return the statement in this database's spelling."""

    def insert_rows(self, connection: Connection, table: str, columns: Sequence[str], rows: Rows) -> None:
        """Insert many rows the fastest way."""

    def empty(self, connection: Connection, table: str) -> None:
        """Remove all rows of a staging table."""

    def analyze(self, connection: Connection, table: str, columns: Sequence[str]) -> None:
        """Tell the planner how much a staging table holds, and how its columns are spread."""


_DIALECTS: dict[str, Dialect] = {"sqlite": SQLite(), "postgresql": PostgreSQL(), "postgres": PostgreSQL()}


def dialect_named(name: str) -> Dialect:
    """Return what is particular to a database, by SQLAlchemy's name for it."""
    return _DIALECTS[name]


def dialect_of(connection: Connection | Engine) -> Dialect:
    """Return what is particular to the database of a connection or engine."""
    return dialect_named(connection.dialect.name)
