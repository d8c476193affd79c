"""The landing zone: what a crawl writes and a load reads, and the plan that goes the other way.

A run is a folder ``landing/<run_id>/`` that holds

* ``run.json``: the run itself (``Run``), written at its start and rewritten at its end;
* ``questions.jsonl``, ``deputies.jsonl``, ``organes.jsonl``, ``visits.jsonl``, ``rejections.jsonl``: one
  record per line, UTF-8, appended and flushed as records come, never changed afterwards;
* ``plan.jsonl``: written before the crawl by the database's side, one object per line, of these kinds:

  * ``{"key": "QANR5L13QE47001"}``: a visit that an unfinished run of the same scope has made already, of a question or
    of a list (``13/marc-le-fur/questions``, or ``…/questions/recent`` where its first pages were enough);
  * for a night only, ``{"legislature": 13, "question_url": "https://…"}``: how question pages are addressed;
  * for a night only, one line per deputy of a legislature, with all that is known of their list::

      {"list": "PA1874", "legislature": 13, "slugs": ["marc-le-fur"],
       "whole_on": "2026-11-20",    the day the list was last read to its end and settled, null if never
       "announced": 81,             how many questions the list said it has when it was last read, null if never
       "page_on": "2026-11-01",     the day the deputy's page was last read, null if never
       "page_listed": "9f…",        the fingerprint of their entry in the roster that day
       "questions": {"47001": {"dated_on": "2009-08-04",   the closing day or else the day asked, as lists are sorted
                               "listed": "3c…",            the fingerprint of its entry when it was last read
                               "site_id": 2647,
                               "open": true,               while it is pending, or its answer announced
                               "document": {"read_on": "2026-11-20", "updated_at": "2012-06-19 04:12:33"}}}}

    ``listed``, ``site_id`` and ``open`` are left out where there is nothing to say, ``document`` of a question that has
    its answer. Questions that vanished are not told. A fingerprint is whatever the crawl wrote as ``Visit.listed``.

A line counts once its newline stands; a torn last line is dropped, and its page is fetched again. What has been loaded
is known by the database, as bytes of each file, never by these files.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from parliament.errors import BrokenLanding
from parliament.records import Deputy, Organe, Question, Record, Rejection, Visit, as_line

FILES: dict[type, str] = {
    Question: "questions.jsonl",
    Deputy: "deputies.jsonl",
    Organe: "organes.jsonl",
    Visit: "visits.jsonl",
    Rejection: "rejections.jsonl",
}

COPIED_AT_ONCE = 1 << 24


@dataclass(kw_only=True)
class Run:
    """One run of a crawl: what it was asked, and once it ended, how it went.

    ``scope`` is what was asked for, in a form that is equal when the same is asked again; ``continues`` is the run
    that this one goes on from. ``finish_reason`` is None until the end, and stays so when the process was killed.
    """

    run_id: str
    source: str
    scope: dict[str, Any]
    started_at: str
    continues: str | None = None
    finished_at: str | None = None
    finish_reason: str | None = None
    requests: int = 0
    pages: int = 0
    items: int = 0
    rejected: int = 0
    failed: int = 0
    stats: dict[str, Any] = field(default_factory=dict)


def new_run_id(now: datetime, label: str) -> str:
    """Return a name for a run that sorts by time, e.g. ``20261123T193000123456Z-nosdeputes-13``."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}-{label}"


class LandingWriter:
    """Appends the records of one run; every record is on disk once ``write`` returns."""

    def __init__(self, folder: Path, run: Run):
        self.folder = folder
        self.run = run
        folder.mkdir(parents=True, exist_ok=True)
        self.save_run()
        self._files: dict[type, IO[bytes]] = {}

    def write(self, record: Record) -> None:
        file = self._file(type(record))
        file.write(as_line(record))
        file.flush()

    def append(self, kind: type[Record], lines: IO[bytes]) -> None:
        """Append records of one kind that are lines of JSON already, each with its newline."""
        self._file(kind).flush()
        # Not opened for appending, to which the kernel copies nothing.
        with (self.folder / FILES[kind]).open("r+b") as file:
            file.seek(0, os.SEEK_END)
            _copy(lines, file)

    def _file(self, kind: type) -> IO[bytes]:
        if kind not in self._files:
            self._files[kind] = (self.folder / FILES[kind]).open("ab")
        return self._files[kind]

    def save_run(self) -> None:
        partial = self.folder / "run.json.part"
        partial.write_text(json.dumps(asdict(self.run), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        partial.replace(self.folder / "run.json")

    def close(self) -> None:
        for file in self._files.values():
            # Whatever a failed write left to be written: its error was raised then.
            with suppress(OSError):
                file.close()
        self._files.clear()


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    """Copy what is left of a file, by the kernel alone where it can."""
    # Another system, two file systems, no file at all.
    with suppress(AttributeError, OSError):
        while os.copy_file_range(source.fileno(), target.fileno(), COPIED_AT_ONCE):
            pass
    # What is left: some file systems copy nothing and say nothing, and a full disk says so again.
    shutil.copyfileobj(source, target, COPIED_AT_ONCE)


def runs(landing: Path) -> list[Run]:
    """Return the runs of a landing zone, oldest first; folders without a readable run.json are none."""
    read = (_read_run(path) for path in sorted(landing.glob("*/run.json")))
    return [run for run in read if isinstance(run, Run)]


def damaged_runs(landing: Path) -> dict[Path, str]:
    """Return the folders that hold records and no readable run.json, each with what is wrong with it."""
    holding = {path.parent for name in ("run.json", *FILES.values()) for path in landing.glob(f"*/{name}")}
    read = {folder: _read_run(folder / "run.json") for folder in sorted(holding)}
    return {folder: reason for folder, reason in read.items() if isinstance(reason, str)}


def _read_run(path: Path) -> Run | str:
    """Return a run, or why it cannot be read."""
    try:
        return Run(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return "there is none"
    except (ValueError, TypeError) as error:
        return str(error)


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the complete records of a file, none where it is missing; raise BrokenLanding for a line that is none."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.endswith(b"\n"):
                return
            try:
                record = json.loads(line)
            except ValueError as error:
                raise BrokenLanding(f"{path}: line {number} is no JSON: {error}") from error
            if not isinstance(record, dict):
                raise BrokenLanding(f"{path}: line {number} is no record")
            yield record
