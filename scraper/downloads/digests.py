"""Checksums that a server sends along: Content-MD5, Digest (RFC 3230), Content-Digest, Repr-Digest (RFC 9530)."""

import base64
import binascii
import hashlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from scrapy.http import Response

from scraper.downloads.versions import header
from scraper.errors import BadDownload

ALGORITHMS = {"md5": "md5", "sha-256": "sha256", "sha-512": "sha512"}
CHUNK = 1 << 20


class Told(NamedTuple):
    """What an answer says of its own body, and of the whole file of which that may be a piece; by algorithm."""

    of_body: Mapping[str, bytes]
    of_file: Mapping[str, bytes]


def told(response: Response) -> Told:
    """Read the checksums of an answer; one that cannot be read, or that nothing here computes, is passed over.

    Servers differ on what the Content-MD5 of a piece is of: where it is not the piece's, it has to be the file's.
    """
    of_body = dict(_read(header(response, "Content-Digest")))
    of_file = dict(_read(header(response, "Digest"))) | dict(_read(header(response, "Repr-Digest")))
    md5 = _decoded(header(response, "Content-MD5") or "")
    if md5 is not None and (response.status == 200 or compute(response.body, "md5") != md5):
        of_file["md5"] = md5
    return Told(of_body, of_file)


def check_body(response: Response, of_body: Mapping[str, bytes]) -> None:
    """Raise BadDownload where a body does not have the checksums told."""
    for algorithm, expected in of_body.items():
        if compute(response.body, algorithm) != expected:
            raise BadDownload(f"what came does not have the {algorithm} that the server told for it")


def compute(data: bytes, algorithm: str) -> bytes:
    return hashlib.new(algorithm, data, usedforsecurity=False).digest()


def digests_of(path: Path, algorithms: Collection[str]) -> dict[str, bytes]:
    """Return a file's checksums, reading it once."""
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            for one in hashes.values():
                one.update(chunk)
    return {name: one.digest() for name, one in hashes.items()}


def _read(text: str | None) -> Iterator[tuple[str, bytes]]:
    """Yield the digests of a header: ``sha-256=:YWJj:`` in the newer ones, ``SHA-256=YWJj`` in the older one."""
    for part in (text or "").split(","):
        name, _, value = part.strip().partition("=")
        algorithm, digest = ALGORITHMS.get(name.lower()), _decoded(value.strip(" :"))
        if algorithm is not None and digest is not None:
            yield algorithm, digest


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True) or None
    except binascii.Error:
        return None
