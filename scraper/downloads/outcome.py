"""Which file is wanted, within which bounds, and what became of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scraper.statuses import is_out_of_order

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
    came. ``sentence`` says why it failed; ``refused`` whether that was for what the server sent, ``barred`` whether
    robots.txt forbids to ask.
    """

    state: State
    http_status: int | None
    sentence: str | None = None
    refused: bool = False
    barred: bool = False

    @property
    def is_down(self) -> bool:
        """Whether the site, by this file, gives no answer, or says that it cannot."""
        if self.state != "failed" or self.refused or self.barred:
            return False
        return self.http_status is None or is_out_of_order(self.http_status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Bytes per request, bytes that a whole file may have, and bytes that stay free on the disk."""

    piece: int
    largest: int
    spare: int
