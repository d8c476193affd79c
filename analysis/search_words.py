"""What a person types into a search: words, "phrases", begin*, "a phr*", -without, one OR another; the rest is data."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from parliament.words import is_frequent, words_of

# Beyond this many words a question is no question any more but a text.
MOST_WORDS = 40
SHORTEST_PREFIX = 2
LONGEST_PHRASE = 6
_PIECE = re.compile(r'(-?)"([^"]*)"?(\*?)|(\S+)')
_QUOTES = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True, slots=True)
class Term:
    """Words to be found side by side in their order, or one of them alone; ``begins``: only its beginning is given.

    ``exact`` is a phrase in quotes: its words are found in their other numbers and genders, but not as their kin.
    """

    words: tuple[str, ...]
    begins: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search: of each of ``groups`` one term must be there, and none of ``without``.

    ``phrase`` are words without any sign between them as one phrase: what has that comes first. ``cut``: there were
    more words than anybody looks for.
    """

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()
    phrase: Term | None = None
    cut: bool = False


def read_words(typed: str) -> Wanted:
    """Read what was typed; no input is an error."""
    groups: list[list[Term]] = []
    without: list[Term] = []
    joins, left = False, MOST_WORDS
    for piece in _pieces(unicodedata.normalize("NFC", typed)):
        excluded, term = piece
        if term is None:
            joins = bool(groups)
            continue
        if len(term.words) > left:
            return Wanted(tuple(map(tuple, groups)), tuple(without), cut=True)
        left -= len(term.words)
        if excluded:
            without.append(term)
        elif joins:
            groups[-1].append(term)
        else:
            groups.append([term])
        joins = False
    return Wanted(tuple(map(tuple, groups)), tuple(without), _phrase(typed, groups))


def _phrase(typed: str, groups: list[list[Term]]) -> Term | None:
    plain = all(len(group) == 1 and not group[0].exact and not group[0].begins for group in groups)
    if not plain or not 2 <= len(groups) <= LONGEST_PHRASE or " -" in typed:
        return None
    return Term(tuple(_without_stops(words_of(unicodedata.normalize("NFC", typed)))), exact=True)


def _pieces(typed: str) -> Iterator[tuple[bool, Term | None]]:
    """Yield of each term whether it is excluded, and None for OR; words that nearly every question has are left out."""
    for minus, phrase, star, chunk in _PIECE.findall(typed.translate(_QUOTES)):
        if chunk == "OR":
            yield False, None
            continue
        excluded = bool(minus) or chunk.startswith("-")
        said = chunk or phrase.rstrip() + star
        every = words_of(said)
        begins = said.endswith("*") and bool(every) and len(every[-1]) >= SHORTEST_PREFIX
        found = [*_without_stops(every[:-1], end=False), every[-1]] if begins else _without_stops(every)
        if found:
            yield excluded, Term(tuple(found), begins=begins, exact=not chunk)


def _without_stops(found: list[str], *, end: bool = True) -> list[str]:
    """Return words without the most frequent ones at both ends, or the beginning alone, e.g. "hôpital" of l'hôpital."""
    while found and is_frequent(found[0]):
        found = found[1:]
    while end and found and is_frequent(found[-1]):
        found = found[:-1]
    return found
