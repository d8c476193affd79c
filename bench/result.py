"""One line of the bench, and how to say how fast a function is."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table; ``ratio`` is value / floor, and None where there is no floor.

    ``target`` is what the ratio has to reach, or the value where there is no ratio; a share has to stay under it.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    target: float | None = None


def per_second(call: Callable[..., Any], arguments: Iterable[Sequence[Any]], runs: int = 1) -> float:
    """Return how many calls a second of one core makes, the median of some runs over the same arguments."""
    every = list(arguments)
    return median(len(every) / _seconds(call, every) for _ in range(runs))


def _seconds(call: Callable[..., Any], every: list[Sequence[Any]]) -> float:
    started = time.process_time()
    for one in every:
        call(*one)
    return time.process_time() - started
