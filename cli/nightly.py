"""``questions nightly``: reads what changed since the nights before, and loads it."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from cli import crawl_options as options
from cli.alerts import Notify
from cli.crawl import say_cost
from cli.durations import read_duration
from cli.endings import Audience, told
from cli.keep import KeepArchive, KeepLanding, tidy
from cli.logs import start_logging
from cli.loop import SOURCE, crawl_and_load, estimate, load_left_over, new_run, open_database, site_locks
from cli.metrics import Metrics
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.orders import read_order
from cli.places import Places
from cli.places import places as places_of
from cli.summary import Summary, crawl_sentence, print_answer, show
from etl.complete import complete_legislatures
from scraper.estimate import Estimate
from scraper.nightly import Night
from scraper.order import LEGISLATURES, Order
from scraper.site_spider import utc_now

SITE_TIME = ZoneInfo("Europe/Paris")

Full = Annotated[
    bool,
    typer.Option("--full", help="Read every question list to its end.", rich_help_panel=options.WHAT),
]
SweepNights = Annotated[
    int,
    typer.Option(
        "--sweep-nights",
        metavar="N",
        min=1,
        help="Look at the data of every question without answer at least every so many nights.",
        rich_help_panel=options.WHAT,
    ),
]


def nightly_command(
    legislature: options.Legislatures = None,
    full: Full = False,
    sweep_nights: SweepNights = 7,
    site: options.Sites = None,
    delay: options.Delay = 1.0,
    max_time: options.MaxTime = None,
    max_requests: options.MaxRequests = None,
    dry_run: options.DryRun = False,
    wait: options.Wait = False,
    notify: Notify = None,
    metrics: Metrics = None,
    keep_archive: KeepArchive = None,
    keep_landing: KeepLanding = None,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Read what changed since the nights before, and load it.

    Without --legislature, all of them but those that ended and are complete. On an empty database the first night reads
    everything; cut short by --for or --max-requests, the next one goes on. A correction of an old answer shows on no
    list and is found by 'questions crawl --force' alone.

    Exit codes: 0 done, 1 bad option or configuration, 2 done but some pages failed or were rejected, 3 stopped early,
    4 another run crawls the site, 5 a data check failed: the run is landed and not loaded.
    """
    console = start_logging(verbose)
    order = read_order(
        legislatures=legislature or LEGISLATURES,
        deputies=(),
        numbers=(),
        since=None,
        until=None,
        sites=site or (),
        delay=delay,
        max_requests=max_requests,
        max_seconds=None if max_time is None else read_duration(max_time),
        dry_run=dry_run,
    )
    night = Night(on=utc_now().astimezone(SITE_TIME).date(), full=full, sweep_nights=sweep_nights)
    order = replace(order, night=night)
    places = places_of(data, database)
    order = order if legislature else without_complete(order, night, places, console)
    if dry_run and order.legislatures:
        cost = estimate_night(order, places, console, wait=wait)
        print_answer({"dry_run": True, **asdict(cost)}, say_cost(cost, order.delay), as_json=as_json)
        return
    with told(Audience(command="nightly", places=places, notify=notify, metrics=metrics)) as ending:
        summary = ending.summary = read_night(order, places, console, wait=wait)
        if keep_archive or keep_landing:
            tidy(open_database(places), places, console, utc_now(), archive=keep_archive, landing=keep_landing)
    show(summary, night_sentence(summary), as_json=as_json)
    raise typer.Exit(summary.exit_code)


def without_complete(order: Order, night: Night, places: Places, console: Console) -> Order:
    """Return the order without the legislatures that ended and are complete, once all that is landed is loaded."""
    engine = open_database(places)
    load_left_over(engine, places, console)
    complete = complete_legislatures(engine, SOURCE, night.on)
    left = tuple(number for number in order.legislatures if number not in complete)
    sites = {number: site for number, site in order.sites.items() if number in left}
    return replace(order, legislatures=left, sites=sites)


def read_night(
    order: Order, places: Places, console: Console, *, wait: bool, clock: Callable[[], datetime] = utc_now
) -> Summary:
    """Load what is left over, then read the night and load it."""
    if not order.legislatures:
        return Summary(run_id=None)
    engine = open_database(places)
    run = new_run(order, clock())
    with site_locks(order, places, run.run_id, console, engine, wait=wait):
        load_left_over(engine, places, console)
        return crawl_and_load(order, run, engine, places, console, clock=clock)


def estimate_night(order: Order, places: Places, console: Console, *, wait: bool) -> Estimate:
    """Return what the night would cost, by its plan."""
    engine = open_database(places)
    run = new_run(order, utc_now())
    with site_locks(order, places, run.run_id, console, engine, wait=wait):
        return estimate(order, run, console, engine)


def night_sentence(summary: Summary) -> str:
    """Say in one sentence how a night ended."""
    if summary.run_id is None:
        return "Nothing to read: every legislature ended and is complete; --legislature N reads one all the same."
    return crawl_sentence(summary)
