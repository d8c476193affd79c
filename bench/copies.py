"""What it takes to find copied questions among 320,000: from nothing, and after one in a hundred changed."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.near_copies import Corpus
from bench.result import Result
from bench.rows import changed, note_author, questions, run_of
from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from parliament.landing import FILES, LandingWriter
from parliament.records import Deputy, Question
from soak.databases import sqlite_in

COUNT = 320_000
SHARE_CHANGED = 100
TOPICS = 2_000
# How many questions say the same: about two in three are alone.
SIZES = (1,) * 20 + (2, 2, 5)
LARGE_CLUSTER, EVERY = 60, 1_000
SECONDS, MEGABYTES, SECONDS_AGAIN = 240, 800, 60

# A process of its own: its peak and its processor time are those of the search for copies alone.
REFRESH = """
import json, resource, sys, time
from dataclasses import asdict
from etl.copies import refresh_copies
from etl.database import connect
report = refresh_copies(connect(sys.argv[1]))
spent = {"busy": time.process_time(), "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
print(json.dumps(asdict(report) | spent))
"""


def copies() -> list[Result]:
    """Find the copies in a SQLite database of made-up questions."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = sqlite_in(folder)("copies")
        ensure_schema(connect(address))
        some = _land(folder / "landing", 0, _told(COUNT))
        load(connect(address), folder / "landing")
        first = _spent(address)
        _land(folder / "landing", 1, (changed(line, 1) for line in some))
        load(connect(address), folder / "landing")
        again = _spent(address)
    # A changed question whose hash came out the same is none for the database.
    if first["signed"] != COUNT or not 0.98 * len(some) < again["signed"] <= len(some):
        raise AssertionError(f"{first['signed']} and {again['signed']} questions were signed")
    return [
        Result(f"copies found among {COUNT:,} texts, processor time", round(first["busy"], 1), "s", target=SECONDS),
        Result(f"peak memory of finding copies among {COUNT:,}", round(first["peak"]), "MB", target=MEGABYTES),
        Result("copies found again, 1 % changed, processor time", round(again["busy"], 1), "s", target=SECONDS_AGAIN),
        Result("questions that have copies", first["clustered"], f"in {first['clusters']:,} clusters"),
    ]


def _told(count: int) -> Iterator[str]:
    """Yield questions, each as one line of JSON, among them copies near and far."""
    for line, said in zip(questions(count), _texts(), strict=False):
        record = json.loads(line) | {"question_text": said}
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _texts() -> Iterator[str]:
    corpus, told = Corpus(1, TOPICS), 0
    while True:
        body = corpus.body()
        size = LARGE_CLUSTER if told % EVERY == 0 else corpus.dice.choice(SIZES)
        told += 1
        for copy in range(size):
            yield corpus.text(corpus.changed(body, corpus.dice.uniform(0.1, 0.4)) if copy else body)


def _land(landing: Path, number: int, lines: Iterator[str]) -> list[str]:
    """Land questions and their authors; return one question in so many."""
    run = run_of(COUNT, number)
    LandingWriter(landing / run.run_id, run).close()
    asked: dict[str, str] = {}
    some = []
    with (landing / run.run_id / FILES[Question]).open("w", encoding="utf-8") as file:
        for place, line in enumerate(lines):
            file.write(line + "\n")
            note_author(line, asked)
            if place % SHARE_CHANGED == 0:
                some.append(line)
    authors = "".join(f"{line}\n" for line in asked.values())
    (landing / run.run_id / FILES[Deputy]).write_text(authors, encoding="utf-8")
    return some


def _spent(address: str) -> dict[str, float]:
    command = [sys.executable, "-c", REFRESH, address]
    told: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return told
