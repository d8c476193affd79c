"""How a load grows: its peak memory and its time per question, of 10,000 and of 320,000 questions."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.result import Result
from bench.rows import note_author, questions, run_of
from parliament.landing import FILES, LandingWriter
from parliament.records import Deputy, Question
from soak.databases import Fresh, postgresql, sqlite_in

SMALL, LARGE = 10_000, 320_000
RUNS = 3
AT_MOST = 1.3
AT_MOST_MB = 400

# A process of its own: its peak is that of the load alone.
LOAD = """
import json, resource, sys, time
from pathlib import Path
from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
engine = connect(sys.argv[1])
ensure_schema(engine)
began = time.perf_counter()
report = load(engine, Path(sys.argv[2]))
seconds = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "peak": peak, "inserted": report.tables["question"].inserted}))
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a load took: seconds per question, and the most memory in MB."""

    seconds: float
    peak: float


def growth() -> list[Result]:
    """Load a small and a large landing zone, each into fresh databases."""
    with tempfile.TemporaryDirectory() as name, postgresql() as server:
        folder = Path(name)
        zones = {count: landed(folder / f"landing-{count}", count) for count in (SMALL, LARGE)}
        return [
            line
            for kind, fresh in (("SQLite", sqlite_in(folder)), ("PostgreSQL", server))
            for line in _lines(kind, fresh, zones)
        ]


def landed(zone: Path, count: int) -> Path:
    """Land so many questions, one after the other, so that the bench itself stays small."""
    run = run_of(count)
    folder = zone / run.run_id
    LandingWriter(folder, run).close()
    asked: dict[str, str] = {}
    with (folder / FILES[Question]).open("w", encoding="utf-8") as file:
        for line in questions(count):
            file.write(line + "\n")
            note_author(line, asked)
    (folder / FILES[Deputy]).write_text("".join(f"{line}\n" for line in asked.values()), encoding="utf-8")
    return zone


def _lines(kind: str, fresh: Fresh, zones: dict[int, Path]) -> list[Result]:
    small = [_spent(fresh(f"small-{number}"), zones[SMALL], SMALL) for number in range(RUNS)]
    large = _spent(fresh("large"), zones[LARGE], LARGE)
    few = sorted(small, key=lambda one: one.seconds)[RUNS // 2]
    peak = min(one.peak for one in small)
    return [
        Result(name=f"peak memory of a load of {LARGE:,}, {kind}", value=round(large.peak), unit="MB",
               floor=round(peak), ratio=round(large.peak / peak, 3), target=AT_MOST),
        Result(name=f"time per question of a load of {LARGE:,}, {kind}", value=round(large.seconds * 1e6), unit="µs",
               floor=round(few.seconds * 1e6), ratio=round(large.seconds / few.seconds, 3), target=AT_MOST),
    ]  # fmt: skip


def _spent(address: str, zone: Path, count: int) -> Spent:
    command = [sys.executable, "-c", LOAD, address, str(zone)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    if told["inserted"] != count:
        raise AssertionError(f"{told['inserted']} of {count} questions were inserted")
    return Spent(told["seconds"] / count, told["peak"])
