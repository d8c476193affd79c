"""What has come of a file so far, and of which version that is."""

import errno
import shutil
from dataclasses import asdict
from pathlib import Path

from scraper.downloads.sidecars import private, read_sidecar, write_sidecar
from scraper.downloads.versions import Version


class PartialFile:
    """The beginning of a file, ``<name>.part``, and ``<name>.part.json`` with its address and version.

    A process may be killed at any moment: the version is on disk before the first byte, and what was appended since is
    a beginning of it. What belongs to another address, or to none that is known, is dropped.
    """

    def __init__(self, target: Path, url: str):
        self.url = url
        self.path = target.with_name(target.name + ".part")
        self.sidecar = target.with_name(target.name + ".part.json")
        self.version = self._read()
        if self.version is None:
            self.discard()

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.version is not None and self.path.exists() else 0

    @property
    def is_complete(self) -> bool:
        return self.version is not None and self.size == self.version.size

    def append(self, version: Version, data: bytes) -> None:
        """Add bytes of a version; the version of the first ones is the file's."""
        if self.version is None:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_sidecar(self.sidecar, {"url": self.url, **asdict(version)})
            self.version = version
        with private(self.path, "ab") as file:
            file.write(data)

    def discard(self) -> None:
        """Drop what came."""
        self.path.unlink(missing_ok=True)
        self.sidecar.unlink(missing_ok=True)
        self.version = None

    def _read(self) -> Version | None:
        told = read_sidecar(self.sidecar)
        try:
            url, version = told.pop("url"), Version(**told)
        except (KeyError, TypeError):
            return None
        if url != self.url or not isinstance(version.size, int):
            return None
        came = self.path.stat().st_size if self.path.exists() else 0
        return version if came <= version.size else None


def check_room(folder: Path, needed: int) -> None:
    """Raise OSError as a full disk does where fewer bytes are free than needed."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        sentence = f"{free / 1e6:,.0f} MB are free, {needed / 1e6:,.0f} MB are needed"
        raise OSError(errno.ENOSPC, sentence, str(folder))
