"""The load: from the landing zone into the database, one transaction per run."""

import gc
import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from etl.accepting import accepted_checks, keep_out, load_states, set_load_state
from etl.checks.all import save_results
from etl.checks.result import Hold, holds_of
from etl.counts import Counts, LoadReport, Tally
from etl.dialects import dialect_of
from etl.errors import CheckFailed
from etl.filling import filling, is_empty
from etl.landed import batches_of, read_batches
from etl.merge import Tables, reflect
from etl.rules import derived_by_these, note_rules
from etl.run_load import RunLoad
from etl.runs import legislatures_of, loaded_bytes, save_counts, save_loaded_bytes, save_run
from etl.writing import writing
from parliament.landing import FILES, Run, runs
from parliament.records import Deputy, Question

__all__ = ["Counts", "LoadReport", "load"]

logger = logging.getLogger(__name__)

# How often in a row a load is given up and tried again.
DEADLOCKS = 5

Progress = Callable[[int, int], None]

# Bytes of questions from which bare tables are worth making whole again.
LARGE = 2_000_000


def load(
    engine: Engine,
    landing: Path,
    *,
    everything: bool = False,
    run_id: str | None = None,
    accept: Collection[str] = (),
    left_over: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load what is landed and not loaded yet, of every run or of one.

    ``everything`` reads all files from their start, and derives all rows anew if the rules have changed.
    A run may still be written to: its complete lines are loaded, the rest by the next call. ``progress`` is told the
    bytes read and the bytes of all files.

    What is ``left_over`` from commands that were killed makes no finished runs: the same command goes on from them.

    Every run's data is checked before it is committed. Where a fatal check fails that ``accept`` does not name, the run
    is held: nothing of it is written but that, and later calls leave it alone unless it is named or ``everything`` is
    loaded. A discarded run is never loaded.
    """
    begun = time.perf_counter()
    with engine.connect() as connection:
        tables = reflect(connection)
        states = load_states(connection)
        anew = everything and not derived_by_these(connection)
    total = Tally()
    loaded = []
    held: list[Hold] = []
    named = everything or run_id is not None
    left_alone = {run for run, state in states.items() if state == "discarded" or not named}
    chosen = [run for run in runs(landing) if run_id in (None, run.run_id) and run.run_id not in left_alone]
    steps = _Steps(progress, sum(_size(landing / run.run_id, name) for run in chosen for name in FILES.values()))
    for run in chosen:
        folder = landing / run.run_id
        try:
            load_run = partial(
                _load_run,
                engine,
                tables,
                folder,
                run,
                everything=everything,
                anew=anew,
                was_held=states.get(run.run_id) == "held",
                accept=accept,
                left_over=left_over,
                steps=steps,
            )
            tally = _despite_deadlocks(engine, load_run)
        except CheckFailed as failed:
            keep_out(engine, tables, run, failed.results, failed.accepted)
            held += holds_of(run.run_id, failed.results, failed.accepted)
            continue
        if tally is not None:
            loaded.append(run.run_id)
            total.add(tally)
    if anew and not held:
        _note_rules(engine)
    return LoadReport(tuple(loaded), total.tables, total.older, time.perf_counter() - begun, tuple(held))


def load_records(engine: Engine, run: Run, records: Mapping[type, Iterable[dict[str, Any]]]) -> Tally:
    """Load deputies and questions that are in memory, as landing files would hold them, in one transaction.

    Raises CheckFailed, and then nothing is loaded.
    """
    with engine.connect() as connection:
        # Not within the transaction: bare tables lack keys.
        tables = reflect(connection)
    with _uncollected(), _transaction(engine, run, large=True) as connection:
        save_run(connection, tables, run)
        by_file = {FILES[kind]: found for kind, found in records.items()}
        work = RunLoad(connection, tables, Path(run.run_id), run, anew=False, read=lambda _: None)
        work.load(lambda name: batches_of(by_file.get(name, ())), dict.fromkeys(FILES.values(), 0))
        if holds_of(run.run_id, work.results, ()):
            raise CheckFailed(work.results, frozenset())
        save_counts(connection, tables, run.run_id, work.tally)
        save_results(connection, tables, run.run_id, work.results, frozenset())
    return work.tally


def _transaction(engine: Engine, run: Run, *, large: bool) -> AbstractContextManager[Connection]:
    """Return a transaction to load a run in, which fills bare tables where a large load finds none filled."""
    with engine.connect() as connection:
        bare = large and is_empty(connection)
    return filling(engine) if bare else writing(engine, legislatures_of(run))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles: records make none, and are so many that it would look at every batch."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _note_rules(engine: Engine) -> None:
    with writing(engine) as connection:
        note_rules(connection)


class _Steps:
    """Adds up the bytes read, for whoever wants to know."""

    def __init__(self, progress: Progress | None, total: int):
        self.progress = progress
        self.total = total
        self.done = 0

    def add(self, size: int) -> None:
        self.done += size
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total)


def _despite_deadlocks(engine: Engine, load_run: Callable[[], Tally | None]) -> Tally | None:
    """Load a run, and once more when the database gave it up: two loads waited for each other's rows.

    That is rare: loads lock in the same order, but a record of another legislature comes when it comes.
    """
    for _ in range(DEADLOCKS):
        try:
            return load_run()
        except DBAPIError as error:
            if not dialect_of(engine).is_deadlock(error):
                raise
            logger.warning("Two loads waited for each other: trying this one again")
    return load_run()


def _load_run(
    engine: Engine,
    tables: Tables,
    folder: Path,
    run: Run,
    *,
    everything: bool,
    anew: bool,
    was_held: bool,
    accept: Collection[str],
    left_over: bool,
    steps: _Steps,
) -> Tally | None:
    """Load one run in one transaction; return None where nothing was waiting. Raises CheckFailed.

    A run that is held though no byte waits is read from its start, so that its checks judge what they refused.
    """
    large = _size(folder, FILES[Question]) >= LARGE
    with _uncollected(), _transaction(engine, run, large=large) as connection:
        save_run(connection, tables, run, left_over=left_over)
        known = loaded_bytes(connection, tables, run.run_id)
        stops = _sizes(folder)
        everything |= was_held and not _is_waiting(stops, known)
        starts = {name: 0 if everything else known.get(name, 0) for name in FILES.values()}
        for start in starts.values():
            steps.add(start)
        if not _is_waiting(stops, starts):
            return None
        work = RunLoad(connection, tables, folder, run, anew=anew, read=steps.add)
        ends = work.load(lambda name: read_batches(folder / name, starts[name], stops[name]), starts)
        accepted = accepted_checks(connection, run.run_id) | set(accept)
        if holds_of(run.run_id, work.results, accepted):
            raise CheckFailed(work.results, accepted)
        set_load_state(connection, tables, run.run_id, "open")
        grew = any(end > known.get(name, 0) for name, end in ends.items())
        if work.tally.wrote() or grew:
            save_counts(connection, tables, run.run_id, work.tally)
        if grew or was_held:
            save_results(connection, tables, run.run_id, work.results, accepted)
        save_loaded_bytes(connection, tables, run.run_id, ends)
    return work.tally


def _is_waiting(stops: dict[str, int], loaded: dict[str, int]) -> bool:
    return any(stop > loaded.get(name, 0) for name, stop in stops.items())


def _sizes(folder: Path) -> dict[str, int]:
    """Return how far each file is written.

    Deputies are measured after questions: a crawl lands a deputy first, so the author of every measured question is
    within what is measured of the deputies.
    """
    names = sorted(FILES.values(), key=lambda name: name == FILES[Deputy])
    return {name: _size(folder, name) for name in names}


def _size(folder: Path, name: str) -> int:
    path = folder / name
    return path.stat().st_size if path.exists() else 0
