"""The stored pair of ministries, asked and answering, taken apart."""

import re
from functools import lru_cache

from parliament.labels import clean_label
from parliament.ministries.resolution import resolve
from parliament.text import clean_line


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
