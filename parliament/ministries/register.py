"""The register: governments, the tenures of ministries as officially named, who held them, and their portfolios.

Facts: the Assemblée nationale's open data (organes GOUVERNEMENT and MINISTERE, mandates of their holders). Intervals
are half-open: ``ends_before`` is the first day on which something no longer holds, so the day of a reshuffle belongs
to the successor.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

Rank = Literal[
    "premier ministre",
    "ministre d'État",
    "ministre",
    "ministre délégué",
    "secrétaire d'État",
    "haut-commissaire",
]
RANKS: tuple[Rank, ...] = get_args(Rank)

FOLDER = Path(__file__).parent

READ_ON = date(2026, 1, 19)
"""The last day of which the register tells; a ministry without a first day began after it."""


@dataclass(frozen=True, slots=True)
class Government:
    """One government; ``ends_before`` is None while it is in office, ``derived`` names the dates that are ours."""

    government_id: str
    name: str
    starts_on: date
    ends_before: date | None
    derived: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A lasting subject that ministries carry under changing names."""

    portfolio_id: str
    name: str
    covers: str


@dataclass(frozen=True, slots=True)
class Ministry:
    """One tenure of a ministry under one name.

    ``government_id`` is None before the first government registered; ``starts_on`` is None where nobody knows it;
    ``derived`` names the dates that are ours ("starts_on", "ends_before"); ``attached_to`` are ministries;
    ``portfolios`` has the main one first.
    """

    ministry_id: str
    government_id: str | None
    name: str
    short_name: str | None
    rank: Rank
    starts_on: date | None
    ends_before: date | None
    derived: tuple[str, ...]
    attached_to: tuple[str, ...]
    portfolios: tuple[str, ...]

    def holds_on(self, day: date) -> bool:
        """Tell whether it is known to be in force on a day."""
        return (
            self.starts_on is not None
            and self.starts_on <= day
            and (self.ends_before is None or day < self.ends_before)
        )


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held a ministry from when to when; ``person_id`` is PA and the Assembly's id, ``civility`` M. or Mme."""

    ministry_id: str
    person_id: str
    civility: str
    name: str
    title: str
    starts_on: date
    ends_before: date | None


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of the register's files."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _list(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


def _government(row: dict[str, str]) -> Government:
    starts_on = date.fromisoformat(row["starts_on"])
    return Government(row["government_id"], row["name"], starts_on, _day(row["ends_before"]), _list(row["derived"]))


def _portfolio(row: dict[str, str]) -> Portfolio:
    return Portfolio(row["portfolio_id"], row["name"], row["covers"])


def _ministry(row: dict[str, str]) -> Ministry:
    rank = next((rank for rank in RANKS if rank == row["rank"]), None)
    if rank is None:
        raise ValueError(f"{row['ministry_id']}: no such rank as {row['rank']!r}")
    return Ministry(
        ministry_id=row["ministry_id"],
        government_id=row["government_id"] or None,
        name=row["name"],
        short_name=row["short_name"] or None,
        rank=rank,
        starts_on=_day(row["starts_on"]),
        ends_before=_day(row["ends_before"]),
        derived=_list(row["derived"]),
        attached_to=_list(row["attached_to"]),
        portfolios=_list(row["portfolios"]),
    )


def _holder(row: dict[str, str]) -> Holder:
    return Holder(
        ministry_id=row["ministry_id"],
        person_id=row["person_id"],
        civility=row["civility"],
        name=row["name"],
        title=row["title"],
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_before=_day(row["ends_before"]),
    )


GOVERNMENTS = {one.government_id: one for one in map(_government, read_rows("governments.csv"))}
PORTFOLIOS = {one.portfolio_id: one for one in map(_portfolio, read_rows("portfolios.csv"))}
MINISTRIES = {one.ministry_id: one for one in map(_ministry, read_rows("ministries.csv"))}
HOLDERS = tuple(map(_holder, read_rows("holders.csv")))
