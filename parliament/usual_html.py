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

# A usual tag, or what else begins as a tag, a comment or the like; "< 5" is text.
_TAG = re.compile("<(?:(/?[a-z][a-z0-9]*) ?/?>|(?=[a-zA-Z/!?]))")
_MEANT = {
    tag: mark
    for name in OPENING.keys() - set(UNSHOWN)
    for tag, mark in ((name, OPENING[name]), (f"/{name}", CLOSING[name]))
    if mark in ("", LINE, PARAGRAPH)
}
_SPACE = " \t\u00a0\u202f"
_SPACES = re.compile(" {2,}")
_BLANK_LINES = re.compile("\n{3,}")


def is_usual(text: str) -> bool:
    """Tell whether a text surely needs no repair: no mojibake, no control character, no rare space, and NFC.

    A search for what is rare weighs every letter; here those of ASCII are dropped first, and the rest is searched.
    """
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    # What seem garbled letters may stand apart: "âge et «".
    return not (_UNUSUAL.search(beyond) or (_GARBLED.search(beyond) and _GARBLED.search(text)))


def usual_html(text: str) -> str | None:
    """Return the text that HTML shows, None where it takes more to tell."""
    parts = _TAG.split(text)
    tabs, newlines = "\t" in text, "\n" in text
    if (tabs and newlines) or not _MEANT.keys() >= set(parts[1::2]) or not is_usual(text):
        return None
    parts[1::2] = map(_MEANT.__getitem__, parts[1::2])
    shown = "".join(parts)
    meant = _unescaped(shown) if "&" in text else shown
    laid_out = _without_newlines_at_marks(meant) if newlines and meant is not None else meant
    if laid_out is None:
        return None
    whole = "\n\n".join(filter(None, map(_paragraph, laid_out.replace(LINE, "\n").split(PARAGRAPH))))
    whole = whole.replace("\u00a0", " ").replace("\u202f", " ")
    whole = _SPACES.sub(" ", whole) if "  " in whole else whole
    return whole.replace(" \t", "\t").replace("\t ", "\t") if tabs else whole


def _unescaped(shown: str) -> str | None:
    """Decode the entities of a text with marks, None where more comes of them than usual characters."""
    meant = unescape(shown)
    if any(meant.count(mark) != shown.count(mark) for mark in (*"\n\t", LINE, PARAGRAPH)):
        return None
    return meant if is_usual(meant.replace(LINE, " ").replace(PARAGRAPH, " ")) else None


def _without_newlines_at_marks(shown: str) -> str | None:
    """Return a text with marks without the newlines beside these; None where a line was wrapped and indented."""
    if "\n " in shown:
        return None
    lines = (line.strip(_SPACE + "\n") for line in shown.replace(PARAGRAPH, LINE + PARAGRAPH + LINE).split(LINE))
    return LINE.join(lines).replace(LINE + PARAGRAPH + LINE, PARAGRAPH)


def _paragraph(shown: str) -> str:
    """Return the lines of a paragraph, stripped and with one blank line at the most between two of them."""
    if "\n" not in shown:
        return shown.strip(_SPACE)
    lines = "\n".join([line.strip(_SPACE) for line in shown.split("\n")]).strip("\n")
    return _BLANK_LINES.sub("\n\n", lines) if "\n\n\n" in lines else lines
