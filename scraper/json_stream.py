"""The elements of a JSON document too large for memory, one after the other, as the text that they are.

Each is taken by the scanner of ``json`` itself as soon as its text is complete; a text is cheaper to hand to another
process than what it says. The elements of a long list can come in runs, cut where two objects seem to meet without a
look at what stands between the cuts: whoever parses a run sees whether that was right. Where ``[`` before it and ``]``
after it make it a list, it begins and ends between two elements, as the one before it did.
"""

import json
import re
from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Iterator
from typing import Any, Protocol

PIECE = 1 << 19
# The largest question seen has some hundred kB, the largest actor as much.
LONGEST = 16 << 20
DEEPEST = 8

_scan = json.JSONDecoder().raw_decode
_AFTER_A_VALUE = frozenset(",]}: \t\n\r")
_WHITE_SPACE = re.compile(r"[ \t\n\r]*")
_UTF8 = getincrementaldecoder("utf-8")
# The end of an object, and the beginning of the next one with its first name. No text holds this: its quotes would
# have a backslash.
_MEETING = re.compile(r'\}[ \t\n\r]*,[ \t\n\r]*\{[ \t\n\r]*"[^"\\]*"')


class Readable(Protocol):
    """What gives its next bytes, about as many as are asked for; none at the end."""

    def read(self, size: int, /) -> bytes: ...


class JsonStream:
    """A window that moves over a JSON document; raises ValueError for what is none, or breaks off.

    What stands before the window's ``at`` has been read. With ``in_runs``, many elements may come as one list of JSON.
    Where the document was cut in the wrong place, that is no JSON, and what follows may raise ValueError.
    """

    def __init__(self, file: Readable, *, in_runs: bool = False):
        self._file = file
        self._in_runs = in_runs
        self._decoder = _UTF8("replace")
        self._text, self._at = "", 0
        self._ended = False

    def elements(self, names: frozenset[str]) -> Iterator[tuple[str, bytes]]:
        """Yield (name, JSON) of what stands under some names anywhere in the document: each of a list of them.

        What stands under other names is looked into while it holds objects or lists.
        """
        yield from self._within(names, None, DEEPEST)
        if self._next():
            raise ValueError("something stands after the end of the JSON document")

    def _within(self, names: frozenset[str], name: str | None, depth: int) -> Iterator[tuple[str, bytes]]:
        """Yield the elements of the value that comes next, which stands under a name asked for, or under none."""
        opening = self._next()
        if opening == "[" and depth:
            yield from self._list(names, name, depth - 1)
        elif name is not None:
            yield name, self._value()[1].encode()
        elif opening == "{" and depth:
            yield from self._object(names, depth - 1)
        else:
            self._value()

    def _list(self, names: frozenset[str], name: str | None, depth: int) -> Iterator[tuple[str, bytes]]:
        self._take("[")
        if self._next() == "]":
            self._take("]")
            return
        while True:
            yield from self._within(names, name, depth)
            if self._take(",]") == "]":
                return
            if self._in_runs and name is not None and (meeting := self._meeting()):
                # Once: what the last run leaves is short, or cannot be cut this way.
                self._in_runs = False
                yield from ((name, run) for run in self._runs(meeting))

    def _meeting(self) -> bytes | None:
        """Return how the object that was read meets the next, None where these are no objects, or not seen whole."""
        match = _MEETING.match(self._text, max(self._text.rfind("}", 0, self._at), 0))
        return match and match.group().encode()

    def _runs(self, meeting: bytes) -> Iterator[bytes]:
        """Yield lists of the elements that follow, but for the last ones, which remain to be read."""
        window = self._text[self._at :].encode() + self._decoder.getstate()[0]
        self._decoder.reset()
        while not self._ended and len(window) <= LONGEST:
            piece = self._file.read(PIECE)
            self._ended = not piece
            window += piece
            if (end := window.rfind(meeting) + 1) > 0:
                yield b"[%b]" % memoryview(window)[:end]
                window = window[window.index(b"{", end) :]
        self._text, self._at = self._decoder.decode(window, self._ended), 0

    def _object(self, names: frozenset[str], depth: int) -> Iterator[tuple[str, bytes]]:
        self._take("{")
        if self._next() == "}":
            self._take("}")
            return
        while True:
            if self._next() != '"':
                raise ValueError(f"expected a name, found {self._text[self._at : self._at + 40]!r}")
            key, _ = self._value()
            self._take(":")
            yield from self._within(names, key if key in names else None, depth)
            if self._take(",}") == "}":
                return

    def _next(self) -> str:
        """Return the next character that is no white space, "" at the end."""
        while True:
            self._at = _WHITE_SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # it always matches
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def _take(self, expected: str) -> str:
        found = self._next()
        if not found or found not in expected:
            raise ValueError(f"expected one of {expected}, found {self._text[self._at : self._at + 40]!r}")
        self._at += 1
        return found

    def _value(self) -> tuple[Any, str]:
        """Return the value that comes next, and its text."""
        self._next()
        while True:
            enough = len(self._text) - self._at > LONGEST
            try:
                value, end = _scan(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if enough or not self._more():
                    raise ValueError(f"no JSON: {error}") from error
                continue
            # "12" may be the beginning of "12.5": what follows a value tells that it is whole.
            if self._text[end : end + 1] in _AFTER_A_VALUE or enough or not self._more():
                text = self._text[self._at : end]
                self._at = end
                return value, text

    def _more(self) -> bool:
        """Read on, and forget what has been read; return whether there was anything."""
        if self._ended:
            return False
        piece = self._file.read(PIECE)
        if not self._text and self._at == 0:
            piece = piece.removeprefix(BOM_UTF8)
        self._ended = not piece
        self._text = self._text[self._at :] + self._decoder.decode(piece, self._ended)
        self._at = 0
        return not self._ended
