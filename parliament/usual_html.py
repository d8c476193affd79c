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

_TAG = re.compile("<(/?[a-z][a-z0-9]*) ?/?>")
# What begins a tag, a comment or the like; "< 5" is text.
_OPENS = re.compile("<[a-zA-Z/!?]")
_MEANT = {
    tag: mark
    for name in OPENING.keys() - set(UNSHOWN)
    for tag, mark in ((name, OPENING[name]), (f"/{name}", CLOSING[name]))
    if mark in ("", LINE, PARAGRAPH)
}
_SPACE = " \t\u00a0\u202f"
_SPACES = re.compile(" {2,}")


def is_usual(text: str) -> bool:
    """Tell whether a text surely needs no repair: no mojibake, no control character, no rare space, and NFC.

    A search for what is rare weighs every letter; here those of ASCII are dropped first, and the rest is searched.
    """
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return not (_UNUSUAL.search(beyond) or _GARBLED.search(beyond))


def usual_html(text: str) -> str | None:
    """Return the text that HTML shows, None where it takes more to tell."""
    parts = _TAG.split(text)
    tags = parts[1::2]
    tabs = "\t" in text
    if (tabs and "\n" in text) or (text.count("<") != len(tags) and len(_OPENS.findall(text)) != len(tags)):
        return None
    if not is_usual(text):
        return None
    # Paragraphs of lines of what stands between tags that show nothing.
    paragraphs = [[[parts[0]]]]
    for tag, after in zip(tags, parts[2::2], strict=True):
        mark = _MEANT.get(tag)
        if mark == LINE:
            paragraphs[-1].append([after])
        elif mark == PARAGRAPH:
            paragraphs.append([[after]])
        elif mark is None:
            return None
        else:
            paragraphs[-1][-1].append(after)
    shown = [_paragraph(lines, "&" in text, "\n" in text) for lines in paragraphs]
    if None in shown:
        return None
    whole = "\n\n".join(filter(None, shown)).replace("\u00a0", " ").replace("\u202f", " ")
    whole = _SPACES.sub(" ", whole) if "  " in whole else whole
    return whole.replace(" \t", "\t").replace("\t ", "\t") if tabs else whole


def _paragraph(parts: list[list[str]], entities: bool, newlines: bool) -> str | None:
    """Return the lines of a paragraph, stripped and with one blank line at the most between two of them."""
    lines = list(map("".join, parts))
    if entities:
        for place, line in enumerate(lines):
            if "&" in line:
                lines[place] = meant = unescape(line)
                if not is_usual(meant) or "\n" in meant or "\t" in meant:
                    return None
    if newlines:
        if any("\n " in line for line in lines):
            return None
        lines = [part for line in lines for part in line.strip(_SPACE + "\n").split("\n")]
    lines = [line.strip(_SPACE) for line in lines]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before).rstrip("\n")
