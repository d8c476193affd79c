"""Landing what the archives on disk hold: who sat, then the questions of each legislature."""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from parliament.landing import LandingWriter
from parliament.records import Visit
from scraper.downloads.finished_file import FinishedFile, read_finished
from scraper.errors import BadArchive
from scraper.open_data_landing import in_utc, land_questions
from scraper.refusals import refusal
from scraper.register_landing import land_register
from scraper.rereading import Known
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.archives import FIRST_LEGISLATURE, Archive, deputy_archive

logger = logging.getLogger(__name__)


def mark_of(archive: Archive) -> str:
    """Return the key of the visit that lands after all of an archive's records, and tells which version was read."""
    return f"{archive.key}/read"


@dataclass(frozen=True, slots=True)
class KeptArchive:
    """An archive that lies here whole, and which version of it."""

    archive: Archive
    path: Path
    file: FinishedFile

    @property
    def mark(self) -> str:
        return mark_of(self.archive)

    @property
    def fetched_at(self) -> datetime:
        return in_utc(datetime.fromisoformat(self.file.fetched_at))

    def is_read(self, read: Mapping[str, str]) -> bool:
        """Tell whether this very version is among those read, told as mark → SHA-256."""
        return read.get(self.mark) == self.file.sha256


def kept_archive(folder: Path, archive: Archive) -> KeptArchive | None:
    """Return an archive that lies in a folder; None where it does not, or comes from another address."""
    path = folder / archive.file_name
    file = read_finished(path, archive.url)
    return None if file is None else KeptArchive(archive, path, file)


def kept_register(folder: Path, present: int, site_of: Callable[[int], str | None]) -> KeptArchive | None:
    """Return the newest archive of deputies that lies in a folder."""
    legislatures = range(present, FIRST_LEGISLATURE - 1, -1)
    found = (kept_archive(folder, deputy_archive(number, site_of(number))) for number in legislatures)
    return next(filter(None, found), None)


@dataclass(slots=True)
class ArchivesLanded:
    """What became of the archives; ``questions`` were read, ``items`` landed, ``bad`` archives were refused whole."""

    questions: int = 0
    items: int = 0
    unchanged: int = 0
    rejected: int = 0
    bad: int = 0


@dataclass(slots=True)
class ArchivesLanding:
    """Lands one archive after the other; ``known`` and ``absent`` are what the database says of the source's records.

    ``on_progress`` is told how many questions were read. An archive that is not good is refused, and costs no other.
    """

    writer: LandingWriter
    known: Known
    absent: Collection[str]
    on_progress: Callable[[int], None] = lambda _: None
    done: ArchivesLanded = field(default_factory=ArchivesLanded)

    def register(self, kept: KeptArchive) -> Mapping[str, str] | None:
        """Land organes and deputies; return all names by deputy_id, None where the archive is refused."""
        try:
            came = land_register(
                kept.path, url=kept.archive.url, fetched_at=kept.fetched_at, writer=self.writer, known=self.known
            )
        except BadArchive as error:
            self._refuse(kept, error)
            return None
        self.done.items += came.deputies + came.organes
        self.done.rejected += came.rejected
        self._mark(kept, came.deputies + came.unchanged)
        return came.names

    def questions(self, kept: KeptArchive, authors: Mapping[str, str]) -> None:
        before = self.done.questions
        try:
            came = land_questions(
                kept.path,
                legislature=kept.archive.legislature,
                url=kept.archive.url,
                fetched_at=kept.fetched_at,
                writer=self.writer,
                known=self.known,
                authors=authors,
                vanished=self.absent,
                on_progress=lambda read: self.on_progress(before + read),
            )
        except BadArchive as error:
            self._refuse(kept, error)
            return
        self.done.questions += came.questions
        self.done.items += came.landed
        self.done.unchanged += came.unchanged
        self.done.rejected += came.rejected
        self._mark(kept, came.questions)

    def _mark(self, kept: KeptArchive, count: int) -> None:
        """Land that an archive was read: last, so that it is loaded with the records or not at all."""
        self.writer.write(
            Visit(
                source=SOURCE,
                key=kept.mark,
                url=kept.archive.url,
                checked_at=kept.fetched_at,
                http_status=200,
                announced=count,
                listed=kept.file.sha256,
            )
        )

    def _refuse(self, kept: KeptArchive, error: BadArchive) -> None:
        logger.warning("Rejected %s (archive): %s", kept.archive.url, error)
        self.done.bad += 1
        rejection = refusal(SOURCE, kept.mark, kept.archive.url, "archive", str(error), kept.fetched_at)
        self.writer.write(rejection)
