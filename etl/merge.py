"""Merging rows into a table: insert what is missing, write over what differs, leave the rest alone."""

from collections.abc import Collection, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    MetaData,
    Table,
    and_,
    column,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from etl.counts import Counts
from etl.dialects import dialect_of

Tables = dict[str, Table]


def reflect(connection: Connection) -> Tables:
    """Return the tables as the database has them."""
    metadata = MetaData()
    metadata.reflect(connection)
    for table in metadata.tables.values():
        dialect_of(connection).settle(table)
    return dict(metadata.tables)


def rows_of(connection: Connection, sql: str, columns: Sequence[str]) -> FromClause:
    """Return a query, written in SQL for both databases, as something to merge from; ``columns`` name its columns."""
    names = ", ".join(columns)
    named = f"WITH found ({names}) AS ({dialect_of(connection).adapt(sql)}) SELECT {names} FROM found"  # noqa: S608
    return text(named).columns(*(column(name) for name in columns)).subquery("candidate")


def run(connection: Connection, sql: str, **values: object) -> int:
    """Execute a statement written in SQL for both databases; return how many rows it touched."""
    return connection.execute(text(dialect_of(connection).adapt(sql)), values).rowcount


def merge(
    connection: Connection,
    target: Table,
    candidate: FromClause,
    *,
    quiet: Collection[str] = (),
    first_only: Collection[str] = (),
    total: int | None = None,
) -> Counts:
    """Bring the candidate's rows into the target, by its primary key, and count.

    A row whose ``quiet`` columns alone differ is written, but counted as unchanged; ``first_only`` columns are written
    with a new row and never again; ``total`` is the number of candidates, where it is known.
    """
    match = _same_key(target, candidate)
    kept = {key.name for key in target.primary_key} | set(first_only)
    values = [name for name in list(candidate.c.keys()) if name not in kept]
    loud = [name for name in values if name not in quiet]
    updated = _update(connection, target, candidate, match, differing=loud, values=values)
    if quiet:
        _update(connection, target, candidate, match, differing=list(quiet), values=list(quiet))
    missing = select(candidate).where(~exists(select(1).select_from(target).where(match)))
    statement = insert(target).from_select(candidate.c.keys(), missing)
    # Without this option SQLAlchemy does not ask psycopg how many rows an INSERT wrote.
    inserted = connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount
    if total is None:
        total = connection.scalar(select(func.count()).select_from(candidate)) or 0
    return Counts(inserted=inserted, updated=updated, unchanged=total - inserted - updated)


def delete_absent(connection: Connection, target: Table, candidate: FromClause, within: ColumnElement[bool]) -> int:
    """Delete the rows of the target that lie ``within`` a condition and that the candidate no longer holds."""
    present = exists(select(1).select_from(candidate).where(_same_key(target, candidate)))
    return connection.execute(delete(target).where(within, ~present)).rowcount


def _same_key(target: Table, candidate: FromClause) -> ColumnElement[bool]:
    return and_(*(target.c[key.name] == candidate.c[key.name] for key in target.primary_key))


def _update(
    connection: Connection,
    target: Table,
    candidate: FromClause,
    match: ColumnElement[bool],
    *,
    differing: list[str],
    values: list[str],
) -> int:
    if not differing:
        return 0
    differs = or_(*(target.c[name].is_distinct_from(candidate.c[name]) for name in differing))
    statement = update(target).where(match, differs).values({name: candidate.c[name] for name in values})
    return connection.execute(statement).rowcount
