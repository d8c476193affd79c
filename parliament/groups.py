"""The political groups of the Assembly, and which of them a label on a given day means.

Facts: the Assembly's register of groups (organes GP); ``spellings`` are those of that register and of NosDéputés,
which keeps one label when a group changes its name (SRC and SER, MODEM and DEM).
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from parliament.people import fold


@dataclass(frozen=True, slots=True)
class Group:
    """One group of one legislature under one name; ``ends_on`` is its last day, None while it lasts."""

    organe: str
    legislature: int
    acronym: str
    name: str
    starts_on: date
    ends_on: date | None
    spellings: tuple[str, ...]


def _read(path: Path) -> tuple[Group, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Group(
                organe=row["organe"],
                legislature=int(row["legislature"]),
                acronym=row["acronym"],
                name=row["name"],
                starts_on=date.fromisoformat(row["starts_on"]),
                ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
                spellings=tuple(row["spellings"].split("|")),
            )
            for row in csv.DictReader(file)
        )


def _key(label: str) -> str:
    return fold(label).replace(" ", "")


def _by_label() -> dict[tuple[int, str], list[Group]]:
    index: dict[tuple[int, str], list[Group]] = {}
    for group in GROUPS:
        for key in {_key(label) for label in (group.acronym, group.name, *group.spellings)}:
            index.setdefault((group.legislature, key), []).append(group)
    return index


GROUPS = _read(Path(__file__).with_name("groups.csv"))
_INDEX = _by_label()


def resolve(legislature: int, label: str | None, on: date | None) -> str | None:
    """Return the organe of the group that a label means in a legislature; None for an unknown label.

    Where groups share a spelling the day chooses: the one that sat then, else the nearest in time; without a day, the
    one whose own acronym it is, else the last.
    """
    groups = _INDEX.get((legislature, _key(label or "")))
    if not groups:
        return None
    if on is not None:
        return min(groups, key=lambda group: _days_away(group, on)).organe
    own = [group for group in groups if _key(group.acronym) == _key(label or "")]
    return max(own or groups, key=lambda group: group.starts_on).organe


def _days_away(group: Group, on: date) -> int:
    if on < group.starts_on:
        return (group.starts_on - on).days
    if group.ends_on is not None and on > group.ends_on:
        return (on - group.ends_on).days
    return 0
