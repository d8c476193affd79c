"""Whether a file is a zip of which every byte can be read."""

import lzma
import zipfile
import zlib
from pathlib import Path

from scraper.errors import BadDownload

# A zip of questions holds about ten times its own size; what claims far more is no such zip.
LARGEST_CONTENT = 16 << 30
CHUNK = 1 << 20

_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)


def starts_like_zip(start: bytes) -> bool:
    """Return whether a file that begins so can be a zip."""
    return start.startswith(_STARTS)


def check_zip(path: Path) -> None:
    """Read a zip through; raise BadDownload where it is none, holds nothing, or a checksum in it is wrong."""
    if not zipfile.is_zipfile(path):
        raise BadDownload("it is cut short, or no zip at all: its table of contents cannot be read")
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive)
    except _UNREADABLE as error:
        raise BadDownload(f"it is damaged inside: {error}") from error
    except OSError as error:
        # bz2 has no error of its own; one of the disk has a number.
        if error.errno is not None:
            raise
        raise BadDownload(f"it is damaged inside: {error}") from error


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if not any(member.file_size for member in members):
        raise BadDownload("it is a zip with nothing in it")
    size = sum(member.file_size for member in members)
    if size > LARGEST_CONTENT:
        raise BadDownload(f"it would unpack to {size / (1 << 30):,.0f} GB, more than any archive of questions")
    for member in members:
        with archive.open(member) as file:
            # The checksum is compared once all is read.
            while file.read(CHUNK):
                pass
