"""Reading archived pages again with today's parsers, on several processes, and landing what came out different."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parliament.landing import LandingWriter
from parliament.records import DETAILS, Deputy, Question, Record, Rejection
from scraper.archive_choice import Choice, Copy, newest_copies, official_ids
from scraper.archives import Archives
from scraper.rereading import Known, Reread, Rereading
from scraper.workers import workers

CHUNK = 100


@dataclass(slots=True)
class Progress:
    """How far a reparse is; ``items`` are the records that landed, ``unchanged`` the questions that are as known.

    ``unreadable`` counts the archives of which something cannot be read.
    """

    done: int = 0
    total: int = 0
    pages: int = 0
    items: int = 0
    unchanged: int = 0
    rejected: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """Some pages of one archive, and what the database holds of the questions they show."""

    path: Path
    copies: tuple[Copy, ...]
    deputies: frozenset[str] | None
    known: Known


class Reparse:
    """Reads the newest copy of each page chosen, and lands the records that ``known`` does not hold."""

    def __init__(self, folder: Path, choice: Choice, writer: LandingWriter, known: Known):
        self.archives = Archives(folder)
        self.choice = choice
        self.writer = writer
        self.known = known
        self.progress = Progress()
        # Deputies whose questions were read, and those whose own pages were.
        self._authors: dict[str, Deputy] = {}
        self._told: set[str] = set()

    def run(self, *, processes: int | None = None, on_progress: Callable[[Progress], None] | None = None) -> Progress:
        """Read and land everything; raise UsageError for a deputy that no archived roster knows.

        Documents come last: which of them belong to a page shows only when the pages are read.
        """
        deputies = official_ids(self.archives, self.choice)
        copies = list(newest_copies(self.archives, self.choice))
        pages = [copy for copy in copies if copy.kind != "document"]
        documents = [copy for copy in copies if copy.kind == "document"] if self._lacks_pages(pages) else []
        with workers(processes) as pool:
            beside = self._read(pool, tasks(pages, deputies, self.known), on_progress)
            alone = [copy for copy in documents if (copy.legislature, copy.address) not in beside]
            self._read(pool, tasks(alone, deputies, self.known), on_progress)
        self._introduce()
        self.progress.unreadable = len(self.archives.unreadable)
        return self.progress

    def _lacks_pages(self, pages: Iterable[Copy]) -> bool:
        """Tell whether a question may be chosen of which only a document is archived."""
        keys = self.choice.keys
        return keys is None or not {key for key in keys if "/" not in key} <= {copy.key for copy in pages}

    def _read(
        self, pool: ProcessPoolExecutor, asked: list[Task], on_progress: Callable[[Progress], None] | None
    ) -> set[tuple[int, str]]:
        """Read the tasks' pages; return the documents that were read beside them."""
        beside: set[tuple[int, str]] = set()
        self.progress.total += sum(len(task.copies) for task in asked)
        running = {pool.submit(reread, task): task for task in asked}
        for future in as_completed(running):
            came = future.result()
            self._land(came)
            beside |= came.documents
            # Popped, so that what has landed does not stay in memory.
            task = running.pop(future)
            if came.unreadable is not None:
                self.archives.give_up(task.path, came.unreadable)
            self.progress.done += len(task.copies)
            self.progress.pages += came.pages
            if on_progress is not None:
                on_progress(self.progress)
        return beside

    def _land(self, came: Reread) -> None:
        self.progress.unchanged += came.unchanged
        self._authors.update(came.authors)
        for record in came.records:
            match record:
                case Rejection():
                    self._land_rejection(record)
                case Question() if self.choice.wants_key(record.question_id):
                    self._land_if_different(record, record.question_id, record.state)
                case Deputy() if self.choice.wants_key(f"{record.legislature}/{record.slug}"):
                    self._told.add(record.deputy_id)
                    self._land_if_different(record, f"{record.legislature}/{record.deputy_id}", "")

    def _land_rejection(self, rejection: Rejection) -> None:
        if rejection.key is None or self.choice.wants_key(rejection.key):
            self.writer.write(rejection)
            self.progress.rejected += 1

    def _introduce(self) -> None:
        """Land the authors of whom neither the database nor a page of their own says anything."""
        known = {key.partition("/")[2] for key, _ in self.known}
        for deputy_id, author in self._authors.items():
            if deputy_id not in known and deputy_id not in self._told:
                self._write(author)

    def _land_if_different(self, record: Question | Deputy, key: str, state: str) -> None:
        if self.known.get((key, record.detail)) == (record.content_hash, state):
            self.progress.unchanged += isinstance(record, Question)
        else:
            self._write(record)

    def _write(self, record: Record) -> None:
        self.writer.write(record)
        self.progress.items += 1


def tasks(copies: Iterable[Copy], deputies: frozenset[str] | None, known: Known) -> list[Task]:
    """Return the copies in portions, each of one archive."""
    by_archive: dict[Path, list[Copy]] = {}
    for copy in copies:
        by_archive.setdefault(copy.path, []).append(copy)
    return [
        Task(path, portion, deputies, known_of(portion, known))
        for path, mine in by_archive.items()
        for portion in (tuple(mine[start : start + CHUNK]) for start in range(0, len(mine), CHUNK))
    ]


def known_of(copies: Iterable[Copy], known: Known) -> Known:
    """Return what is known of the questions whose pages these are."""
    keys = ((copy.key, detail) for copy in copies if copy.key is not None for detail in DETAILS)
    return {key: known[key] for key in keys if key in known}


def reread(task: Task) -> Reread:
    """Read the pages of a task, in a process of the pool."""
    rereading = opened(task.path, task.deputies)
    rereading.reread, rereading.known = Reread(), task.known
    with rereading.archive.held():
        rereading.read(task.copies)
    return rereading.reread


@lru_cache(maxsize=1)
def opened(path: Path, deputies: frozenset[str] | None) -> Rereading:
    """Return the archive last read, so that its roster is read once for many tasks."""
    return Rereading(path, deputies)
