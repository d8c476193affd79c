"""``questions reparse``: reads archived pages again with today's parsers, without the network."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy import Engine

from cli import crawl_options as options
from cli.durations import say_duration
from cli.errors import BadOption
from cli.indexing import NoIndex, index_loaded
from cli.locks import hold
from cli.logs import start_logging
from cli.loop import SOURCE, load_left_over, open_database
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import Places
from cli.places import places as places_of
from cli.progress import Step, display_for, show_bytes
from cli.status import existing_database
from cli.summary import Summary, show
from etl.known import known_records
from etl.load import load
from parliament.landing import LandingWriter, Run, new_run_id
from scraper.archive_choice import Choice
from scraper.archive_file import SUFFIX
from scraper.order import LEGISLATURES
from scraper.reparse import Progress, Reparse


def reparse_command(
    legislature: options.Legislatures = None,
    deputy: options.Deputies = None,
    processes: Annotated[
        int | None, typer.Option("--processes", metavar="N", min=1, help="How many at once; without it, one per core.")
    ] = None,
    no_index: NoIndex = False,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Read archived pages again with today's parsers, as of the day they were fetched, and load the differences.

    Nothing is asked of any site. Of every page the newest copy in the archive is read. Exit code 2: there are new
    rejections, or an archive could not be read.
    """
    console = start_logging(verbose)
    places = places_of(data, database)
    if unknown := set(legislature or ()) - set(LEGISLATURES):
        raise BadOption(f"--legislature {min(unknown)}: it is one of {', '.join(map(str, LEGISLATURES))}")
    choice = Choice(
        legislatures=frozenset(legislature) if legislature else None,
        deputies=tuple(dict.fromkeys(name.strip() for name in deputy or ())),
    )
    if next(places.archive.glob(f"*{SUFFIX}"), None) is None:
        existing_database(places)
    engine = open_database(places)
    summary = reparse_and_load(choice, engine, places, console, processes=processes)
    summary.index = index_loaded(places, console, skip=no_index)
    show(summary, reparse_sentence(summary, places), as_json=as_json)
    raise typer.Exit(summary.exit_code)


def reparse_and_load(
    choice: Choice, engine: Engine, places: Places, console: Console, *, processes: int | None = None
) -> Summary:
    """Read the chosen pages again into a landing run of its own and load it."""
    run = new_reparse(choice, datetime.now(UTC))
    with hold(places.locks, ["reparse"], run.run_id, announce=None):
        load_left_over(engine, places, console)
        progress = land(choice, run, engine, places, console, processes)
        with display_for(console, "Loading") as display:
            report = load(engine, places.landing, everything=True, run_id=run.run_id, progress=show_bytes(display))
    summary = Summary(run_id=run.run_id, pages=progress.pages, items=progress.items + progress.unchanged)
    summary.add_tables(report.tables)
    summary.held = report.held
    summary.unchanged += progress.unchanged
    summary.failed = progress.unreadable
    summary.rejected = summary.tables.get("rejection", {}).get("inserted", 0)
    summary.seconds = round((datetime.now(UTC) - datetime.fromisoformat(f"{run.started_at}+00:00")).total_seconds(), 3)
    return summary


def land(choice: Choice, run: Run, engine: Engine, places: Places, console: Console, processes: int | None) -> Progress:
    """Read the chosen pages and land what differs from the database; the run ends with them."""
    known = known_records(engine, SOURCE)
    writer = LandingWriter(places.landing / run.run_id, run)
    reading = Reparse(places.archive, choice, writer, known)
    with display_for(console, "Reading again") as display:
        progress = reading.run(
            processes=processes,
            on_progress=lambda at: display.show(Step(at.done, at.total, "pages", at.pages, at.rejected)),
        )
    run.finished_at = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
    run.finish_reason = "finished"
    run.pages, run.items, run.rejected = progress.pages, progress.items, progress.rejected
    run.failed = progress.unreadable
    writer.save_run()
    writer.close()
    return progress


def new_reparse(choice: Choice, now: datetime) -> Run:
    """Return the run of a reparse that starts at ``now``."""
    asked = {
        "legislatures": sorted(choice.legislatures or ()),
        "deputies": sorted(choice.deputies),
        "keys": sorted(choice.keys or ()),
    }
    started_at = now.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat(sep=" ")
    return Run(run_id=new_run_id(now, "reparse"), source=SOURCE, scope={"reparse": asked}, started_at=started_at)


def reparse_sentence(summary: Summary, places: Places) -> str:
    """Say in one sentence what a reparse found."""
    unreadable = f" {summary.failed:,} archives could not be read, or not all of them." if summary.failed else ""
    if not summary.pages:
        return f"Nothing to read again: {places.archive} holds no such page.{unreadable}"
    return (
        f"{summary.pages:,} archived pages read again in {say_duration(summary.seconds)}: "
        f"{summary.inserted:,} questions inserted, {summary.updated:,} updated, {summary.unchanged:,} unchanged, "
        f"{summary.rejected:,} rejected.{unreadable}"
    )
