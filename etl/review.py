"""What a person reviews: the ministry labels met, how they were resolved, and decisions that nothing uses."""

from datetime import date
from typing import Any

from sqlalchemy import Engine, text

from etl.resolution import DECIDED
from parliament.ministries.decisions import Decision, Decisions

# A row holds up to the label's next one.
LABELS = """
    SELECT label, valid_from, ends_before, first_met_on, last_met_on, occurrences, status, method, confidence,
           ministry_id, portfolio_id
    FROM (SELECT l.*, lead(l.valid_from) OVER (PARTITION BY l.label ORDER BY l.valid_from) AS ends_before
          FROM ministry_label AS l) AS period
    ORDER BY occurrences DESC, label, valid_from
"""


def labels(engine: Engine) -> list[dict[str, Any]]:
    """Return every label met, a row per period in which it means the same, most frequent first; days as ISO text."""
    with engine.connect() as connection:
        found = connection.execute(text(LABELS)).mappings()
        return [{name: _plain(value) for name, value in row.items()} for row in found]


def unused(decisions: Decisions, found: list[dict[str, Any]]) -> list[Decision]:
    """Return the decisions that no label met is resolved by."""
    decided = [row for row in found if row["method"] == DECIDED]
    return [one for one in decisions if not any(_uses(row, one) for row in decided)]


def _uses(row: dict[str, Any], decision: Decision) -> bool:
    first, last = date.fromisoformat(row["first_met_on"]), date.fromisoformat(row["last_met_on"])
    begun = decision.from_day is None or decision.from_day <= last
    return row["label"] == decision.label and begun and (decision.to_day is None or first < decision.to_day)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float | str) else str(value)
