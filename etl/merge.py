"""Merging rows into a table: insert what is missing, write over what differs, leave the rest alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    MetaData,
    Table,
    and_,
    case,
    column,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    table,
    text,
    update,
)

from etl.counts import Counts
from etl.dialects import dialect_of

Tables = dict[str, Table]
# The temporary table that rows are merged from.
CANDIDATE = "candidate"
_reflected: dict[str, Tables] = {}


def reflect(connection: Connection) -> Tables:
    """Return the tables as the database has them, but for the search index, which no load touches.

    They are read once by a process and kind of database: all of this program's version are built alike, and reading
    them takes as long as a small load.
    """
    kind = connection.dialect.name
    if kind not in _reflected:
        metadata = MetaData()
        metadata.reflect(connection, only=lambda name, _: not name.startswith("question_search"))
        for one in metadata.tables.values():
            dialect_of(connection).settle(one)
        _reflected[kind] = dict(metadata.tables)
    return dict(_reflected[kind])


def rows_of(connection: Connection, sql: str, columns: Sequence[str]) -> FromClause:
    """Return a query, written in SQL for both databases, as something to merge from; ``columns`` name its columns."""
    names = ", ".join(columns)
    named = f"WITH found ({names}) AS ({dialect_of(connection).adapt(sql)}) SELECT {names} FROM found"  # noqa: S608
    return text(named).columns(*(column(name) for name in columns)).subquery("candidate")


@dataclass(slots=True)
class Merged(Counts):
    """What a merge did, and the columns in which any row was another one."""

    columns: frozenset[str] = frozenset()

    def told(self, names: Collection[str]) -> bool:
        """Say whether any row is new, or any of these columns has changed in one."""
        return self.inserted > 0 or not self.columns.isdisjoint(names)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Rows to merge from, and how many they are."""

    rows: FromClause
    total: int


def candidate(connection: Connection, sql: str, columns: Sequence[str]) -> Candidate:
    """Evaluate a query once, into a temporary table that stands until the next candidate."""
    names = ", ".join(columns)
    connection.exec_driver_sql("DROP TABLE IF EXISTS candidate")
    named = f"WITH found ({names}) AS ({sql}) SELECT {names} FROM found"  # noqa: S608
    run(connection, f"CREATE TEMPORARY TABLE candidate AS {named}")
    dialect_of(connection).analyze(connection, "candidate", columns[:1])
    return Candidate(table("candidate", *map(column, columns)), count(connection, "SELECT count(*) FROM candidate"))


def run(connection: Connection, sql: str, **values: object) -> int:
    """Execute a statement written in SQL for both databases; return how many rows it touched."""
    return connection.execute(text(dialect_of(connection).adapt(sql)), values).rowcount


def count(connection: Connection, sql: str) -> int:
    """Return the number that a query gives."""
    return int(connection.exec_driver_sql(sql).scalar() or 0)


def merge(
    connection: Connection,
    target: Table,
    found: Candidate,
    *,
    quiet: Collection[str] = (),
) -> Merged:
    """Bring the candidate's rows into the target, by its primary key, and count.

    A row whose ``quiet`` columns alone differ is written, but counted as unchanged.
    """
    match = _same_key(target, found.rows)
    matched, differing = _compare(connection, target, found.rows, match)
    inserted = _insert(connection, target, found.rows, match, any_matched=matched > 0) if matched < found.total else 0
    loud = [name for name in differing if name not in quiet]
    updated = _update(connection, target, found.rows, match, differing=loud, values=differing)
    if len(loud) < len(differing):
        silent = [name for name in differing if name in quiet]
        _update(connection, target, found.rows, match, differing=silent, values=silent)
    unchanged = found.total - inserted - updated
    return Merged(inserted=inserted, updated=updated, unchanged=unchanged, columns=frozenset(differing))


def add(connection: Connection, target: str, sql: str, columns: Sequence[str]) -> Counts:
    """Insert the rows of a query, none of which the target holds, and count them."""
    names = ", ".join(columns)
    found = f"WITH found ({names}) AS ({sql}) SELECT {names} FROM found"  # noqa: S608
    return Counts(inserted=run(connection, f"INSERT INTO {target} ({names}) {found}"))


def delete_absent(connection: Connection, target: Table, found: Candidate, within: ColumnElement[bool]) -> int:
    """Delete the rows of the target that lie ``within`` a condition and that a merged candidate does not hold."""
    if connection.scalar(select(func.count()).select_from(target).where(within)) == found.total:
        return 0
    keys = ", ".join(key.name for key in target.primary_key)
    connection.exec_driver_sql(f"CREATE INDEX candidate_by_key ON candidate ({keys})")
    present = exists(select(1).select_from(found.rows).where(_same_key(target, found.rows)))
    return connection.execute(delete(target).where(within, ~present)).rowcount


def _same_key(target: Table, candidate: FromClause) -> ColumnElement[bool]:
    return and_(*(target.c[key.name] == candidate.c[key.name] for key in target.primary_key))


def _compare(
    connection: Connection, target: Table, candidate: FromClause, match: ColumnElement[bool]
) -> tuple[int, list[str]]:
    """Return how many of the candidate's rows the target has, and in which columns any of these differs.

    An index on columns that are not set is left alone, and so are the keys that these refer to.
    """
    kept = {key.name for key in target.primary_key}
    names = [name for name in list(candidate.c.keys()) if name not in kept]
    differs = (func.max(case((target.c[name].is_distinct_from(candidate.c[name]), 1), else_=0)) for name in names)
    found = connection.execute(select(func.count(), *differs).select_from(candidate).join(target, match)).one()
    return found[0], [name for name, differ in zip(names, found[1:], strict=True) if differ]


def _insert(
    connection: Connection, target: Table, rows: FromClause, match: ColumnElement[bool], *, any_matched: bool
) -> int:
    missing = select(rows)
    if any_matched:
        missing = missing.where(~exists(select(1).select_from(target).where(match)))
    statement = insert(target).from_select(rows.c.keys(), missing)
    # Without this option SQLAlchemy does not ask psycopg how many rows an INSERT wrote.
    return connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount


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
