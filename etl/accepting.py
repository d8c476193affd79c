"""Runs that a check keeps out of the tables, and what a person decides about them."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Engine, text, update

from etl.checks.all import save_results
from etl.checks.result import Hold, Result
from etl.errors import NotHeld
from etl.merge import Tables, reflect
from etl.runs import legislatures_of, loaded_bytes, save_run
from etl.writing import writing
from parliament.landing import Run

STATES = "SELECT run_id, load_state FROM crawl_run WHERE load_state <> 'open'"
STATE = "SELECT load_state FROM crawl_run WHERE run_id = :run_id"
ACCEPTED = "SELECT check_name FROM check_result WHERE run_id = :run_id AND outcome = 'accepted'"
HELD = """
    SELECT r.run_id, r.started_at, c.check_name, c.note, c.found_in
    FROM crawl_run AS r
    JOIN check_result AS c ON c.run_id = r.run_id AND c.outcome = 'failed' AND c.severity = 'fatal'
    WHERE r.load_state = 'held' ORDER BY r.started_at, r.run_id, c.check_name
"""


def held(connection: Connection) -> tuple[Hold, ...]:
    """Return every run that waits for a decision, oldest first, once per check that keeps it out."""
    rows = connection.execute(text(HELD)).all()
    return tuple(
        Hold(run_id=row.run_id, check=row.check_name, sentence=row.note, rows=tuple(json.loads(row.found_in)))
        for row in rows
    )


def load_states(connection: Connection) -> dict[str, str]:
    """Return the runs that a load does not take by itself: ``held`` or ``discarded``."""
    return {row.run_id: row.load_state for row in connection.execute(text(STATES)).all()}


def accepted_checks(connection: Connection, run_id: str) -> frozenset[str]:
    """Return the checks of a run whose failure a person has accepted."""
    return frozenset(connection.execute(text(ACCEPTED), {"run_id": run_id}).scalars())


def keep_out(engine: Engine, tables: Tables, run: Run, results: tuple[Result, ...], accepted: Collection[str]) -> None:
    """Remember that a run is held, and why, in a transaction of its own."""
    with writing(engine, legislatures_of(run)) as connection:
        save_run(connection, tables, run)
        save_results(connection, tables, run.run_id, results, accepted)
        set_load_state(connection, tables, run.run_id, "held")


def set_load_state(connection: Connection, tables: Tables, run_id: str, state: str) -> None:
    """Write whether a run is ``open`` to loads, ``held`` or ``discarded``, where that changes."""
    table = tables["crawl_run"]
    differs = (table.c.run_id == run_id) & (table.c.load_state != state)
    connection.execute(update(table).where(differs).values(load_state=state))


def require_failed(engine: Engine, run_id: str, checks: Collection[str]) -> None:
    """Raise NotHeld unless each of these checks keeps the run out."""
    with engine.connect() as connection:
        failed = [one.check for one in held(connection) if one.run_id == run_id]
    for check in checks:
        if check not in failed:
            what = f"it is held by {', '.join(failed)}" if failed else "no check keeps it out"
            raise NotHeld(f"there is nothing to accept of {check} in run {run_id}: {what}")


def require_not_discarded(engine: Engine, run_id: str) -> None:
    """Raise NotHeld for a run that a person has discarded."""
    with engine.connect() as connection:
        if load_states(connection).get(run_id) == "discarded":
            raise NotHeld(f"run {run_id} was discarded, and is never loaded")


def discard(engine: Engine, run: Run) -> None:
    """Mark a run as never to be loaded; raise NotHeld for one whose data is in the tables already."""
    with writing(engine, legislatures_of(run)) as connection:
        tables = reflect(connection)
        state: Any = connection.scalar(text(STATE), {"run_id": run.run_id})
        if state in (None, "open") and any(loaded_bytes(connection, tables, run.run_id).values()):
            raise NotHeld(f"run {run.run_id} is loaded already; only a run that is not can be discarded")
        save_run(connection, tables, run)
        set_load_state(connection, tables, run.run_id, "discarded")
