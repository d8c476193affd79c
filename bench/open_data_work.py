"""An archive of the Assembly's open data landed, or only read: the process to measure, with no more than that needs."""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import ijson

from parliament.landing import LandingWriter, Run
from scraper.open_data_archive import elements
from scraper.open_data_landing import land_questions
from scraper.open_data_reading import QUESTION
from scraper.sites.assemblee.usual_question import usual_questions
from scraper.workers import cores

LEGISLATURE = 17
IN_ONE_FILE = "questionsEcrites.question.item"


def ours(path: Path) -> int:
    """Land an archive; return how many questions landed."""
    with tempfile.TemporaryDirectory() as folder:
        writer = LandingWriter(Path(folder) / "bench", Run(run_id="bench", source="assemblee", scope={}, started_at=""))
        done = land_questions(
            path,
            legislature=LEGISLATURE,
            url="https://example.invalid/questions.json.zip",
            fetched_at=datetime(2026, 1, 1, 2, 0, tzinfo=UTC),
            writer=writer,
            known={},
            authors={},
        )
        writer.close()
    return done.landed


def floor(path: Path) -> int:
    """Read an archive's JSON, all of a small file at once, a large one by ijson; return how many questions it holds."""
    with ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > 1:
            return sum("question" in json.loads(archive.read(member)) for member in members)
        with archive.open(members[0]) as file:
            return sum(1 for _ in ijson.items(file, IN_ONE_FILE))


def reader(path: Path) -> int:
    """Read an archive's JSON as a landing does, and do nothing with it; return how many questions it holds."""
    read = (usual_questions(one.json, cut_out=one.cut_out) for one in elements(path, QUESTION, in_runs=True))
    return sum(map(len, read))


def main() -> None:
    """Do the work named with the archive given; print questions, seconds, and the peak of all processes in MB."""
    work: Callable[[Path], int] = {"ours": ours, "floor": floor, "reader": reader}[sys.argv[1]]
    began, busy = time.perf_counter(), _processor_seconds()
    count = work(Path(sys.argv[2]))
    answer = {
        "questions": count,
        "seconds": time.perf_counter() - began,
        "processor_seconds": _processor_seconds() - busy,
        "peak": _peak() / 1024,
    }
    print(json.dumps(answer))


def _processor_seconds() -> float:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _peak() -> int:
    """Return the sum of what each process held at most, in kB: of the others, the largest stands for all."""
    here, others = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return here + (cores() - 1) * others


if __name__ == "__main__":
    main()
