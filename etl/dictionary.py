"""The data dictionary: every table and view with its columns and what schema.sql says of them.

``python -m etl.dictionary`` prints it as Markdown; ``make dictionary`` writes docs/data-dictionary.md.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Inspector, inspect

from etl.comments import comments, view_comments
from etl.database import connect
from etl.schema import column_comments, create_tables, schema_sql

HEAD = """# Data dictionary

Made of the comments of `schema.sql` by `make dictionary`; on PostgreSQL `\\d+ question` shows the same. A dot (•)
marks the columns of a key, an arrow (→) the table that a column refers to. Dates are days; times are UTC, without
a zone. Views come after the tables.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; of a view's the name and what it is. ``refers_to`` is the table that a foreign key names."""

    name: str
    type: str = ""
    required: bool = False
    in_key: bool = False
    refers_to: str | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view, in the order of schema.sql."""

    name: str
    is_view: bool
    comment: str
    columns: tuple[Column, ...]


def dictionary() -> list[Relation]:
    """Return all tables, then all views, as a fresh SQLite database has them."""
    engine = connect("sqlite://")
    try:
        with engine.connect() as connection:
            create_tables(connection)
            return _relations(connection)
    finally:
        engine.dispose()


def as_markdown(relations: list[Relation]) -> str:
    """Return the dictionary as a document."""
    index = [
        f"{'Views' if are_views else 'Tables'}: "
        + " · ".join(f"[{one.name}](#{one.name})" for one in relations if one.is_view is are_views)
        for are_views in (False, True)
    ]
    return "\n".join([HEAD, *(f"{line}\n" for line in index), *map(_section, relations)])


def _relations(connection: Connection) -> list[Relation]:
    inspector, sql = inspect(connection), schema_sql()
    said = {(table, column): text for table, column, text in comments(sql)}
    tables = [
        Relation(table, False, text, _columns_of_table(inspector, table, said))
        for (table, column), text in said.items()
        if column is None
    ]
    views = [Relation(view, True, text, _columns_of_view(inspector, view)) for view, text in view_comments(sql)]
    return tables + views


def _columns_of_table(inspector: Inspector, table: str, said: dict[tuple[str, str | None], str]) -> tuple[Column, ...]:
    key = inspector.get_pk_constraint(table)["constrained_columns"]
    refers_to = {
        column: reference["referred_table"]
        for reference in inspector.get_foreign_keys(table)
        for column in reference["constrained_columns"]
    }
    return tuple(
        Column(
            name=column["name"],
            type=str(column["type"]).replace("DATETIME", "TIMESTAMP"),
            required=not column["nullable"],
            in_key=column["name"] in key,
            refers_to=refers_to.get(column["name"]),
            comment=said[table, column["name"]],
        )
        for column in inspector.get_columns(table)
    )


def _columns_of_view(inspector: Inspector, view: str) -> tuple[Column, ...]:
    names = (column["name"] for column in inspector.get_columns(view))
    return tuple(Column(name, comment=column_comments().of(view, name)) for name in names)


def _section(relation: Relation) -> str:
    lines = [f"## {relation.name}", "", _plain(relation.comment), ""]
    if relation.is_view:
        rows = (f"| `{column.name}` | {_plain(column.comment)} |" for column in relation.columns)
        return "\n".join([*lines, "| column | what |", "|---|---|", *rows, ""])
    return "\n".join([*lines, "| column | type | what |", "|---|---|---|", *map(_row, relation.columns), ""])


def _row(column: Column) -> str:
    type_ = column.type.lower() + ("" if column.required else ", may be empty")
    reference = f" → [{column.refers_to}](#{column.refers_to})" if column.refers_to else ""
    return f"| {'• ' if column.in_key else ''}`{column.name}` | {type_}{reference} | {_plain(column.comment)} |"


def _plain(comment: str) -> str:
    """Return a comment so that Markdown shows it as it stands."""
    return comment.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


if __name__ == "__main__":
    print(as_markdown(dictionary()), end="")  # noqa: T201
