"""What was refused, as the rejection that lands."""

from datetime import datetime
from typing import Any

from parliament.records import Rejection

LONGEST_RAW_TEXT = 20_000
# Nothing that a source means is nested as deep; what is, may be too deep to be written.
DEEPEST_RAW = 50


def refusal(
    source: str,
    key: str | None,
    url: str,
    stage: str,
    reason: str,
    rejected_at: datetime,
    raw: dict[str, Any] | None = None,
) -> Rejection:
    """Return the rejection of what a source says, its texts cut to a bounded length."""
    return Rejection(
        source=source,
        key=key,
        url=url,
        stage=stage,
        reason=reason,
        raw=shortened(raw or {}),
        rejected_at=rejected_at,
    )


def shortened(value: Any, depth: int = DEEPEST_RAW) -> Any:
    """Return a raw value fit for a rejection: texts keep a bounded length, and what is nested a bounded depth."""
    match value:
        case str():
            return value[:LONGEST_RAW_TEXT]
        case dict() | list() | tuple() if not depth:
            return "…"
        case dict():
            return {name: shortened(part, depth - 1) for name, part in value.items()}
        case list() | tuple():
            return [shortened(part, depth - 1) for part in value]
        case _:
            return value
