"""The real command, run to its end, and a demo site to point it at."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from demo.corpus import Corpus, build
from demo.site import serving
from tests.cli.command import Questions, Ran, start


@pytest.fixture
def questions(tmp_path: Path) -> Questions:
    """The command ``questions``, run in an empty folder to its end."""

    def run(*arguments: object, **variables: str) -> Ran:
        with start(*arguments, cwd=tmp_path, **variables) as process:
            out, err = process.communicate(timeout=120)
        return Ran(process.returncode, out, err)

    return run


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return build(120)


@pytest.fixture(scope="session")
def sites(corpus: Corpus) -> Iterator[Mapping[int, str]]:
    """The addresses of a demo site, per legislature."""
    with serving(corpus) as addresses:
        yield addresses
