"""Labels of ministries as the sources write them, made clean: what needs no register."""

import re
from functools import lru_cache

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
