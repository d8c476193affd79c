"""Where exported rows come from: which sources tell them, under which licences, and how far the database had come."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, String, column, select, table, text

from analysis.exports.selection import Selection

# A source's statements, and which of them a question really takes a field from.
STATEMENTS = table("question_source", column("source", String), column("question_id", String))
TAKEN = table("field_witness", column("source", String), column("question_id", String))
DEPUTIES = table("deputy_source", column("source", String), column("deputy_id", String))
SOURCES = "SELECT source, name, url, licence, licence_url FROM source ORDER BY source"
LATEST_RUN = """
    SELECT run_id, source, started_at, finished_at, finish_reason FROM crawl_run
    WHERE load_state = 'open' ORDER BY started_at DESC, run_id DESC LIMIT 1
"""


def sources_of(connection: Connection, selections: Iterable[Selection]) -> list[dict[str, str]]:
    """Return the sources of these rows with name, address and licence, as the table source has them."""
    told = {source for selection in selections for source in _told_by(connection, selection)}
    return [dict(row) for row in connection.execute(text(SOURCES)).mappings() if row["source"] in told]


def database_state(connection: Connection) -> dict[str, Any]:
    """Return the version of the tables and the latest run that was loaded: equal states give equal exports."""
    version = connection.scalar(text("SELECT max(version) FROM schema_version"))
    run = connection.execute(text(LATEST_RUN)).mappings().first()
    return {"schema_version": version, "latest_run": None if run is None else _plain(run)}


def _plain(run: Any) -> dict[str, str | None]:
    return {name: None if value is None else str(value) for name, value in run.items()}


def _told_by(connection: Connection, selection: Selection) -> set[str]:
    relation = selection.relation
    if relation.has("source"):
        return _values(connection, selection.query([relation.field("source")]))
    if relation.has("question_id"):
        return _taken_from(connection, selection.query([relation.field("question_id")]))
    if relation.has("deputy_id"):
        deputies = selection.query([relation.field("deputy_id")])
        return _values(connection, select(DEPUTIES.c.source).where(DEPUTIES.c.deputy_id.in_(deputies)))
    return _values(connection, select(STATEMENTS.c.source))


def _taken_from(connection: Connection, questions: Select[Any]) -> set[str]:
    stated = _values(connection, select(STATEMENTS.c.source).where(STATEMENTS.c.question_id.in_(questions)))
    if len(stated) < 2:
        return stated
    # Where several speak of these questions, one may give no field of any.
    return {source for source in stated if _gives_a_field(connection, source, questions)}


def _gives_a_field(connection: Connection, source: str, questions: Select[Any]) -> bool:
    found = select(TAKEN.c.source).where(TAKEN.c.source == source, TAKEN.c.question_id.in_(questions)).limit(1)
    return connection.execute(found).first() is not None


def _values(connection: Connection, query: Select[Any]) -> set[str]:
    return set(connection.scalars(query.distinct()))
