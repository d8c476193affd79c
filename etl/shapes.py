"""Landed records as DataFrames: every column typed, None never NaN, whole numbers never floats."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from parliament.legislatures import LEGISLATURES

LARGEST_WHOLE = 2**31 - 1


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


def shape(records: list[dict[str, Any]], kind: Shape, rules: tuple[Rule, ...] = ()) -> Shaped:
    """Type the records of one kind and sort out those that break a rule; ``rules`` are (reason, where broken)."""
    frame = pd.DataFrame(records, columns=kind.columns, dtype=object)
    frame = frame.astype(object).where(frame.notna(), None)
    frame.insert(0, "line", range(len(frame)))
    sound, refused = _sort_out(frame, _broken(frame, kind))
    for name in kind.whole:
        sound[name] = pd.to_numeric(sound[name]).astype("Int64")
    kept, late = _sort_out(sound, ((reason, find(sound).fillna(False).astype(bool)) for reason, find in rules))
    return Shaped(kept, refused + late)


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
    for name in kind.required:
        yield f"{name} is missing", frame[name].isna() | (frame[name] == "")
    for name in kind.text:
        if pd.api.types.infer_dtype(frame[name], skipna=True) not in ("string", "empty"):
            yield f"{name} is no text", frame[name].notna() & ~frame[name].map(_is_text)
    for name in kind.whole:
        yield f"{name} is no whole number", frame[name].notna() & ~frame[name].map(_is_whole)
    for name in kind.dates:
        yield f"{name} is no date", frame[name].notna() & ~_is_time(frame[name], "%Y-%m-%d", 10)
    for name in kind.times:
        yield f"{name} is no time", frame[name].notna() & ~_is_time(frame[name], "%Y-%m-%d %H:%M:%S", 19)
    for name in kind.booleans:
        yield f"{name} is neither true nor false", frame[name].notna() & ~frame[name].map(_is_boolean)
    for name in kind.lists:
        yield f"{name} is no list", ~frame[name].map(_is_list)
    for name, allowed in kind.allowed:
        yield f"{name} is none of {', '.join(sorted(map(str, allowed)))}", frame[name].map(_outside(allowed))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_WHOLE


def _is_boolean(value: object) -> bool:
    return isinstance(value, bool)


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _outside(allowed: frozenset[Any]) -> Callable[[Any], bool]:
    return lambda value: value is not None and (isinstance(value, (list, dict)) or value not in allowed)


def _is_time(column: "pd.Series[Any]", form: str, length: int) -> "pd.Series[bool]":
    """Tell which values have exactly this form: the length rules out what pandas reads leniently."""
    texts = pd.Series(
        list({value for value in column if isinstance(value, str) and len(value) == length}), dtype=object
    )
    right = set(texts[pd.to_datetime(texts, format=form, errors="coerce").notna()])
    return column.map(lambda value: isinstance(value, str) and value in right)


KNOWN_LEGISLATURES = frozenset(LEGISLATURES)
