"""What was refused, as the rejection that lands."""

from datetime import datetime
from typing import Any

from parliament.records import Rejection

LONGEST_RAW_TEXT = 20_000


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


def shortened(value: Any) -> Any:
    """Return a raw value fit for a rejection: texts keep a bounded length."""
    match value:
        case str():
            return value[:LONGEST_RAW_TEXT]
        case dict():
            return {name: shortened(part) for name, part in value.items()}
        case list() | tuple():
            return [shortened(part) for part in value]
        case _:
            return value
