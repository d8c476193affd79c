"""Which version of a file an answer speaks of, by its headers."""

import re
from dataclasses import dataclass
from typing import NamedTuple, Self

from scrapy.http import Response

_CONTENT_RANGE = re.compile(r"bytes\s+(\d+)-(\d+)/(\d+)")
_UNSATISFIED = re.compile(r"bytes\s+\*/(\d+)")


class Span(NamedTuple):
    """The bytes that an answer brings, first and last counted from 0, and how many the whole file has."""

    first: int
    last: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a server tells a version of a file apart by; None is what it does not say."""

    etag: str | None
    last_modified: str | None
    size: int | None

    @classmethod
    def of(cls, response: Response, size: int | None) -> Self:
        return cls(etag=header(response, "ETag"), last_modified=header(response, "Last-Modified"), size=size)

    @property
    def validator(self) -> str | None:
        """What If-Range may hold: an ETag unless it is a weak one, or else the date (RFC 9110, 13.1.5)."""
        if self.etag is not None and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified

    def differs(self, other: Self) -> bool:
        """Return whether two versions disagree on anything that both tell."""
        pairs = zip(self._told(), other._told(), strict=True)
        return any(None not in pair and pair[0] != pair[1] for pair in pairs)

    def is_surely(self, other: Self) -> bool:
        """Return whether two are one version: the same ETag, or where one has none, the same date and size."""
        if self.differs(other):
            return False
        if self.etag is not None and other.etag is not None:
            return True
        told = (self.last_modified, self.size)
        return None not in told and told == (other.last_modified, other.size)

    def _told(self) -> tuple[str | None, str | None, int | None]:
        # A weak ETag may become a strong one, and the other way round, by what stands between us and the server.
        etag = None if self.etag is None else self.etag.removeprefix("W/")
        return etag, self.last_modified, self.size


def span(response: Response) -> Span | None:
    """Return which bytes a 206 brings; None where it does not say so, or says anything else than what came."""
    match = _CONTENT_RANGE.fullmatch(header(response, "Content-Range") or "")
    if match is None:
        return None
    found = Span(*map(int, match.groups()))
    if found.last - found.first + 1 != len(response.body) or found.last >= found.total:
        return None
    return found


def total_of_unsatisfied(response: Response) -> int | None:
    """Return how large a 416 says that the file is."""
    match = _UNSATISFIED.fullmatch(header(response, "Content-Range") or "")
    return int(match[1]) if match else None


def header(response: Response, name: str) -> str | None:
    """Return a header's text, None where it is missing or empty."""
    value = response.headers.get(name)
    return (value.decode("latin-1").strip() or None) if value else None
