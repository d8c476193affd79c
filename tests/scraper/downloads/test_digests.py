"""The checksums that servers send along, in all their forms."""

from base64 import b64encode

import pytest
from scrapy.http import Response

from scraper.downloads.digests import compute, told

BODY, FILE = b"a piece", b"a piece and the rest"


def digest(data: bytes, algorithm: str) -> str:
    return b64encode(compute(data, algorithm)).decode()


@pytest.mark.parametrize(
    ("status", "headers", "of_body", "of_file"),
    [
        (206, {"Content-MD5": digest(FILE, "md5")}, {}, {"md5"}),
        (206, {"Content-MD5": digest(BODY, "md5")}, {}, set()),
        (200, {"Content-MD5": digest(FILE, "md5")}, {}, {"md5"}),
        (206, {"Digest": f"SHA-256={digest(FILE, 'sha256')},md5={digest(FILE, 'md5')}"}, {}, {"sha256", "md5"}),
        (206, {"Digest": "adler32=03da0195"}, {}, set()),
        (206, {"Repr-Digest": f"sha-512=:{digest(FILE, 'sha512')}:"}, {}, {"sha512"}),
        (206, {"Content-Digest": f"sha-256=:{digest(BODY, 'sha256')}:"}, {"sha256"}, set()),
        (206, {"Content-MD5": "no base64!", "Digest": "sha-256", "Repr-Digest": "=,;"}, {}, set()),
        (206, {}, {}, set()),
    ],
)
def test_what_is_told(status: int, headers: dict[str, str], of_body: set[str], of_file: set[str]) -> None:
    found = told(Response("http://127.0.0.1/", status=status, headers=headers, body=BODY))
    assert found.of_body == {name: compute(BODY, name) for name in of_body}
    assert found.of_file == {name: compute(FILE, name) for name in of_file}
