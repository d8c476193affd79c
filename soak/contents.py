"""What a database holds, as plain values, and in which tables two of them differ."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, inspect, text

from etl.database import connect
from soak.result import tell

Contents = dict[str, list[tuple[Any, ...]]]

# One row per run, or per file or check of a run: a kill makes two runs of one.
OF_RUNS = frozenset({"crawl_run", "landing_file", "check_result"})
# Which run, and when by the clock: what differs between any two runs of the same, disturbed or not. Dates that the
# sources tell (asked, answered, withdrawn, met) are compared.
OF_THE_CLOCK: Mapping[str, frozenset[str]] = {
    "comment_count": frozenset({"counted_at"}),
    "deputy": frozenset({"first_seen_at"}),
    "deputy_source": frozenset({"first_seen_at", "fetched_at", "parsed_at"}),
    "question": frozenset({"first_seen_at", "last_changed_at"}),
    "question_reading": frozenset({"first_read_at", "last_read_at", "parsed_at"}),
    "question_version": frozenset({"known_from", "known_to"}),
    # Its id is a hash of the run and the refusal.
    "rejection": frozenset({"rejection_id", "run_id", "rejected_at", "replayed_at"}),
    "visit": frozenset({"checked_at", "last_shown_at"}),
}
# To a night that goes on, what was read before the kill is known: it looks at first pages of lists and takes questions
# into its sweep. These are further looks, told in rows of their own; what they found is compared in the other tables.
FURTHER_LOOKS = "WHERE key NOT LIKE '%/questions/recent' AND key NOT LIKE '%/document'"
# Numbers and order of the search index are those in which questions came.
OF_THE_INDEX = ("question_search", "search_")
# What is worked out after a load's commit, from what is committed: an interrupted load leaves it to the next one.
AFTER_THE_COMMIT = ("question_signature", "question_cluster", "cluster_summary", "answer_group")


def contents(
    database: str, sites: Mapping[int, str], *, whole: bool = False, without: Collection[str] = ()
) -> Contents:
    """Return the rows of all tables, in an order of their own; ``whole`` leaves no column out of what loads commit.

    The addresses of the demo's sites, whose ports differ from start to start, are told by legislature.
    """
    engine = connect(database)
    try:
        tables = set(inspect(engine).get_table_names()) - (set() if whole else OF_RUNS) - set(without)
        later = OF_THE_INDEX + (AFTER_THE_COMMIT if whole else ())
        tables = {name for name in tables if not name.startswith(later)}
        with engine.connect() as connection:
            return {
                table: _rows(connection, table, frozenset() if whole else OF_THE_CLOCK.get(table, frozenset()), sites)
                for table in sorted(tables)
            }
    finally:
        engine.dispose()


def differing(expected: Contents, found: Contents, named: str) -> int:
    """Return how many rows are missing or too many, over all tables; tell the first of each table."""
    total = 0
    for table in sorted(expected.keys() | found.keys()):
        missing = _left(expected.get(table, []), found.get(table, []))
        added = _left(found.get(table, []), expected.get(table, []))
        total += len(missing) + len(added)
        if missing or added:
            tell(f"{named}: {table}: {len(missing)} rows missing, {len(added)} too many")
            tell(f"    missing {missing[:1]}\n    too many {added[:1]}")
    return total


def _left(rows: list[tuple[Any, ...]], others: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return list((Counter(rows) - Counter(others)).elements())


def _rows(
    connection: Connection, table: str, left_out: frozenset[str], sites: Mapping[int, str]
) -> list[tuple[Any, ...]]:
    columns = {column["name"]: str(column["type"]) for column in inspect(connection).get_columns(table)}
    kept = [name for name in columns if name not in left_out]
    where = FURTHER_LOOKS if table == "visit" and left_out else ""
    found = connection.execute(text(f"SELECT {', '.join(kept)} FROM {table} {where}"))  # noqa: S608
    rows = (tuple(_plain(v, columns[name], sites) for name, v in zip(kept, row, strict=True)) for row in found)
    return sorted(rows, key=repr)


def _plain(value: Any, kind: str, sites: Mapping[int, str]) -> Any:
    if kind == "BOOLEAN" and value is not None:
        return bool(value)
    if value is None or isinstance(value, int):
        return value
    said = str(value)
    for legislature, site in sites.items():
        said = said.replace(site, f"site-{legislature}")
    return said
