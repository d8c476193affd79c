"""Bringing a database of an earlier version to this program's, by the numbered files of the folder migrations.

The file NNN.sql, and after it what one kind of database has of its own in NNN.sqlite.sql or NNN.postgresql.sql, makes
version N of version N-1; the first line says what the version brings. A step is one transaction: a database is always
of one version.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from etl.dialects import dialect_of
from etl.errors import SchemaMismatch, UpgradeFailed
from etl.schema import VERSION, finish_tables, statements, version_of, what_to_do
from etl.structure import structure_of
from etl.writing import begun

MIGRATIONS = Path(__file__).with_name("migrations")


@dataclass(frozen=True, slots=True)
class Step:
    """One version up: the version it leads to, and what that version brings."""

    version: int
    brings: str


def version_found(engine: Engine) -> int | None:
    """Return the version of a database, None where it is empty; raise SchemaMismatch for a newer or foreign one."""
    with engine.connect() as connection:
        version = version_of(connection)
    if version is not None and version > VERSION:
        raise SchemaMismatch(what_to_do(version))
    return version


def upgrade(engine: Engine) -> Iterator[Step]:
    """Bring a database to this program's version and keep all it holds; yield each step once it is committed.

    Waits for a load that is under way; a database that needs no step is only read. Raises SchemaMismatch for a newer or
    foreign database, and UpgradeFailed when a step fails.
    """
    while (found := version_found(engine)) not in (None, VERSION):
        if (step := _step(engine, found + 1)) is not None:
            yield step


def migration(version: int, database: str) -> str:
    """Return the SQL that leads to a version on a kind of database, sqlite or postgresql."""
    parts = [MIGRATIONS / f"{version:03}{whose}.sql" for whose in ("", f".{database}")]
    return "\n".join(path.read_text(encoding="utf-8") for path in parts if path.exists())


def _step(engine: Engine, version: int) -> Step | None:
    """Take the step to a version; None where another upgrade has taken it meanwhile."""
    failed = f"the upgrade to version {version} failed, the database stays as it was"
    try:
        with _writing(engine) as connection:
            if version_of(connection) != version - 1:
                return None
            step = _take(connection, version)
            if broken := structure_of(connection).broken(connection):
                raise UpgradeFailed(f"{failed}: {'; '.join(broken)}")
            return step
    except SQLAlchemyError as error:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        raise UpgradeFailed(f"{failed}: {reason}") from error


def _take(connection: Connection, version: int) -> Step:
    sql = migration(version, connection.dialect.name)
    dialect = dialect_of(connection)
    for statement in statements(sql):
        connection.execute(text(dialect.ddl(statement)))
    connection.execute(text("UPDATE schema_version SET version = :version"), {"version": version})
    if version == VERSION:
        finish_tables(connection)
        dialect.make_routines(connection)
    return Step(version, sql.partition("\n")[0].partition(": ")[2].rstrip("."))


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    """Yield the connection of the only writer, in a transaction in which tables may be rebuilt."""
    rebuilding = structure_of(engine).rebuilding
    with dialect_of(engine).writing(engine).connect() as connection, rebuilding(connection), begun(connection):
        yield connection
