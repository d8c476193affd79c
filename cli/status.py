"""``questions status``: how fresh and how full the database is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from sqlalchemy import Engine

from cli import health_screen, reconciliation_screen
from cli.alerts import check_target, notify
from cli.durations import read_duration
from cli.errors import NoDatabase
from cli.exits import ExitCode
from cli.logs import start_logging
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import Places
from cli.places import places as places_of
from cli.summary import print_answer
from etl.database import connect
from etl.health import health
from etl.reconciliation import reconciliation
from etl.schema import has_schema
from etl.status import status
from parliament.records import STATES

MOST_FREQUENT = 5
LEFT = {"started (UTC)", "legislatures", "ended", "archive"}
HOW_TO_BEGIN = "questions crawl --legislature 13 --deputy marc-le-fur"


def status_command(
    stale_after: Annotated[
        str,
        typer.Option("--stale-after", metavar="TIME", help="How old the last good run may be, e.g. 36h."),
    ] = "36h",
    tell: Annotated[
        str | None,
        typer.Option(
            "--notify",
            metavar="COMMAND|URL",
            help="Tell this command or web address when the database is stale.",
            show_default=False,
        ),
    ] = None,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Show whether all is well: how fresh the database is, what it holds, the last runs, and what waits for a person.

    Exit codes: 0 all is well, 1 there is no database, 5 it is stale or a run is held.
    """
    start_logging(verbose)
    target, allowed = check_target(tell), timedelta(seconds=read_duration(stale_after, "--stale-after"))
    places = places_of(data, database)
    engine = existing_database(places)
    if not has_schema(engine):
        message = f"The database {places.shown} is empty; {HOW_TO_BEGIN} begins to fill it."
        print_answer({"database": places.shown, "empty": True}, message, as_json=as_json)
        return
    found = health(engine, datetime.now(UTC), allowed)
    compared = reconciliation(engine, reconciliation_screen.source_to_ask)
    answer = {"database": places.shown, "empty": False, **found, **status(engine), **compared}
    if as_json:
        print_answer(answer, "", as_json=True)
    else:
        Console(highlight=False).print(screen(answer))
    if target is not None and found["stale"]:
        notify(target, {"event": "stale", "command": "status", "database": places.shown, **found})
    raise typer.Exit(ExitCode.DONE if found["healthy"] else ExitCode.CHECK_FAILED)


def existing_database(places: Places) -> Engine:
    """Return the database, untouched though it be an empty file; raise NoDatabase where there is none yet."""
    file = places.database_file
    if file is not None and not file.is_file():
        raise NoDatabase(f"there is no database {file}; '{HOW_TO_BEGIN}' makes one")
    # Into an empty file SQLite writes as it opens it.
    is_blank = file is not None and not file.stat().st_size
    return connect("sqlite://" if is_blank else places.database)


def filled_database(places: Places) -> Engine:
    """Return the database; raise NoDatabase where there is none yet, or none of our tables in it."""
    engine = existing_database(places)
    if not has_schema(engine):
        raise NoDatabase(f"the database {places.shown} is empty; '{HOW_TO_BEGIN}' begins to fill it")
    return engine


def screen(answer: Mapping[str, Any]) -> RenderableType:
    """Return what a person sees of a status, within the 80 columns of the narrowest terminal."""
    rejections, labels = answer["rejections"], answer["pending_labels"]
    return Group(
        f"Database: {answer['database']}",
        health_screen.screen(answer),
        _legislatures(answer["legislatures"]),
        *([_archives(answer["archives"])] if answer["archives"] else []),
        reconciliation_screen.screen(answer),
        _runs(answer["runs"]),
        _waiting(f"Rejections open: {rejections['open']:,}", rejections["reasons"], "reason", "count"),
        _waiting(_pending(labels), labels["most_frequent"], "label", "occurrences"),
        *([_not_indexed(answer["not_indexed"])] if answer["not_indexed"] else []),
    )


def _legislatures(rows: Sequence[Mapping[str, Any]]) -> RenderableType:
    table = _table("Questions", "leg.", "all", *STATES, "authors", "last read")
    for row in rows:
        figures = [f"{row[name]:,}" for name in ("legislature", "questions", *STATES, "authors")]
        table.add_row(*figures, _day(row["last_read_at"]))
    return table


def _archives(rows: Sequence[Mapping[str, Any]]) -> RenderableType:
    table = _table("Archives", "archive", "records", "read of", "last asked")
    for row in rows:
        records = "" if row["records"] is None else f"{row['records']:,}"
        table.add_row(row["archive"], records, _day(row["version_of"]), _day(row["asked_at"]))
    return table


def _runs(rows: Sequence[Mapping[str, Any]]) -> RenderableType:
    table = _table("Last runs", "started (UTC)", "legislatures", "ended", "requests", "rejected", "failed")
    for row in rows:
        scope = row["scope"]
        legislatures = ", ".join(map(str, scope.get("legislatures", scope.get("archives", ()))))
        figures = [f"{row[name]:,}" for name in ("requests", "rejected", "failed")]
        table.add_row(row["started_at"][:16], legislatures, row["finish_reason"] or "killed or running", *figures)
    return table


def _waiting(title: str, rows: Sequence[Mapping[str, Any]], what: str, count: str) -> RenderableType:
    lines = [f"  {row[count]:>7,}  {row[what]}" for row in rows[:MOST_FREQUENT]]
    return Text("\n".join([title, *lines]), overflow="ellipsis", no_wrap=True)


def _pending(labels: Mapping[str, Any]) -> str:
    review = "\n  'questions ministries' lists them all." if labels["count"] else ""
    return f"Ministry labels not resolved: {labels['count']:,}, in {labels['questions']:,} questions{review}"


def _not_indexed(number: int) -> str:
    return (
        f"Questions that searches do not find, or find as they were: {number:,}\n  'questions index' makes up for it."
    )


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, justify="left" if name in LEFT else "right")
    return table


def _day(moment: str | None) -> str:
    return (moment or "")[:10]
