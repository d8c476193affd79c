"""What else one might load with, into one bare table with a key and without any check, beside our own load.

Each connects as its documentation shows, with the database's own settings; on SQLite the last line has ours.
"""

import gc
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import sqlite_utils
from sqlalchemy import Column, Engine, MetaData, Table, Text, create_engine, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, registry

from bench.loads import Records, bare_table, seconds_of
from bench.result import Result
from bench.rows import questions
from etl.database import connect
from soak.databases import Fresh, sqlite_in
from soak.databases import postgresql as postgresql_server

# One row at a time is too slow for more; a rate is a rate.
COUNT = 10_000
NAME, KEY = "bare", "question_id"


def others() -> list[Result]:
    """Load the same rows with pandas.to_sql, an ORM, sqlite-utils and statements of one row."""
    rows = [_flat(json.loads(line)) for line in questions(COUNT)]
    gc.collect()
    gc.freeze()
    try:
        with tempfile.TemporaryDirectory() as folder, postgresql_server() as server:
            return _lines("SQLite", sqlite_in(Path(folder)), rows) + _lines("PostgreSQL", server, rows)
    finally:
        gc.unfreeze()


def _lines(kind: str, fresh: Fresh, rows: Records) -> list[Result]:
    floor = len(rows) / seconds_of(fresh("others-floor"), lambda engine: bare_table(engine, rows))
    ways: list[tuple[str, Callable[[str], Engine], Callable[[Engine, Records], None]]] = [
        ("pandas.to_sql", _plain, to_sql),
        ("ORM, add and commit per item", _plain, orm),
        ("upsert and commit per item", _plain, row_by_row),
    ]
    if kind == "SQLite":
        ways += [
            ("sqlite-utils, upsert per item", _plain, item_by_item),
            ("sqlite-utils, upsert_all", _plain, all_at_once),
            ("upsert and commit per item with our settings", connect, row_by_row),
        ]
    return [_line(f"{name}, one table, {kind}", to(fresh(f"others-{place}")), way, rows, floor)
            for place, (name, to, way) in enumerate(ways)]  # fmt: skip


def _line(name: str, engine: Engine, way: Callable[[Engine, Records], None], rows: Records, floor: float) -> Result:
    began = time.perf_counter()
    way(engine, rows)
    rate = len(rows) / (time.perf_counter() - began)
    with engine.connect() as connection:
        written = connection.scalar(text(f"SELECT count(*) FROM {NAME}"))  # noqa: S608
    engine.dispose()
    if written != len(rows):
        raise AssertionError(f"{name}: {written} of {len(rows)} rows")
    return Result(name=name, value=round(rate), unit="questions/s", floor=round(floor), ratio=round(rate / floor, 3))


def to_sql(engine: Engine, rows: Records) -> None:
    """Write a DataFrame, in chunks."""
    pd.DataFrame(rows).to_sql(NAME, engine, index=False, chunksize=1_000)


def orm(engine: Engine, rows: Records) -> None:
    """Add and commit each row as an object, as Scrapy pipelines often do."""
    table = _table(engine, rows)

    class Row:
        pass

    registry().map_imperatively(Row, table)
    with Session(engine) as session:
        for row in rows:
            item = Row()
            for name, value in row.items():
                setattr(item, name, value)
            session.add(item)
            session.commit()


def row_by_row(engine: Engine, rows: Records) -> None:
    """Upsert each row with a statement of its own, as pipelines without an ORM do."""
    table = _table(engine, rows)
    dialect: Any = postgresql if engine.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(table)
    names = [name for name in rows[0] if name != KEY]
    upsert = insert.on_conflict_do_update(index_elements=[KEY], set_={name: insert.excluded[name] for name in names})
    with engine.connect() as connection:
        for row in rows:
            connection.execute(upsert, row)
            connection.commit()


def item_by_item(engine: Engine, rows: Records) -> None:
    """Upsert each row with the library that Datasette's users load with."""
    database = sqlite_utils.Database(sqlite3.connect(str(engine.url.database)))
    for row in rows:
        database.table(NAME).upsert(row, pk=KEY)
    database.close()


def all_at_once(engine: Engine, rows: Records) -> None:
    """Upsert all rows with that library in one call."""
    database = sqlite_utils.Database(sqlite3.connect(str(engine.url.database)))
    database.table(NAME).upsert_all(rows, pk=KEY)
    database.close()


def _plain(address: str) -> Engine:
    """Return an engine without the settings of ours."""
    return create_engine(connect(address).url)


def _table(engine: Engine, rows: Records) -> Table:
    metadata = MetaData()
    table = Table(NAME, metadata, *(Column(name, Text, primary_key=name == KEY) for name in rows[0]))
    metadata.create_all(engine)
    return table


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record as a row of texts."""
    return {name: _text(value) for name, value in record.items()}


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return None if value is None else str(value)
