"""The question lists that a run looked at, by its own visits: later runs overwrite those of the database."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from etl.landed import read_batches
from etl.shapes import shape
from etl.staging import Staging, fill
from etl.visits import COLUMNS, RULES, VISIT
from etl.visits import STAGED as STAGED_VISIT

STAGED = Staging("landed_list", STAGED_VISIT.columns)
# Where only the first pages were read, the key of a list is followed by /recent.
LIST_KEY = re.compile(r"\d\d/[^/]+/questions(/recent)?")


def stage_lists(connection: Connection, visits: Path, end: int) -> None:
    """Stage the last visit of each list among a run's visits, up to the byte to which they are loaded."""
    frame = shape([*list_records(visits, end)], VISIT, RULES).frame.sort_values("checked_at", kind="stable")
    fill(connection, STAGED, frame.drop_duplicates("key", keep="last")[list(COLUMNS)])


def has_read_lists(plan: Path) -> bool:
    """Tell whether a plan names a list that the runs it goes on from have read already."""
    return plan.exists() and any(True for _ in list_records(plan, plan.stat().st_size))


def list_records(path: Path, end: int) -> Iterator[dict[str, Any]]:
    """Yield the records of a file that have the key of a list."""
    for batch in read_batches(path, 0, end):
        yield from (one for one in batch.records if LIST_KEY.fullmatch(str(one.get("key"))))
