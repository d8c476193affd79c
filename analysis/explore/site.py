"""Datasette on one database file: never writes, serves no other file, searches with the index where there is one."""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.filters import FilterArguments
from datasette.plugins import pm
from datasette.utils.asgi import NotFound, Response
from sqlalchemy import Engine

from analysis.explore.metadata import NAME, SETTINGS, has_index, metadata
from analysis.explore.words import search_expression
from etl.dialects.sqlite import MAPPED
from parliament.people import fold

REPORT = "/-/report"
SEARCHED = ("question_flat", "question")
FOUND = """
    question_id IN (SELECT d.question_id FROM search_document AS d WHERE d.document_id IN
    (SELECT rowid FROM question_search WHERE question_search MATCH search_expression(:searched)))
"""


def site(engine: Engine, file: Path, report: Path) -> Datasette:
    """Return Datasette on the file of an engine, with what belongs to this database; ``report`` need not be there."""
    with engine.connect() as connection:
        told = metadata(connection, report=REPORT if report.is_file() else None)
        is_indexed = has_index(connection)
    app = Datasette([], metadata=told, settings=SETTINGS)
    # Without a file of its own Datasette brings an empty database in memory.
    app.remove_database("_memory")
    app.add_database(ReadOnly(app, str(file)), name=NAME)
    pm.register(Plugin(engine, report, is_indexed=is_indexed))
    # Where rich is installed, Datasette prints pages of trace to the terminal for every query with a typing error.
    pm.get_plugin("datasette.handle_exception").rich = None
    return app


class ReadOnly(Database):
    """A file that others may write to meanwhile.

    It is opened with mode=ro: each query sees what was committed last. immutable=1 would be faster, but ignores the
    locks and the log of a load that is under way, and answers with half of it or with an error.
    """

    def connect(self, write: bool = False) -> sqlite3.Connection:
        if write:
            raise sqlite3.OperationalError("this database is only read here")
        # Datasette would take a ? or % in the path for a part of the address.
        address = f"file:{quote(str(self.path))}?mode=ro"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        connection.execute("PRAGMA query_only = ON")
        connection.execute(MAPPED)
        self._all_file_connections.append(connection)
        return connection


class Plugin:
    """What Datasette lacks: names without accents, search on views, and the report."""

    # Datasette takes every plugin for a module.
    __name__ = __name__

    def __init__(self, engine: Engine, report: Path, *, is_indexed: bool):
        self._expression = search_expression(engine)
        self._report = report
        self._is_indexed = is_indexed

    @hookimpl
    def prepare_connection(self, conn: sqlite3.Connection, database: str) -> None:
        conn.create_function("fold", 1, lambda name: fold(name or ""), deterministic=True)
        conn.create_function("search_expression", 1, self._expression, deterministic=True)

    @hookimpl(trylast=True)
    def filters_from_request(self, request: Any, database: str, table: str) -> FilterArguments | None:
        """Search where Datasette itself cannot: it looks for texts only beside the number of their row."""
        if not self._is_indexed or database != NAME or table not in SEARCHED:
            return None
        searched = request.args.get("_search") or ""
        context = {"supports_search": True, "search": searched}
        if not searched.strip():
            return FilterArguments([], extra_context=context)
        told = [f'search matches "{searched}"']
        return FilterArguments([FOUND], {"searched": searched}, told, extra_context=context)

    @hookimpl
    def register_routes(self) -> list[tuple[str, Any]]:
        return [(f"^{REPORT}$", self._show_report)]

    @hookimpl
    def menu_links(self) -> list[dict[str, str]]:
        return [{"href": REPORT, "label": "Report"}] if self._report.is_file() else []

    async def _show_report(self) -> Response:
        if not self._report.is_file():
            raise NotFound("There is no report; 'questions report' makes one")
        return Response.html(self._report.read_text(encoding="utf-8"))
