"""What the checks of one load look at: the run, its evidence, and whether it read whole legislatures."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from etl.checks.evidence import Evidence
from etl.runs import utc
from etl.whole import whole_legislatures
from parliament.landing import FILES, Run
from parliament.records import Question

FORMER_RUNS = """
    SELECT scope FROM crawl_run
    WHERE source = :source AND finish_reason IN ('finished', 'killed_in_load') AND load_state = 'open'
      AND started_at < :started_at
"""


@dataclass(frozen=True)
class Subject:
    """One load at its end, within its transaction."""

    connection: Connection
    run: Run
    folder: Path
    evidence: Evidence

    def rows(self, sql: str, **values: Any) -> list[Any]:
        """Return what a query finds."""
        return list(self.connection.execute(text(sql), values).all())

    def number(self, sql: str, **values: Any) -> int:
        return int(self.connection.scalar(text(sql), values) or 0)

    @property
    def landed_questions(self) -> bool:
        """Whether the run landed any question, loaded by this load or an earlier one."""
        path = self.folder / FILES[Question]
        return path.exists() and path.stat().st_size > 0

    @property
    def is_night(self) -> bool:
        return "night" in self.run.scope

    @property
    def reads_lists_whole(self) -> bool:
        """Whether nothing kept the run from reading every question of the lists it opened."""
        return "legislatures" in self.run.scope and not any(
            self.run.scope.get(name) for name in ("numbers", "since", "until")
        )

    @cached_property
    def whole(self) -> frozenset[int]:
        """The legislatures that this run and one before it read to the end: their numbers can be compared."""
        if self.run.finish_reason != "finished":
            return frozenset()
        started_at = utc(self.run.started_at).isoformat(sep=" ")
        found = self.rows(FORMER_RUNS, source=self.run.source, started_at=started_at)
        former = {number for row in found for number in whole_legislatures(json.loads(row.scope))}
        return whole_legislatures(self.run.scope) & former
