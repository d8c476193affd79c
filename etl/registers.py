"""The registers that the project itself brings: legislatures, political groups, and all about ministries.

What they hold is compared row by row, so that a database in line with them is only read. A row that left a register is
deleted where it is a part of another one; a ministry, portfolio or government goes once nothing is resolved to it any
more (``delete_gone``); a legislature or group stays, for questions and mandates refer to it.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, MetaData, Table, and_, insert, text, update

from etl.witnesses import WITNESSES
from parliament.groups import GROUPS
from parliament.legislatures import LEGISLATURES
from parliament.ministries.register import GOVERNMENTS, HOLDERS, MINISTRIES, PORTFOLIOS
from parliament.sources import SOURCES

Row = dict[str, Any]

# Tables whose rows nothing refers to.
PARTS = ("witness", "political_group_spelling", "ministry_attachment", "ministry_holder", "ministry_portfolio")
RESOLVED_TO = ("ministry", "portfolio", "government")


def fill_registers(connection: Connection) -> None:
    """Bring the registers in line with ``parliament``; write only what differs."""
    registers = _registers()
    known = MetaData()
    known.reflect(connection, only=[name for name, _ in registers], resolve_fks=False)
    for name, rows in registers:
        stand = _stand(connection, name, rows[0])
        (_replace if name in PARTS else _write_over)(connection, known.tables[name], rows, stand)


def registers_stand(connection: Connection) -> bool:
    """Tell whether the registers are in line with ``parliament``."""
    for name, rows in _registers():
        due = {_plain(row) for row in rows}
        stand = {_plain(row) for row in _stand(connection, name, rows[0])}
        if due - stand or (name in PARTS and stand - due):
            return False
    return True


def delete_gone(connection: Connection) -> None:
    """Delete the ministries, portfolios and governments that left the register; nothing may refer to them any more."""
    registers = dict(_registers())
    for name in RESOLVED_TO:
        key = f"{name}_id"
        kept = {row[key] for row in registers[name]}
        gone = [row for row in _stand(connection, name, {key: None}) if row[key] not in kept]
        _delete(connection, name, [key], gone)


def _registers() -> list[tuple[str, list[Row]]]:
    """Return the rows of every register, in the order in which they refer to each other."""
    return [
        ("source", list(_sources())),
        ("witness", list(_witnesses())),
        ("legislature", list(_legislatures())),
        ("political_group", list(_groups())),
        ("political_group_spelling", list(_spellings())),
        ("government", list(_governments())),
        ("portfolio", list(_portfolios())),
        ("ministry", list(_ministries())),
        ("ministry_attachment", list(_attachments())),
        ("ministry_holder", list(_holders())),
        ("ministry_portfolio", list(_ministry_portfolios())),
    ]


def _stand(connection: Connection, table: str, like: Row) -> list[Row]:
    found = connection.execute(text(f"SELECT {', '.join(like)} FROM {table}"))  # noqa: S608
    return [dict(row) for row in found.mappings()]


def _plain(row: Row) -> tuple[str | None, ...]:
    # SQLite gives dates as text.
    return tuple(None if value is None else str(value) for value in row.values())


def _replace(connection: Connection, table: Table, rows: list[Row], stand: list[Row]) -> None:
    """Delete the rows that are not due and insert those that are missing.

    Never written over: two portfolios of a ministry that change places would be the same for a moment.
    """
    due, held = {_plain(row): row for row in rows}, {_plain(row): row for row in stand}
    keys = [key.name for key in table.primary_key]
    _delete(connection, table.name, keys, [row for plain, row in held.items() if plain not in due])
    _insert(connection, table, [row for plain, row in due.items() if plain not in held])


def _write_over(connection: Connection, table: Table, rows: list[Row], stand: list[Row]) -> None:
    """Insert the rows that are missing and write over those that differ; what is not due stays."""
    keys = [key.name for key in table.primary_key]
    held = {tuple(row[key] for key in keys): _plain(row) for row in stand}
    _insert(connection, table, [row for row in rows if tuple(row[key] for key in keys) not in held])
    for row in rows:
        if held.get(tuple(row[key] for key in keys), _plain(row)) != _plain(row):
            match = and_(*(table.c[key] == row[key] for key in keys))
            connection.execute(update(table).where(match).values(row))


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _delete(connection: Connection, table: str, keys: list[str], rows: list[Row]) -> None:
    match = " AND ".join(f"{key} = :{key}" for key in keys)
    for row in rows:
        connection.execute(text(f"DELETE FROM {table} WHERE {match}"), {key: row[key] for key in keys})  # noqa: S608


def _sources() -> Iterator[Row]:
    for one in SOURCES.values():
        yield asdict(one)


def _witnesses() -> Iterator[Row]:
    for one in WITNESSES:
        yield {"source": one.source, "detail": one.detail, "place": one.place}


def _legislatures() -> Iterator[Row]:
    for one in LEGISLATURES.values():
        yield {"legislature": one.number, "starts_on": one.starts_on, "ends_on": one.ends_on}


def _groups() -> Iterator[Row]:
    for one in GROUPS:
        yield {
            "group_id": one.organe,
            "legislature": one.legislature,
            "acronym": one.acronym,
            "name": one.name,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
        }


def _spellings() -> Iterator[Row]:
    for one in GROUPS:
        for spelling in {one.acronym, one.name, *one.spellings}:
            yield {"legislature": one.legislature, "spelling": spelling, "group_id": one.organe}


def _governments() -> Iterator[Row]:
    for one in GOVERNMENTS.values():
        yield {
            "government_id": one.government_id,
            "name": one.name,
            "starts_on": one.starts_on,
            "ends_before": one.ends_before,
            "derived": "|".join(one.derived),
        }


def _portfolios() -> Iterator[Row]:
    for one in PORTFOLIOS.values():
        yield {"portfolio_id": one.portfolio_id, "name": one.name, "covers": one.covers}


def _ministries() -> Iterator[Row]:
    for one in MINISTRIES.values():
        yield {
            "ministry_id": one.ministry_id,
            "government_id": one.government_id,
            "name": one.name,
            "short_name": one.short_name,
            "rank": one.rank,
            "starts_on": one.starts_on,
            "ends_before": one.ends_before,
            "derived": "|".join(one.derived),
        }


def _attachments() -> Iterator[Row]:
    for one in MINISTRIES.values():
        for other in one.attached_to:
            yield {"ministry_id": one.ministry_id, "attached_to": other}


def _holders() -> Iterator[Row]:
    for one in HOLDERS:
        yield {
            "ministry_id": one.ministry_id,
            "person_id": one.person_id,
            "starts_on": one.starts_on,
            "ends_before": one.ends_before,
            "name": one.name,
            "title": one.title,
        }


def _ministry_portfolios() -> Iterator[Row]:
    for one in MINISTRIES.values():
        for position, portfolio in enumerate(one.portfolios, start=1):
            yield {"ministry_id": one.ministry_id, "position": position, "portfolio_id": portfolio}
