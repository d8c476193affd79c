"""French dates as the sources write them, read without ever guessing a missing part.

Plain forms go through regular expressions and a table of months; the long form that remains (abbreviated month with
its dot, "1er" blown apart) goes to dateutil with a French vocabulary, once a pattern has shown that day, month and
year all stand there. Nothing is filled in from the day the program runs.
"""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from dateutil import parser as dateutil_parser

from parliament.encoding import repair, unescape
from parliament.errors import UnreadableDate

PIVOT = 58
"""Two-digit years: 00-57 are 2000-2057, 58-99 are 1958-1999, the hundred years that begin with the Fifth Republic."""

MONTHS = (
    ("janvier", "janv", "jan"),
    ("février", "fevrier", "févr", "fevr", "fév", "fev"),
    ("mars", "mar"),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juill", "juil"),
    ("août", "aout", "aoû", "aou"),
    ("septembre", "sept", "sep"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("décembre", "decembre", "déc", "dec"),
)
WEEKDAYS = (
    ("lundi", "lun"),
    ("mardi", "mar"),
    ("mercredi", "merc", "mer"),
    ("jeudi", "jeu"),
    ("vendredi", "vend", "ven"),
    ("samedi", "sam"),
    ("dimanche", "dim"),
)

_MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
_ASCII_MONTHS = "|".join(sorted((name for name in _MONTH_NUMBERS if name.isascii()), key=len, reverse=True))
# "1 e r" and "ler" come out of PDF files; "ler" is no word, and nothing else stands in front of a month.
_DAY = r"(?:0?1 ?e ?r?|\b[li] ?e ?r|0?1 ?[°º]|\bpremier|[0-3]?[0-9])"
_MONTH = rf"(?:{_ASCII_MONTHS})"
_JOINT = "[.,]?[ /-]?"
_TIME = r"(?:[01]?[0-9]|2[0-3])(?::?[0-5][0-9]){1,2}(?:[.,][0-9]+)?"
_ZONE = r"(?:z|utc|gmt|[+-][0-9]{2}(?::?[0-9]{2})?)"
_ZONE_OF_A_DAY = r"(?:z|[+-][0-9]{2}:[0-9]{2})"

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/. -])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"((?:1[89]|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_SPACED = re.compile(r"([0-9]{2}) ([0-9]{2}) ([0-9]{4})")
_WORDS = re.compile(r"(1er|[0-9]{1,2}) ([^\W\d_]{3,9}) ([0-9]{4})")
_TIMED = re.compile(
    rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{8}}(?=t)|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}(?= ))"
    rf"(?:[t ]{_TIME}(?: ?{_ZONE})?|{_ZONE_OF_A_DAY})"
)
_AROUND_SEPARATOR = re.compile(r"(?<=[0-9]) ?([/.-]) ?(?=[0-9])")
_LEAD = re.compile(rf"(?:le )?(?:(?:{'|'.join(name for names in WEEKDAYS for name in names)})\b\.?,? )?(?:le )?")
_LONG = re.compile(rf"({_DAY}){_JOINT}({_MONTH}){_JOINT}([0-9]{{4}}|(?<![0-9a-z])['’]?[0-9]{{2}})")

# A chain such as 01.02.03.04.05 (a telephone number) is no date, nor are two-digit years between dots (article 1.2.10)
# unless "le", "du" or "au" stands in front.
_MENTION = re.compile(
    r"(?<![0-9])(?<![0-9][/.-])(?:"
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}/[0-9]{2}/[0-9]{2}"
    r"|[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{4}|[0-9]{1,2} / [0-9]{1,2} / [0-9]{4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}"
    r"|(?<=\b[lda][eu] )[0-9]{2}([.-])[0-9]{2}\2[0-9]{2}"
    rf"|{_DAY}{_JOINT}{_MONTH}{_JOINT}[0-9]{{4}}"
    r")(?![0-9]|[/.-][0-9])"
)
# "les 3 et 5 août 2009", "du 28 juillet au 5 août 2009": a second day that has no year of its own.
_FURTHER_DAY = re.compile(rf"\b{_DAY}(?: {_MONTH}\.?)?(?: (?:et|au|ou) (?:le |du )?|-){_DAY} {_MONTH}\b")

