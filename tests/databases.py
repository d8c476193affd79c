"""A pytest plugin: a real SQLite file and a real PostgreSQL database for each test that asks.

The PostgreSQL server is started from Debian's binaries once per session, in a temporary folder, as user postgres when
the tests run as root. QUESTIONS_TEST_POSTGRES names a server to use instead, e.g. postgresql://me:secret@localhost/postgres.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, create_engine, make_url

from etl.database import connect
from etl.schema import ensure_schema

BINARIES = Path("/usr/lib/postgresql")
TEMPLATE = f"questions_template_{os.getpid()}"
_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """The address of a server's maintenance database."""
    if given := os.environ.get("QUESTIONS_TEST_POSTGRES"):
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    binaries = _newest_binaries()
    if binaries is None:
        _missing(f"no PostgreSQL server under {BINARIES} and QUESTIONS_TEST_POSTGRES is not set")
    # Not under pytest's own folder: user postgres must be able to enter.
    folder = Path(tempfile.mkdtemp(prefix="questions-postgresql-", dir="/tmp"))
    try:
        yield from _serve(binaries, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: URL) -> Iterator[str]:
    """The name of a database that holds the tables and registers, to copy from."""
    _administer(postgresql_server, f"CREATE DATABASE {TEMPLATE} TEMPLATE template0 ENCODING 'UTF8'")
    engine = connect(_shown(postgresql_server.set(database=TEMPLATE)))
    ensure_schema(engine)
    engine.dispose()
    yield TEMPLATE
    _administer(postgresql_server, f"DROP DATABASE {TEMPLATE} WITH (FORCE)")


@pytest.fixture
def postgresql_url(postgresql_server: URL, postgresql_template: str) -> Iterator[str]:
    """The address of a PostgreSQL database of this test's own, with the tables in it."""
    with scratch_database(postgresql_server, postgresql_template) as url:
        yield url


@pytest.fixture(scope="module")
def postgresql_module_url(postgresql_server: URL, postgresql_template: str) -> Iterator[str]:
    """The address of a PostgreSQL database that the tests of a module share, with the tables in it."""
    with scratch_database(postgresql_server, postgresql_template) as url:
        yield url


@contextmanager
def scratch_database(server: URL, template: str) -> Iterator[str]:
    """Make a database with the tables in it, for as long as the context lasts; for fixtures of any scope."""
    name = f"questions_{os.getpid()}_{next(_numbers)}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _shown(server.set(database=name))
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_postgresql_url(postgresql_server: URL) -> Iterator[str]:
    """The address of a PostgreSQL database of this test's own, with nothing in it."""
    name = f"questions_{os.getpid()}_{next(_numbers)}"
    _administer(postgresql_server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    yield _shown(postgresql_server.set(database=name))
    _administer(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file of this test's own; it is made when first opened."""
    return f"sqlite:///{tmp_path / 'questions.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database of this test's own: the test runs once per kind."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An open database with its tables: the test runs once per kind."""
    engine = connect(database_url)
    ensure_schema(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    """An open SQLite database with its tables."""
    engine = connect(sqlite_url)
    ensure_schema(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_engine(postgresql_url: str) -> Iterator[Engine]:
    """An open PostgreSQL database with its tables."""
    engine = connect(postgresql_url)
    ensure_schema(engine)
    yield engine
    engine.dispose()


def _newest_binaries() -> Path | None:
    found = [path.parent for path in BINARIES.glob("*/bin/initdb")]
    return max(found, key=lambda path: int(path.parent.name.split(".")[0]), default=None)


def _missing(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _serve(binaries: Path, folder: Path) -> Iterator[URL]:
    user = _server_user()
    if user is not None:
        shutil.chown(folder, user, user)
    data = folder / "data"
    port = _free_port()
    _run(user, binaries / "initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8",
         "--no-sync", "-D", data)  # fmt: skip
    options = (
        f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off "
        "-c synchronous_commit=off -c full_page_writes=off -c jit=off"
    )
    _run(user, binaries / "pg_ctl", "-w", "-D", data, "-l", folder / "log", "-o", options, "start")
    try:
        yield URL.create("postgresql+psycopg", "postgres", host="127.0.0.1", port=port, database="postgres")
    finally:
        _run(user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _server_user() -> str | None:
    """Return the user the server must run as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        _missing("running as root, and there is no user postgres to run the server as")
        return None


def _run(user: str | None, *command: object) -> None:
    # The log, not a pipe: the server inherits standard output and would keep a pipe open.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(part) for part in command], user=user, group=user, extra_groups=[] if user else None,
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd="/", check=False,
        )  # fmt: skip
        output.seek(0)
        assert done.returncode == 0, output.read().decode(errors="replace")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _administer(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def _shown(address: URL) -> str:
    return address.render_as_string(hide_password=False)
