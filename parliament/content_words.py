"""What a question's text is about: its words without the formal opening and without those that every question has."""

import re
import unicodedata
from functools import cache
from pathlib import Path

WORD = re.compile(r"\w{3,}")
YEAR = re.compile(r"(?:19|20)\d\d")
# "Mme Aline Exemple attire l'attention de M. le ministre d'État, ministre des exemples, sur …": who asks whom.
OPENING = re.compile(
    r"\s*(?:M\.|MM\.|Mme|Mlle|Monsieur|Madame|Mademoiselle)\s.{0,400}?"
    r"\b(?:[Mm]inistre|[Ss]ecrétaire d.[ÉEée]tat|[Gg]arde des [Ss]ceaux|[Hh]aut-commissaire)\b.{0,300}?"
    r"\b(?:sur|au sujet|à propos|quant|concernant|afin|que|si|comment|pourquoi|quel(?:le)?s?|de bien vouloir)\b",
    re.DOTALL,
)
# Letters of a word that no ending is cut from.
KEPT = 4


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a question's text as they stand, without its opening."""
    opening = OPENING.match(text)
    return WORD.findall(text, opening.end() if opening else 0)


def content_word(word: str) -> str | None:
    """Return a word without case, accents and endings (dossiers → dossier), None where every question has it."""
    if word.isdigit():
        return None if YEAR.fullmatch(word) or not word.strip("0") else word
    folded = _folded(word)
    return None if folded in _common() else folded or None


def _folded(word: str) -> str:
    lower = word.lower().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(sign for sign in unicodedata.normalize("NFD", lower) if not unicodedata.combining(sign))
    # Plurals, feminines and participles at once: "chargés", "chargées" and "charge" are "charg".
    return plain[:KEPT] + plain[KEPT:].rstrip("esx_")


@cache
def _common() -> frozenset[str]:
    lines = Path(__file__).with_name("common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_folded(word) for line in lines if not line.startswith("#") for word in line.split())
