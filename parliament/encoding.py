"""What two programs did to a text that read it in the wrong encoding, or escaped it once too often, undone.

Mojibake is UTF-8 shown as cp1252 or latin-1: "numÃ©rique", "lâ€™Ã‰tat", "200Â 000". Only what is certain is repaired:
the sequences stand for a character that French texts hold, a letter among them touches a word, and "Ã©" that stands
alone, as in a text about encodings, is left unless the same text has been garbled elsewhere. "LIBERTÉ»" and "IRMÃ»"
are as they should be.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from itertools import product

_LETTERS = [chr(code) for code in range(0xC0, 0x100) if chr(code) not in "àÐð×÷Þþ"] + list("ŒœŸŽšžƒˆ˜ʳﬀﬁﬂﬃﬄ")
_MARKS = [chr(code) for code in range(0x80, 0xC0) if code != 0xA0] + list(
    "\u2009\u200a\u200b\u2010\u2011–—‘’‚“”„†‡•…‰‹›\u202f€™−≤≥ᵉ\ufeff\ufffd×÷"
)
_ACCENTS = list("\u0300\u0301\u0302\u0308\u0327")
_ROUNDS = 4

_ENDLESS_NUMBER = re.compile(r"&#(?:0*[1-9][0-9]{7,}|[0-9]{1000,});?")


def _garbled(characters: Iterable[str]) -> dict[str, str]:
    """Return every way in which cp1252 and latin-1 show the UTF-8 bytes of some characters."""
    shown = {}
    for character in characters:
        bytes_shown = [
            {chr(byte), bytes([byte]).decode("cp1252", "ignore") or chr(byte)} for byte in character.encode()
        ]
        shown.update(dict.fromkeys(map("".join, product(*bytes_shown)), character))
    return shown


def _any_of(sequences: Iterable[str]) -> str:
    """Return a pattern of sequences, grouped by the character they begin with, so that few are tried."""
    by_first: dict[str, list[str]] = {}
    for sequence in sequences:
        by_first.setdefault(sequence[0], []).append(re.escape(sequence[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in by_first.items())


_LETTER, _MARK, _ACCENT = _garbled(_LETTERS), _garbled(_MARKS), _garbled(_ACCENTS)
_SMALL = {shown: meant for shown, meant in _LETTER.items() if not meant.isupper()}
_LARGE = {shown: meant for shown, meant in _LETTER.items() if meant.isupper()}
_MEANT = {**_LETTER, **_MARK, **_ACCENT, "Ã\u00a0": "à", "Ã ": "à ", "Â": ""}

_IN_A_WORD = "[a-zß-öø-ÿœ\u0300-\u0327ᵉﬀ-ﬆ]"
_CERTAIN = re.compile(
    rf"(?<={_IN_A_WORD})(?:{_any_of(_SMALL)}|Ã\u00a0)"
    rf"|(?<=[^\W\d_])(?:{_any_of(_LARGE)}|{_any_of(_ACCENT)})"
    rf"|(?:{_any_of(_LETTER)})(?=[^\W\d_])"
    rf"|(?<![«“\"])(?:{_any_of(_MARK)})"
    r"|(?<=[0-9a-zß-öø-ÿﬀ-ﬆ»:;?!%)])Â(?=\s)"
)
# In a text that is garbled elsewhere, a letter of its own and a no-break space made plain are certain, too.
_ALL = re.compile(rf"{_any_of({**_LETTER, **_MARK, **_ACCENT})}|Ã[ \u00a0]|Â(?=\s)")
LEADS = "".join(sorted({shown[0] for shown in _MEANT}))
_LEAD = re.compile(rf"[{LEADS}](?:[^\x00-\x7f\u00c0-\u00ff]|(?<=Â)\s)")


def unescape(text: str) -> str:
    """Decode HTML entities; one whose number has too many digits to be a character becomes U+FFFD."""
    return html.unescape(_ENDLESS_NUMBER.sub("\ufffd", text))


def repair(text: str) -> str:
    """Return a text without mojibake, also if it was garbled up to three times; what is not certain stays.

    The result is NFC. A text that is still garbled after the last round was made so, and is returned as it came.
    """
    text = unicodedata.normalize("NFC", text)
    if not holds_any(text, LEADS) or not _LEAD.search(text):
        return text
    pattern, left = _CERTAIN, text
    for _ in range(_ROUNDS):
        cleaner = unicodedata.normalize("NFC", pattern.sub(_meant, left))
        if cleaner == left:
            return left
        pattern, left = _ALL, cleaner
    return text if _ALL.search(left) else left


def holds_any(text: str, characters: str) -> bool:
    """Tell whether a text holds one of a few characters: a quick look for each, where a pattern weighs every letter."""
    return any(map(text.__contains__, characters))


def _meant(match: re.Match[str]) -> str:
    return _MEANT[match.group()]
