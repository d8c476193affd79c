"""Which landed runs have nothing left to give: ended, old enough, and in the database to their last byte."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from etl.merge import reflect
from etl.runs import loaded_bytes, utc
from parliament.landing import FILES, runs


def spent_runs(engine: Engine, landing: Path, before: datetime) -> list[Path]:
    """Return the folders of the runs that ended before a time and are loaded completely."""
    found = []
    with engine.connect() as connection:
        tables = reflect(connection)
        for run in runs(landing):
            if run.finished_at is None or utc(run.finished_at) >= utc(before.isoformat()):
                continue
            loaded, folder = loaded_bytes(connection, tables, run.run_id), landing / run.run_id
            if all(_size(folder / name) == loaded.get(name, 0) for name in FILES.values()):
                found.append(folder)
    return found


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
