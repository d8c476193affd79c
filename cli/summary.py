"""What a command did, for a person and for a program."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from rich.console import Console
from rich.table import Table

from cli.durations import say_duration
from cli.exits import ExitCode, exit_code
from etl.checks.result import Hold

COUNTS = ("inserted", "updated", "unchanged", "rejected")
FIGURES = ("requests", "pages", "items", "rejected", "failed", "not_found")


class Counted(Protocol):
    """What a load reports of one table."""

    inserted: int
    updated: int
    unchanged: int
    rejected: int


@dataclass(kw_only=True)
class Summary:
    """What a run did; the counts of questions at the top, those of every table in ``tables``."""

    run_id: str | None
    requests: int = 0
    pages: int = 0
    items: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    failed: int = 0
    not_found: int = 0
    seconds: float = 0.0
    finish_reason: str = "finished"
    continues: str | None = None
    # What the site's side says of a crawl that could not begin.
    reason: str | None = None
    tables: dict[str, dict[str, int]] = field(default_factory=dict)
    # What a failed check keeps out of the tables.
    held: tuple[Hold, ...] = ()
    # Where a night read several sources, the run of each.
    run_ids: tuple[str, ...] = ()
    # What brought the search index and its like up to date, by cli/indexing.py; empty where nothing did.
    index: dict[str, Any] = field(default_factory=dict)

    def add_tables(self, tables: Mapping[str, Counted]) -> None:
        """Add the counts of one load."""
        for name, counts in tables.items():
            total = Counter(self.tables.get(name, {}))
            total.update({kind: getattr(counts, kind) for kind in COUNTS})
            self.tables[name] = dict(total)
        questions = self.tables.get("question", {})
        self.inserted = questions.get("inserted", 0)
        self.updated = questions.get("updated", 0)
        self.unchanged = questions.get("unchanged", 0)

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.CHECK_FAILED if self.held else exit_code(self.finish_reason, self.rejected, self.failed)


# Of several runs, the reason that asks for most attention stands for all.
GRAVEST_FIRST = ("error", "disk", "memory", "site_down", "interrupted", "max_requests", "max_seconds", "finished")


def joined(summaries: Sequence[Summary]) -> Summary:
    """Return one summary of several runs of one command; ``run_id`` is that of the last one."""
    if len(summaries) == 1:
        return summaries[0]
    total = Summary(run_id=summaries[-1].run_id, run_ids=tuple(one.run_id for one in summaries if one.run_id))
    for name in (*FIGURES, "inserted", "updated", "unchanged"):
        setattr(total, name, sum(getattr(one, name) for one in summaries))
    tables = sorted({name for one in summaries for name in one.tables})
    total.tables = {
        name: {kind: sum(one.tables.get(name, {}).get(kind, 0) for one in summaries) for kind in COUNTS}
        for name in tables
    }
    total.seconds = round(sum(one.seconds for one in summaries), 3)
    total.finish_reason = min((one.finish_reason for one in summaries), key=GRAVEST_FIRST.index)
    total.continues = next((one.continues for one in summaries if one.continues), None)
    total.reason = " ".join(one.reason for one in summaries if one.reason) or None
    total.held = tuple(hold for one in summaries for hold in one.held)
    return total


def print_answer(answer: dict[str, Any], sentence: str, *, as_json: bool) -> None:
    """Print an answer on standard output: one line of JSON (dates as text), or the sentence."""
    text = json.dumps(answer, ensure_ascii=False, default=str) if as_json else sentence
    print(text, flush=True)  # noqa: T201


def show(summary: Summary, sentence: str, *, as_json: bool) -> None:
    """Print a summary on standard output: one JSON object, or a table and a sentence."""
    if not as_json and any(any(counts.values()) for counts in summary.tables.values()):
        Console(highlight=False).print(table_of(summary))
    print_answer(asdict(summary), sentence, as_json=as_json)


def table_of(summary: Summary) -> Table:
    """Return the counts per table; tables that nothing happened to are left out."""
    table = Table()
    table.add_column("table")
    for kind in COUNTS:
        table.add_column(kind, justify="right")
    for name, counts in sorted(summary.tables.items()):
        if any(counts.values()):
            table.add_row(name, *(f"{counts.get(kind, 0):,}" for kind in COUNTS))
    return table


def crawl_sentence(summary: Summary) -> str:
    """Say in one sentence how a crawl ended and what to do next."""
    read = (
        f"{summary.pages:,} pages read with {summary.requests:,} requests in {say_duration(summary.seconds)}: "
        f"{summary.inserted:,} questions inserted, {summary.updated:,} updated, {summary.unchanged:,} unchanged, "
        f"{summary.rejected:,} rejected, {summary.failed:,} pages failed."
    )
    absent = f"{summary.not_found:,} questions are not there." if summary.not_found else ""
    parts = (read, absent, _ending(summary), summary.reason, *map(str, summary.held))
    return " ".join(part for part in parts if part)


def _ending(summary: Summary) -> str:
    match summary.finish_reason:
        case "finished":
            return ""
        case "max_requests":
            if not summary.inserted + summary.updated + summary.unchanged:
                return "The requests allowed are too few to reach a question: allow more of them."
            return "The requests allowed are spent; the same command goes on from here."
        case "max_seconds":
            return "The time allowed is over; the same command goes on from here."
        case "interrupted":
            return "Interrupted; the same command goes on from here."
        case "site_down":
            return "The site stopped answering; try the same command later, it goes on from here."
        case "disk":
            return "Stopped because nothing more could be written; make room, then the same command goes on from here."
        case "memory":
            return "Stopped because memory ran short; the same command goes on from here."
        case "error":
            return "Stopped by an error that the log tells; the same command goes on from here."
        case _:
            raise ValueError(f"no sentence for a run that ended as {summary.finish_reason!r}")
