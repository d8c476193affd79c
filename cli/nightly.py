"""``questions nightly``: reads what changed since the nights before, and loads it."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from sqlalchemy import Engine

from cli import crawl_options as options
from cli.alerts import Notify
from cli.archive_orders import (
    archives_estimate,
    hosts_of_archives,
    say_archives_cost,
    wanted_by,
    wanted_tonight,
)
from cli.archives import CUT_OFF, new_archives_run, read_and_load
from cli.crawl import say_cost
from cli.durations import read_duration
from cli.endings import Audience, told
from cli.errors import NoDatabase
from cli.indexing import NoIndex, index_loaded
from cli.keep import KeepArchive, KeepLanding, tidy
from cli.logs import start_logging
from cli.loop import SOURCE, crawl_and_load, estimate, hosts_of, load_left_over, new_run, open_database, site_locks
from cli.metrics import Metrics
from cli.night_parts import NightParts, read_parts
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import Places
from cli.places import places as places_of
from cli.status import filled_database
from cli.summary import Summary, crawl_sentence, joined, print_answer, show
from etl.complete import complete_legislatures
from scraper.archives_wanted import ArchivesWanted
from scraper.estimate import Estimate
from scraper.nightly import Night
from scraper.order import Order
from scraper.site_spider import utc_now

SITE_TIME = ZoneInfo("Europe/Paris")
NOTHING_TO_READ = "Nothing to read: every legislature ended and is complete; --legislature N reads one all the same."
NOTHING = Estimate(deputies=0, questions=0, requests=0, hours=0.0, exact=True)

Full = Annotated[
    bool,
    typer.Option(
        "--full",
        help="Read every question list to its end; ask for the archives of all legislatures.",
        rich_help_panel=options.WHAT,
    ),
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
    source: options.NightSources = None,
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
    no_index: NoIndex = False,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Read what changed since the nights before, and load it.

    Without --legislature and --source, the Assembly's open data: the present legislature's archives where they changed,
    and those of legislatures 14 and later that the database has not read yet. With --source nosdeputes, NosDéputés.fr:
    all legislatures but those that ended and are complete. --legislature N always reads N, from NosDéputés.fr where it
    has N. Cut short by --for or --max-requests, the next night goes on. A correction of an old answer shows on no list
    of NosDéputés.fr, and is found by 'questions crawl --force' alone.

    Exit codes: 0 done, 1 bad option or configuration, 2 done but some pages failed or were rejected, 3 stopped early,
    4 another run crawls the site, 5 a data check failed: the run is landed and not loaded.
    """
    console = start_logging(verbose)
    places = places_of(data, database)
    parts = read_parts(
        legislature or (),
        [one.value for one in source or ()],
        site or (),
        Night(on=utc_now().astimezone(SITE_TIME).date(), full=full, sweep_nights=sweep_nights),
        places,
        delay=delay,
        max_requests=max_requests,
        max_seconds=None if max_time is None else read_duration(max_time),
        dry_run=dry_run,
    )
    if dry_run:
        print_estimate(parts, places, console, wait=wait, as_json=as_json)
        return
    parts = without_complete(parts, places, console)
    with told(Audience(command="nightly", places=places, notify=notify, metrics=metrics)) as ending:
        summary = ending.summary = read_night(parts, places, console, wait=wait)
        summary.index = index_loaded(places, console, skip=no_index)
        if keep_archive or keep_landing:
            tidy(open_database(places), places, console, utc_now(), archive=keep_archive, landing=keep_landing)
    show(summary, night_sentence(summary), as_json=as_json)
    raise typer.Exit(summary.exit_code)


def without_complete(parts: NightParts, places: Places, console: Console) -> NightParts:
    """Return what is left of the night once all that is landed is loaded."""
    if parts.pages is None or parts.named:
        return parts
    engine = open_database(places)
    load_left_over(engine, places, console)
    return incomplete(parts, engine)


def incomplete(parts: NightParts, engine: Engine) -> NightParts:
    """Return the night without NosDéputés' legislatures that ended and are complete; those that were named stay."""
    order = parts.pages
    if order is None or order.night is None or parts.named:
        return parts
    complete = complete_legislatures(engine, SOURCE, order.night.on)
    left = tuple(number for number in order.legislatures if number not in complete)
    sites = {number: site for number, site in order.sites.items() if number in left}
    return replace(parts, pages=replace(order, legislatures=left, sites=sites) if left else None)


