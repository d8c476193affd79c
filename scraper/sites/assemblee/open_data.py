"""The shapes of the Assembly's open data: XML made JSON, where any place may hold an object, a list or nothing.

A text comes as a string, as ``{"#text": "…"}`` when its element had attributes, and as null, ``{}`` or
``{"@xsi:nil": "true"}`` when it was empty; an element that may repeat comes as an object where there is one.
"""

from collections.abc import Iterable
from typing import Any

NIL = "@xsi:nil"
# Attributes of the schema, which say nothing.
SCHEMA = ("@xsi", "@xmlns")


def text_of(value: Any) -> str | None:
    """Return the text in a place, stripped, None where it holds none; several texts are lines."""
    if isinstance(value, str):
        return value.strip() or None
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, list):
        return _lines(value)
    if isinstance(value, dict):
        return _lines(part for name, part in value.items() if not name.startswith("@"))
    return str(value)


def _lines(values: Iterable[Any]) -> str | None:
    return "\n".join(text for text in map(text_of, values) if text is not None) or None


def member(place: Any, name: str) -> Any:
    """Return what stands under a name in an object, or in the first of a list of objects that holds it; else None."""
    if isinstance(place, dict):
        return place.get(name)
    if isinstance(place, list):
        return next((found for found in (member(one, name) for one in place) if found is not None), None)
    return None


def texts(place: Any, *names: str) -> list[str | None]:
    """Return the texts under some names of a place."""
    if isinstance(place, dict):
        return [
            None if held is None else (held.strip() or None) if isinstance(held, str) else text_of(held)
            for held in map(place.get, names)
        ]
    return [text_of(member(place, name)) for name in names]


def each(place: Any, name: str) -> list[Any]:
    """Return what stands in a place that holds one or more of a name: ``{name: one or many}``, or these themselves."""
    if place is None:
        return []
    if isinstance(place, dict) and name in place:
        return flat(place[name])
    found: list[Any] = []
    for one in flat(place):
        found += flat(one[name]) if isinstance(one, dict) and name in one else [one]
    return found


def flat(place: Any) -> list[Any]:
    """Return what stands in a place, one or many, without what is nothing."""
    if not isinstance(place, list):
        return [] if is_nothing(place) else [place]
    found: list[Any] = []
    for part in place:
        if isinstance(part, list):
            found += flat(part)
        elif not is_nothing(part):
            found.append(part)
    return found


def is_nothing(place: Any) -> bool:
    """Say whether a place is empty to its last corner: null, "", ``{}``, marked as nil, or holding only such."""
    if isinstance(place, str):
        return not place
    if place is None or place is False:
        return True
    if isinstance(place, dict):
        if NIL in place and str(place[NIL]).lower() == "true":
            return True
        for name, part in place.items():
            if part is None or name.startswith(SCHEMA):
                continue
            # Most parts are texts, and this is asked of every place of every question.
            if part if isinstance(part, str) else not is_nothing(part):
                return False
        return True
    return isinstance(place, list) and all(map(is_nothing, place))


def strings(place: Any, name: str) -> tuple[str, ...]:
    """Return all texts of a place that holds one or more of a name."""
    return tuple(text for text in map(text_of, each(place, name)) if text is not None)
