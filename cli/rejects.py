"""``questions rejects``: what was refused, and another try at it from the archive."""

import json
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from cli.errors import BadOption
from cli.indexing import index_loaded
from cli.logs import start_logging
from cli.loop import open_database
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import Places
from cli.places import places as places_of
from cli.reparse import reparse_and_load
from cli.status import filled_database
from cli.summary import print_answer
from etl.rejected import Rejected, rejected, rejection_named
from scraper.archive_choice import Choice

SHOWN = 50
ID_LENGTH = 8


def rejects_command(
    show: Annotated[
        str | None, typer.Option("--show", metavar="ID", help="Show one with all that was read of it.")
    ] = None,
    replay: Annotated[
        bool, typer.Option("--replay", help="Read the archived pages of the open ones again, and load what succeeds.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="List the closed ones too.")] = False,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """List what was refused and is still open, show one, or replay them from the archive.

    A rejection closes when a later run, or a replay, takes the same page or record. Exit code 2: a replay left some
    open.
    """
    console = start_logging(verbose)
    if show is not None and (replay or everything):
        raise BadOption("--show stands alone: give it one id")
    if show == "":
        raise BadOption("--show needs an id, or how one begins; 'questions rejects' lists them")
    places = places_of(data, database)
    engine = filled_database(places)
    if show is not None:
        _show(engine, show, as_json=as_json)
    elif replay:
        _replay(open_database(places), places, console, as_json=as_json)
    else:
        _list(rejected(engine, closed=everything), as_json=as_json)


def _list(found: list[Rejected], *, as_json: bool) -> None:
    if found and not as_json:
        Console(highlight=False).print(table_of(found[:SHOWN]))
    still_open = sum(one.replayed_at is None for one in found)
    more = f" The newest {SHOWN} are shown; --json has them all." if len(found) > SHOWN else ""
    are_open = "1 rejection is open." if still_open == 1 else f"{still_open:,} rejections are open."
    sentence = f"{are_open}{more}" if found else "No rejection is open."
    print_answer({"open": still_open, "rejections": [asdict(one) for one in found]}, sentence, as_json=as_json)


def _show(engine: Engine, start: str, *, as_json: bool) -> None:
    found = rejection_named(engine, start)
    if len(found) != 1:
        raise BadOption(f"--show: {'several rejections begin' if found else 'no rejection begins'} with {start!r}")
    one, raw = found[0]
    answer: dict[str, Any] = asdict(one) | {"raw": raw}
    print_answer(answer, json.dumps(answer, ensure_ascii=False, indent=1), as_json=as_json)


def _replay(engine: Engine, places: Places, console: Console, *, as_json: bool) -> None:
    before = {one.rejection_id for one in rejected(engine)}
    keys = frozenset(one.key for one in rejected(engine) if one.key is not None)
    summary = reparse_and_load(Choice(keys=keys), engine, places, console) if keys else None
    index_loaded(places, console, skip=summary is None)
    after = {one.rejection_id for one in rejected(engine)}
    answer = {
        "run_id": summary.run_id if summary else None,
        "pages": summary.pages if summary else 0,
        "closed": len(before - after),
        "open": len(after),
    }
    sentence = f"{answer['pages']:,} archived pages read again: {answer['closed']:,} rejections closed, "
    print_answer(answer, f"{sentence}{answer['open']:,} still open.", as_json=as_json)
    raise typer.Exit(2 if after else 0)


def table_of(found: list[Rejected]) -> Table:
    """Return rejections as a table that fits a terminal; ids are cut to what --show needs."""
    closed = any(one.replayed_at is not None for one in found)
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("id", "when", *(["closed"] if closed else []), "stage", "key"):
        table.add_column(name, no_wrap=True)
    table.add_column("reason", overflow="fold")
    for one in found:
        days = [one.rejected_at[:10], *([(one.replayed_at or "")[:10]] if closed else [])]
        table.add_row(one.rejection_id[:ID_LENGTH], *days, one.stage, one.key or "", one.reason)
    return table
