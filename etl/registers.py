"""The registers that the project itself brings: legislatures and political groups."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, MetaData, Table, and_, insert, select, update

from parliament.groups import GROUPS
from parliament.legislatures import LEGISLATURES


def fill_registers(connection: Connection) -> None:
    """Bring legislatures, groups and their spellings in line with ``parliament``; write only what differs."""
    for table, row in _differing(connection):
        keys = [column.name for column in table.primary_key]
        match = and_(*(table.c[key] == row[key] for key in keys))
        values = {name: value for name, value in row.items() if name not in keys}
        if not values or connection.execute(update(table).where(match).values(**values)).rowcount == 0:
            connection.execute(insert(table).values(**row))


def registers_stand(connection: Connection) -> bool:
    """Tell whether the registers are in line with ``parliament``."""
    return not _differing(connection)


def _differing(connection: Connection) -> list[tuple[Table, dict[str, Any]]]:
    """Return the rows of the registers that the database has not, in the order in which they refer to each other."""
    tables = MetaData()
    found = []
    for name, rows in (
        ("legislature", _legislatures()),
        ("political_group", _groups()),
        ("political_group_spelling", _spellings()),
    ):
        table = Table(name, tables, autoload_with=connection)
        stand = [dict(row) for row in connection.execute(select(table)).mappings()]
        found += [(table, row) for row in rows if row not in stand]
    return found


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
