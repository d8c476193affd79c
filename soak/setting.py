"""What a soak of one kind of database works with: sizes, dice, sites, fresh places."""

import json
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from demo.corpus import build
from demo.starting import serving
from soak.databases import Fresh
from soak.place import Place

# Two sites, so that the rule of one lock and eight requests under way holds for each.
LEGISLATURES = (13, 16)
SITE_TIME = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is done on each kind of database; questions are those of the whole corpus of four legislatures."""

    crawl_kills: int
    load_interruptions: int
    kills_in_a_round: int
    questions: int
    questions_to_load: int
    every_fault_alone: bool


FULL = Sizes(
    crawl_kills=10,
    load_interruptions=25,
    kills_in_a_round=5,
    questions=360,
    questions_to_load=3_000,
    every_fault_alone=True,
)
SHORT = Sizes(
    crawl_kills=2,
    load_interruptions=4,
    kills_in_a_round=2,
    questions=160,
    questions_to_load=600,
    every_fault_alone=False,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One kind of database, and where its soak happens."""

    kind: str
    fresh: Fresh
    folder: Path
    sizes: Sizes
    dice: Random

    def place(self, name: str, sites: Mapping[int, str]) -> Place:
        """Return a place where nothing was read yet; a name is good for one."""
        return Place(self.folder / name, self.fresh(name), sites)


@contextmanager
def two_sites(questions: int, *, latency: float = 0.0, today: date | None = None) -> Iterator[dict[int, str]]:
    """Serve two legislatures of a corpus, at the day it is there."""
    with serving(build(questions), latency=latency, today=today or today_there()) as sites:
        yield {number: sites[number] for number in LEGISLATURES}


def today_there() -> date:
    """Return the day in Paris, by which both the sites and a crawl go."""
    return datetime.now(SITE_TIME).date()


def ask(site: str, path: str) -> Any:
    with urllib.request.urlopen(site + path) as answer:  # noqa: S310 (our own site)
        return json.load(answer)


def order(site: str, path: str, asked: Mapping[str, Any]) -> Any:
    """POST to a demo site."""
    request = urllib.request.Request(site + path, data=json.dumps(asked).encode(), method="POST")  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return json.load(answer)
