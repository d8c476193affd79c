"""``questions load``: loads what is landed."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy import Engine

from cli.alerts import Notify
from cli.durations import say_duration
from cli.endings import Audience, told
from cli.errors import BadOption, NoSuchRun
from cli.indexing import NoIndex, index_loaded
from cli.logs import start_logging
from cli.loop import open_database, warn_of_damaged
from cli.metrics import Metrics
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import Places
from cli.places import places as places_of
from cli.progress import display_for, show_bytes
from cli.summary import Summary, show
from etl.accepting import discard, held, require_failed, require_not_discarded
from etl.load import LoadReport, load
from parliament.landing import Run, runs


def load_command(
    everything: Annotated[
        bool, typer.Option("--all", help="Load the whole landing zone, also what was loaded before.")
    ] = False,
    run: Annotated[str | None, typer.Option("--run", metavar="RUN", help="Load this run only.")] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="CHECK", help="With --run: load it although this check failed; repeats."),
    ] = None,
    discard_run: Annotated[
        str | None, typer.Option("--discard", metavar="RUN", help="Never load this run, which a check keeps out.")
    ] = None,
    notify: Notify = None,
    metrics: Metrics = None,
    no_index: NoIndex = False,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Load what is landed and not loaded yet.

    Loading the same twice changes nothing. With --all, a database can be built again from the landing zone alone. A run
    whose data a check refuses is held (exit code 5) until --accept or --discard decides about it.
    """
    console = start_logging(verbose)
    places = places_of(data, database)
    damaged = warn_of_damaged(places)
    _check(places, run, accept or [], discard_run, everything=everything)
    if discard_run is not None:
        discard(open_database(places), _landed(places, discard_run))
        show(Summary(run_id=discard_run), f"Run {discard_run} will not be loaded; its files stay.", as_json=as_json)
        return
    if not places.landing.is_dir():
        show(Summary(run_id=None), f"Nothing to load: there is no landing zone {places.landing}.", as_json=as_json)
        return
    with told(Audience(command="load", places=places, notify=notify, metrics=metrics)) as ending:
        engine = open_database(places)
        if run is not None:
            require_not_discarded(engine, run)
            require_failed(engine, run, accept or ())
        was_held = _is_any_held(engine)
        report = _load(engine, places, console, run, accept or (), everything=everything)
        summary = ending.summary = _summarise(report)
        summary.failed = damaged
        summary.index = index_loaded(places, console, skip=no_index)
        # Of a load that holds nothing more, the news is that nothing is held any more.
        ending.was_good = not was_held or _is_any_held(engine)
    show(summary, _sentence(summary, report, places), as_json=as_json)
    raise typer.Exit(summary.exit_code)


def _load(
    engine: Engine, places: Places, console: Console, run: str | None, accept: Sequence[str], *, everything: bool
) -> LoadReport:
    with display_for(console, "Loading") as display:
        return load(
            engine,
            places.landing,
            everything=everything,
            run_id=run,
            accept=frozenset(accept),
            progress=show_bytes(display),
        )


def _check(places: Places, run: str | None, accept: list[str], discarded: str | None, *, everything: bool) -> None:
    if everything and run is not None:
        raise BadOption("give --all or --run, not both")
    if accept and run is None:
        raise BadOption("--accept needs --run: say which run to load although the check failed")
    if discarded is not None and (run is not None or everything):
        raise BadOption("--discard stands alone: it loads nothing")
    for named in (run, discarded):
        if named is not None:
            _landed(places, named)


def _landed(places: Places, run_id: str) -> Run:
    """Return a run of the landing zone; raise NoSuchRun where it is none."""
    known = {each.run_id: each for each in runs(places.landing)}
    if run_id not in known:
        latest = f"the latest is {max(known)}" if known else "there is none"
        raise NoSuchRun(f"no run {run_id!r} in {places.landing}; {latest}")
    return known[run_id]


def _is_any_held(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(held(connection))


def _summarise(report: LoadReport) -> Summary:
    summary = Summary(run_id=report.run_ids[-1] if report.run_ids else None)
    summary.add_tables(report.tables)
    summary.rejected = summary.tables.get("rejection", {}).get("inserted", 0)
    summary.items = summary.inserted + summary.updated + summary.unchanged
    summary.seconds = round(report.seconds, 3)
    summary.held = report.held
    return summary


def _sentence(summary: Summary, report: LoadReport, places: Places) -> str:
    if report.held:
        return "\n".join(map(str, report.held))
    if not report.run_ids:
        return f"Nothing to load: all of {places.landing} is in {places.shown}."
    return (
        f"{len(report.run_ids)} runs loaded into {places.shown} in {say_duration(summary.seconds)}: "
        f"{summary.inserted:,} questions inserted, {summary.updated:,} updated, {summary.unchanged:,} unchanged, "
        f"{summary.rejected:,} records rejected, {report.older:,} older than what the database has."
    )
