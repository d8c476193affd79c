"""Rejections as they are stored, for a person to look at."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, text

FOUND = """
    SELECT rejection_id, run_id, key, url, stage, reason, rejected_at, replayed_at FROM rejection
    WHERE :closed = 1 OR replayed_at IS NULL
    ORDER BY rejected_at DESC, rejection_id
"""
ONE = """
    SELECT rejection_id, run_id, key, url, stage, reason, rejected_at, replayed_at, raw FROM rejection
    WHERE substr(rejection_id, 1, length(:start)) = :start ORDER BY rejection_id LIMIT 2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """One rejection; ``replayed_at`` is None while it is open. Times are ISO texts."""

    rejection_id: str
    run_id: str
    key: str | None
    url: str
    stage: str
    reason: str
    rejected_at: str
    replayed_at: str | None


def rejected(engine: Engine, *, closed: bool = False) -> list[Rejected]:
    """Return the open rejections, newest first; the closed ones too where asked for."""
    with engine.connect() as connection:
        rows = connection.execute(text(FOUND), {"closed": int(closed)}).mappings().all()
    return [Rejected(**{name: _plain(value) for name, value in row.items()}) for row in rows]


def rejection_named(engine: Engine, start: str) -> list[tuple[Rejected, Any]]:
    """Return the rejections whose id begins so, two at most, each with what was read of it."""
    with engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(text(ONE), {"start": start}).mappings()]
    return [(Rejected(**{name: _plain(row[name]) for name in row if name != "raw"}), _raw(row["raw"])) for row in rows]


def _raw(content: Any) -> Any:
    return json.loads(content) if isinstance(content, str) else content


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else str(value)
