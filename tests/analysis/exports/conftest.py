"""The same records in a database of each kind, loaded once: exports only read."""

from collections.abc import Iterator

import pytest
from sqlalchemy import URL, Engine

from tests.analysis.corpus import filled
from tests.databases import scratch_database


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("sqlite")
    engine = filled(f"sqlite:///{folder / 'questions.db'}", folder / "landing")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql(
    postgresql_server: URL, postgresql_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    with scratch_database(postgresql_server, postgresql_template) as url:
        engine = filled(url, tmp_path_factory.mktemp("postgresql") / "landing")
        yield engine
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """One database after the other; neither is changed."""
    return request.getfixturevalue(request.param)
