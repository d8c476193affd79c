"""The elements of an archive of open data: one JSON file for each, or all of them in one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from scraper.json_stream import JsonStream
from scraper.safe_zip import LIMITS, Limits, SafeZip

# A member up to this size is read at once.
SMALL = 4 << 20


class Element(NamedTuple):
    """An element as JSON: a file that holds it, or its own text out of a larger one."""

    member: str
    json: bytes | str


def elements(
    path: Path, names: frozenset[str], *, wanted: Callable[[str], bool] | None = None, limits: Limits = LIMITS
) -> Iterator[Element]:
    """Yield the elements of some names (``question``, ``acteur``) in the order of the archive, in flat memory.

    ``wanted`` says of a member's name whether to read it. Raises BadArchive for what is damaged or not safe, at the
    latest at its end: nothing that came before may be kept then.
    """
    with SafeZip(path, limits) as archive:
        for member in archive.members:
            if wanted is not None and not wanted(member.filename):
                continue
            if member.file_size <= SMALL:
                yield Element(member.filename, archive.read(member))
                continue
            with archive.stream(member) as file:
                for _, text in JsonStream(file).elements(names):
                    yield Element(member.filename, text)
