"""How the sites write dates, ordinals, departments and no-break spaces."""

import re
import unicodedata
from datetime import date

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip

# "200 000" gets one before the 0, "3 112" none: the site's own rule is about the digit 0 only.
_SPACED = re.compile(" ([0«»:;?!%-])")


def long_date(day: date) -> str:
    """Write a heading's date, e.g. ``1er février 2011``."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Write a list's date, e.g. ``21/04/09``."""
    return f"{day:%d/%m/%y}"


def ordinal(number: int) -> str:
    return "1ère" if number == 1 else f"{number}ème"


def no_break(text: str) -> str:
    """Put ``&nbsp;`` where the site does: after «, and before » : ; ? ! % - and a digit 0."""
    return _SPACED.sub(r"&nbsp;\1", text).replace("« ", "«&nbsp;")


def fold(text: str) -> str:
    """Return the text as the site's database compares it: without case and accents."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def slug_of(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name).replace("œ", "oe")).strip("-")


def of_department(department: str) -> str:
    """Write "des Côtes-d'Armor", "du Val-de-Marne", "de la Réunion", "de l'Oise"."""
    return _OF.get(department, "de ") + department


_OF = {
    "Ain": "de l'",
    "Aveyron": "de l'",
    "Calvados": "du ",
    "Corrèze": "de la ",
    "Corse-du-Sud": "de la ",
    "Côtes-d'Armor": "des ",
    "Creuse": "de la ",
    "Français établis hors de France": "des ",
    "Gers": "du ",
    "Hautes-Alpes": "des ",
    "Landes": "des ",
    "Lozère": "de la ",
    "Nièvre": "de la ",
    "Oise": "de l'",
    "Réunion": "de la ",
    "Val-de-Marne": "du ",
    "Vosges": "des ",
    "Yonne": "de l'",
}
