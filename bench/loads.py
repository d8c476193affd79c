"""Loads compared with what the database takes at the least for the same rows: one bare table, nothing checked."""

import gc
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, text

from bench.result import Result
from bench.rows import authors, changed, questions, run_of
from etl.database import connect
from etl.dialects import dialect_of
from etl.load import load, load_records
from etl.schema import ensure_schema
from parliament.landing import FILES, LandingWriter
from parliament.records import Deputy, Question
from soak.databases import Fresh, postgresql, sqlite_in

COUNT = 100_000
RUNS = 5
SHARE_CHANGED = 100

Records = list[dict[str, Any]]


def first_loads() -> list[Result]:
    """Load rows that are in memory into fresh databases, history on."""
    lines = list(questions(COUNT))
    deputies = [json.loads(line) for line in authors(lines)]
    rows = [json.loads(line) for line in lines]
    gc.collect()
    # The rows are the bench's own: what is measured need not walk them whenever Python looks for garbage.
    gc.freeze()
    try:
        with tempfile.TemporaryDirectory() as folder, postgresql() as server:
            return [
                _first_load("first load, SQLite", sqlite_in(Path(folder)), deputies, rows, 0.35),
                _first_load("first load, PostgreSQL", server, deputies, rows, 0.30),
            ]
    finally:
        gc.unfreeze()


def _first_load(name: str, fresh: Fresh, deputies: Records, rows: Records, target: float) -> Result:
    pairs = []
    for number in range(RUNS):
        floor = seconds_of(fresh(f"floor-{number}"), lambda engine: bare_table(engine, rows))
        address = fresh(f"ours-{number}")
        # Not within the seconds; and a connection left open would keep a first load from doing without SQLite's log.
        seconds_of(address, ensure_schema)
        ours = seconds_of(
            address, lambda engine: load_records(engine, run_of(COUNT), {Deputy: deputies, Question: rows})
        )
        pairs.append((len(rows) / ours, len(rows) / floor))
    return compared(name, pairs, "questions/s", target)


def bare_table(engine: Engine, rows: Records) -> None:
    """Write rows into a table of their columns, without keys, the fastest way that the driver has."""
    columns = list(rows[0])
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL default_toast_compression = 'lz4'"))
        connection.execute(text(f"CREATE TABLE bare ({', '.join(f'{name} TEXT' for name in columns)})"))
        tuples = (tuple(_flat(row[name]) for name in columns) for row in rows)
        dialect_of(connection).insert_rows(connection, "bare", columns, tuples)


def _flat(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list) else value


def seconds_of(address: str, work: Callable[[Engine], object]) -> float:
    """Return how long some work on a database takes."""
    engine = connect(address)
    began = time.perf_counter()
    work(engine)
    seconds = time.perf_counter() - began
    engine.dispose()
    return seconds


def compared(name: str, pairs: list[tuple[float, float]], unit: str, target: float | None) -> Result:
    """Return the medians of ours and of the floor, and the median of their ratios."""
    return Result(
        name=name,
        value=round(median(ours for ours, _ in pairs)),
        unit=unit,
        floor=round(median(floor for _, floor in pairs)),
        ratio=round(median(ours / floor for ours, floor in pairs), 3),
        target=target,
    )


def loads_again() -> list[Result]:
    """Load a landing zone again: with nothing changed, and with a later run that found one question in 100 changed."""
    with tempfile.TemporaryDirectory() as name, postgresql() as server:
        folder = Path(name)
        lines = list(questions(COUNT))
        land(folder / "zone", lines, number=0)
        return [
            line
            for kind, fresh in (("SQLite", sqlite_in(folder)), ("PostgreSQL", server))
            for line in _loads_again(kind, fresh("again"), folder, lines)
        ]


def _loads_again(kind: str, address: str, folder: Path, lines: list[str]) -> list[Result]:
    engine = connect(address)
    ensure_schema(engine)
    load(engine, folder / "zone")
    (first,) = (folder / "zone").iterdir()
    unchanged, again = [], []
    for number in range(RUNS):
        floor = _reading(folder / "zone")
        began = time.perf_counter()
        report = load(engine, folder / "zone", everything=True)
        seconds = time.perf_counter() - began
        if any(one.inserted or one.updated for one in report.tables.values()):
            raise AssertionError(f"loading the same again wrote rows: {report.tables}")
        unchanged.append((len(lines) / seconds, len(lines) / floor))
        zone = folder / f"{kind}-{number}"
        land(zone, [changed(line, number + 1) for line in lines[number::SHARE_CHANGED]], number=number + 1)
        (zone / first.name).symlink_to(first, target_is_directory=True)
        began = time.perf_counter()
        load(engine, zone, everything=True)
        again.append((len(lines) / (time.perf_counter() - began), len(lines) / seconds))
    engine.dispose()
    return [
        compared(f"load again, nothing changed, {kind}", unchanged, "questions/s", 0.5),
        compared(f"load again, 1 % changed, {kind}", again, "questions/s", 0.8),
    ]


def land(zone: Path, lines: list[str], *, number: int) -> None:
    """Write a run that has read these questions."""
    run = run_of(len(lines), number)
    LandingWriter(zone / run.run_id, run).close()
    for kind, found in ((Question, lines), (Deputy, authors(lines))):
        (zone / run.run_id / FILES[kind]).write_text("\n".join(found) + "\n", encoding="utf-8")


def _reading(zone: Path) -> float:
    """Return the seconds that reading the lines of all files and json.loads take alone."""
    began = time.perf_counter()
    for path in zone.glob("*/*.jsonl"):
        with path.open("rb") as file:
            for line in file:
                json.loads(line)
    return time.perf_counter() - began
