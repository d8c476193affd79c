"""What Datasette is told of the database: descriptions, facets, licences, queries, what to leave in the background."""

from html import escape
from typing import Any

from sqlalchemy import Connection, inspect, text

from analysis.descriptions import descriptions
from analysis.explore.queries import canned
from etl.schema import column_comments

NAME = "questions"
TITLE = "Written questions of the Assemblée nationale"
SETTINGS: dict[str, Any] = {
    # The views count hundreds of thousands of questions; Datasette's second is not enough for the largest.
    "sql_time_limit_ms": 5_000,
    "facet_time_limit_ms": 2_000,
    "max_returned_rows": 1_000,
    "default_page_size": 50,
    # A text in full is on the page of its row.
    "truncate_cells_html": 250,
    # Suggestions would count every column of every page.
    "suggest_facets": False,
    "allow_download": False,
}
FACETS = {
    "question_flat": ["state", "legislature", "asked_portfolio", "group_acronym"],
    "question": ["state", "legislature", "asked_portfolio_id", "group_id"],
    "answers_by_ministry": ["legislature", "government"],
    "answers_by_portfolio": ["legislature"],
    "answers_by_group": ["legislature"],
    "answers_by_deputy": ["legislature"],
    "deputy_activity": ["legislature", "group_acronym"],
    "question_event": ["kind"],
    "mandate": ["legislature"],
}
NEWEST_FIRST = {"question_flat": "asked_on", "question": "asked_on", "answers_by_month": "month"}
# The names by which rows are shown where others refer to them.
LABELS = {"deputy": "name", "political_group": "acronym", "portfolio": "name", "ministry": "name", "government": "name"}
# How the database is kept, and what only explains how it came to be.
BACKGROUND = frozenset(
    {
        "absence", "check_result", "comment", "comment_count", "crawl_run", "deputy_source", "derivation_rules",
        "landing_file", "ministry_decision", "ministry_label", "ministry_register", "organe", "question_reading",
        "question_source", "question_source_text", "question_source_version", "question_text_version",
        "question_version", "rejection", "schema_version", "search_content", "search_document", "search_stale",
        "search_term", "source_portfolio", "visit", "witness",
    }
)  # fmt: skip
SOURCES = """
    SELECT s.name, s.url, s.licence, s.licence_url FROM source AS s
    WHERE EXISTS (SELECT 1 FROM question_source AS q WHERE q.source = s.source) ORDER BY s.source
"""
INDEXED = "SELECT document_id FROM search_document LIMIT 1"


def metadata(connection: Connection, *, report: str | None = None) -> dict[str, Any]:
    """Return Datasette's metadata of a database; ``report`` is the address of the report where there is one."""
    inspector = inspect(connection)
    there = [*inspector.get_view_names(), *inspector.get_table_names()]
    sources = [dict(row) for row in connection.execute(text(SOURCES)).mappings()]
    described = descriptions()
    columns = {name: [column["name"] for column in inspector.get_columns(name)] for name in there}
    database = {
        "description": "Questions put to ministers in writing, and their answers. question_flat is the place to begin.",
        "tables": {name: _table(name, described, columns[name]) for name in there},
        "queries": canned({*there} if has_index(connection) else {*there} - {"question_search"}),
    }
    front: dict[str, Any] = {"title": TITLE, "description_html": _front(sources, report)}
    if len(sources) == 1:
        (one,) = sources
        front |= {"source": one["name"], "source_url": one["url"]}
        front |= {"license": one["licence"], "license_url": one["licence_url"]}
    return front | {"databases": {NAME: database}}


def has_index(connection: Connection) -> bool:
    """Tell whether there is an index to search with, and anything in it."""
    return inspect(connection).has_table("question_search") and connection.scalar(text(INDEXED)) is not None


def _table(name: str, described: dict[str, str], columns: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": described.get(name),
        "columns": {column: said for column in columns if (said := column_comments().of(name, column))},
        "facets": FACETS.get(name),
        "sort_desc": NEWEST_FIRST.get(name),
        "label_column": LABELS.get(name),
        "hidden": name in BACKGROUND,
    }
    return {key: value for key, value in told.items() if value}


def _front(sources: list[dict[str, str]], report: str | None) -> str:
    begin = f'<a href="/{NAME}/question_flat">question_flat</a>, one row per question'
    lines = [f'<p>Begin with {begin}, or with one of the <a href="/{NAME}#queries">queries</a>.</p>']
    if report is not None:
        lines.append(f'<p><a href="{escape(report)}">The report</a> tells the main figures with charts.</p>')
    named = [
        f'<a href="{escape(one["url"])}">{escape(one["name"])}</a> '
        f'(<a href="{escape(one["licence_url"])}">{escape(one["licence"])}</a>)'
        for one in sources
    ]
    if named:
        lines.append(f"<p>Sources: {', '.join(named)}.</p>")
    return "\n".join(lines)
