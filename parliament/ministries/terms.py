"""The subjects that ministries are named for, and the lasting portfolio of each."""

from parliament.ministries.register import read_rows
from parliament.ministries.wording import Words, words_of


def _read() -> dict[Words, tuple[str, ...]]:
    return {words_of(row["term"]): tuple(row["portfolios"].split("|")) for row in read_rows("terms.csv")}


TERMS = _read()
_LONGEST = max(map(len, TERMS))


def portfolios_of(subject: Words) -> tuple[str, ...]:
    """Return the portfolios of a subject in its order, each once; none unless every word belongs to a known term."""
    found: dict[str, None] = {}
    start = 0
    while start < len(subject):
        for end in range(min(len(subject), start + _LONGEST), start, -1):
            portfolios = TERMS.get(subject[start:end])
            if portfolios is not None:
                break
        else:
            return ()
        found.update(dict.fromkeys(portfolios))
        start = end
    return tuple(found)