def read_night(
    parts: NightParts, places: Places, console: Console, *, wait: bool, clock: Callable[[], datetime] = utc_now
) -> Summary:
    """Load what is left over, then read the night, source by source, and load it."""
    if parts.pages is None and parts.archives is None:
        return Summary(run_id=None)
    engine = open_database(places)
    wanted = wanted_of(parts, places, engine)
    runs = [*([new_archives_run(wanted, clock())] if wanted else []),
            *([new_run(parts.pages, clock())] if parts.pages else [])]  # fmt: skip
    with site_locks(hosts_of_night(parts, wanted), places, runs[0].run_id, console, engine, wait=wait):
        load_left_over(engine, places, console)
        done: list[Summary] = []
        if parts.archives:
            # What was left over may hold an archive that need not be read again.
            wanted = wanted_of(parts, places, engine) or wanted
        if parts.archives and wanted:
            runs[0].scope = wanted.scope()
            apart = parts.pages is not None
            done.append(read_and_load(parts.archives, wanted, runs[0], engine, places, console, apart=apart))
        if parts.pages and (order := what_is_left_of(parts.pages, done)):
            done.append(crawl_and_load(order, runs[-1], engine, places, console, clock=clock))
    return joined(done)


def wanted_of(parts: NightParts, places: Places, engine: Engine | None) -> ArchivesWanted | None:
    """Return the archives that a night asks for."""
    if parts.archives is None:
        return None
    if parts.named:
        return wanted_by(parts.archives, places)
    return wanted_tonight(parts.archives, places, engine, full=parts.full)


def hosts_of_night(parts: NightParts, wanted: ArchivesWanted | None) -> list[str]:
    """Return the hosts that a night may ask."""
    return [*(hosts_of_archives(wanted) if wanted else []), *(hosts_of(parts.pages) if parts.pages else [])]


def what_is_left_of(order: Order, done: list[Summary]) -> Order | None:
    """Return an order with the requests and the time that are left of those allowed; None where the night is over."""
    if any(one.finish_reason in (*CUT_OFF, "max_requests", "max_seconds") for one in done):
        return None
    requests, seconds = sum(one.requests for one in done), sum(one.seconds for one in done)
    return replace(
        order,
        max_requests=order.max_requests and max(order.max_requests - requests, 1),
        max_seconds=order.max_seconds and max(order.max_seconds - seconds, 1.0),
    )


def print_estimate(parts: NightParts, places: Places, console: Console, *, wait: bool, as_json: bool) -> None:
    """Print what the night would cost, by what the database knows and by what lies here; neither is changed."""
    engine = _database_as_it_is(places)
    if engine is not None:
        parts = incomplete(parts, engine)
    if parts.pages is None and parts.archives is None:
        print_answer({"dry_run": True, **asdict(NOTHING)}, NOTHING_TO_READ, as_json=as_json)
        return
    costs: list[Estimate] = []
    sentences: list[str] = []
    if parts.archives and (wanted := wanted_of(parts, places, engine)):
        costs.append(archives_estimate(wanted, parts.archives.delay))
        sentences.append(say_archives_cost(wanted, costs[-1], parts.archives.delay))
    if parts.pages:
        run = new_run(parts.pages, utc_now())
        places.make_data_folder()
        with site_locks(hosts_of(parts.pages), places, run.run_id, console, engine, wait=wait):
            costs.append(estimate(parts.pages, run, console, engine))
        sentences.append(say_cost(costs[-1], parts.pages.delay))
    total = replace(
        costs[-1],
        requests=sum(one.requests for one in costs),
        hours=round(sum(one.hours for one in costs), 2),
        exact=all(one.exact for one in costs),
        at_least=any(one.at_least for one in costs),
    )
    print_answer({"dry_run": True, **asdict(total)}, "\n".join(sentences), as_json=as_json)


def _database_as_it_is(places: Places) -> Engine | None:
    try:
        return filled_database(places)
    except NoDatabase:
        return None


def night_sentence(summary: Summary) -> str:
    """Say in one sentence how a night ended."""
    if summary.run_id is None:
        return NOTHING_TO_READ
    return crawl_sentence(summary)
