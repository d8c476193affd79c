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
    dialect = dialect_of(engine)
    with dialect.writing(engine).connect() as connection:
        with patiently(dialect):
            transaction = connection.begin()
            dialect.lock(connection, legislatures)
        with transaction:
            yield connection
