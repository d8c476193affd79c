"""Which copies of which pages to read again: the newest of each, over the archives of all runs."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from scraper.archive_page import key_of
from scraper.archive_reader import ArchiveReader, Entry
from scraper.archived_site import ArchivedSite
from scraper.archives import Archives
from scraper.directory import Directory, choose
from scraper.errors import UsageError

KINDS = ("question", "document", "data", "page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What to read again; None and () stand for all. ``keys`` are those of visits, e.g. "13/marc-le-fur"."""

    legislatures: frozenset[int] | None = None
    deputies: tuple[str, ...] = ()
    keys: frozenset[str] | None = None

    def wants_key(self, key: str) -> bool:
        return self.keys is None or key in self.keys

    def wants_legislature(self, legislature: int) -> bool:
        return self.legislatures is None or legislature in self.legislatures


class Copy(NamedTuple):
    """The newest copy of a page, and the archive it stands in.

    ``key`` says what the page is of; None for a document, which alone says so. A tuple is the quickest to send to
    another process.
    """

    path: Path
    page_id: int
    legislature: int
    kind: str
    address: str
    key: str | None


def newest_copies(archives: Archives, choice: Choice) -> Iterator[Copy]:
    """Yield the newest copy of each page chosen; of a deputy's two pages the one met first stands for both."""
    seen: set[tuple[int, str]] = set()
    for path in archives:
        entries: list[Entry] = []
        with archives.reading(path), closing(ArchiveReader(path)) as archive:
            entries = list(archive.entries(KINDS))
        for entry in reversed(entries):
            key = key_of(entry.legislature, f"http://site{entry.address}")
            thing = (entry.legislature, key or entry.address)
            if thing in seen or not choice.wants_legislature(entry.legislature):
                continue
            seen.add(thing)
            if key is None or choice.wants_key(key):
                yield Copy(path, entry.page_id, entry.legislature, entry.kind, entry.address, key)


def official_ids(archives: Archives, choice: Choice) -> frozenset[str] | None:
    """Return the official ids of the deputies chosen, None for all; raise UsageError for one nobody is."""
    if not choice.deputies:
        return None
    directories: dict[int, Directory] = {}
    for path in archives:
        with archives.reading(path), closing(ArchiveReader(path)) as archive:
            for legislature in archive.legislatures():
                if legislature in directories or not choice.wants_legislature(legislature):
                    continue
                site = ArchivedSite(archive, legislature)
                if site.roster is not None:
                    directories[legislature] = site.directory
    if not directories:
        raise UsageError(f"no roster of these legislatures is archived in {archives.folder}")
    chosen = choose(choice.deputies, directories)
    return frozenset(entry.official_id for entries in chosen.values() for entry in entries if entry.official_id)
