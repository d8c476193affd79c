"""The kind of each column, the same on both databases.

A column of a table has its declared type. SQLite does not tell the type of what a view computes (``max(asked_on)``,
``count(*)``), and PostgreSQL calls a sum of whole numbers numeric: there the name decides, else the values.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Dialect,
    Double,
    Float,
    Integer,
    Select,
    String,
    TypeDecorator,
    cast,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.sql.elements import ColumnElement

from etl.dialects import dialect_of


class Kind(StrEnum):
    """The kinds of values, by the names that data packages give them."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"


_DECLARED = (
    (Boolean, Kind.BOOLEAN),
    (Integer, Kind.INTEGER),
    (Float, Kind.NUMBER),
    (DateTime, Kind.DATETIME),
    (Date, Kind.DATE),
    (String, Kind.STRING),
)

# What views count and compare, under these names everywhere: an empty view has no values to tell it by.
COMPUTED = {
    **dict.fromkeys(
        ("questions", "answered", "withdrawn", "open", "deputies", "groups", "clusters", "place"), Kind.INTEGER
    ),
    "lowest_similarity": Kind.NUMBER,
}


def kind_of(connection: Connection, column: Column[Any]) -> Kind:
    """Return the kind of a reflected column; one that is computed and has no values yet is a string."""
    declared = _declared(column)
    # A view may compute a day as text.
    if column.name.endswith("_on") and declared in (None, Kind.STRING):
        return Kind.DATE
    if column.name.endswith("_at") and declared in (None, Kind.STRING):
        return Kind.DATETIME
    return declared or COMPUTED.get(column.name) or _kind_of_values(connection, column)


def typed(column: Column[Any], kind: Kind) -> ColumnElement[Any]:
    """Return the expression that gives a column's values as ones of its kind."""
    if _declared(column) is kind:
        return column
    match kind:
        case Kind.DATE:
            return type_coerce(column, _DayAsText())
        case Kind.DATETIME:
            return type_coerce(column, _TimeAsText())
        case Kind.INTEGER:
            return cast(column, BigInteger())
        case Kind.NUMBER:
            return cast(column, Double())
        case Kind.STRING | Kind.BOOLEAN:
            return type_coerce(column, String())


class _DayAsText(TypeDecorator[date]):
    """A day that the database computes as ISO text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class _TimeAsText(TypeDecorator[datetime]):
    """A time that the database computes as ISO text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat(sep=" ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def _declared(column: Column[Any]) -> Kind | None:
    return next((kind for declared, kind in _DECLARED if isinstance(column.type, declared)), None)


def _kind_of_values(connection: Connection, column: Column[Any]) -> Kind:
    storage_class = dialect_of(connection).storage_class.format(column=f'"{column.name}"')
    values: Select[Any] = select(literal_column(storage_class)).select_from(column.table)
    found: set[str] = set(connection.scalars(values.where(column.is_not(None)).distinct()))
    if "text" in found or not found:
        return Kind.STRING
    return Kind.NUMBER if "real" in found else Kind.INTEGER
