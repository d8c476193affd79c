"""What can be exported: the tables and views that schema.sql describes, with their columns and keys."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, inspect
from sqlalchemy.sql.elements import ColumnElement

from analysis.descriptions import descriptions
from analysis.errors import NoSuchThing
from analysis.exports.kinds import Kind, kind_of, typed
from etl.comments import view_comments
from etl.dialects import dialect_of
from etl.schema import column_comments, schema_sql
from parliament.people import nearest

# What tells the rows of a view apart, and is never empty; SQL does not say it of a view. One that is not here is put in
# order by all its columns.
KEYS_OF_VIEWS: dict[str, tuple[str, ...]] = {
    "question_flat": ("question_id",),
    "question_open": ("question_id",),
    "question_history": ("question_id", "known_from"),
    "question_text_history": ("question_id", "known_from"),
    "group_history": ("deputy_id", "legislature", "group_id"),
    "field_witness": ("question_id", "field"),
    "source_statement": ("question_id", "source"),
    "source_text": ("question_id", "source", "detail", "field"),
    "source_difference": ("question_id", "field"),
    "number_gap": ("legislature", "first_number"),
    "answer_due": ("legislature",),
    "answers_by_month": ("legislature", "month"),
    "answers_by_deputy": ("legislature", "deputy_id"),
    "backlog_by_month": ("legislature", "month"),
    "deputy_activity": ("legislature", "deputy_id"),
    "rubric_by_year": ("legislature", "year", "rubric"),
    "reattribution": ("legislature", "from_portfolio_id", "to_portfolio_id"),
    "portfolio_question": ("portfolio_id", "question_id"),
    "copied_question": ("cluster_id",),
    "copied_question_asker": ("cluster_id", "place"),
    "joint_answer": ("answer_group_id",),
}
# Numbers and hashes that mean nothing outside this program.
INTERNAL = {"question_signature"}


@dataclass(frozen=True, slots=True)
class Field:
    """One column; ``required`` tells that it is never empty."""

    name: str
    kind: Kind
    description: str
    required: bool
    value: ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Relation:
    """One table or view; ``key`` is empty for a view whose key nobody has told."""

    name: str
    description: str
    is_view: bool
    table: Table
    fields: tuple[Field, ...]
    key: tuple[str, ...]

    def field(self, name: str) -> Field:
        """Return a column by its name; raise NoSuchThing, with all names, for one it does not have."""
        for field in self.fields:
            if field.name == name:
                return field
        known = ", ".join(field.name for field in self.fields)
        raise NoSuchThing(f"{self.name} has no column {name!r}; it has {known}")

    def has(self, name: str) -> bool:
        """Tell whether there is a column of that name."""
        return any(field.name == name for field in self.fields)


def exportable(connection: Connection) -> dict[str, str]:
    """Return the names of what can be exported, with descriptions: views first, each in the order of schema.sql.

    What the database holds besides, as the tables of an index, is left out, and so is what copies are found by.
    """
    inspector = inspect(connection)
    there = {*inspector.get_table_names(), *inspector.get_view_names()} - INTERNAL
    return {name: description for name, description in descriptions().items() if name in there}


def relation_named(connection: Connection, name: str) -> Relation:
    """Return a table or view with its columns; raise NoSuchThing for one that cannot be exported."""
    known = exportable(connection)
    if name not in known:
        meant = nearest(name, known)
        hint = f"; did you mean {' or '.join(meant)}?" if meant else ""
        raise NoSuchThing(f"there is no table or view {name!r}{hint} --list shows them all")
    table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
    dialect_of(connection).settle(table)
    is_view = name in dict(view_comments(schema_sql()))
    return Relation(
        name=name,
        description=known[name],
        is_view=is_view,
        table=table,
        fields=tuple(_field(connection, table, column) for column in table.columns),
        key=_key(table, is_view=is_view),
    )


def _field(connection: Connection, table: Table, column: Column[Any]) -> Field:
    # SQLAlchemy's names are texts of a kind of its own.
    name = str(column.name)
    kind = kind_of(connection, column)
    description = column_comments().of(table.name, name)
    return Field(name, kind, description, not column.nullable, typed(column, kind))


def _key(table: Table, *, is_view: bool) -> tuple[str, ...]:
    if not is_view:
        return tuple(column.name for column in table.primary_key.columns)
    key = KEYS_OF_VIEWS.get(table.name, ())
    return key if set(key) <= set(table.columns.keys()) else ()
