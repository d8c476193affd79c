"""Decisions of a person about labels, in a CSV that can be read, reviewed and committed.

Columns: label, from, to, ministry_id, portfolio_id. The interval is half-open: ``to`` is the first day on which the
decision no longer holds; an empty ``from`` or ``to`` leaves that side open. Exactly one of the last two is given;
``none`` as the ministry says that the label names no ministry at all.
"""

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from parliament.dates import parse_date
from parliament.errors import BadDecision, UnreadableDate
from parliament.ministries.register import MINISTRIES, PORTFOLIOS
from parliament.text import clean_line

COLUMNS = ("label", "from", "to", "ministry_id", "portfolio_id")
NO_MINISTRY = "none"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a label means from ``from_day`` until the day before ``to_day``; None leaves a side open.

    Either a tenure or a portfolio, or neither where the label names no ministry.
    """

    label: str
    from_day: date | None = None
    to_day: date | None = None
    ministry_id: str | None = None
    portfolio_id: str | None = None

    def __post_init__(self) -> None:
        if not self.label:
            raise BadDecision("the label is empty")
        if self.from_day is not None and self.to_day is not None and self.to_day <= self.from_day:
            raise BadDecision(f"the decision ends on {self.to_day}, not after {self.from_day} (the end is excluded)")
        if self.ministry_id is not None and self.portfolio_id is not None:
            raise BadDecision("give a ministry or a portfolio, not both")
        if self.ministry_id is not None and self.ministry_id not in MINISTRIES:
            raise BadDecision(f"no ministry {self.ministry_id} in the register")
        if self.portfolio_id is not None and self.portfolio_id not in PORTFOLIOS:
            raise BadDecision(f"no portfolio {self.portfolio_id} in the register")

    def holds_on(self, day: date) -> bool:
        """Tell whether it is about a day."""
        return (self.from_day or date.min) <= day < (self.to_day or date.max)

    def overlaps(self, other: "Decision") -> bool:
        """Tell whether both are about one label on one day."""
        return (
            self.label == other.label
            and (self.from_day or date.min) < (other.to_day or date.max)
            and (other.from_day or date.min) < (self.to_day or date.max)
        )

    @property
    def portfolio(self) -> str | None:
        """The main portfolio of what the label means; None where it names no ministry."""
        return self.portfolio_id if self.ministry_id is None else MINISTRIES[self.ministry_id].portfolios[0]


Decisions = tuple[Decision, ...]


def read_decisions(path: Path) -> Decisions | None:
    """Return the decisions of a file, by label and day; None where there is no file, which decides nothing.

    Raises BadDecision, with the file and the line, for a row that cannot be followed.
    """
    try:
        # A spreadsheet may have put a byte order mark in front.
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _ordered(_read(file))
    except FileNotFoundError:
        return None
    except (BadDecision, UnicodeDecodeError, csv.Error) as error:
        raise BadDecision(f"{path}: {error}") from error


def with_decision(decisions: Decisions, decision: Decision) -> Decisions:
    """Return the decisions with one more, in place of one of the same label and first day.

    Raises BadDecision where it overlaps another one.
    """
    kept = [one for one in decisions if (one.label, one.from_day) != (decision.label, decision.from_day)]
    _refuse_overlap(decision, kept)
    return _ordered([*kept, decision])


def decide(decisions: Iterable[Decision], label: str, day: date) -> Decision | None:
    """Return the decision about a label on a day; None where nobody decided."""
    return next((one for one in decisions if one.label == label and one.holds_on(day)), None)


def _read(lines: Iterable[str]) -> list[Decision]:
    reader = csv.DictReader(lines)
    if reader.fieldnames is not None and tuple(reader.fieldnames) != COLUMNS:
        raise BadDecision(f"line 1: the columns are not {','.join(COLUMNS)}")
    found: list[Decision] = []
    for row in reader:
        try:
            decision = _decision(row)
            _refuse_overlap(decision, found)
        except (BadDecision, UnreadableDate) as error:
            raise BadDecision(f"line {reader.line_num}: {error}") from error
        found.append(decision)
    return found


def _decision(row: dict[str, str]) -> Decision:
    if None in row or None in row.values():
        raise BadDecision(f"not {len(COLUMNS)} cells")
    cells = {name: row[name].strip() for name in COLUMNS}
    if not cells["ministry_id"] and not cells["portfolio_id"]:
        raise BadDecision(f"neither a ministry nor a portfolio ({NO_MINISTRY} as the ministry says: names no ministry)")
    if cells["ministry_id"] == NO_MINISTRY and cells["portfolio_id"]:
        raise BadDecision(f"a portfolio beside {NO_MINISTRY}")
    return Decision(
        label=clean_line(cells["label"]),
        from_day=parse_date(cells["from"]) if cells["from"] else None,
        to_day=parse_date(cells["to"]) if cells["to"] else None,
        ministry_id=None if cells["ministry_id"] in ("", NO_MINISTRY) else cells["ministry_id"],
        portfolio_id=cells["portfolio_id"] or None,
    )


def _refuse_overlap(decision: Decision, others: Iterable[Decision]) -> None:
    for other in others:
        if other.overlaps(decision):
            since, until = other.from_day or "the beginning", other.to_day or "the end"
            raise BadDecision(f"another decision about {other.label!r} holds from {since} to {until}; change its line")


def _ordered(decisions: Iterable[Decision]) -> Decisions:
    return tuple(sorted(decisions, key=lambda one: (one.label, one.from_day or date.min)))


def write_decisions(path: Path, decisions: Decisions) -> None:
    """Write the file anew, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(_row, decisions))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _row(one: Decision) -> tuple[object, ...]:
    ministry = NO_MINISTRY if one.ministry_id is None and one.portfolio_id is None else one.ministry_id
    return one.label, one.from_day, one.to_day, ministry, one.portfolio_id