_SPACES_AND_SIGNS = {
    **dict.fromkeys(map(ord, "\u00a0\u1680\u202f\u205f\u3000\t\n\r\f\v\u2028\u2029"), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    **dict.fromkeys(
        [*range(9), *range(0x0E, 0x1C), 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF]
    ),
    **dict.fromkeys(map(ord, "‐‑‒–—−"), "-"),
    **dict.fromkeys(map(ord, "⁄∕"), "/"),
    ord("ᵉ"): "e",
    ord("ʳ"): "r",
}
_ACCENT = re.compile("[\u0300-\u036f]")
_TAG = re.compile(r"<[^<>]*>")
_SUPERSCRIPT_TAG = re.compile(r"</?sup\b[^<>]*>", re.IGNORECASE)
_TIMES_ESCAPED = 3


class _French(dateutil_parser.parserinfo):
    """The words of a French date; years come in full and stay, as dateutil's own century moves with the clock."""

    JUMP = [" ", ".", ",", "le", "er"]  # noqa: RUF012 - the shape dateutil reads
    MONTHS = list[Any](MONTHS)  # noqa: RUF012
    WEEKDAYS = list[Any](names[:1] for names in WEEKDAYS)  # noqa: RUF012 - "5 mar. 2013" is no Tuesday

    def convertyear(self, year: int, century_specified: bool = False) -> int:
        return year


_LONG_FORM = dateutil_parser.parser(_French(dayfirst=True))


# An archive prints the same few hundred days again and again.
@lru_cache(maxsize=1 << 10)
def parse_date(text: str) -> date:
    """Return the date that the whole text is; raise UnreadableDate for anything else.

    Day before month, but for year-first forms. A weekday, also a wrong one, or "le" in front is let through, and a full
    stop or comma at the end. What says more ("du 3 mars 2011", "04/08/2009 à 14:05") is for find_date.
    """
    found = _plain(text)
    if found is None:
        found = _repaired(_repair(text))
    if found is None:
        raise UnreadableDate(f"no date: {text[:80]!r}")
    return found


def find_date(text: str) -> date:
    """Return the one date that stands in the text; raise UnreadableDate if none does, or more than one."""
    found = _plain(text)
    if found is not None:
        return found
    plain = _repair(_TAG.sub(" ", _SUPERSCRIPT_TAG.sub("", text)))
    found = _repaired(plain)
    if found is not None:
        return found
    mentions = [match.group() for match in _MENTION.finditer(plain)]
    if len(mentions) != 1 or _FURTHER_DAY.search(plain):
        raise UnreadableDate(f"{'no date' if not mentions else 'more than one date'} in: {text[:80]!r}")
    return parse_date(mentions[0])


def _plain(text: str) -> date | None:
    """Read ISO, dd/mm/yyyy and "21 avril 2009" as they are; None if it is none of them."""
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
        return _real(int(year), int(month), int(day), text)
    if match := _DAY_FIRST.fullmatch(text):
        day, _, month, year = match.groups()
        return _real(_full_year(year), int(month), int(day), text)
    if match := _WORDS.fullmatch(text):
        day, name, year = match.groups()
        number = _MONTH_NUMBERS.get(name)
        if number is not None:
            return _real(int(year), number, 1 if day == "1er" else int(day), text)
    return None


def _repaired(text: str) -> date | None:
    """Read a repaired text: plain forms after a weekday or "le", rarer numeric forms, then the long form."""
    text = text.rstrip(" .,;")
    if match := _TIMED.fullmatch(text):
        text = match.group(1)
    text = _AROUND_SEPARATOR.sub(r"\1", text[_LEAD.match(text).end() :])  # type: ignore[union-attr]  # it always matches
    found = _plain(text)
    if found is not None:
        return found
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = match.groups()
        return _real(int(year), int(month), int(day), text)
    if match := _COMPACT.fullmatch(text):
        year, month, day = match.groups()
        return _real(int(year), int(month), int(day), text)
    if match := _SPACED.fullmatch(text):
        day, month, year = match.groups()
        return _real(int(year), int(month), int(day), text)
    if match := _LONG.fullmatch(text):
        return _long(*match.groups())
    return None


def _long(day: str, month: str, year: str) -> date:
    digits = re.sub(r"\D", "", day) or "1"
    full_year = _full_year(year.lstrip("'’"))
    try:
        return _LONG_FORM.parse(f"{digits} {month} {full_year:04}", default=datetime(1, 1, 1)).date()  # noqa: DTZ001
    except (ValueError, OverflowError) as error:
        raise UnreadableDate(f"no such day: {day} {month} {year}") from error


def _repair(text: str) -> str:
    """Return the text lower-case, without accents, entities, mojibake, odd spaces."""
    for _ in range(_TIMES_ESCAPED):
        if "&" in text:
            text = unescape(text)
    text = repair(_SUPERSCRIPT_TAG.sub("", text))
    text = text.translate(_SPACES_AND_SIGNS).lower()
    return " ".join(_ACCENT.sub("", unicodedata.normalize("NFD", text)).split())


def _full_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < PIVOT else 1900)


def _real(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableDate(f"no such day: {text[:80]!r}") from error
