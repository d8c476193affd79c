"""One turn of the loop for the Assembly's archives: fetch what changed, land what was not read yet, load it."""

import logging
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from sqlalchemy import Engine

from cli.errors import Refused
from cli.loop import Batches
from cli.places import Places
from cli.progress import Step, display_for
from cli.summary import Summary
from etl.known import known_absences, known_records, read_archives
from parliament.landing import LandingWriter, Run, new_run_id
from scraper.archives_landing import ArchivesLanded, ArchivesLanding, KeptArchive, kept_archive, kept_register
from scraper.archives_wanted import ArchivesWanted
from scraper.fetching import Fetched, fetch_archives
from scraper.fetching_apart import fetch_apart
from scraper.order import Order
from scraper.pipelines.landing import as_utc
from scraper.site_spider import Figures
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.archives import question_archive

logger = logging.getLogger(__name__)

# After these nothing more is begun.
CUT_OFF = ("interrupted", "disk", "memory", "error")


def new_archives_run(wanted: ArchivesWanted, now: datetime) -> Run:
    """Return a run that starts at ``now``."""
    return Run(run_id=new_run_id(now, wanted.label()), source=SOURCE, scope=wanted.scope(), started_at=as_utc(now))


def read_and_load(
    order: Order,
    wanted: ArchivesWanted,
    run: Run,
    engine: Engine,
    places: Places,
    console: Console,
    *,
    force: bool = False,
    apart: bool = False,
) -> Summary:
    """Fetch, land and load the archives; with ``force`` all that they hold is landed again.

    ``apart`` fetches in a process of its own, for a command that crawls as well. Raises Refused when there is none of
    the archives asked for.
    """
    began = time.monotonic()
    fetched = _fetch(order, wanted, places.landing / run.run_id, run, console, apart=apart)
    landed = _land(wanted, fetched, run, engine, places, console, force=force)
    loads = Batches(engine, places.landing, run.run_id)
    loads.load_rest(console)
    if run.finish_reason == "refused":
        which = ", ".join(map(str, wanted.legislatures))
        raise Refused(f"the Assembly has no archive of questions of legislature {which}")
    summary = loads.summary
    summary.requests, summary.pages, summary.items = run.requests, run.pages, landed.items + landed.unchanged
    summary.unchanged += landed.unchanged
    summary.rejected = summary.tables.get("rejection", {}).get("inserted", 0)
    summary.failed = run.failed
    summary.reason = fetched.refusal
    summary.seconds = round(time.monotonic() - began, 3)
    summary.finish_reason = run.finish_reason or "error"
    return summary


def _fetch(order: Order, wanted: ArchivesWanted, folder: Path, run: Run, console: Console, *, apart: bool) -> Fetched:
    with display_for(console, "Fetching") as display:

        def on_progress(figures: Figures) -> None:
            if figures.total:
                failed = figures.failed + figures.rejected
                display.show(Step(figures.done // 1000, figures.total // 1000, "kB", failed=failed))

        fetch = fetch_apart if apart else fetch_archives
        try:
            return fetch(
                wanted,
                folder,
                run,
                delay=order.delay,
                max_requests=order.max_requests,
                max_seconds=order.max_seconds,
                on_progress=on_progress,
            )
        finally:
            # The fetch leaves its own handler behind, which would swallow a Ctrl-C during the load.
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _land(
    wanted: ArchivesWanted,
    fetched: Fetched,
    run: Run,
    engine: Engine,
    places: Places,
    console: Console,
    *,
    force: bool,
) -> ArchivesLanded:
    """Land what the database has not read of the archives that lie here, and tell how the run ended."""
    run.finished_at, run.finish_reason = None, None
    writer = LandingWriter(places.landing / run.run_id, run)
    try:
        landed = ArchivesLanded()
        if fetched.finish_reason not in CUT_OFF:
            kept = _to_read(wanted, fetched, engine, force=force)
            landed = _land_all(wanted, fetched, kept, engine, writer, console, force=force)
        run.finish_reason = _ended(wanted, fetched)
        run.finished_at = as_utc(datetime.now(UTC))
        run.items, run.rejected = landed.items, run.rejected + landed.rejected + landed.bad
        run.failed = landed.bad + max(fetched.figures.failed, _failed(fetched))
        writer.save_run()
    finally:
        writer.close()
    return landed


def _to_read(wanted: ArchivesWanted, fetched: Fetched, engine: Engine, *, force: bool) -> list[KeptArchive]:
    """Return the archives of questions that lie here and are not read, as far as the database knows."""
    read = {} if force else read_archives(engine, SOURCE)
    asked = {*wanted.legislatures, *(range(wanted.highest, fetched.present + 1) if wanted.present else ())}
    found = (kept_archive(wanted.folder, question_archive(number, wanted.site_of(number))) for number in sorted(asked))
    return [kept for kept in found if kept is not None and not kept.is_read(read)]


def _land_all(
    wanted: ArchivesWanted,
    fetched: Fetched,
    questions: list[KeptArchive],
    engine: Engine,
    writer: LandingWriter,
    console: Console,
    *,
    force: bool,
) -> ArchivesLanded:
    """Land the register, where it changed or authors are to be named, then the questions."""
    register = kept_register(wanted.folder, fetched.present, wanted.site_of)
    if register is None or (not questions and not force and register.is_read(read_archives(engine, SOURCE))):
        for kept in questions:
            logger.warning("%s waits until the archive of deputies is there: nobody knows the authors", kept.path)
        return ArchivesLanded(bad=len(questions))
    known = known_records(engine, SOURCE)
    expected = sum(key.startswith(tuple(f"QANR5L{one.archive.legislature}Q" for one in questions)) for key, _ in known)
    with display_for(console, "Reading") as display:
        landing = ArchivesLanding(
            writer,
            # Without their hashes all of them differ; that they are known still tells which of them vanished.
            {key: ("", state) for key, (_, state) in known.items()} if force else known,
            known_absences(engine, SOURCE),
            lambda read: display.show(Step(read, max(read, expected) if expected else None)),
        )
        names = landing.register(register)
        for kept in questions if names is not None else ():
            landing.questions(kept, names or {})
    return landing.done


def _ended(wanted: ArchivesWanted, fetched: Fetched) -> str:
    """Return how a fetch ended for the command: a site that gives no answer for a file is down."""
    if fetched.finish_reason != "finished":
        return fetched.finish_reason
    became = fetched.became
    if any(one.is_down for one in became.values()):
        return "site_down"
    asked = [became.get(question_archive(number).key) for number in wanted.legislatures]
    if all(one is not None and one.state == "absent" for one in asked):
        return "refused"
    return "finished"


def _failed(fetched: Fetched) -> int:
    return sum(one.state == "failed" for one in fetched.became.values())
