"""Which file is wanted, within which bounds, and what became of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

State = Literal["unchanged", "fetched", "absent", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A zip to fetch; ``key`` names it in visits, ``md5`` (hex) is what it once had."""

    key: str
    url: str
    target: Path
    md5: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What became of a file.

    ``http_status`` is 200 for a file fetched, 304 for one unchanged, whatever the pieces answered; None where no answer
    came. ``sentence`` says why it failed; ``refused`` whether that was for what the server sent.
    """

    state: State
    http_status: int | None
    sentence: str | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Bytes per request, bytes that a whole file may have, and bytes that stay free on the disk."""

    piece: int
    largest: int
    spare: int
