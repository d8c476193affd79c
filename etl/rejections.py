"""Refusals: those the crawl landed, those of the load itself, and how a later run closes them."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from etl.counts import Tally
from etl.merge import Tables, candidate, merge, run
from etl.runs import utc
from etl.shapes import Shape, Shaped, shape
from etl.staging import Staging, fill, typed
from parliament.landing import Run

UNKNOWN_DEPUTY = " is no deputy of the database"

REJECTION = Shape(
    text=("source", "key", "url", "stage", "reason"),
    times=("rejected_at",),
    required=("source", "url", "stage", "reason", "rejected_at"),
)
COLUMNS = ("rejection_id", "run_id", "source", "key", "url", "stage", "reason", "raw", "rejected_at")
STAGED = Staging("staged_rejection", (*typed(COLUMNS[:-1], "TEXT"), ("rejected_at", "TIMESTAMP")))
# What the run at hand looked at and took, by the keys of visits.
TAKEN = Staging("taken", (("key", "TEXT"),))
# The rejections that the run at hand repeats.
REPEATED = Staging("repeated", (("rejection_id", "TEXT"),))
STAGING = (STAGED, TAKEN, REPEATED)

TAKEN_DEPUTIES = "SELECT CAST(legislature AS TEXT) || '/' || slug FROM staged_deputy"
TAKEN_QUESTIONS = "SELECT question_id FROM staged_question"
TAKEN_VISITS = "SELECT key FROM staged_visit WHERE http_status < 400 OR http_status IN (404, 410)"

# The same page refused for the same reason night after night is one rejection, as long as nothing closed it between.
# What the load refused is another matter: each holds a record of its own.
FIND_REPEATED = """
    INSERT INTO repeated (rejection_id)
    SELECT r.rejection_id FROM staged_rejection AS s
    JOIN crawl_run AS now ON now.run_id = s.run_id
    JOIN rejection AS r
      ON r.source = s.source AND r.stage = s.stage AND r.reason = s.reason
     AND COALESCE(r.key, r.url) = COALESCE(s.key, s.url)
    JOIN crawl_run AS before ON before.run_id = r.run_id
    WHERE s.stage <> 'load' AND r.rejection_id <> s.rejection_id AND before.started_at < now.started_at
      AND (r.replayed_at IS NULL OR r.replayed_at > now.started_at)
"""
NEW = """
    SELECT {columns} FROM staged_rejection AS s
    WHERE s.stage = 'load' OR NOT EXISTS (
        SELECT 1 FROM rejection AS r JOIN repeated AS t ON t.rejection_id = r.rejection_id
        WHERE r.stage = s.stage AND r.reason = s.reason AND COALESCE(r.key, r.url) = COALESCE(s.key, s.url))
"""
# A night that reads the first pages of a list takes its page 1 again, under a key of its own. What was refused of a
# later page, or of the list as a whole, waits until the list is read to its end. A question that waits for its deputy
# is loaded once they are there, whatever was read of it since.
CLOSE = f"""
    UPDATE rejection SET replayed_at = :at
    WHERE replayed_at IS NULL
      AND (key IN (SELECT key FROM taken)
           OR (stage = 'question list' AND url LIKE '%/questions?page=1&n=%'
               AND key || '/recent' IN (SELECT key FROM taken)))
      AND rejection_id NOT IN (SELECT rejection_id FROM repeated)
      AND run_id IN (SELECT run_id FROM crawl_run WHERE started_at < :at)
      AND NOT (stage = 'load' AND reason LIKE '%{UNKNOWN_DEPUTY}')
"""  # noqa: S608


def prepare(found: list[dict[str, Any]]) -> Shaped:
    """Type landed rejections."""
    return shape(found, REJECTION)


@dataclass(slots=True, kw_only=True)
class Refusal:
    """One refusal as it is stored; ``raw`` is what was read."""

    run_id: str
    source: str
    key: str | None
    url: str
    stage: str
    reason: str
    raw: Any
    rejected_at: str

    def row(self) -> dict[str, Any]:
        raw = json.dumps(self.raw, ensure_ascii=False, sort_keys=True)
        said = [self.run_id, self.source, self.key, self.url, self.stage, self.reason, raw, self.rejected_at]
        digest = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]
        return dict(zip(COLUMNS, [digest, *said], strict=True))


def merge_rejections(connection: Connection, tables: Tables, tally: Tally, refusals: Iterable[Refusal]) -> None:
    """Store refusals; one that is stored already stays as it is, and so does one that an earlier run made."""
    frame = pd.DataFrame([one.row() for one in refusals], columns=list(COLUMNS), dtype=object)
    if frame.empty:
        return
    frame = frame.where(frame.notna(), None).drop_duplicates("rejection_id")
    fill(connection, STAGED, frame)
    run(connection, FIND_REPEATED)
    found = candidate(connection, NEW.format(columns=", ".join(f"s.{name}" for name in COLUMNS)), COLUMNS)
    counts = merge(connection, tables["rejection"], found)
    counts.unchanged += len(frame) - found.total
    tally.of("rejection").add(counts)


def note_taken(connection: Connection, keys: str) -> None:
    """Note what the run at hand looked at and did not refuse; ``keys`` is one of the TAKEN_ queries."""
    run(connection, f"INSERT INTO taken (key) {keys}")


def close_taken(connection: Connection, tally: Tally, loaded: Run) -> None:
    """Close what earlier runs refused and this one took: a page that reads well again, a list that settled."""
    closed = run(connection, CLOSE, at=utc(loaded.started_at).isoformat(sep=" "))
    tally.of("rejection").updated += closed
