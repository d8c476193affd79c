"""Reading the archive again on two processes, compared with bare lxml and json on the same pages."""

import json
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from lxml import html

from bench.demo_nights import AT_ONCE, START, demo_nights
from bench.result import Result
from cli.loop import SOURCE, open_database
from cli.places import Places, places
from etl.known import known_records
from parliament.landing import LandingWriter, Run
from scraper.archive_choice import Choice, Copy, newest_copies
from scraper.archive_reader import ArchiveReader
from scraper.archives import Archives
from scraper.reparse import Progress, Reparse

QUESTIONS = 3_000
RUNS = 5
PROCESSES = 2
AS_JSON = ("document", "data")


def reparse_speed() -> Result:
    """Read two demo sites, then all of their archive again and again; the ratio is the median of the pairs."""
    with tempfile.TemporaryDirectory() as folder:
        with demo_nights(QUESTIONS, Path(folder)) as demo:
            demo.read(delay=AT_ONCE)
        where = places(Path(folder), None)
        pairs = [(speed(where), floor_of(where)) for _ in range(RUNS)]
    return Result(
        name=f"reparse from the archive, {PROCESSES} processes",
        value=round(median(ours for ours, _ in pairs), 1),
        unit="pages/s",
        floor=round(median(floor for _, floor in pairs), 1),
        ratio=round(median(ours / floor for ours, floor in pairs), 3),
        target=0.5,
    )


def speed(where: Places) -> float:
    """Return the pages per second of a reparse that finds no difference, once every process has begun."""
    marks: list[tuple[float, int]] = []

    def on_progress(at: Progress) -> None:
        marks.append((time.perf_counter(), at.pages))

    run = Run(run_id="bench", source=SOURCE, scope={}, started_at=f"{START} 00:00:00")
    with tempfile.TemporaryDirectory() as folder:
        writer = LandingWriter(Path(folder) / "bench", run)
        reading = Reparse(where.archive, Choice(), writer, known_records(open_database(where), SOURCE))
        done = reading.run(processes=PROCESSES, on_progress=on_progress)
        writer.close()
    if done.items + done.rejected:
        raise AssertionError(f"unchanged parsers made a difference: {done}")
    (began, before), (ended, after) = marks[PROCESSES - 1], marks[-1]
    return (after - before) / (ended - began)


def floor_of(where: Places) -> float:
    """Return how many pages a second so many processes parse, without starting them and reading the archive."""
    copies = list(newest_copies(Archives(where.archive), Choice()))
    shares = [copies[first::PROCESSES] for first in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        return len(copies) / max(pool.map(seconds_of_parsing, shares))


def seconds_of_parsing(copies: Sequence[Copy]) -> float:
    """Parse the pages of one archive, one after the other."""
    spent = 0.0
    with closing(ArchiveReader(copies[0].path)) as archive:
        for copy in copies:
            body = archive.page(copy.page_id).body
            started = time.perf_counter()
            json.loads(body) if copy.kind in AS_JSON else html.document_fromstring(body)
            spent += time.perf_counter() - started
    return spent
