"""One turn of the loop: plan, crawl, load while it runs, load the rest."""

import logging
import signal
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from cli.advice import is_stopped
from cli.errors import CountCutShort, Refused
from cli.locks import hold
from cli.logs import say
from cli.places import Places
from cli.progress import Display, Step, display_for, show_bytes
from cli.server_locks import hold_on_server
from cli.summary import Summary
from etl.database import connect
from etl.errors import DatabaseBusy, DatabaseUnreachable
from etl.load import load
from etl.ministries import bring_in_line
from etl.plan import write_plan
from etl.schema import ensure_schema
from parliament.landing import Run, damaged_runs, new_run_id
from parliament.ministries.decisions import read_decisions
from scraper.crawl import Outcome, crawl
from scraper.estimate import Estimate
from scraper.order import Order
from scraper.site_spider import Figures, utc_now
from scraper.sources import NOSDEPUTES, SOURCES

logger = logging.getLogger(__name__)

SOURCE = NOSDEPUTES.name


def open_database(places: Places) -> Engine:
    """Return the database, created if it was not there and in line with register and decisions; the data folder too."""
    places.make_data_folder()
    decisions = read_decisions(places.decisions)
    engine = connect(places.database)
    try:
        ensure_schema(engine)
        correction = bring_in_line(engine, decisions)
    except SQLAlchemyError as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        if is_stopped(reason):
            raise
        raise DatabaseUnreachable(f"cannot prepare {places.shown}: {reason}") from error
    if correction.changed:
        text = f"Ministries resolved anew: {correction.changed:,} of {correction.questions:,} questions corrected."
        say(Console(stderr=True, highlight=False, soft_wrap=True), text)
    return engine


@contextmanager
def site_locks(
    hosts: Collection[str], places: Places, run_id: str, console: Console, engine: Engine | None, *, wait: bool
) -> Iterator[None]:
    """Hold the locks of the hosts that a run may ask, on this machine and on the server that keeps the database."""
    announce = (lambda text: say(console, text)) if wait else None
    with hold(places.locks, hosts, run_id, announce=announce):
        if engine is None:
            yield
            return
        with hold_on_server(engine, hosts, run_id, announce=announce):
            yield


def hosts_of(order: Order) -> list[str]:
    """Return the hosts that an order may ask."""
    site = SOURCES[order.source].site
    return [host for number in order.legislatures for host in site(number, order.sites.get(number)).hosts]


def new_run(order: Order, now: datetime) -> Run:
    """Return a run of this order that starts at ``now``."""
    started_at = now.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat(sep=" ")
    return Run(run_id=new_run_id(now, order.label()), source=order.source, scope=order.scope(), started_at=started_at)


def load_left_over(engine: Engine, places: Places, console: Console) -> None:
    """Load what earlier runs landed and nobody loaded, and say so if there was anything."""
    report = load(engine, places.landing, left_over=True)
    summary = Summary(run_id=None)
    summary.add_tables(report.tables)
    for held in report.held:
        say(console, str(held))
    warn_of_damaged(places)
    if report.run_ids:
        say(
            console,
            f"Loaded what was landed before and not loaded yet ({', '.join(report.run_ids)}): "
            f"{summary.inserted:,} questions inserted, {summary.updated:,} updated, {summary.unchanged:,} unchanged.",
        )


def warn_of_damaged(places: Places) -> int:
    """Name the landed runs that no load can read; return how many there are."""
    found = damaged_runs(places.landing)
    for folder, reason in found.items():
        logger.warning(
            "%s is not loaded: give it the run.json of another run under its own run_id, or remove it (run.json: %s)",
            folder,
            reason,
        )
    return len(found)


def crawl_and_load(
    order: Order,
    run: Run,
    engine: Engine,
    places: Places,
    console: Console,
    *,
    force: bool = False,
    clock: Callable[[], datetime] = utc_now,
) -> Summary:
    """Crawl into the landing zone and load it, in batches while the crawl goes on and the rest at its end.

    With ``force``, what an unfinished run of the same order has read is read again. Raises Refused when the site knows
    nothing of what was asked for.
    """
    folder = places.landing / run.run_id
    folder.mkdir(parents=True)
    if not force:
        run.continues = _plan(order, run, engine, folder)
    if run.continues:
        how = "" if order.night else "; --force reads everything again"
        say(console, f"Going on from run {run.continues}, which did not finish{how}.")
    batches = Batches(engine, places.landing, run.run_id)
    with display_for(console, "Crawling") as display:
        outcome = _crawl(order, folder, run, display, batches, clock)
    batches.load_rest(console)
    if outcome.finish_reason == "refused":
        raise Refused(outcome.refusal or "the site refused what was asked for")
    return summarise(run, outcome, batches.summary)


