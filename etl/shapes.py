"""Landed records as DataFrames: every column typed, None never NaN, whole numbers never floats."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import pandas as pd

LARGEST_WHOLE = 2**31 - 1
DAY, TIME = "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"
NONE = type(None)
UNKNOWN = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The columns of one kind of record, by type; ``required`` ones may not be missing."""

    text: tuple[str, ...]
    whole: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    booleans: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    required: tuple[str, ...]
    allowed: tuple[tuple[str, frozenset[Any]], ...] = ()

    @property
    def columns(self) -> list[str]:
        return [*self.text, *self.whole, *self.dates, *self.times, *self.booleans, *self.lists]


@dataclass(slots=True)
class Shaped:
    """The records that can be loaded, and why the others cannot; ``line`` is their place in the batch."""

    frame: pd.DataFrame
    refused: list[tuple[int, str]]


Rule = tuple[str, Callable[[pd.DataFrame], "pd.Series[bool]"]]


def legislature_rule(known: Collection[int]) -> Rule:
    """Return the rule that a record is of a legislature that the database knows."""
    expected = ", ".join(map(str, sorted(known)))
    return f"legislature is none of {expected}", lambda f: ~f["legislature"].isin(sorted(known))


def shape(records: list[dict[str, Any]], kind: Shape, rules: tuple[Rule, ...] = ()) -> Shaped:
    """Type the records of one kind and sort out those that break a rule; ``rules`` are (reason, where broken)."""
    frame = pd.DataFrame(_columns(records, kind.columns), columns=kind.columns, dtype=object)
    frame.insert(0, "line", range(len(frame)))
    sound, refused = _sort_out(frame, _broken(frame, kind))
    for name in kind.whole:
        sound[name] = pd.to_numeric(sound[name]).astype("Int64")
    kept, late = _sort_out(sound, ((reason, find(sound).fillna(False).astype(bool)) for reason, find in rules))
    return Shaped(kept, refused + late)


def _columns(records: list[dict[str, Any]], names: list[str]) -> dict[str, Sequence[Any]]:
    """Return the values of records by name, None for what one of them lacks."""
    try:
        values = list(map(itemgetter(*names), records))
    except KeyError:
        values = [tuple(record.get(name) for name in names) for record in records]
    return dict(zip(names, zip(*values, strict=True), strict=False))


def _sort_out(
    frame: pd.DataFrame, broken: Iterable[tuple[str, "pd.Series[bool]"]]
) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    """Return the rows that break no rule, and the lines of the others with the first rule they break."""
    reasons: dict[int, str] = {}
    for reason, where in broken:
        if where.any():
            for line in frame["line"][where]:
                reasons.setdefault(int(line), reason)
    if not reasons:
        return frame, []
    return frame[~frame["line"].isin(list(reasons))].reset_index(drop=True), sorted(reasons.items())


def rows(frame: pd.DataFrame, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Return the frame's rows as tuples of plain Python values, None for missing."""
    return zip(*(_plain(frame[name]) for name in columns), strict=True)


def _plain(column: "pd.Series[Any]") -> list[Any]:
    if column.dtype == object:
        return column.tolist()
    values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return values


def _broken(frame: pd.DataFrame, kind: Shape) -> Iterator[tuple[str, "pd.Series[bool]"]]:
    """Yield where values are of a wrong kind, column by column; most columns are sound, and told so by a quick look."""
    for name in kind.required:
        if frame[name].isin([None, ""]).any():
            yield f"{name} is missing", frame[name].isna() | (frame[name] == "")
    for names, types, what, is_one in (
        (kind.text, {str, NONE}, "no text", _is_text),
        (kind.booleans, {bool, NONE}, "neither true nor false", _is_boolean),
        (kind.lists, {list}, "no list", _is_list),
    ):
        for name in names:
            if not _types(frame[name]) <= types:
                yield f"{name} is {what}", ~frame[name].map(is_one).astype(bool)
    for name in kind.whole:
        if not (_types(frame[name]) <= {int, NONE} and _all(frame[name], _is_whole)):
            yield f"{name} is no whole number", ~frame[name].map(_is_whole).astype(bool)
    for name, what, right in _days_and_times(frame, kind):
        if not _values(frame[name]) <= right:
            yield f"{name} is no {what}", ~frame[name].map(_within(right)).astype(bool)
    for name, allowed in kind.allowed:
        if not _values(frame[name]) <= allowed | {None}:
            expected = ", ".join(sorted(map(str, allowed)))
            yield f"{name} is none of {expected}", ~frame[name].map(_within(allowed | {None})).astype(bool)


def _types(column: "pd.Series[Any]") -> set[type]:
    return set(map(type, column.tolist()))


def _values(column: "pd.Series[Any]") -> set[Any]:
    """Return the different values; in the place of those that no set holds, one that is none of ours."""
    values = column.tolist()
    try:
        return set(values)
    except TypeError:
        return {value if isinstance(value, Hashable) else UNKNOWN for value in values}


def _all(column: "pd.Series[Any]", is_one: Callable[[Any], bool]) -> bool:
    return all(map(is_one, _values(column)))


def _within(allowed: Collection[Any]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, Hashable) and value in allowed


def _days_and_times(frame: pd.DataFrame, kind: Shape) -> Iterator[tuple[str, str, set[Any]]]:
    """Yield each column of dates or times with what it is to hold and which of its values are that."""
    for names, what, form, length in ((kind.dates, "date", DAY, 10), (kind.times, "time", TIME, 19)):
        for name in names:
            yield name, what, _written(_values(frame[name]), form, length) | {None}


def times_of(values: Iterable[Any]) -> set[str]:
    """Return those values that are times as records write them."""
    return _written(set(filter(_is_text, values)), TIME, 19)


def _written(values: Iterable[Any], form: str, length: int) -> set[Any]:
    """Return the values that have exactly this form: the length rules out what pandas reads leniently."""
    told = [value for value in values if isinstance(value, str) and len(value) == length]
    texts = pd.Series(told, dtype=object)
    return set(texts[pd.to_datetime(texts, format=form, errors="coerce").notna()])


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_whole(value: object) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_WHOLE)


def _is_boolean(value: object) -> bool:
    return value is None or isinstance(value, bool)


def _is_list(value: object) -> bool:
    return isinstance(value, list)
