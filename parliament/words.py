"""Words of French texts as the search sees them: cut at what is no letter or digit, without accents, by their stems."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_LIGATURES = {ord("œ"): "oe", ord("æ"): "ae"}
# A stem of letters alone: figures and references have no other forms.
_LETTERS = re.compile(r"[^\W\d_]+")
LONGEST = 40
STEMMER = snowballstemmer.stemmer("french")

# So frequent that every question has most of them, and what an apostrophe leaves of others.
STOP_WORDS = frozenset({
    "a", "ai", "au", "aux", "avec", "c", "ce", "ces", "cet", "cette", "d", "dans", "de", "des", "du", "elle",
    "elles", "en", "est", "et", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "leurs", "lui", "m", "mais",
    "me", "n", "ne", "nous", "on", "ont", "ou", "par", "pas", "plus", "pour", "qu", "que", "qui", "s", "sa", "se",
    "ses", "si", "son", "sont", "sur", "t", "un", "une", "vous", "y",
})  # fmt: skip
# Plurals and feminines that the stemmer takes for words of their own.
IRREGULAR = {
    "travaux": "travail", "baux": "bail", "vitraux": "vitrail", "coraux": "corail", "emaux": "email", "émaux": "émail",
    "soupiraux": "soupirail", "yeux": "oeil", "cieux": "ciel", "aïeux": "aïeul", "messieurs": "monsieur",
    "mesdames": "madame",
}  # fmt: skip
# "agricultrices"; and "infirmieres", typed without the accent by which the stemmer knows it.
_FEMININES = ((re.compile(r"trices?$"), "teur"), (re.compile(r"ieres?$"), "ier"))


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order, in small letters; an apostrophe or a hyphen parts them."""
    return _WORD.findall(text.lower())


def bare(word: str) -> str:
    """Return a word in small letters without its accents; œ and æ stay."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """Return a word in small letters without its accents, œ as oe and æ as ae."""
    return bare(word).translate(_LIGATURES)


def is_frequent(word: str) -> bool:
    """Tell whether a word in small letters is one of those that nearly every question has."""
    return folded(word) in STOP_WORDS


@lru_cache(maxsize=200_000)
def stem(word: str) -> str | None:
    """Return what a word in small letters shares with its plural, its feminine and its kin; None where it has none.

    The accents count, or "arme" and "armée" would be one.
    """
    if len(word) > LONGEST or not _LETTERS.fullmatch(word):
        return None
    spelt = unicodedata.normalize("NFC", word).translate(_LIGATURES)
    spelt = IRREGULAR.get(spelt, spelt)
    for end, masculine in _FEMININES:
        spelt = end.sub(masculine, spelt)
    return str(STEMMER.stemWord(spelt))
