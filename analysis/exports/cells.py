"""Conditions on single columns, as they are written on a command line: ``rubric=justice``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_
from sqlalchemy.sql.elements import ColumnElement

from analysis.errors import NoSuchThing
from analysis.exports.kinds import Kind
from analysis.exports.relations import Field, Relation
from parliament.dates import parse_date

# What a value of each kind looks like; a text may be any.
FORMS = {
    Kind.INTEGER: "a whole number, e.g. 12",
    Kind.NUMBER: "a number, e.g. 0.5",
    Kind.DATE: "a day, e.g. 2012-01-31",
    Kind.DATETIME: "a time, e.g. '2012-01-31 14:05:00'",
    Kind.BOOLEAN: "true or false",
}
TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def read_where(written: str) -> tuple[str, str]:
    """Read ``COLUMN=VALUE``; raise NoSuchThing for anything else."""
    column, equals, value = written.partition("=")
    if not equals or not column.strip():
        raise NoSuchThing(f"--where {written!r} names no column; write e.g. --where rubric=justice")
    return column.strip(), value.strip()


def cell_conditions(relation: Relation, where: Sequence[tuple[str, str]]) -> list[ColumnElement[bool]]:
    """Return one condition per column: any of the values that are given for it, an empty one for an empty cell."""
    values: dict[str, list[Any]] = {}
    for name, written in where:
        field = relation.field(name)
        values.setdefault(name, []).append(_value(field, written) if written else None)
    return [_any_of(relation.field(name), wanted) for name, wanted in values.items()]


def _any_of(field: Field, wanted: Sequence[Any]) -> ColumnElement[bool]:
    there = [one for one in wanted if one is not None]
    if None not in wanted:
        return field.value.in_(there)
    if field.kind is Kind.STRING:
        there.append("")
    return or_(field.value.in_(there), field.value.is_(None))


def _value(field: Field, written: str) -> Any:
    try:
        match field.kind:
            case Kind.STRING:
                return written
            case Kind.INTEGER:
                return _whole_number(written)
            case Kind.NUMBER:
                return float(written)
            case Kind.DATE:
                return parse_date(written)
            case Kind.DATETIME:
                return datetime.fromisoformat(written)
            case Kind.BOOLEAN:
                return TRUTH[written.casefold()]
    except (ValueError, KeyError):
        raise NoSuchThing(f"--where {field.name}={written}: {field.name} holds {FORMS[field.kind]}") from None


def _whole_number(written: str) -> int:
    number = int(written)
    if not -(2**63) <= number < 2**63:
        raise ValueError(written)
    return number
