"""How a label names a ministry: its rank, its subject, and the ministers it is attached to.

"Secrétariat d'État auprès de la ministre de l'économie, chargé du commerce" has the rank ``secrétaire d'État`` and the
subject ``commerce``, and is attached to ``economie``. Words are compared without case, accents, articles and plurals.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from parliament.ministries.register import Rank
from parliament.people import fold

Words = tuple[str, ...]

# Articles and prepositions say nothing: "de l'économie et des finances" is "Économie, finances".
_SILENT = {
    "a", "au", "aux", "avec", "d", "dans", "de", "des", "du", "en", "entre", "et", "l", "la", "le", "les", "leur",
    "leurs", "m", "mm", "mr", "mme", "mmes", "mlle", "madame", "monsieur", "sur", "del", "dela", "tpe", "pmi",
}  # fmt: skip
SPELT_OUT = {
    "ministere": ("ministre",),
    "min": ("ministre",),
    "secretariat": ("secretaire",),
    "secr": ("secretaire",),
    "commissariat": ("commissaire",),
    "pme": ("petite", "moyenne", "entreprise"),
    "chargee": ("charge",),
    "handicapee": ("handicape",),
    "deleguee": ("delegue",),
    "premiere": ("premier",),
    "apre": ("aupre",),  # "Secrétariat d'État après de la ministre": the register's own slip (PO762315)
    "agroalimentaire": ("agro", "alimentaire"),
    "outremer": ("outre", "mer"),
}
_FILLERS = frozenset({"charge", "ministre", "delegue", "haut", "commissaire"})
TITLES = _FILLERS | {"etat", "secretaire", "se", "md", "aupre", "porte", "parole"}

_RANKS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    ("ministre d'État", re.compile(r"ministre etat\b(?: ministre\b)?")),
    ("ministre délégué", re.compile(r"ministre delegue\b")),
    ("secrétaire d'État", re.compile(r"secretaire etat\b")),
    ("haut-commissaire", re.compile(r"haut commissaire\b")),
    ("ministre", re.compile(r"ministre\b")),
)
_KEEPER_OF_THE_SEALS = re.compile(r"\bgarde sceau\b(?: ministre justice\b)?")
_KEEPER_HIMSELF = re.compile(r"(?:ministre etat )?garde sceau\b")
_SPOKESMAN = "porte parole gouvernement"
_ANNOTATED = re.compile(r"(.*\S) ?\(([^()]*)\)\s*")
_PME = re.compile(r"\bp\. ?m\. ?e\b\.?", re.IGNORECASE)
# A letter lost on the way ("Minist\ufffdre", "D?fense") is one wrong letter.
_LOST = re.compile(r"(?<=\w)[\ufffd?](?=\w)")
_CIVILITIES = {"m": "m", "mr": "m", "monsieur": "m", "mme": "mme", "madame": "mme"}
# "… - Tourisme, Français de l'étranger", "… – Retraites": what follows is the charge.
_DASH = re.compile(r"\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class Wording:
    """A label taken apart.

    ``words`` are all that count; ``charge`` is the end of the subject where the name itself has a "chargé de";
    ``note`` are the words in parentheses at its end; ``opening`` and ``civility`` are the "mme" or "m" that opens the
    label and the note; ``keeper`` tells that the label is the garde des sceaux.
    """

    words: Words
    rank: Rank | None
    subject: Words
    charge: Words
    attached: frozenset[str]
    note: Words
    opening: str | None
    civility: str | None
    keeper: bool


def words_of(text: str) -> Words:
    """Return the words that count, each without case, accents and plural."""
    found: list[str] = []
    text = _LOST.sub("0", _PME.sub("PME", text.replace("&", " et ").replace("ʼ", "'")))
    for word in fold(text).split():
        if word in _SILENT:
            continue
        singular = word
        while len(singular) > 3 and singular[-1] in "sx":
            singular = singular[:-1]
        found += SPELT_OUT.get(singular, (singular,))
    return tuple(found)


def read_wording(line: str, spelt: Callable[[Words], Words] = lambda words: words) -> Wording:
    """Take a clean line apart; one without any form of "ministère" has no rank and is all subject.

    ``spelt`` may mend the spelling of the words first.
    """
    match = _ANNOTATED.fullmatch(line)
    bare, annotation = match.groups() if match else (line, "")
    words = _in_full(spelt(words_of(_DASH.sub(" chargé ", bare))))
    note = spelt(words_of(annotation))
    text = " ".join(words)
    rank, subject, charge, attached = _structure(_KEEPER_OF_THE_SEALS.sub("ministre justice", text))
    return Wording(
        words=words + note,
        rank=_noted_rank(note) or rank,
        subject=subject,
        charge=charge,
        attached=attached,
        note=note,
        opening=_civility(bare),
        civility=_civility(annotation),
        keeper=_KEEPER_HIMSELF.match(text) is not None,
    )


def _in_full(words: Words) -> Words:
    return ("secretaire", "etat", *words[1:]) if words[:1] == ("se",) else words


def _civility(text: str) -> str | None:
    return next((_CIVILITIES[word] for word in fold(text).split()[:1] if word in _CIVILITIES), None)


def _structure(text: str) -> tuple[Rank | None, Words, Words, frozenset[str]]:
    if text == "premier ministre":
        return "premier ministre", ("premier", "ministre"), (), frozenset()
    rank, rest = _rank(text)
    own, *attachments = rest.split(" aupre ") if not rest.startswith("aupre ") else ["", *_split(rest)]
    subject, charge = _own_subject(own.split())
    attached: set[str] = set()
    for attachment in attachments:
        minister, _, matter = _charged(attachment)
        attached.update(word for word in minister.split() if word not in TITLES)
        subject += tuple(word for word in matter.split() if word not in _FILLERS)
    if not subject and attached:
        subject = ("aupre", *sorted(attached))
    return rank, subject, charge, frozenset(attached)


def _rank(text: str) -> tuple[Rank | None, str]:
    for rank, pattern in _RANKS:
        if match := pattern.match(text):
            return rank, text[match.end() :].strip()
    return None, text


def _split(rest: str) -> list[str]:
    return rest.removeprefix("aupre ").split(" aupre ")


def _own_subject(words: list[str]) -> tuple[Words, Words]:
    """Return the subject before any "auprès de", and its end after a "chargé de" that something precedes."""
    subject = tuple(word for word in words if word not in _FILLERS)
    if "charge" not in words[1:]:
        return subject, ()
    last = len(words) - words[::-1].index("charge")
    return subject, tuple(word for word in words[last:] if word not in _FILLERS)


def _charged(attachment: str) -> tuple[str, str, str]:
    """Split "du ministre de … chargé de …" at its last charge; a minister's own name may hold one too."""
    if " charge " in attachment:
        return attachment.rpartition(" charge ")
    minister, spokesman, rest = attachment.partition(_SPOKESMAN)
    return minister, "", spokesman + rest


def _noted_rank(note: Words) -> Rank | None:
    """Return the rank that an annotation tells: "(Mme la SE auprès de la ministre)", "(MD)"."""
    if not {"se", "secretaire"}.isdisjoint(note):
        return "secrétaire d'État"
    if not {"md", "delegue"}.isdisjoint(note) or {"ministre", "aupre"} <= set(note):
        return "ministre délégué"
    return "ministre" if "ministre" in note else None
