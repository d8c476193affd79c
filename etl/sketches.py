"""Sketches of texts: which words a text has, as numbers, and a MinHash of them in which like texts meet.

Two texts share each value of their MinHashes with a probability that is the Jaccard similarity of their words. Values
are taken together in bands: texts that agree in one whole band are worth comparing (locality-sensitive hashing).
"""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

import parliament
from parliament.content_words import content_word, words_of

# With 64 bands of 3 values, texts meet with a probability of 0.83 at a similarity of 0.30, 0.94 at 0.35, 0.998 at 0.45.
BANDS, WIDTH = 64, 3
SEED = 1958
# Texts of fewer different words say too little to be called alike.
FEWEST_WORDS = 12
KEY, WORD = np.dtype("<u4"), np.dtype("<u4")
SKETCH_BYTES = BANDS * (KEY.itemsize + 1)
_PRIMES = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], dtype=np.uint32)

Words = NDArray[np.uint32]


class _Numbers(dict[str, int]):
    """The number of each word as it stands, 0 of one that tells nothing; forgets all before it grows large."""

    def __missing__(self, word: str) -> int:
        if len(self) > 200_000:
            self.clear()
        found = content_word(word)
        number = int.from_bytes(blake2b(found.encode(), digest_size=4).digest(), "little") if found else 0
        self[word] = number
        return number


_numbers = _Numbers()


@cache
def rules() -> str:
    """Return a hash of all that signatures are made by: those made by other rules cannot be compared with these."""
    digest = blake2b(f"{RMinHash.ALGORITHM_VERSION}".encode(), digest_size=4)
    here, vocabulary = Path(__file__).parent, Path(parliament.__file__).parent
    for name in ("sketches.py", "signing.py"):
        digest.update((here / name).read_bytes())
    for name in ("content_words.py", "common_words.txt"):
        digest.update((vocabulary / name).read_bytes())
    return digest.hexdigest()


def words_in(text: str | None) -> Words:
    """Return the numbers of a text's different content words, in ascending order."""
    found = set(map(_numbers.__getitem__, set(words_of(text or ""))))
    found.discard(0)
    return np.array(sorted(found), dtype=WORD)


def sketches_of(texts: Sequence[Words]) -> NDArray[np.uint8]:
    """Return one row of SKETCH_BYTES per text: the key of each band, then the last byte of its first value."""
    if not texts:
        return np.empty((0, SKETCH_BYTES), dtype=np.uint8)
    ends = np.cumsum([0, *map(len, texts)], dtype=np.uint64)
    flat = np.concatenate(texts).astype(np.uint64)
    matrix: Any = RMinHash.digest_matrix_from_flat_token_hashes(flat, ends, BANDS * WIDTH, SEED)
    values = np.array(matrix.to_rows(), dtype=np.uint32).reshape(len(texts), BANDS, WIDTH)
    mixed = values * _PRIMES
    keys = np.bitwise_xor.reduce(mixed ^ (mixed >> np.uint32(15)), axis=2).astype(KEY)
    checks = (values[:, :, 0] & np.uint32(0xFF)).astype(np.uint8)
    return np.concatenate([keys.view(np.uint8).reshape(len(texts), -1), checks], axis=1)


def keys_and_checks(sketches: Sequence[bytes]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Return the band keys and the checks of stored sketches, a row each."""
    rows = np.frombuffer(b"".join(sketches), dtype=np.uint8).reshape(len(sketches), SKETCH_BYTES)
    split = BANDS * KEY.itemsize
    return np.ascontiguousarray(rows[:, :split]).view(KEY), rows[:, split:]
