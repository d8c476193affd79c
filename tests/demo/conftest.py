from collections.abc import Iterator
from datetime import date

import pytest

from demo.corpus import Corpus
from demo.site import serving
from tests.demo.replies import Fetch, fetcher

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="session")
def addresses(corpus: Corpus) -> Iterator[dict[int, str]]:
    with serving(corpus, today=TODAY) as found:
        yield found


@pytest.fixture(scope="session")
def fetch(addresses: dict[int, str]) -> Fetch:
    """Ask one site for one path, without following redirects."""
    return fetcher(addresses)
