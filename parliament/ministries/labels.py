"""Labels of ministries as the sources write them: cleaned, and the stored pair taken apart."""

import re
from functools import lru_cache

from parliament.ministries.resolution import resolve
from parliament.text import clean_line

# What is left of a page title when no ministry was stored ("Ministère du "), and nothing, as programs write it.
_NO_MINISTRY = re.compile(
    r"(?:minist[èe]re(?: d(?:u|e|es|e la|e l['’]))?|null|none|n/a|[\s/,;.?\-–—\u200b]*)", re.IGNORECASE
)


@lru_cache(maxsize=1 << 12)
def clean_label(text: str | None) -> str | None:
    """Return the label as one clean line, its wording kept; None where no ministry is named."""
    label = clean_line(text or "")
    return None if _NO_MINISTRY.fullmatch(label) else label


@lru_cache(maxsize=1 << 12)
def split_pair(text: str | None) -> tuple[str | None, str | None]:
    """Take "asked / answering" apart, as NosDéputés stores it.

    A lone label is the ministry asked, the answering one unknown. Names may hold " / " themselves: equal halves win,
    then halves that both name a ministry, then the separator whose sides share most of their words (a renamed ministry
    keeps most of its name), the last one where several do. A side that is empty is None.
    """
    line = clean_line(text or "")
    parts = re.split(r"(?:^| )/(?: |$)", line)
    if len(parts) == 1:
        parts = re.split(r" ?/ ?", line)
        if len(parts) != 2 or not all(_is_named(part) for part in parts):
            return clean_label(line), None
    splits = [(" / ".join(parts[:i]), " / ".join(parts[i:])) for i in range(1, len(parts))]
    asked, answering = max(reversed(splits), key=_likeness) if len(splits) > 1 else splits[0]
    return clean_label(asked), clean_label(answering)


def _likeness(sides: tuple[str, str]) -> tuple[bool, bool, float]:
    asked, answering = (set(re.findall(r"\w+", side.casefold())) for side in sides)
    known = all(map(_is_named, sides))
    return sides[0].casefold() == sides[1].casefold(), known, len(asked & answering) / (len(asked | answering) or 1)


def _is_named(side: str) -> bool:
    return resolve(side).status == "resolved"
