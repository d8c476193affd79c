"""The registers that the project itself brings: legislatures and political groups."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, MetaData, Table, and_, insert, or_, select, update

from parliament.groups import GROUPS
from parliament.legislatures import LEGISLATURES


def fill_registers(connection: Connection) -> None:
    """Bring legislatures, groups and their spellings in line with ``parliament``; write only what differs."""
    tables = MetaData()
    for name, rows in (
        ("legislature", _legislatures()),
        ("political_group", _groups()),
        ("political_group_spelling", _spellings()),
    ):
        table = Table(name, tables, autoload_with=connection)
        for row in rows:
            _put(connection, table, row)


def _put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    keys = [column.name for column in table.primary_key]
    match = and_(*(table.c[key] == row[key] for key in keys))
    if connection.execute(select(1).select_from(table).where(match)).first() is None:
        connection.execute(insert(table).values(**row))
    elif values := {name: value for name, value in row.items() if name not in keys}:
        differs = or_(*(table.c[name].is_distinct_from(value) for name, value in values.items()))
        connection.execute(update(table).where(match, differs).values(**values))


def _legislatures() -> Iterator[dict[str, Any]]:
    for one in LEGISLATURES.values():
        yield {"legislature": one.number, "starts_on": one.starts_on, "ends_on": one.ends_on}


def _groups() -> Iterator[dict[str, Any]]:
    for one in GROUPS:
        yield {
            "group_id": one.organe,
            "legislature": one.legislature,
            "acronym": one.acronym,
            "name": one.name,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
        }


def _spellings() -> Iterator[dict[str, Any]]:
    for one in GROUPS:
        for spelling in {one.acronym, one.name, *one.spellings}:
            yield {"legislature": one.legislature, "spelling": spelling, "group_id": one.organe}
