"""The kind of each column, the same on both databases.

A column of a table has its declared type. SQLite does not tell the type of what a view computes (``max(asked_on)``,
``count(*)``), and PostgreSQL calls a sum of whole numbers numeric: there the name decides, else the values.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Double,
    Float,
    Integer,
    String,
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


def kind_of(connection: Connection, column: Column[Any]) -> Kind:
    """Return the kind of a reflected column; one that is computed and has no values yet is a string."""
    for declared, kind in _DECLARED:
        if isinstance(column.type, declared):
            return kind
    if column.name.endswith("_on"):
        return Kind.DATE
    if column.name.endswith("_at"):
        return Kind.DATETIME
    return _kind_of_values(connection, column)


def typed(column: Column[Any], kind: Kind) -> ColumnElement[Any]:
    """Return the expression that gives a column's values as ones of its kind."""
    if any(isinstance(column.type, declared) for declared, _ in _DECLARED):
        return column
    match kind:
        case Kind.DATE:
            return type_coerce(column, Date())
        case Kind.DATETIME:
            return type_coerce(column, DateTime())
        case Kind.INTEGER:
            return cast(column, BigInteger())
        case Kind.NUMBER:
            return cast(column, Double())
        case Kind.STRING | Kind.BOOLEAN:
            return type_coerce(column, String())


def _kind_of_values(connection: Connection, column: Column[Any]) -> Kind:
    storage_class = dialect_of(connection).storage_class.format(column=column.name)
    query = select(literal_column(storage_class)).select_from(column.table).where(column.is_not(None)).distinct()
    found = set(connection.scalars(query))
    if "text" in found or not found:
        return Kind.STRING
    return Kind.NUMBER if "real" in found else Kind.INTEGER
