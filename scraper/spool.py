"""Records that land together or not at all: kept in files without a name until all have come."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from parliament.landing import LandingWriter
from parliament.records import Record


class Spool:
    """Lines of JSON on their way to a landing zone; what is not landed is gone when it closes, or is killed."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._files: dict[type[Record], IO[bytes]] = {}

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Drop what was kept."""
        for file in self._files.values():
            file.close()
        self._files.clear()

    def add(self, kind: type[Record], lines: Iterable[bytes]) -> None:
        """Keep records of one kind, each a line of JSON with its newline."""
        if kind not in self._files:
            # Where they land they fit, or nothing does.
            self._files[kind] = TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed with the spool
        self._files[kind].writelines(lines)

    def land(self, writer: LandingWriter) -> None:
        """Append everything to the landing zone, the first kind first."""
        for kind, file in self._files.items():
            file.seek(0)
            writer.append(kind, file)
