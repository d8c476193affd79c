"""Deputies' names and ids: one form for what two flavours of the site write in two ways, and finding one by name."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, Protocol, TypeVar

_PARTICLE = r"(?:d['’]|de la|de|du|des|le|la)"
_TRAILING_PARTICLE = re.compile(rf"(.+?)\s+({_PARTICLE})", re.IGNORECASE)
_BRACKET = re.compile(r"(.+?)\s*\(([^()]*)\)")
_CIVILITY = re.compile(r"\A(?:M\.|Mme\b\.?|Mlle\b\.?|Monsieur|Madame|Mademoiselle)\s+(?=\S)", re.IGNORECASE)
_OFFICIAL_ID = re.compile(r"(?:PA)?0*([1-9][0-9]*)", re.IGNORECASE | re.ASCII)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})


class Named(Protocol):
    """What find needs of an entry of a roster."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def official_id(self) -> str | None: ...


N = TypeVar("N", bound=Named)


def deputy_id(official_id: str) -> str:
    """Return the Assembly's uid, e.g. ``PA1874`` for "1874"; raise ValueError for what is no such id."""
    match = _OFFICIAL_ID.fullmatch(official_id.strip())
    if match is None:
        raise ValueError(f"no deputy id of the Assembly: {official_id!r}")
    return f"PA{match.group(1)}"


def sex(written: str | None) -> Literal["F", "M"] | None:
    """Return "F" or "M" for the site's "F" and "H", or for a civility; None where it says neither."""
    match (written or "").strip().rstrip(".").upper():
        case "F" | "MME" | "MLLE" | "MADAME" | "MADEMOISELLE":
            return "F"
        case "H" | "M" | "MONSIEUR":
            return "M"
        case _:
            return None


def split_name(name: str, first: str | None, last: str | None) -> tuple[str, str]:
    """Return first and last name, with the particle in front of the last name.

    Legislature 13 has "Charles de" and "Courson", 16 "Charles" and "Courson (de)": both give ("Charles", "de Courson").
    A bracket that is no particle tells homonyms apart ("Martin (Gironde)") and is left out, and so is a civility. Where
    the parts do not add up to the printed name (a second last name, a second first name), the printed name decides.
    """
    name, first, last = _CIVILITY.sub("", _line(name)), _line(first), _line(last)
    if not first or not last:
        first, last = _split_full_name(name)
    if match := _BRACKET.fullmatch(last):
        last, inside = match.groups()
        if re.fullmatch(_PARTICLE, inside, re.IGNORECASE):
            last = _join(inside, last)
    if match := _TRAILING_PARTICLE.fullmatch(first):
        whole, (first, particle) = first, match.groups()
        # "Gilles d'" beside "Gilles d'Ettore": the family name of legislature 13 repeats the first name.
        last = _join(particle, last.removeprefix(whole).strip())
    return _as_printed(name, first, last)


def fold(name: str) -> str:
    """Return a key for comparing names: accents, case, hyphens and apostrophes do not count; a slug folds alike."""
    bare = unicodedata.normalize("NFKD", name).casefold().translate(_LIGATURES)
    letters = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(letters.split())


@lru_cache(maxsize=1 << 13)
def slug_of(name: str) -> str:
    """Return a name as NosDéputés writes it in addresses, e.g. ``charles-de-courson``."""
    return "-".join(fold(name).split())


def find(asked: str, entries: Sequence[N]) -> list[N]:
    """Return the entries that a slug, an id (``PA1874``, ``1874``) or a full name means; homonyms are all returned."""
    asked = _CIVILITY.sub("", asked.strip())
    if re.fullmatch(r"(?:PA)?[0-9]+", asked, re.IGNORECASE | re.ASCII):
        number = re.sub(r"\D", "", asked).lstrip("0")
        return [e for e in entries if e.official_id and e.official_id.upper().removeprefix("PA") == number]
    by_slug = [entry for entry in entries if entry.slug == asked.lower()]
    if by_slug:
        return by_slug
    key = fold(" ".join(reversed(asked.split(",", 1))))
    return [entry for entry in entries if key and key in (fold(entry.name), fold(entry.slug))]


def nearest(asked: str, slugs: Iterable[str], n: int = 3) -> list[str]:
    """Return up to ``n`` slugs that the asked one may have meant, the likeliest first."""
    wanted = slug_of(asked)
    if not wanted:
        return []
    known = list(dict.fromkeys(slugs))
    holding = [slug for slug in known if f"-{wanted}-" in f"-{slug}-"]
    close = difflib.get_close_matches(wanted, known, n=n, cutoff=0.6)
    if not holding and not close:
        close = difflib.get_close_matches(wanted, known, n=n, cutoff=0.3)
    return list(dict.fromkeys([*holding, *close]))[:n]


def _line(text: str | None) -> str:
    return unicodedata.normalize("NFC", " ".join((text or "").split()))


def _join(particle: str, name: str) -> str:
    return particle + name if particle.endswith(("'", "’")) else f"{particle} {name}"


def _as_printed(name: str, first: str, last: str) -> tuple[str, str]:
    """Return first and last name so that they add up to the printed one, whose spelling of a letter does not count."""
    if match := _BRACKET.fullmatch(name):
        name = match.group(1)
    rest = name.removeprefix(f"{first} ")
    if rest == name or fold(rest) == fold(last):
        return first, last
    middle, space, _ = rest.removesuffix(last).rpartition(" ")
    if rest.endswith(f" {last}") and space and not re.fullmatch(_PARTICLE, middle, re.IGNORECASE):
        return f"{first} {middle}", last
    return first, rest


def _split_full_name(name: str) -> tuple[str, str]:
    """Split "Le Fur, Marc", else after the first word, which may be a compound with hyphens."""
    if "," in name:
        last, first = name.split(",", 1)
        return first.strip(), last.strip()
    first, _, last = name.partition(" ")
    return (first, last) if last else ("", first)
