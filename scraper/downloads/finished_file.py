"""The file that is there, whole and checked, and what its sidecar says of it."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path

from scraper.downloads.partial_file import PartialFile
from scraper.downloads.sidecars import read_sidecar, write_sidecar
from scraper.downloads.versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedFile:
    """A file's address, version and content, as ``<name>.json`` beside it says; ``fetched_at`` is in UTC."""

    url: str
    etag: str | None
    last_modified: str | None
    size: int
    sha256: str
    fetched_at: str

    @property
    def version(self) -> Version:
        return Version(etag=self.etag, last_modified=self.last_modified, size=self.size)


def sidecar_of(target: Path) -> Path:
    return target.with_name(target.name + ".json")


def read_finished(target: Path, url: str) -> FinishedFile | None:
    """Return the finished file of an address; None where there is none, or not the one of which the sidecar tells."""
    try:
        finished = FinishedFile(**read_sidecar(sidecar_of(target)))
        size = target.stat().st_size
    except (TypeError, FileNotFoundError):
        return None
    return finished if (finished.url, finished.size) == (url, size) else None


def install(part: PartialFile, target: Path, finished: FinishedFile) -> None:
    """Put a checked file in the place of the old one, safe from a crash of the machine.

    The old sidecar goes first: a kill in between leaves a file without one, which is fetched again, never a file with
    the sidecar of another.
    """
    with part.path.open("rb") as file:
        os.fsync(file.fileno())
    sidecar_of(target).unlink(missing_ok=True)
    part.path.replace(target)
    write_sidecar(sidecar_of(target), asdict(finished))
    part.discard()
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def refresh(target: Path, finished: FinishedFile) -> None:
    """Note what the server says by now of a file whose content is the same."""
    write_sidecar(sidecar_of(target), asdict(finished))
