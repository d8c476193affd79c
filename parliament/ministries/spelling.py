"""Misspelt words of a label, mended where exactly one word of the register is a letter away."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from parliament.ministries.register import MINISTRIES
from parliament.ministries.terms import TERMS
from parliament.ministries.wording import SPELT_OUT, Words, words_of

# Shorter words have too many neighbours ("mer"), longer ones do not exist.
_LETTERS = range(5, 31)

_FORMS = (
    "ministère ministre délégué secrétariat secrétaire d'État haut-commissariat commissaire chargé auprès garde sceaux"
)


# The register slips too (PO700758, PO591241, PO425712); nobody's word is mended to a slip.
_SLIPS = frozenset({"minsitere", "minstere", "libeerale"})


def _vocabulary() -> Counter[str]:
    names = (words_of(name) for one in MINISTRIES.values() for name in (one.name, one.short_name or ""))
    counted = Counter(chain(words_of(_FORMS), *TERMS, *names))
    return Counter({word: count for word, count in counted.items() if word not in _SLIPS})


def _shortened(word: str) -> Iterator[str]:
    """Yield the word, and the word without each of its letters: what two words a letter apart have in common."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _neighbourhood(words: Iterable[str]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for word in words:
        for form in _shortened(word):
            near.setdefault(form, set()).add(word)
    return near


VOCABULARY = _vocabulary()
_NEAR = _neighbourhood(word for word in (*VOCABULARY, *SPELT_OUT) if len(word) in _LETTERS)


def mended(words: Words) -> Words:
    """Return the words with each unknown one replaced by its only neighbour, a letter away."""
    if all(word in VOCABULARY for word in words):
        return words
    return tuple(chain.from_iterable((word,) if word in VOCABULARY else _mended(word) for word in words))


def _mended(word: str) -> Words:
    if len(word) not in _LETTERS:
        return (word,)
    found = {known for form in _shortened(word) for known in _NEAR.get(form, ()) if _a_letter_apart(word, known)}
    meant = {SPELT_OUT.get(known, (known,)) for known in found}
    if not meant:
        return _taken_apart(word)
    if len({known[-1].removesuffix("e") for known in meant}) != 1:
        return (word,)
    # Between "national" and "nationale" the choice is free: the one that names more ministries.
    return max(meant, key=lambda known: (VOCABULARY[known[-1]], known))


def _taken_apart(word: str) -> Words:
    """Return the two known words that a missing space or apostrophe made one: "ladéfense", "léconomie"."""
    for place in range(1, len(word)):
        parts = words_of(f"{word[:place]} {word[place:]}")
        if parts and all(part in VOCABULARY for part in parts):
            return parts
    return (word,)


def _a_letter_apart(one: str, other: str) -> bool:
    """Tell whether one letter was added, dropped or replaced, or two neighbours were swapped."""
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
