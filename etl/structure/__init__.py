"""How the tables of a database are built: read, and compared with those that schema.sql makes in an empty one."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, Engine

from etl.structure.postgresql import PostgreSQLStructure
from etl.structure.sqlite import SQLiteStructure

# Of each "table visit" its columns, constraints and indexes, of each "view question_open" its query.
Shape = Mapping[str, frozenset[str]]


class Structure(Protocol):
    """What is particular to a database about how its tables are built."""

    def read(self, connection: Connection) -> Shape:
        """Return how the tables are built."""

    def fresh(self, engine: Engine) -> Shape:
        """Return how schema.sql builds them in an empty database of this kind; nothing of it stays."""

    def rebuilding(self, connection: Connection) -> AbstractContextManager[None]:
        """Allow that a transaction begun in this context drops tables others refer to and makes them anew."""

    def broken(self, connection: Connection) -> list[str]:
        """Return, one sentence each, what the database itself finds damaged, references to nothing among it."""


_STRUCTURES: dict[str, Structure] = {"sqlite": SQLiteStructure(), "postgresql": PostgreSQLStructure()}


def structure_of(connection: Connection | Engine) -> Structure:
    """Return what is particular to the database of a connection or engine."""
    return _STRUCTURES[connection.dialect.name]


def differences(found: Shape, due: Shape) -> Iterator[str]:
    """Yield a sentence for each way in which our tables and views are built otherwise than they should be."""
    for name, clauses in sorted(due.items()):
        if name not in found:
            yield f"{name} is missing"
            continue
        for clause in sorted(clauses - found[name]):
            yield f"{name} lacks: {clause}"
        for clause in sorted(found[name] - clauses):
            yield f"{name} has instead or besides: {clause}"


def additional(found: Shape, due: Shape) -> list[str]:
    """Return the tables and views that are none of ours."""
    return sorted(found.keys() - due.keys())
