"""Refusals: those the crawl landed, and those of the load itself."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from etl.counts import Tally
from etl.merge import Tables, candidate, merge
from etl.shapes import Shape
from etl.staging import Staging, fill, typed

UNKNOWN_DEPUTY = " is no deputy of the database"

REJECTION = Shape(
    text=("source", "key", "url", "stage", "reason"),
    times=("rejected_at",),
    required=("source", "url", "stage", "reason", "rejected_at"),
)
COLUMNS = ("rejection_id", "run_id", "source", "key", "url", "stage", "reason", "raw", "rejected_at")
STAGED = Staging("staged_rejection", (*typed(COLUMNS[:-1], "TEXT"), ("rejected_at", "TIMESTAMP")))


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
    """Store refusals; one that is stored already stays as it is."""
    frame = pd.DataFrame([one.row() for one in refusals], columns=list(COLUMNS), dtype=object)
    if frame.empty:
        return
    frame = frame.where(frame.notna(), None).drop_duplicates("rejection_id")
    fill(connection, STAGED, frame)
    found = candidate(connection, f"SELECT {', '.join(COLUMNS)} FROM staged_rejection", COLUMNS)  # noqa: S608
    tally.of("rejection").add(merge(connection, tables["rejection"], found))
