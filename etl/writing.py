"""Writing to the database: one transaction at a time, or where the database allows it one per legislature."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from etl.dialects import dialect_of
from etl.patience import patiently


@contextmanager
def writing(engine: Engine, legislatures: Collection[int] = ()) -> Iterator[Connection]:
    """Yield a connection in a transaction that alone writes the rows of these legislatures, or any rows at all.

    Raises DatabaseBusy when another writer takes too long.
    """
    with dialect_of(engine).writing(engine).connect() as connection, begun(connection, legislatures):
        yield connection


@contextmanager
def begun(connection: Connection, legislatures: Collection[int] = ()) -> Iterator[None]:
    """Begin such a transaction on a connection, and commit it."""
    dialect = dialect_of(connection)
    with patiently(dialect.is_busy):
        transaction = connection.begin()
        dialect.lock(connection, legislatures)
    with transaction:
        yield
