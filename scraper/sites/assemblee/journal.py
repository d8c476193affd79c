"""``infoJO``: where the Journal officiel prints a step in the life of a question."""

from typing import Any, NamedTuple

from scraper.sites.assemblee.open_data import is_nothing, member, text_of, texts


class Journal(NamedTuple):
    """A place in the Journal officiel, as written; ``date`` is YYYY-MM-DD or dd/mm/yyyy."""

    date: str | None = None
    type: str | None = None
    page: str | None = None
    number: str | None = None
    url: str | None = None
    reference: str | None = None


NOWHERE = Journal()
_FIELDS = ("dateJO", "typeJO", "pageJO", "numJO", "urlLegifrance", "referenceNOR")


def journal_of(place: Any) -> Journal:
    """Return the place in the Journal officiel that something states.

    It stands under ``infoJO`` or in the thing itself, which may also have a date by another name
    (``dateRenouvellement``) or be nothing but a date.
    """
    if isinstance(place, dict) and isinstance(info := place.get("infoJO"), dict):
        found = Journal._make(texts(info, *_FIELDS))
        if found.date is not None:
            return found
    if is_nothing(place):
        return NOWHERE
    if not isinstance(place, dict | list):
        return Journal(date=text_of(place))
    info = member(place, "infoJO")
    held = place if is_nothing(info) else info
    if not isinstance(held, dict | list):
        return Journal(date=text_of(held))
    found = Journal._make(texts(held, *_FIELDS))
    return found if found.date is not None else found._replace(date=_other_date(held) or _other_date(place))


def _other_date(place: Any) -> str | None:
    """Return the first text under a name that speaks of a date, or under none."""
    for one in place if isinstance(place, list) else [place]:
        for name, value in one.items() if isinstance(one, dict) else ():
            if ("date" in name.lower() or name == "#text") and (text := text_of(value)) is not None:
                return text
        if isinstance(one, str):
            return text_of(one)
    return None
