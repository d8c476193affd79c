"""What the database knows of the runs: their figures, and how far their landing files are loaded."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, or_, select, update

from etl.counts import Counts, Tally
from etl.merge import Tables
from parliament.landing import Run

FINISHED = "finished"
# The crawl finished; the command was killed before its load had ended, and another one loaded the rest.
KILLED_IN_LOAD = "killed_in_load"
FIGURES = ("requests", "pages", "items", "rejected", "failed")


def legislatures_of(run: Run) -> frozenset[int]:
    """Return the legislatures that a run was to read; none where its scope names none."""
    named = run.scope.get("legislatures", run.scope.get("archives"))
    return frozenset(one for one in named if isinstance(one, int)) if isinstance(named, list) else frozenset()


def scope_text(scope: dict[str, Any]) -> str:
    """Return a scope as JSON that is equal when the same is asked again."""
    return json.dumps(scope, ensure_ascii=False, sort_keys=True)


def save_run(connection: Connection, tables: Tables, run: Run, *, left_over: bool = False) -> None:
    """Write what run.json says, where it differs from what is stored; a run that ended stays ended.

    This run.json may have been read before the run's end, and another load may have told the end meanwhile. A finished
    crawl that was ``left_over``, as the command it ran in was killed before its load had ended, is told as such.
    """
    table = tables["crawl_run"]
    values: dict[str, Any] = {
        "source": run.source,
        "scope": scope_text(run.scope),
        "continues": run.continues,
        "started_at": utc(run.started_at),
        "finished_at": utc(run.finished_at) if run.finished_at else None,
        "finish_reason": KILLED_IN_LOAD if left_over and run.finish_reason == FINISHED else run.finish_reason,
        "stats": json.dumps(run.stats, ensure_ascii=False, sort_keys=True),
        **{name: getattr(run, name) for name in FIGURES},
    }
    if not _is_known(connection, table, run.run_id):
        connection.execute(insert(table).values(run_id=run.run_id, tables="{}", **values))
        return
    differs = or_(*(table.c[name].is_distinct_from(value) for name, value in values.items()))
    here = table.c.run_id == run.run_id
    if run.finished_at is None:
        here &= table.c.finished_at.is_(None)
    if left_over:
        here &= table.c.finish_reason.is_distinct_from(FINISHED)
    connection.execute(update(table).where(here, differs).values(**values))


def save_counts(connection: Connection, tables: Tables, run_id: str, tally: Tally) -> None:
    """Add what a load did to what the earlier loads of the run did."""
    table = tables["crawl_run"]
    known = json.loads(connection.scalar(select(table.c.tables).where(table.c.run_id == run_id)) or "{}")
    total = Tally({name: Counts(**counts) for name, counts in known.items()})
    total.add(tally)
    text = json.dumps({name: counts.as_dict() for name, counts in sorted(total.tables.items())})
    connection.execute(update(table).where(table.c.run_id == run_id).values(tables=text))


def loaded_bytes(connection: Connection, tables: Tables, run_id: str) -> dict[str, int]:
    """Return up to which byte each landing file of a run is loaded."""
    table = tables["landing_file"]
    return {row.file: row.loaded_bytes for row in connection.execute(select(table).where(table.c.run_id == run_id))}


def save_loaded_bytes(connection: Connection, tables: Tables, run_id: str, ends: dict[str, int]) -> None:
    """Record up to which byte each landing file of a run is loaded."""
    table = tables["landing_file"]
    known = loaded_bytes(connection, tables, run_id)
    for file, end in ends.items():
        if file not in known:
            connection.execute(insert(table).values(run_id=run_id, file=file, loaded_bytes=end))
        elif known[file] != end:
            here = (table.c.run_id == run_id) & (table.c.file == file)
            connection.execute(update(table).where(here).values(loaded_bytes=end))


def _is_known(connection: Connection, table: Table, run_id: str) -> bool:
    return connection.execute(select(1).select_from(table).where(table.c.run_id == run_id)).first() is not None


def utc(text: str) -> datetime:
    """Read an ISO time as the database keeps it: in UTC, without a zone, to the second."""
    time = datetime.fromisoformat(text)
    return (time.astimezone(UTC) if time.tzinfo else time).replace(tzinfo=None, microsecond=0)
