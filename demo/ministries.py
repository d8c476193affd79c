"""The stored pairs "asked / answering" of ministries: for each subject, the names in force on the days that count.

``ministries.json`` holds the subjects of each legislature: a ministry's names, each with its first day (official
short and long names and their dates: the Assemblée nationale's register), the themes and whom the text addresses.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

Names = tuple[tuple[date, str], ...]


class Portfolio(NamedTuple):
    """A pair of labels as stored, the themes its questions carry, and whom the text addresses."""

    asked: str
    answering: str
    themes: tuple[str, ...]
    minister: str

    @property
    def stored(self) -> str:
        return f"{self.asked} / {self.answering}" if self.asked else ""


class Subject(NamedTuple):
    """What questions are about; ``once`` marks one with a label that is misspelt, unknown or no ministry's."""

    asked: Names
    answering: Names
    themes: tuple[str, ...]
    minister: str
    once: bool

    def on(self, asked_on: date, answered_on: date) -> Portfolio:
        """Return the pair of a question asked and answered on these days, each by the names then in force."""
        asked, answering = _in_force(self.asked, asked_on), _in_force(self.answering, answered_on)
        return Portfolio(asked, answering, self.themes, self.minister)


def _in_force(names: Names, day: date) -> str:
    return next((name for since, name in reversed(names) if since <= day), names[0][1])


def _names(rows: list[str]) -> Names:
    return tuple((date.fromisoformat(day), name) for day, _, name in (row.partition(" ") for row in rows))


def _subject(row: dict[str, Any]) -> Subject:
    asked = _names(row["asked"])
    answering = _names(row["answering"]) if "answering" in row else asked
    return Subject(asked, answering, tuple(row["themes"].split(" / ")), row["minister"], row.get("once", False))


_ROWS = json.loads((Path(__file__).parent / "ministries.json").read_text(encoding="utf-8"))
_ALL = {int(legislature): [_subject(row) for row in rows] for legislature, rows in _ROWS.items()}

# The subjects that questions are drawn from, and those that occur a single time.
SUBJECTS = {legislature: tuple(s for s in found if not s.once) for legislature, found in _ALL.items()}
ODD_SUBJECTS = {legislature: tuple(s for s in found if s.once) for legislature, found in _ALL.items()}
