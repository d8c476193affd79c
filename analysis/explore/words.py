"""What a person types into a search box, as the search index is asked."""

import re

_PIECES = re.compile(r'"([^"]*)"?|(\S+)')


def search_expression(typed: str | None) -> str:
    """Return what FTS5 is asked, for any input: all words must be there, those in quotes side by side."""
    pieces = (" ".join((phrase or word).replace('"', " ").split()) for phrase, word in _PIECES.findall(typed or ""))
    return " ".join(f'"{piece}"' for piece in pieces if piece) or '""'
