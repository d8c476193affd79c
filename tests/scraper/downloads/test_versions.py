"""Which version of a file an answer speaks of."""

import pytest
from scrapy.http import Response

from scraper.downloads.versions import Span, Version, span, total_of_unsatisfied

DATE, LATER = "Mon, 02 Nov 2026 03:00:00 GMT", "Tue, 03 Nov 2026 03:00:00 GMT"


def version(etag: str | None = None, last_modified: str | None = None, size: int | None = None) -> Version:
    return Version(etag=etag, last_modified=last_modified, size=size)


@pytest.mark.parametrize(
    ("one", "other", "differs", "surely"),
    [
        (version('"1"', DATE, 9), version('"1"', DATE, 9), False, True),
        (version('"1"'), version('"1"', DATE, 9), False, True),
        (version('W/"1"', DATE), version('"1"', DATE), False, True),
        (version('"1"', DATE, 9), version('"2"', DATE, 9), True, False),
        (version('"1"', DATE, 9), version('"1"', LATER, 9), True, False),
        (version('"1"', DATE, 9), version('"1"', DATE, 8), True, False),
        (version(None, DATE, 9), version('"1"', DATE, 9), False, True),
        (version(None, DATE), version(None, DATE), False, False),
        (version(None, None, 9), version(None, None, 9), False, False),
        (version(), version(), False, False),
    ],
)
def test_two_versions(one: Version, other: Version, differs: bool, surely: bool) -> None:
    assert (one.differs(other), other.differs(one)) == (differs, differs)
    assert (one.is_surely(other), other.is_surely(one)) == (surely, surely)


@pytest.mark.parametrize(
    ("told", "validator"),
    [
        (version('"1"', DATE), '"1"'),
        (version('W/"1"', DATE), DATE),
        (version(None, DATE), DATE),
        (version('W/"1"'), None),
        (version(), None),
    ],
)
def test_what_if_range_may_hold(told: Version, validator: str | None) -> None:
    assert told.validator == validator


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes 0-3/10", Span(0, 3, 10)),
        ("bytes 6-9/10", Span(6, 9, 10)),
        ("bytes 0-4/10", None),
        ("bytes 7-10/10", None),
        ("bytes 0-3/*", None),
        ("lines 0-3/10", None),
        ("", None),
    ],
)
def test_the_bytes_of_a_piece(header: str, found: Span | None) -> None:
    response = Response("http://127.0.0.1/", status=206, headers={"Content-Range": header}, body=b"four")
    assert span(response) == found


@pytest.mark.parametrize(("header", "total"), [("bytes */10", 10), ("bytes 0-3/10", None), ("bytes */*", None)])
def test_the_size_that_a_416_tells(header: str, total: int | None) -> None:
    assert total_of_unsatisfied(Response("http://127.0.0.1/", status=416, headers={"Content-Range": header})) == total
    assert total_of_unsatisfied(Response("http://127.0.0.1/", status=416)) is None
