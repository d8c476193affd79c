"""The ministry in a question's title, as each branch of the site shortens the stored pair."""

import re

_TAIL_13 = re.compile(r" (?:de l'État|du territoire)(?= /|$)")
_PLURAL = re.compile(
    r"(?:Affaires|Aînés|Armées|Comptes|Droits|Outre-mers|Petites|Personnes|Relations|Solidarités|Sports|Transports)\b"
)
_FEMININE = frozenset(
    (
        "Cohésion", "Culture", "Défense", "Famille", "Jeunesse", "Justice", "Mer", "Santé", "Solidarité",
        "Transformation", "Transition"
    )
)  # fmt: skip
_VOWEL = re.compile(r"[AEIOUYÀÂÉÈÊÎÔÛŒ]", re.IGNORECASE)
_CHARGED = re.compile(r", chargée? (de l'|de la |des |du |de )(.*)$")
_TO = {"de l'": "à l'", "de la ": "à la ", "des ": "aux ", "du ": "au ", "de ": "à "}


def title_13(stored: str) -> str:
    """Shorten as the oldest branch does: it looks at the whole pair, so it mostly finds the ministry asked.

    Its misses are the site's: "Ministère du  du territoire", "Ministère du Ville", "Ministère de l'Anciens".
    """
    if stored.startswith(("Premier ministre", "Première ministre")):
        return "Premier Ministre"
    if stored.startswith("Outre-mer"):
        return "Ministère de l'" + stored
    if tail := _TAIL_13.search(stored):
        return "Ministère du " + tail[0]
    if _PLURAL.match(stored):
        return "Ministère des " + re.split(r",| et | / ", stored, maxsplit=1)[0]
    word = re.match(r"[\w'-]*", stored)
    return "Ministère " + _article(word[0] if word else "", frozenset(_FEMININE))


def title_later(stored: str) -> str:
    """Shorten as the later branches do: only what follows the last " / " counts, the ministry that answers."""
    answering = stored.rpartition(" / ")[2]
    if answering.startswith("Secrétariat d'État") and (charged := _CHARGED.search(answering)):
        return f"Secrétariat d'état {_TO[charged[1]]}{_cut(charged[2])}".lower().replace("secr", "Secr", 1)
    short = _cut(answering).lower()
    if short.startswith(("ministère", "premier", "première", "secrétariat")):
        return short[0].upper() + short[1:]
    if _PLURAL.match(answering):
        return "Ministère des " + short
    return "Ministère " + _article(short, frozenset(word.lower() for word in _FEMININE | {"Ville"}))


def _cut(label: str) -> str:
    return re.split(r",| et ", label, maxsplit=1)[0]


def _article(short: str, feminine: frozenset[str]) -> str:
    if _VOWEL.match(short):
        return "de l'" + short
    return ("de la " if short.partition(" ")[0] in feminine else "du ") + short
