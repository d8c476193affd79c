"""Pairs of texts that are worth comparing: found by their sketches, band by band, never all with all."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
# Of so many values that two texts could share at least these are shared: about 0.16 of them, where copies share 0.28.
FEWEST_SHARED = 10
# Pairs looked at at a time, and pairs found before they are sorted into those that were found before.
BLOCK, HELD = 200_000, 2_000_000
# Pairs of one text, those with the earliest: more would only lead to the same first texts.
MOST_PAIRS = 16


def likely_pairs(keys: NDArray[np.uint32], checks: NDArray[np.uint8]) -> tuple[Places, Places]:
    """Return pairs of rows (earlier, later), by the later one: texts of one band's bucket whose checks are alike.

    ``keys`` has a row per band and a column per text, ``checks`` a row per text. In a bucket each text is paired with
    the first and with the one before it, so that a bucket of many costs no more than its size.
    """
    size = len(checks)
    pairs = np.empty(0, dtype=np.int64)
    found: list[Places] = []
    for band in keys:
        for earlier, later in _blocks(*_neighbours(band)):
            alike = np.count_nonzero(checks[earlier] == checks[later], axis=1) >= FEWEST_SHARED
            found.append(later[alike] * size + earlier[alike])
        if sum(map(len, found)) > HELD:
            pairs, found = _sorted_in(pairs, found, size), []
    pairs = _sorted_in(pairs, found, size)
    return pairs % max(size, 1), pairs // max(size, 1)


def _sorted_in(pairs: Places, found: list[Places], size: int) -> Places:
    """Return all pairs, each once, in order; of one later text those with the earliest alone."""
    every = np.concatenate([pairs, *found])
    every.sort()
    every = every[np.diff(every, prepend=-1) > 0]
    later = every // max(size, 1)
    kept = np.ones(len(every), dtype=np.bool_)
    kept[MOST_PAIRS:] = later[MOST_PAIRS:] != later[:-MOST_PAIRS]
    return every[kept]


def _neighbours(band: NDArray[np.uint32]) -> tuple[Places, Places]:
    """Return the pairs of one band: each text with the one before it in its bucket, and with the bucket's first."""
    order = np.argsort(band, kind="stable").astype(np.int64)
    same = band[order[1:]] == band[order[:-1]]
    starts = np.concatenate([[True], ~same])
    first = order[np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))]
    later, before, head = order[1:][same], order[:-1][same], first[1:][same]
    third = head != before
    return np.concatenate([before, head[third]]), np.concatenate([later, later[third]])


def _blocks(earlier: Places, later: Places) -> Iterator[tuple[Places, Places]]:
    for start in range(0, len(earlier), BLOCK):
        yield earlier[start : start + BLOCK], later[start : start + BLOCK]
