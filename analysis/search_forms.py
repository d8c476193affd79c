"""The forms in which the indexed texts have a word: its plural, its feminine and its kin, by the table search_term."""

from collections.abc import Iterator, Sequence
from itertools import product

from sqlalchemy import Connection, bindparam, text

from parliament.words import STOP_WORDS, bare, folded, stem

BEGINNING = text("SELECT DISTINCT stem FROM search_term WHERE term >= :begin AND term < :end")

# No stem of the real texts has more; what looks least like the word is left out.
MOST_FORMS = 60
# A phrase is looked for in each combination of its words' nearest forms.
MOST_NEAR, MOST_PHRASES = 6, 64
# What French words are made of, without accents.
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789œæ"
LIGATURES = {"o": "œ", "a": "æ"}

STEMS = text("SELECT DISTINCT stem FROM search_term WHERE term IN :spellings").bindparams(
    bindparam("spellings", expanding=True)
)
TERMS = text("SELECT DISTINCT term FROM search_term WHERE stem IN :stems").bindparams(
    bindparam("stems", expanding=True)
)


def forms_of(connection: Connection, word: str) -> list[str]:
    """Return the forms of a word in small letters as the index spells them, the likest first.

    A word without accents may be one that somebody typed without them: it has the forms of every word it may be.
    """
    spellings = sorted({bare(word), folded(word), _joined(word)})
    stems = {found} if (found := stem(word)) is not None else set()
    if bare(word) == word:
        stems.update(connection.execute(STEMS, {"spellings": spellings}).scalars())
    forms = set(spellings)
    if found and not connection.execute(TERMS, {"stems": sorted(stems)}).first():
        stems |= _alike(connection, found)
    if stems:
        forms.update(connection.execute(TERMS, {"stems": sorted(stems)}).scalars())
    return sorted(forms, key=lambda form: _unlike(folded(word), form))[:MOST_FORMS]


def beginnings_of(word: str) -> list[tuple[str, bool]]:
    """Return what begins as a word in small letters does: as the index spells it, and whether more may follow.

    Where the most frequent words begin so, it is all else that does: FTS5 has these, too.
    """
    return [found for one in spellings_of_beginning(word) for found in _but_frequent(one)]


def spellings_of_beginning(word: str) -> list[str]:
    """Return how words that begin as a word in small letters does may be spelt in the index of SQLite."""
    spellings = {bare(word), folded(word), _joined(word)}
    # "co" also begins cœur.
    return sorted(spellings | {one[:-1] + LIGATURES[one[-1]] for one in spellings if one[-1] in LIGATURES})


def _but_frequent(begin: str) -> Iterator[tuple[str, bool]]:
    if not any(frequent.startswith(begin) for frequent in STOP_WORDS):
        yield begin, True
        return
    if begin not in STOP_WORDS:
        yield begin, False
    for letter in LETTERS:
        yield from _but_frequent(begin + letter)


def _alike(connection: Connection, missing: str) -> set[str]:
    """Return the stems of the texts that are a stem which no text has, but for accents: "déput" for "deput"."""
    bare_stem = folded(missing)
    # The end of a stem may not be that of its words: "hôpital" of hôpitaux.
    begin = bare_stem[: max(2, len(bare_stem) - 2)]
    known = connection.execute(BEGINNING, {"begin": begin, "end": f"{begin}zz"}).scalars()
    return {one for one in known if folded(one) == bare_stem}


def phrases_of(forms: Sequence[Sequence[str]], *, begins: bool = False) -> list[tuple[str, ...]]:
    """Return the combinations of words' near forms, of each word fewer where they would be too many.

    Where the last word only ``begins``, all its spellings are near.
    """
    near = [_near(one) for one in forms[: -1 if begins else None]] + [list(one) for one in forms[-1:] if begins]
    most = MOST_NEAR
    while most > 1 and _combinations(near, most) > MOST_PHRASES:
        most -= 1
    return list(product(*(one[:most] for one in near)))


def _near(forms: Sequence[str]) -> list[str]:
    """Return of a word's forms those that differ by number or gender: the ends of the others are longer."""
    word = forms[0]
    return [form for form in forms if _unlike(word, form)[0] <= 3]


def _unlike(word: str, form: str) -> tuple[int, str]:
    """Return how many letters at the end two words have for themselves, the longer of the two."""
    spelt = folded(form)
    same = next((at for at, (one, other) in enumerate(zip(word, spelt, strict=False)) if one != other),
                min(len(word), len(spelt)))  # fmt: skip
    return max(len(word), len(spelt)) - same, form


def _joined(word: str) -> str:
    return bare(word).replace("oe", "œ").replace("ae", "æ")


def _combinations(near: Sequence[Sequence[str]], most: int) -> int:
    total = 1
    for one in near:
        total *= len(one[:most])
    return total
