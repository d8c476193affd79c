"""The place of a text where most words of a search stand together, those words between marks."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

BEFORE, WORDS = 6, 28
# No French text has these brackets.
MARK, END_MARK, GAP = "⟦", "⟧", "…"
_WORD = re.compile(r"[^\W_]+")

# Tells of a word, as it is written, which of the words looked for it is a form of; None for no one.
Marks = Callable[[str], int | None]
F = TypeVar("F")


def snippet(texts: Mapping[F, str], marks: Marks) -> tuple[F, str]:
    """Return which of some texts holds most of the words within a few lines, and these lines; of equals the first.

    Where none holds any, it is the beginning of the first.
    """
    best: tuple[int, F, str] | None = None
    for name, said in texts.items():
        found, shown = _best_window(said, marks)
        if best is None or found > best[0]:
            best = found, name, shown
    if best is None:
        raise ValueError("no text to take a snippet from")
    return best[1], best[2]


def _best_window(said: str, marks: Marks) -> tuple[int, str]:
    """Return how many different words the best place of a text holds, and that place."""
    words = list(_WORD.finditer(said))
    marked = {at: kind for at, word in enumerate(words) if (kind := marks(word[0])) is not None}
    most, best = 0, 0
    for start in marked:
        kinds = len({kind for at in range(start, start + WORDS - BEFORE) if (kind := marked.get(at)) is not None})
        if kinds > most:
            most, best = kinds, start
    first = max(0, best - BEFORE)
    shown = words[first : first + WORDS]
    if not shown:
        return 0, " ".join(said[:200].split())
    return most, _marked(said, shown, [at + first in marked for at in range(len(shown))], ends=words[-1] is shown[-1])


def _marked(said: str, words: list[re.Match[str]], marked: list[bool], *, ends: bool) -> str:
    parts, at = ["" if words[0].start() == 0 else GAP], words[0].start()
    for word, is_marked in zip(words, marked, strict=True):
        parts.append(said[at : word.start()])
        parts.append(f"{MARK}{word[0]}{END_MARK}" if is_marked else word[0])
        at = word.end()
    parts.append(said[at:] if ends else GAP)
    return " ".join("".join(parts).split())
