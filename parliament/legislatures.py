"""The legislatures of the Fifth Republic that the sources cover, with their first and last days.

Dates: Assemblée nationale, terms of the legislatures.
"""

from dataclasses import dataclass
from datetime import date

from parliament.errors import UnknownLegislature


@dataclass(frozen=True, slots=True)
class Legislature:
    """One legislature; ``ends_on`` is its last day, None while it sits."""

    number: int
    starts_on: date
    ends_on: date | None


LEGISLATURES = {
    legislature.number: legislature
    for legislature in (
        Legislature(13, date(2007, 6, 20), date(2012, 6, 19)),
        Legislature(14, date(2012, 6, 20), date(2017, 6, 20)),
        Legislature(15, date(2017, 6, 21), date(2022, 6, 21)),
        Legislature(16, date(2022, 6, 22), date(2024, 6, 9)),
        Legislature(17, date(2024, 7, 18), None),
    )
}


LATEST = max(LEGISLATURES.values(), key=lambda one: one.number)


def legislature(number: int) -> Legislature:
    """Return the legislature of that number; raise UnknownLegislature for one before the first that is known.

    One after the last known begins no sooner than that, and is open: it sits before anybody has written down its days.
    """
    if number > LATEST.number:
        return Legislature(number, LATEST.starts_on, None)
    try:
        return LEGISLATURES[number]
    except KeyError:
        known = ", ".join(str(n) for n in LEGISLATURES)
        raise UnknownLegislature(f"no legislature {number}; known: {known}") from None
