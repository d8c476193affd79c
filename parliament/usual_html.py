"""HTML as texts mostly are, cleaned in a few steps: nothing but usual characters, and tags of lines and paragraphs.

What it gives is what the whole cleaning gives (``parliament.text``), which searches a text for each rare thing in turn.
"""

import re

from parliament.encoding import LEADS, unescape
from parliament.tags import CLOSING, LINE, OPENING, PARAGRAPH, UNSHOWN

_ASCII = bytes(range(0x20, 0x7F))
# What cp1252 prints beyond ASCII: no control character, no rare space, nothing that NFC would change.
_LETTERS = "".join(letter for letter in bytes(range(0x80, 0x100)).decode("cp1252", "ignore") if letter.isprintable())
_UNUSUAL = re.compile(f"[^\n\t\u00a0\u202f{_LETTERS}]")
# What may be a garbled letter; "Â" may be one beside white space.
_GARBLED = re.compile(f"Â|[{LEADS}][^\x00-\x7f\u00c0-\u00ff]")

# What begins as a tag, a comment or the like; "< 5" is text.
_BEGINS_A_TAG = re.compile("[a-zA-Z/!?]")
_LINES = {LINE: "\n", PARAGRAPH: "\n\n"}
_LINE = re.compile(f"([{LINE}{PARAGRAPH}])")
_MEANT = {
    tag + end: mark
    for name in OPENING.keys() - set(UNSHOWN)
    for tag, mark in ((name, OPENING[name]), (f"/{name}", CLOSING[name]))
    if mark == "" or mark in _LINES
    for end in ("", " ", "/", " /")
}
_LONGEST = max(map(len, _MEANT)) + 2
_SPACE = " \t\u00a0\u202f"
_SPACES = re.compile(" {2,}")
_BLANK_LINES = re.compile("\n{3,}")


def is_usual(text: str) -> bool:
    """Tell whether a text surely needs no repair: no mojibake, no control character, no rare space, and NFC.

    A search for what is rare weighs every letter; here those of ASCII are dropped first, and the rest is searched.
    """
    beyond = _beyond_ascii(text)
    # What seem garbled letters may stand apart: "âge et «".
    return not (_UNUSUAL.search(beyond) or (_GARBLED.search(beyond) and _GARBLED.search(text)))


def _beyond_ascii(text: str) -> str:
    try:
        # For most texts nothing but a copy.
        return text.encode("latin-1").translate(None, _ASCII).decode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def usual_html(text: str) -> str | None:
    """Return the text that HTML shows, None where it takes more to tell."""
    parts = _parts(text)
    if parts is None or not is_usual(text):
        return None
    lines = parts[0::2]
    if "&" in text:
        # Also where nothing was decoded: letters that a tag kept apart ("num<b>Ã</b>©rique") are together.
        lines = [unescape(line) for line in lines]
        if not is_usual(text := "".join(lines)):
            return None
    tabs, newlines = "\t" in text, "\n" in text
    if tabs and newlines:
        return None
    if newlines and any("\n " in line for line in lines):
        return None
    around = _SPACE + "\n" if newlines else _SPACE
    parts[0::2] = lines = [line.strip(around) for line in lines]
    parts[1::2] = [_LINES[mark] for mark in parts[1::2]]
    shown = "".join(parts)
    if newlines:
        shown = "\n".join([line.strip(_SPACE) for line in shown.split("\n")])
    shown = shown.strip("\n")
    if (newlines or "" in lines[1:-1]) and "\n\n\n" in shown:
        shown = _BLANK_LINES.sub("\n\n", shown)
    shown = shown.replace("\u00a0", " ").replace("\u202f", " ")
    if "  " in shown:
        shown = _SPACES.sub(" ", shown)
    return shown.replace(" \t", "\t").replace("\t ", "\t") if tabs else shown


def _parts(text: str) -> list[str] | None:
    """Return lines and, between each two, the mark of what ends the first; None where another tag stands."""
    parts: list[str] = []
    at = begins = 0
    while (begins := text.find("<", begins)) >= 0:
        ends = text.find(">", begins, begins + _LONGEST)
        mark = _MEANT.get(text[begins + 1 : ends]) if ends > 0 else None
        if mark is not None:
            parts += (text[at:begins], mark)
            begins = at = ends + 1
        elif _BEGINS_A_TAG.match(text, begins + 1):
            return None
        else:
            begins += 1
    parts.append(text[at:])
    # Tags within a line say nothing of it.
    return parts if _LINES.keys() >= set(parts[1::2]) else _LINE.split("".join(parts))
