"""A site of files, anew for each test."""

from collections.abc import Iterator

import pytest

from tests.scraper.downloads.file_site import FileSite, file_site


@pytest.fixture
def site() -> Iterator[FileSite]:
    with file_site() as site:
        yield site
