"""What schema.sql says of its tables, views and columns, read from its comments.

The comment above a table, view or column is what it is. Of a view's columns its comment has lines of their own, set in:

    --   answer_rate: Share of the questions that were answered.
"""

import re
from typing import NamedTuple

_TABLE = re.compile(r"CREATE TABLE (\w+) \(")
_COLUMN = re.compile(r" {4}([a-z]\w*) +[A-Z]")
_VIEW = re.compile(r"((?:^--.*\n)+)CREATE VIEW (\w+)", re.MULTILINE)
_VIEW_COLUMN = re.compile(r"^-- {3}(\w+): (.+(?:\n-- {5}.+)*)\n", re.MULTILINE)

# Where tables call different things by one name, a view's column of that name is that of the last of these that has it.
_HEART = ("question_event", "deputy", "question_text", "question")


class Comment(NamedTuple):
    """What a TABLE, VIEW or COLUMN of this name, e.g. question.state, is."""

    kind: str
    name: str
    text: str


class ColumnComments:
    """What the columns of tables and views are.

    A view's that it says nothing of is what tables call so: those of the heart of the database, else the only one that
    has the name, or several that agree. What no table knows is as the first view that tells it has it.
    """

    def __init__(self, sql: str):
        tables = {(table, column): told for table, column, told in comments(sql) if column is not None}
        views = _view_columns(sql)
        self._own = tables | views
        self._by_name = {column: told for (_, column), told in reversed(views.items())} | _agreed(tables)

    def of(self, relation: str, column: str) -> str:
        """Return what a column is, nothing where schema.sql does not tell."""
        return self._own.get((relation, column)) or self._by_name.get(column, "")


def comments(sql: str) -> list[tuple[str, str | None, str]]:
    """Return the comments of a schema file as (table, column or None for the table itself, text)."""
    found: list[tuple[str, str | None, str]] = []
    above: list[str] = []
    table = ""
    for line in sql.splitlines():
        if line.lstrip().startswith("--"):
            above.append(line.lstrip()[2:].strip())
            continue
        if named := _TABLE.match(line):
            table = named[1]
            found.append((table, None, " ".join(above)))
        elif (column := _COLUMN.match(line)) and above:
            found.append((table, column[1], " ".join(above)))
        above = []
    return found


def view_comments(sql: str) -> list[tuple[str, str]]:
    """Return the comments of a schema file's views as (view, text), without those of their columns."""
    return [(view, _joined(_VIEW_COLUMN.sub("", above))) for above, view in _VIEW.findall(sql)]


def _view_columns(sql: str) -> dict[tuple[str, str], str]:
    return {
        (view, column): _joined(told)
        for above, view in _VIEW.findall(sql)
        for column, told in _VIEW_COLUMN.findall(above)
    }


def _agreed(tables: dict[tuple[str, str], str]) -> dict[str, str]:
    said: dict[str, set[str]] = {}
    for (_, column), told in tables.items():
        said.setdefault(column, set()).add(told)
    agreed = {column: told.pop() for column, told in said.items() if len(told) == 1}
    for heart in _HEART:
        agreed |= {column: told for (table, column), told in tables.items() if table == heart}
    return agreed


def _joined(comment: str) -> str:
    return " ".join(line.removeprefix("--").strip() for line in comment.splitlines())
