"""The demo site, started once for all tests that crawl."""

from collections.abc import Iterator

import pytest

from demo.corpus import Corpus, build
from demo.site import serving


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return build()


@pytest.fixture(scope="session")
def demo_sites(corpus: Corpus) -> Iterator[dict[int, str]]:
    """The address of each legislature's site."""
    with serving(corpus) as sites:
        yield sites
