"""The archives of all runs; one that cannot be read is named once, left alone, and costs no other."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from scraper.archive_file import SUFFIX, zstd

logger = logging.getLogger(__name__)


class Archives:
    """The archives of a folder, newest run first; ``unreadable`` are those that were given up."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.unreadable: set[Path] = set()

    def __iter__(self) -> Iterator[Path]:
        """Yield the archives that hold pages, but those given up."""
        for path in sorted(self.folder.glob(f"*{SUFFIX}"), reverse=True):
            if path in self.unreadable:
                continue
            holds_pages = False
            with self.reading(path):
                holds_pages = _holds_pages(path)
            if holds_pages:
                yield path

    @contextmanager
    def reading(self, path: Path) -> Iterator[None]:
        """Give up an archive of which something cannot be read, and go on after the block."""
        try:
            yield
        except (sqlite3.DatabaseError, zstd.ZstdError) as error:
            self.give_up(path, str(error))

    def give_up(self, path: Path, reason: str) -> None:
        """Pass over an archive from here on, and say so once."""
        if path not in self.unreadable:
            self.unreadable.add(path)
            logger.warning("The archive %s cannot be read, or not all of it: %s", path, reason)


def _holds_pages(path: Path) -> bool:
    """Tell whether a file has a table of pages; a run killed at its very start leaves one without."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'page'").fetchone())
