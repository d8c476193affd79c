"""``questions crawl``: crawls questions and loads them."""

from dataclasses import asdict
from datetime import UTC, datetime

import typer
from rich.console import Console
from sqlalchemy import Engine

from cli import crawl_options as options
from cli.alerts import Notify
from cli.archive_orders import archives_estimate, hosts_of_archives, say_archives_cost, wanted_by
from cli.archives import new_archives_run, read_and_load
from cli.durations import read_duration, say_duration
from cli.endings import Audience, told
from cli.indexing import NoIndex, index_loaded
from cli.keep import KeepArchive, KeepLanding, tidy
from cli.logs import start_logging
from cli.loop import crawl_and_load, estimate, hosts_of, load_left_over, new_run, open_database, site_locks
from cli.metrics import Metrics
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.orders import read_order
from cli.places import Places
from cli.places import places as places_of
from cli.summary import Summary, crawl_sentence, print_answer, show
from scraper.estimate import Estimate
from scraper.order import Order


def crawl_command(
    legislature: options.Legislatures = None,
    source: options.SourceName = None,
    deputy: options.Deputies = None,
    number: options.Numbers = None,
    since: options.Since = None,
    until: options.Until = None,
    site: options.Sites = None,
    delay: options.Delay = 1.0,
    max_time: options.MaxTime = None,
    max_requests: options.MaxRequests = None,
    force: options.Force = False,
    dry_run: options.DryRun = False,
    wait: options.Wait = False,
    notify: Notify = None,
    metrics: Metrics = None,
    keep_archive: KeepArchive = None,
    keep_landing: KeepLanding = None,
    no_index: NoIndex = False,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Crawl questions and load them into the database.

    Give a legislature for all of its questions; narrow it by deputies, by dates or by question numbers. A run that was
    cut short (Ctrl-C, --for, --max-requests, a crash) keeps what it read, and the same command goes on from there.

    From the Assembly's own site a whole legislature is read from its archive of open data, with that of deputies: each
    is fetched where it changed, and read where the database has not read it. --force reads all of it again.

    Exit codes: 0 done, 1 bad option or configuration, 2 done but some pages failed or were rejected, 3 stopped early,
    4 another run crawls the site, 5 a data check failed: the run is landed and not loaded.
    """
    console = start_logging(verbose)
    order = read_order(
        legislatures=legislature or (),
        deputies=deputy or (),
        numbers=number or (),
        since=since,
        until=until,
        sites=site or (),
        delay=delay,
        max_requests=max_requests,
        max_seconds=None if max_time is None else read_duration(max_time),
        dry_run=dry_run,
        source=source,
    )
    places = places_of(data, database)
    if dry_run:
        _print_estimate(order, places, console, wait=wait, as_json=as_json)
    else:
        with told(Audience(command="crawl", places=places, notify=notify, metrics=metrics)) as ending:
            summary = ending.summary = _crawl(order, places, console, wait=wait, force=force)
            summary.index = index_loaded(places, console, skip=no_index)
            if keep_archive or keep_landing:
                now = datetime.now(UTC)
                tidy(open_database(places), places, console, now, archive=keep_archive, landing=keep_landing)
        show(summary, crawl_sentence(summary), as_json=as_json)
        raise typer.Exit(summary.exit_code)


def _crawl(order: Order, places: Places, console: Console, *, wait: bool, force: bool) -> Summary:
    engine = open_database(places)
    if order.reads_archives:
        return _read_archives(order, engine, places, console, wait=wait, force=force)
    run = new_run(order, datetime.now(UTC))
    with site_locks(hosts_of(order), places, run.run_id, console, engine, wait=wait):
        load_left_over(engine, places, console)
        return crawl_and_load(order, run, engine, places, console, force=force)


def _read_archives(
    order: Order, engine: Engine, places: Places, console: Console, *, wait: bool, force: bool
) -> Summary:
    wanted = wanted_by(order, places)
    run = new_archives_run(wanted, datetime.now(UTC))
    with site_locks(hosts_of_archives(wanted), places, run.run_id, console, engine, wait=wait):
        load_left_over(engine, places, console)
        return read_and_load(order, wanted, run, engine, places, console, force=force)


def _print_estimate(order: Order, places: Places, console: Console, *, wait: bool, as_json: bool) -> None:
    if order.reads_archives:
        wanted = wanted_by(order, places)
        cost = archives_estimate(wanted, order.delay)
        print_answer({"dry_run": True, **asdict(cost)}, say_archives_cost(wanted, cost, order.delay), as_json=as_json)
        return
    run = new_run(order, datetime.now(UTC))
    places.make_data_folder()
    with site_locks(hosts_of(order), places, run.run_id, console, None, wait=wait):
        cost = estimate(order, run, console)
    print_answer({"dry_run": True, **asdict(cost)}, say_cost(cost, order.delay), as_json=as_json)


def say_cost(cost: Estimate, delay: float) -> str:
    """Say in one sentence what a crawl would cost."""
    about = "at least about " if cost.at_least else "" if cost.exact else "about "
    more = " What has changed since comes on top." if cost.at_least else ""
    return (
        f"{cost.questions or 0:,} questions of {cost.deputies or 0:,} deputies: {about}{cost.requests:,} requests, "
        f"{about}{say_duration(cost.hours * 3600)} at one request every {delay:g} s.{more} Nothing was kept."
    )
