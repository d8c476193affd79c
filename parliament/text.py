"""Clean text from what a page or a document holds: HTML, half HTML, or plain.

A page shows the stored value raw inside ``<p>…</p>``, a document gives that value itself; both must come out the same.
So there is one reading for all: tags are recognised by name, whatever closes a ``<p>`` in HTML is an edge of a
paragraph, and everything else is text, a bare "<" as in "seuil < 1 000" too. All patterns run in linear time.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from parliament.dates import parse_date
from parliament.encoding import holds_any, repair, unescape
from parliament.errors import UnreadableDate
from parliament.tags import CELL, CLOSING, EDGE, ITEM, LINE, MARKS, OPENING, PARAGRAPH, UNSHOWN
from parliament.usual_html import is_usual, usual_html

# No "<" inside a tag, not even in quotes: from any start the search ends at the next one.
_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*(?::[a-zA-Z0-9]+)?)"
    r"""((?:[\s/](?:[^<>"']|"[^"<]*"|'[^'<]*')*|[\s/][^<>]*)?)>"""
    r"|<!--(?:[^<-]|-(?!->)|<(?!!--))*-->|<!(?:doctype|\[)[^<>]*>|<\?[^<>]*>",
    re.IGNORECASE,
)
_UNSHOWN = re.compile(rf"<({'|'.join(UNSHOWN)})\b[^<>]*>[^<]*</\1\s*>", re.IGNORECASE)

# Control characters go, but for white space, and for the letters of cp1252 read as latin-1 ("c\x9cur" is cœur). What a
# printer joins ("ﬁnances" out of a PDF file) is spelt out; œ and æ are letters.
_SAFE = {
    **{c: None for c in (*range(0x1C), 0x7F) if not chr(c).isspace()},
    **{c: bytes([c]).decode("cp1252", "ignore") for c in range(0x80, 0xA0)},
    **{c: unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)},
}
_SAFE_BUT_MARKS = {c: letter for c, letter in _SAFE.items() if not 1 <= c <= 5}
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufb00-\ufb06]")
_UNSAFE_BUT_MARKS = re.compile("[\x00\x06-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufb00-\ufb06]")
_A_MARK = re.compile(f"[{MARKS}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_RARE_SPACE = re.compile("[\u1680\u2000-\u200a\u205f\u3000]")
# One set of characters in front, which a search runs through faster than through alternatives.
_LINE_BREAK = re.compile("[\r\v\f\x1c-\x1f\u2028\u2029](?:(?<=\r)\n)?")

_WRAPPED = re.compile(r"(?<=\S) *\n +(?=\S)")
_EDGES = re.compile(r"(\x04[ \t\n\x01\x03\x04]*)")
_CELL_TEXT = re.compile(r"\x05([^\x04\x05]*)")
_SPACES_RUN = re.compile(r" {2,}")
_LINE_END = re.compile(r"(?<![ \t])[ \t]+(?=\n)")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_html(html_or_text: str) -> str:
    """Return the text that HTML, or a plain text, shows: lines, paragraphs, cells and items kept, nothing lost.

    ``<br>`` is a newline, paragraphs have a blank line between them, a table row is a line with its cells between
    tabs (a cell is one line), a list item a line that starts with "- ". No-break spaces are plain, the result is NFC.
    A newline in the source stays one, as in plain text, unless the next line is indented: that line was wrapped.
    """
    shown = usual_html(html_or_text)
    return _clean_html(html_or_text) if shown is None else shown


def _clean_html(text: str) -> str:
    if not (usual := is_usual(text)):
        text = _safe(text)
    if "<" in text:
        text = _TAG.sub(_mark, _UNSHOWN.sub("", text))
    if "&" in text:
        text, usual = _safe_entities(text), False
    return _layout(text, usual)


def clean_line(text: str) -> str:
    """Return a label as one line: entities decoded, all white space one plain space, NFC."""
    if text.isascii() and text.isprintable() and "&" not in text:
        return " ".join(text.split()) if " " in text else text
    return _clean_line(text)


@lru_cache(maxsize=1 << 12)
def _clean_line(text: str) -> str:
    text = _safe(text)
    if "&" in text:
        text = _safe_entities(text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def is_only_a_date(text: str) -> bool:
    """Tell whether a text is a date and nothing else.

    The sites of legislatures 13 and 14 put questions through a date formatter: one that holds ``2009-04-23`` anywhere
    is shown as "23 avril 2009" (question 120015 of the saved pages); the document has its full text.
    """
    if len(text) > 200:
        return False
    try:
        parse_date(clean_html(text))
    except UnreadableDate:
        return False
    return True


def _safe(text: str) -> str:
    return _repaired(text, _UNSAFE, _SAFE)


def _safe_entities(text: str) -> str:
    """Decode entities; the marks stay, other control characters that come out of it go."""
    return _repaired(unescape(text), _UNSAFE_BUT_MARKS, _SAFE_BUT_MARKS)


def _repaired(text: str, unsafe: re.Pattern[str], safe: Mapping[int, str | None]) -> str:
    """Return a text without mojibake, control characters (which garbled letters hold) and joined letters."""
    text = repair(text)
    while unsafe.search(text):
        text = repair(_SURROGATE.sub("\ufffd", text).translate(safe))
    return text


def _mark(match: re.Match[str]) -> str:
    closing, name, attributes = match.groups()
    if name is None:
        return ""
    marks = CLOSING if closing else OPENING
    mark = marks.get(name.lower(), "" if ":" in name else None)
    # "x<y alors z>t" is no tag, nor is "a<b et c>d": a name of one letter needs attributes with values, or none.
    if mark is None or (len(name) == 1 and attributes.strip(" /\t\n") and "=" not in attributes):
        return match.group()
    return mark


def _layout(text: str, usual: bool) -> str:
    # Printable: no line breaks, no marks, no space but the plain one.
    text = _one_spaced(text) if text.isprintable() else _lines(text, usual)
    return unicodedata.normalize("NFC", text.strip())


def _lines(text: str, usual: bool) -> str:
    if not usual:
        text = _LINE_BREAK.sub("\n", text)
    if "\n" in text and "\n " in text:
        text = _WRAPPED.sub(" ", text)
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    text = _one_spaced(text if usual else _RARE_SPACE.sub(" ", text))
    if holds_any(text, MARKS):
        text = _one_spaced(_resolve_marks(text))
    if "\t" in text:
        text = text.replace(" \t", "\t").replace("\t ", "\t")
    if "\n" not in text:
        return text
    if " \n" in text or ("\t" in text and "\t\n" in text):
        text = _LINE_END.sub("", text)
    text = text.replace("\n ", "\n")
    return _BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text


def _one_spaced(text: str) -> str:
    return _SPACES_RUN.sub(" ", text) if "  " in text else text


def _resolve_marks(text: str) -> str:
    if CELL in text:
        text = _CELL_TEXT.sub(_one_line, text)
    text = "\n".join(line.strip(" \t\n") for line in text.split(LINE))
    # All that ends a line begins with one character, for which a search is fast.
    parts = _EDGES.split(text.replace(PARAGRAPH, EDGE + PARAGRAPH).replace(ITEM, EDGE + ITEM))
    parts[0::2] = [part.rstrip(" \t\n") for part in parts[0::2]]
    parts[1::2] = map(_edge, parts[1::2])
    return "".join(parts).replace("\n" + CELL, "\n").replace(CELL, "\t")


def _edge(marks: str) -> str:
    before, *items = marks.split(ITEM)
    return ("\n\n" if PARAGRAPH in before else "\n") + "\n".join("- " for _ in items)


def _one_line(cell: re.Match[str]) -> str:
    return CELL + " ".join(_A_MARK.sub(" ", cell.group(1)).split())
