"""Texts that hold nothing but what French texts usually hold, which need no repair: told by one quick look.

A search for what is rare weighs every letter. Here the letters of ASCII are dropped first, and what remains, a
thirtieth, is searched.
"""

import re

from parliament.encoding import LEADS

_ASCII = bytes(range(0x20, 0x7F))
# Those of cp1252 that are printed, with both no-break spaces, and the marks 1 to 5 of the tags that a text had: none
# is a control character, a rare space, a line break other than a newline, or changed by NFC, whatever stands beside it.
_LETTERS = "".join(letter for letter in bytes(range(0x80, 0x100)).decode("cp1252", "ignore") if letter.isprintable())
_MARKS = "\x01\x02\x03\x04\x05"
_UNUSUAL = re.compile(f"[^\n\t\u00a0\u202f{_LETTERS}]")
_UNUSUAL_BUT_MARKS = re.compile(f"[^\n\t\u00a0\u202f{_LETTERS}{_MARKS}]")
# What may be a garbled letter; "Â" may be one beside white space.
_GARBLED = re.compile(f"Â|[{LEADS}][^\x00-\x7f\u00c0-\u00ff]")


def is_usual(text: str, *, marks: bool = False) -> bool:
    """Tell whether a text surely needs no repair, and is NFC; ``marks`` are let pass if asked for."""
    if text.isascii() and text.isprintable():
        return True
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return not ((_UNUSUAL_BUT_MARKS if marks else _UNUSUAL).search(beyond) or _GARBLED.search(beyond))
