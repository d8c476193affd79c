"""The demo's corpus in a database of each kind, for tests that only read."""

from collections.abc import Iterator

import pytest
from sqlalchemy import URL, Engine

from bench.told import demo_database
from tests.databases import scratch_database


@pytest.fixture(scope="session")
def sqlite_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo's corpus in SQLite."""
    folder = tmp_path_factory.mktemp("demo")
    engine = demo_database(f"sqlite:///{folder / 'questions.db'}", folder / "landing")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_demo(
    postgresql_server: URL, postgresql_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """The demo's corpus in PostgreSQL."""
    with scratch_database(postgresql_server, postgresql_template) as url:
        engine = demo_database(url, tmp_path_factory.mktemp("demo") / "landing")
        yield engine
        engine.dispose()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def demo(request: pytest.FixtureRequest) -> Engine:
    """The demo's corpus, in each kind of database."""
    return request.getfixturevalue(f"{request.param}_demo")
