"""All checks, in the order in which a person would want to be told, and how their results are kept."""

import json
from collections.abc import Callable, Collection
from pathlib import Path

from sqlalchemy import Connection, delete, insert

from etl.checks.evidence import Evidence
from etl.checks.labels import pending_labels
from etl.checks.layout import layout_drift
from etl.checks.lists import items_expected, list_counts
from etl.checks.losses import answer_order, losses
from etl.checks.result import Result
from etl.checks.sources import source_gaps
from etl.checks.subject import Subject
from etl.checks.volume import monthly_volume, number_gaps
from etl.merge import Tables
from parliament.landing import Run

CHECKS: dict[str, Callable[[Subject], Result]] = {
    "items-expected": items_expected,
    "list-counts": list_counts,
    "losses": losses,
    "layout-drift": layout_drift,
    "answer-order": answer_order,
    "monthly-volume": monthly_volume,
    "number-gaps": number_gaps,
    "source-gaps": source_gaps,
    "pending-labels": pending_labels,
}


def check(connection: Connection, run: Run, folder: Path, evidence: Evidence) -> tuple[Result, ...]:
    """Carry out every check on what a load is about to commit, within its transaction."""
    subject = Subject(connection, run, folder, evidence)
    return tuple(one(subject) for one in CHECKS.values())


def save_results(
    connection: Connection, tables: Tables, run_id: str, results: tuple[Result, ...], accepted: Collection[str]
) -> None:
    """Store a run's results in the place of those of its earlier loads; ``accepted`` names what a person let pass."""
    table = tables["check_result"]
    connection.execute(delete(table).where(table.c.run_id == run_id))
    connection.execute(insert(table), [_row(run_id, one, accepted) for one in results])


def _row(run_id: str, result: Result, accepted: Collection[str]) -> dict[str, object]:
    # An acceptance outlives a load in which the check passes: a rebuild of the tables must not ask for it again.
    outcome = "passed" if result.passed else "failed"
    return {
        "run_id": run_id,
        "check_name": result.check,
        "outcome": "accepted" if result.check in accepted else outcome,
        "severity": result.severity,
        "measured": result.measured,
        "bound": result.bound,
        "note": result.sentence,
        "found_in": json.dumps(result.rows, ensure_ascii=False),
    }
