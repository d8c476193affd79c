"""A zip file from the network, read without trusting it: its directory is looked at before anything is unpacked."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from scraper.errors import BadArchive

DAMAGE = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)
ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold at the most, sizes in bytes; text compresses to a twentieth, a bomb to a thousandth.

    The largest known, legislature 14 in one file, has some hundred MB unpacked; members below ``small`` may compress
    as they like.
    """

    members: int = 500_000
    total: int = 8 << 30
    member: int = 4 << 30
    ratio: int = 150
    small: int = 1 << 20


LIMITS = Limits()


class SafeZip:
    """The JSON members of a zip file; ``ignored`` counts the others.

    Opening it raises BadArchive for a file that is damaged or not safe; so does reading a member that is not what the
    directory says of it, whose checksum is compared at its end.
    """

    def __init__(self, path: Path, limits: Limits = LIMITS):
        self.path = path
        with self._damage_told():
            self._zip = ZipFile(path)
        try:
            infos = [info for info in self._zip.infolist() if not info.is_dir()]
            self._check(infos, limits)
        except BadArchive:
            self.close()
            raise
        self.members = [info for info in infos if info.filename.lower().endswith(".json")]
        self.ignored = len(infos) - len(self.members)

    def __enter__(self) -> "SafeZip":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()

    def read(self, member: ZipInfo) -> bytes:
        """Return a whole member."""
        with self._damage_told(member):
            return self._zip.read(member)

    @contextmanager
    def stream(self, member: ZipInfo) -> Iterator[IO[bytes]]:
        """Give a member to be read piece by piece."""
        with self._damage_told(member), self._zip.open(member) as file:
            yield file

    @contextmanager
    def _damage_told(self, member: ZipInfo | None = None) -> Iterator[None]:
        try:
            yield
        except BadArchive:
            raise
        except DAMAGE as error:
            where = f"{self.path}, {member.filename[:200]}" if member else f"{self.path}"
            raise BadArchive(f"{where}: {error or type(error).__name__}") from error

    def _check(self, infos: list[ZipInfo], limits: Limits) -> None:
        if len(infos) > limits.members:
            raise BadArchive(f"{self.path}: {len(infos):,} members, more than {limits.members:,}")
        packed = sum(info.compress_size for info in infos)
        if packed > self.path.stat().st_size:
            raise BadArchive(f"{self.path}: its members overlap, or break off before their end")
        total = sum(info.file_size for info in infos)
        if total > limits.total or (total > limits.small and total > limits.ratio * packed):
            raise BadArchive(f"{self.path}: {packed:,} bytes would unpack to {total:,}")
        for info in infos:
            if (reason := _danger(info, limits)) is not None:
                raise BadArchive(f"{self.path}: {info.filename[:200]!r} {reason}")


def _danger(info: ZipInfo, limits: Limits) -> str | None:
    """Return why a member may not be read, None where it may."""
    # The name as it stands: ZipInfo has changed backslashes, and ends at a null character.
    name = info.orig_filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or "\0" in name or re.match("[A-Za-z]:", name):
        return "leads out of the archive"
    if info.flag_bits & ENCRYPTED:
        return "is encrypted"
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return f"is compressed by method {info.compress_type}"
    if info.file_size > limits.member:
        return f"unpacks to {info.file_size:,} bytes, more than {limits.member:,}"
    if info.file_size > limits.small and info.file_size > limits.ratio * info.compress_size:
        return f"unpacks {info.compress_size:,} bytes to {info.file_size:,}"
    return None
