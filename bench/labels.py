"""How fast ministries are resolved, each label met for the first time."""

import random
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from bench.result import Result, per_second
from parliament.ministries import resolve
from parliament.ministries.register import MINISTRIES

LABELS = 5_000
PREFIXES = ("", "", "Ministère de ", "Ministère chargé de ", "M. le ministre de ", "Secrétariat d'État chargé de ")

Change = Callable[[random.Random, str], str]


def misspelt(chance: random.Random, label: str) -> str:
    """Return a label with one letter lost, doubled or swapped with the next."""
    at = chance.randrange(len(label) - 1)
    here, following = label[at], label[at + 1]
    return label[:at] + chance.choice(("", here + here + following, following + here)) + label[at + 2 :]


def bare(chance: random.Random, label: str) -> str:
    """Return a label without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", label) if not unicodedata.combining(c))


def prefixed(chance: random.Random, label: str) -> str:
    return chance.choice(PREFIXES) + label


def cased(chance: random.Random, label: str) -> str:
    return chance.choice((str.upper, str.lower, str.title, str))(label)


def spaced(chance: random.Random, label: str) -> str:
    return label.replace(" ", chance.choice(("  ", "\u00a0", " ")), 1)


CHANGES: tuple[Change, ...] = (misspelt, bare, prefixed, cased, spaced)


def varied(seed: int = 1) -> Iterator[tuple[str, date | None]]:
    """Yield labels made from the register's names, no two alike, each with a day of its tenure where one is known."""
    chance = random.Random(seed)  # noqa: S311 - the same labels in each run
    ministries, met = list(MINISTRIES.values()), set()
    while True:
        ministry = chance.choice(ministries)
        label = chance.choice((ministry.name, ministry.short_name or ministry.name))
        for change in chance.sample(CHANGES, k=chance.randint(1, 3)):
            label = change(chance, label)
        if label not in met:
            met.add(label)
            yield label, ministry.starts_on


def label_speed() -> Result:
    """Resolve labels that nothing has asked for before, each once."""
    resolve("Défense", date(2009, 4, 21))
    speed = per_second(resolve, islice(varied(), LABELS))
    return Result("resolve, distinct labels never seen before", round(speed), "labels/s", target=2_000)
