"""``questions load``: loads what is landed."""

from typing import Annotated

import typer

from cli.durations import say_duration
from cli.errors import BadOption, NoSuchRun
from cli.logs import start_logging
from cli.loop import open_database
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import Places
from cli.places import places as places_of
from cli.progress import display_for, show_bytes
from cli.summary import Summary, show
from etl.load import LoadReport, load
from parliament.landing import runs


def load_command(
    everything: Annotated[
        bool, typer.Option("--all", help="Load the whole landing zone, also what was loaded before.")
    ] = False,
    run: Annotated[str | None, typer.Option("--run", metavar="RUN", help="Load this run only.")] = None,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Load what is landed and not loaded yet.

    Loading the same twice changes nothing. With --all, a database can be built again from the landing zone alone.
    """
    console = start_logging(verbose)
    places = places_of(data, database)
    _check(places, run, everything=everything)
    if not places.landing.is_dir():
        show(Summary(run_id=None), f"Nothing to load: there is no landing zone {places.landing}.", as_json=as_json)
        return
    engine = open_database(places)
    with display_for(console, "Loading") as display:
        report = load(
            engine,
            places.landing,
            everything=everything,
            run_id=run,
            progress=show_bytes(display),
        )
    summary = _summarise(report)
    show(summary, _sentence(summary, report, places), as_json=as_json)
    raise typer.Exit(summary.exit_code)


def _check(places: Places, run: str | None, *, everything: bool) -> None:
    if run is None:
        return
    if everything:
        raise BadOption("give --all or --run, not both")
    known = [each.run_id for each in runs(places.landing)]
    if run not in known:
        latest = f"the latest is {known[-1]}" if known else "there is none"
        raise NoSuchRun(f"no run {run!r} in {places.landing}; {latest}")


def _summarise(report: LoadReport) -> Summary:
    summary = Summary(run_id=report.run_ids[-1] if report.run_ids else None)
    summary.add_tables(report.tables)
    summary.rejected = summary.tables.get("rejection", {}).get("inserted", 0)
    summary.items = summary.inserted + summary.updated + summary.unchanged
    summary.seconds = round(report.seconds, 3)
    return summary


def _sentence(summary: Summary, report: LoadReport, places: Places) -> str:
    if not report.run_ids:
        return f"Nothing to load: all of {places.landing} is in {places.shown}."
    return (
        f"{len(report.run_ids)} runs loaded into {places.shown} in {say_duration(summary.seconds)}: "
        f"{summary.inserted:,} questions inserted, {summary.updated:,} updated, {summary.unchanged:,} unchanged, "
        f"{summary.rejected:,} records rejected, {report.older:,} older than what the database has."
    )