def estimate(order: Order, run: Run, console: Console, engine: Engine | None = None) -> Estimate:
    """Ask the site only for its lists, and return what the order would cost; nothing is kept.

    Raises Refused when the site knows nothing of what was asked for, CountCutShort when the count did not end.
    """
    with tempfile.TemporaryDirectory(prefix="questions-") as data, display_for(console, "Counting") as display:
        folder = Path(data) / run.run_id
        if engine is not None:
            _plan(order, run, engine, folder)
        outcome = _crawl(order, folder, run, display, None)
    if outcome.finish_reason == "refused":
        raise Refused(outcome.refusal or "the site refused what was asked for")
    if outcome.estimate is None or outcome.finish_reason != "finished":
        reason = outcome.refusal or f"It ended by {outcome.finish_reason!r}."
        raise CountCutShort(f"what it would cost could not be counted. {reason}")
    return outcome.estimate


class Batches:
    """Loads one run bit by bit and adds up what each load did."""

    def __init__(self, engine: Engine, landing: Path, run_id: str):
        self._engine = engine
        self._landing = landing
        self._run_id = run_id
        # The last batch may still be loading in its thread when the crawl ends.
        self._one_at_a_time = threading.Lock()
        self.summary = Summary(run_id=run_id)

    def load_batch(self) -> None:
        """Load what has been landed so far; when the database fails, leave it for the end of the crawl."""
        try:
            self._load()
        except (DatabaseBusy, SQLAlchemyError) as error:
            logger.warning("Could not load yet, trying again at the end of the crawl: %s", error.args[0])

    def load_rest(self, console: Console) -> None:
        """Load everything that the run landed and that no batch has loaded."""
        with display_for(console, "Loading") as display:
            self._load(display)

    def _load(self, display: Display | None = None) -> None:
        with self._one_at_a_time:
            report = load(
                self._engine,
                self._landing,
                run_id=self._run_id,
                progress=show_bytes(display) if display else None,
            )
            self.summary.add_tables(report.tables)
            self.summary.held = report.held


def summarise(run: Run, outcome: Outcome, loaded: Summary) -> Summary:
    """Put what the crawl did and what the loads did into one summary."""
    loaded.requests = outcome.figures.requests
    loaded.pages = outcome.figures.pages
    loaded.items = outcome.figures.items
    # What the crawl refused is landed and stored by the load, beside what the load itself refuses.
    loaded.rejected = loaded.tables.get("rejection", {}).get("inserted", 0)
    loaded.failed = outcome.figures.failed
    loaded.not_found = outcome.figures.not_found
    loaded.reason = outcome.refusal
    loaded.seconds = round(outcome.seconds, 3)
    loaded.finish_reason = outcome.finish_reason
    loaded.continues = run.continues
    return loaded


def _plan(order: Order, run: Run, engine: Engine, folder: Path) -> str | None:
    """Write the plan of a run; return the run it goes on from. Only a night compares with all that is known."""
    known = order.legislatures if order.night else ()
    return write_plan(engine, order.source, run.scope, folder / "plan.jsonl", known=known)


def _crawl(
    order: Order,
    folder: Path,
    run: Run,
    display: Display,
    batches: Batches | None,
    clock: Callable[[], datetime] = utc_now,
) -> Outcome:
    def on_progress(figures: Figures) -> None:
        failed = figures.failed + figures.rejected
        display.show(Step(figures.done, figures.total, "questions", figures.pages, failed))

    try:
        on_batch = batches.load_batch if batches else None
        return crawl(order, folder, run, on_progress=on_progress, on_batch=on_batch, clock=clock)
    finally:
        # The crawl leaves its own handler behind, which would swallow a Ctrl-C during the load.
        signal.signal(signal.SIGINT, signal.default_int_handler)
