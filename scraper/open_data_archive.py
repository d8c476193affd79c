"""The elements of an archive of open data: one JSON file for each, or all of them in one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from scraper.json_stream import JsonStream
from scraper.safe_zip import LIMITS, Limits, SafeZip

# A member up to this size is read at once.
SMALL = 4 << 20


class Element(NamedTuple):
    """JSON that holds elements: a file, or out of a larger one an element, or a list of them.

    ``cut_out`` tells that it stood under a name asked for.
    """

    member: str
    json: bytes
    cut_out: bool = False


def elements(
    path: Path,
    names: frozenset[str],
    *,
    wanted: Callable[[str], bool] | None = None,
    limits: Limits = LIMITS,
    in_runs: bool = False,
) -> Iterator[Element]:
    """Yield the elements of some names (``question``, ``acteur``) in the order of the archive, in flat memory.

    ``wanted`` says of a member's name whether to read it, ``in_runs`` as for JsonStream. Raises BadArchive for what is
    damaged or not safe, at the latest at its end: nothing that came before may be kept then.
    """
    with SafeZip(path, limits) as archive:
        for member in archive.members:
            if wanted is not None and not wanted(member.filename):
                continue
            if member.file_size <= SMALL:
                yield Element(member.filename, archive.read(member))
                continue
            with archive.stream(member) as file:
                for _, text in JsonStream(file, in_runs=in_runs).elements(names):
                    yield Element(member.filename, text, cut_out=True)
