"""A zip file from the network, read without trusting it: its directory is looked at before anything is unpacked."""

import re
import struct
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import SEEK_CUR
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from isal.isal_zlib import MAX_WBITS, crc32, decompressobj, error

from scraper.errors import BadArchive

DAMAGE = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, struct.error, error)
ENCRYPTED = 0x1 | 0x40
PATCHED = 0x20
UTF8_NAME = 0x800
# Deflated, without a header of its own.
RAW = -MAX_WBITS
# Bytes unpacked at once: to a thousand times as many at the worst.
PACKED = 1 << 14
NOT_AS_SAID = "its size or its checksum is not what the directory says"
# Of what stands before a member: the signature, and the lengths of its name and of a field for extras.
LOCAL_HEADER = struct.Struct("<4s22xHH")


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


class Unpacked:
    """Pieces of bytes, read as a file is."""

    def __init__(self, pieces: Iterator[bytes]):
        self._pieces = pieces

    def read(self, size: int) -> bytes:
        """Return so many bytes and the rest of a piece, fewer at the end, and then none."""
        found: list[bytes] = []
        while size > 0 and (piece := next(self._pieces, None)) is not None:
            found.append(piece)
            size -= len(piece)
        return b"".join(found)


class SafeZip:
    """The JSON members of a zip file; ``ignored`` counts the others.

    Opening it raises BadArchive for a file that is damaged or not safe; so does reading a member that is not what the
    directory says of it, whose checksum is compared at its end.
    """

    def __init__(self, path: Path, limits: Limits = LIMITS):
        self.path = path
        with self._damage_told(), ExitStack() as opened:
            self._file = opened.enter_context(path.open("rb"))
            self._zip = opened.enter_context(ZipFile(self._file))
            infos = [info for info in self._zip.infolist() if not info.is_dir()]
            self._check(infos, limits)
            self._opened = opened.pop_all()
        self.members = [info for info in infos if info.filename.lower().endswith(".json")]
        self.ignored = len(infos) - len(self.members)

    def __enter__(self) -> "SafeZip":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._opened.close()

    def read(self, member: ZipInfo) -> bytes:
        """Return a whole member."""
        with self._damage_told(member):
            return self._whole(member)

    def _whole(self, member: ZipInfo) -> bytes:
        """Read a member without the layers of a file that ZipFile puts around it, which cost as much as unpacking."""
        self._begin(member)
        packed = self._file.read(member.compress_size)
        # One byte more than there should be tells that there is more.
        content = packed if is_stored(member) else decompressobj(RAW).decompress(packed, member.file_size + 1)
        if len(content) != member.file_size or crc32(content) != member.CRC:
            raise BadZipFile(NOT_AS_SAID)
        return content

    def _begin(self, member: ZipInfo) -> None:
        """Go to where the content of a member begins."""
        self._file.seek(member.header_offset)
        signature, name_length, extra_length = LOCAL_HEADER.unpack(self._file.read(LOCAL_HEADER.size))
        name = self._file.read(name_length).decode("utf-8" if member.flag_bits & UTF8_NAME else "cp437")
        self._file.seek(extra_length, SEEK_CUR)
        if signature != b"PK\x03\x04" or name != member.orig_filename:
            raise BadZipFile("it is not where the directory says")

    @contextmanager
    def stream(self, member: ZipInfo) -> Iterator["Unpacked"]:
        """Give a member to be read piece by piece, before another one is read."""
        with self._damage_told(member):
            self._begin(member)
            yield Unpacked(self._pieces(member))

    def _pieces(self, member: ZipInfo) -> Iterator[bytes]:
        unpacked = decompressobj(RAW)
        left, size, checksum = member.compress_size, 0, 0
        # What stands behind the end is not fed: isal keeps all of it.
        while not unpacked.eof and size <= member.file_size and (packed := self._file.read(min(PACKED, left))):
            piece = packed if is_stored(member) else unpacked.decompress(packed)
            left, size, checksum = left - len(packed), size + len(piece), crc32(piece, checksum)
            yield piece
        if size != member.file_size or checksum != member.CRC:
            raise BadZipFile(NOT_AS_SAID)

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


def is_stored(member: ZipInfo) -> bool:
    """Tell whether a member stands in its archive as it is."""
    return member.compress_type == ZIP_STORED


def _danger(info: ZipInfo, limits: Limits) -> str | None:
    """Return why a member may not be read, None where it may."""
    # The name as it stands: ZipInfo has changed backslashes, and ends at a null character.
    name = info.orig_filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or "\0" in name or re.match("[A-Za-z]:", name):
        return "leads out of the archive"
    if info.flag_bits & ENCRYPTED:
        return "is encrypted"
    if info.flag_bits & PATCHED:
        return "is a patch to another file"
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return f"is compressed by method {info.compress_type}"
    if info.file_size > limits.member:
        return f"unpacks to {info.file_size:,} bytes, more than {limits.member:,}"
    if info.file_size > limits.small and info.file_size > limits.ratio * info.compress_size:
        return f"unpacks {info.compress_size:,} bytes to {info.file_size:,}"
    return None
