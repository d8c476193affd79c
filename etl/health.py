"""Whether all is well: the last good run, how old it is, what the checks found, what waits for a decision."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, text

from etl.accepting import held

# Runs that asked the site for something; a reparse asks nothing, and makes nothing fresh. Of a run that goes on or was
# killed, nobody has counted the requests.
ASKED = "requests > 0"
CRAWLED = f"""({ASKED} OR (finish_reason IS NULL AND scope NOT LIKE '{{"reparse":%'))"""
RUNS = """
    SELECT run_id, started_at, finished_at, finish_reason, requests, pages, items, rejected, failed, tables, load_state
    FROM crawl_run WHERE {which} ORDER BY started_at DESC, run_id DESC LIMIT 1
"""
GOOD = "finish_reason IN ('finished', 'max_requests', 'max_seconds') AND load_state = 'open'"
LAST = RUNS.format(which=CRAWLED)
LAST_GOOD = RUNS.format(which=f"{ASKED} AND {GOOD}")
# What another source's run came to says nothing of this one's.
EARLIER = """
    run_id <> :run_id AND started_at <= (SELECT started_at FROM crawl_run WHERE run_id = :run_id)
    AND source = (SELECT source FROM crawl_run WHERE run_id = :run_id)
"""
BEFORE = RUNS.format(which=f"{ASKED} AND {EARLIER}")

# Of each check, what it found in the latest run that it judged: an older warning is history.
FAILING = """
    SELECT check_name, run_id, severity, measured, bound, note, found_in
    FROM (SELECT c.*, row_number() OVER (PARTITION BY c.check_name ORDER BY r.started_at DESC, r.run_id DESC) AS place
          FROM check_result AS c JOIN crawl_run AS r ON r.run_id = c.run_id
          WHERE c.measured IS NOT NULL AND r.load_state <> 'discarded') AS latest
    WHERE place = 1 AND outcome = 'failed' ORDER BY severity, check_name
"""


def health(engine: Engine, now: datetime, stale_after: timedelta) -> dict[str, Any]:
    """Return whether all is well, and what it rests on, fit for JSON; ``now`` has a time zone.

    It is not while a run is held, or when the last good run ended longer ago than ``stale_after`` although something
    was ever crawled. Warnings alone do not make it ill.
    """
    with engine.connect() as connection:
        last, good = _run(connection, LAST), _run(connection, LAST_GOOD)
        holds = held(connection)
        failing = [dict(row) for row in connection.execute(text(FAILING)).mappings()]
    age = None if good is None else _age(good, now)
    stale = last is not None and (age is None or age > stale_after)
    return {
        "healthy": not stale and not holds,
        "stale": stale,
        "hours_since_good_run": None if age is None else round(age / timedelta(hours=1), 1),
        "seconds_since_good_run": None if age is None else round(age.total_seconds()),
        "last_run": last,
        "last_good_run": good,
        "failing_checks": [_check(row) for row in failing],
        "held_runs": [
            {"run_id": one.run_id, "check": one.check, "sentence": one.sentence, "rows": list(one.rows)}
            for one in holds
        ],
    }


def was_good_before(engine: Engine, run_id: str) -> bool | None:
    """Tell whether the run of the same source before this one ended well and was loaded; None where there is none."""
    with engine.connect() as connection:
        before = _run(connection, BEFORE, run_id=run_id)
    return None if before is None else is_good(before)


def is_good(run: dict[str, Any]) -> bool:
    """Tell whether a run ended as it should and its data is in the tables; one stopped by hand is no failure."""
    ended = run["finish_reason"] in ("finished", "max_requests", "max_seconds", "interrupted")
    return ended and run["load_state"] == "open"


def _run(connection: Connection, sql: str, **values: object) -> dict[str, Any] | None:
    row = connection.execute(text(sql), values).mappings().first()
    if row is None:
        return None
    found = {name: str(value) if name.endswith("_at") and value else value for name, value in row.items()}
    questions = json.loads(found.pop("tables")).get("question", {})
    ended = found["finished_at"] and _time(found["finished_at"])
    return {
        **found,
        "inserted": questions.get("inserted", 0),
        "updated": questions.get("updated", 0),
        "seconds": (ended - _time(found["started_at"])).total_seconds() if ended else None,
    }


def _check(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "check": row["check_name"],
        "run_id": row["run_id"],
        "severity": row["severity"],
        "measured": row["measured"],
        "bound": row["bound"],
        "sentence": row["note"],
        "rows": json.loads(row["found_in"]),
    }


def _age(run: dict[str, Any], now: datetime) -> timedelta:
    return now.astimezone(UTC) - _time(run["finished_at"] or run["started_at"])


def _time(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)
