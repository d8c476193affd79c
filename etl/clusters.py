"""Clusters of copies: every question of a cluster is like its first one, which is the earliest.

Likeness is measured against the first text alone: a chain of texts, each half like the one before it, never grows into
one cluster. Questions come in the order of asking: each joins the first text that it is most like, the earlier of two,
and where it is like none it is the first of its own.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from etl.likely_pairs import Places
from etl.sketches import Words

# Jaccard similarity of content words from which a text is a copy, and how many of them it shares at the least.
THRESHOLD = 0.28
FEWEST_SHARED_WORDS = 12
DIGITS = 3


def similarity(one: Words, other: Words) -> float:
    """Return the Jaccard similarity of two ascending lists of words, 0 where they share too few to tell."""
    if not len(one) or not len(other):
        return 0.0
    at = np.minimum(np.searchsorted(one, other), len(one) - 1)
    shared = int(np.count_nonzero(one[at] == other))
    return shared / (len(one) + len(other) - shared) if shared >= FEWEST_SHARED_WORDS else 0.0


def first_texts(
    earlier: Places, later: Places, words: Mapping[int, Words], size: int
) -> tuple[Places, NDArray[np.float64]]:
    """Return of each text, by its place in the order of asking, the first text of its cluster and how like that it is.

    The pairs are those worth comparing, by the later one; a text is compared with the first texts of its pairs. One
    that is alone is its own first text, its likeness 1.
    """
    first = np.arange(size, dtype=np.int64)
    likeness = np.ones(size)
    starts = np.flatnonzero(np.diff(later, prepend=-1))
    ends = np.append(starts, len(later))[1:]
    for start, end in zip(starts, ends, strict=True):
        text = int(later[start])
        found = [(similarity(words[one], words[text]), -one) for one in map(int, np.unique(first[earlier[start:end]]))]
        best, place = max(found)
        if best >= THRESHOLD:
            first[text], likeness[text] = -place, round(best, DIGITS)
    return first, likeness
