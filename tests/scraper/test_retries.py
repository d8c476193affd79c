"""How long a site asks to be left alone."""

from datetime import UTC, datetime

import pytest
from scrapy.http import Response

from scraper.retries import LONGEST_WAIT, retry_after

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("0", 0),
        ("999999", LONGEST_WAIT),
        ("Mon, 23 Nov 2026 20:00:30 GMT", 30),
        ("Mon, 23 Nov 2026 19:00:30 GMT", 0),
        ("Mon, 23 Nov 2026 20:00:30 -0000", 30),
        ("soon", 0),
        ("", 0),
        ("-3", 0),
    ],
)
def test_both_forms_of_the_header(header: str, seconds: float) -> None:
    response = Response("http://127.0.0.1/", status=503, headers={"Retry-After": header})
    assert retry_after(response, NOW) == seconds


def test_no_header_is_no_wait() -> None:
    assert retry_after(Response("http://127.0.0.1/", status=503), NOW) == 0
