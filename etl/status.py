"""What the database holds, how fresh it is, and what waits for a person."""

import json
from typing import Any

from sqlalchemy import Connection, Engine, text

from etl.search_index import left_to_index

LAST_RUNS = 5
TABLES = ("deputy", "mandate", "question", "question_text", "question_theme", "question_event", "ministry_label",
          "visit")  # fmt: skip

LEGISLATURES = """
    SELECT q.legislature, count(*) AS questions,
           sum(CASE WHEN q.state = 'pending' THEN 1 ELSE 0 END) AS pending,
           sum(CASE WHEN q.state = 'announced' THEN 1 ELSE 0 END) AS announced,
           sum(CASE WHEN q.state = 'answered' THEN 1 ELSE 0 END) AS answered,
           sum(CASE WHEN q.state = 'withdrawn' THEN 1 ELSE 0 END) AS withdrawn,
           count(DISTINCT q.deputy_id) AS authors, min(q.asked_on) AS first_asked_on, max(q.asked_on) AS last_asked_on,
           max(q.last_changed_at) AS last_changed_at
    FROM question AS q GROUP BY q.legislature ORDER BY q.legislature
"""
# Keys start with the legislature, a question's after QANR5L.
LAST_VISITS = """
    SELECT CAST(substr(replace(key, 'QANR5L', ''), 1, 2) AS INTEGER) AS legislature, max(checked_at) AS last_read_at
    FROM visit WHERE key LIKE 'QANR5L%' OR key LIKE '1_/%' GROUP BY 1
"""
RUNS = """
    SELECT run_id, source, scope, continues, started_at, finished_at, finish_reason, requests, pages, items, rejected,
           failed
    FROM crawl_run ORDER BY started_at DESC, run_id DESC LIMIT :last
"""
# When an archive was last asked for, and which version of it is in the tables.
ARCHIVES = """
    SELECT v.key AS archive, v.checked_at AS asked_at, r.checked_at AS version_of, r.announced AS records
    FROM visit AS v LEFT JOIN visit AS r ON r.source = v.source AND r.key = v.key || '/read'
    WHERE v.key LIKE '%.zip' AND (r.key IS NOT NULL OR v.http_status NOT IN (404, 410))
    ORDER BY v.key
"""
REJECTIONS = """
    SELECT stage, reason, count(*) AS count, max(rejected_at) AS last_at FROM rejection
    WHERE replayed_at IS NULL GROUP BY stage, reason ORDER BY count DESC, stage, reason LIMIT 20
"""
PENDING = "SELECT count(DISTINCT label) FROM ministry_label WHERE status = 'pending'"
LABELS = """
    SELECT label, min(first_met_on) AS first_met_on, max(last_met_on) AS last_met_on, sum(occurrences) AS occurrences
    FROM ministry_label WHERE status = 'pending' GROUP BY label ORDER BY 4 DESC, label LIMIT 20
"""
# Those that carry a pending label and have no tenure or portfolio by it.
UNRESOLVED = """
    SELECT count(*) FROM question AS q
    WHERE (q.asked_ministry_id IS NULL
           AND q.asked_ministry_label IN (SELECT label FROM ministry_label WHERE status = 'pending'))
       OR (q.answering_ministry_id IS NULL
           AND q.answering_ministry_label IN (SELECT label FROM ministry_label WHERE status = 'pending'))
"""


def status(engine: Engine) -> dict[str, Any]:
    """Return a summary of the database, fit for JSON: dates and times are ISO texts."""
    with engine.connect() as connection:
        runs = _rows(connection, RUNS, last=LAST_RUNS)
        for run in runs:
            run["scope"] = json.loads(run["scope"])
        return {
            "legislatures": _legislatures(connection),
            "tables": {name: _number(connection, f"SELECT count(*) FROM {name}") for name in TABLES},  # noqa: S608
            "archives": _rows(connection, ARCHIVES),
            "runs": runs,
            "rejections": {
                "open": _number(connection, "SELECT count(*) FROM rejection WHERE replayed_at IS NULL"),
                "reasons": _rows(connection, REJECTIONS),
            },
            "pending_labels": {
                "count": _number(connection, PENDING),
                "questions": _number(connection, UNRESOLVED),
                "most_frequent": _rows(connection, LABELS),
            },
            "not_indexed": left_to_index(connection),
        }


def _legislatures(connection: Connection) -> list[dict[str, Any]]:
    visited = {row["legislature"]: row["last_read_at"] for row in _rows(connection, LAST_VISITS)}
    return [row | {"last_read_at": visited.get(row["legislature"])} for row in _rows(connection, LEGISLATURES)]


def _rows(connection: Connection, sql: str, **values: object) -> list[dict[str, Any]]:
    found = connection.execute(text(sql), values).mappings()
    return [{name: _plain(value) for name, value in row.items()} for row in found]


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (int, str)):
        return value
    return str(value)


def _number(connection: Connection, sql: str) -> int:
    return int(connection.scalar(text(sql)) or 0)
