"""Fresh databases to soak: SQLite files, and a PostgreSQL server of the soak's own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url

from soak.errors import NoServer

BINARIES = Path("/usr/lib/postgresql")
# Returns the address of an empty database of that name.
Fresh = Callable[[str], str]


def sqlite_in(folder: Path) -> Fresh:
    """Return what makes SQLite files in a folder."""
    return lambda name: f"sqlite:///{folder / name}.db"


@contextmanager
def postgresql() -> Iterator[Fresh]:
    """Return what makes databases on a server that QUESTIONS_TEST_POSTGRES names, or on one started for the soak.

    Raises NoServer where there is none to start. The databases stay on a server that was named.
    """
    if given := os.environ.get("QUESTIONS_TEST_POSTGRES"):
        yield _databases_of(make_url(given).set(drivername="postgresql+psycopg"))
        return
    binaries = max(BINARIES.glob("*/bin"), key=lambda path: int(path.parent.name.split(".")[0]), default=None)
    if binaries is None:
        raise NoServer(f"no PostgreSQL server under {BINARIES}, and QUESTIONS_TEST_POSTGRES is not set")
    # Not in a private folder: user postgres must be able to enter.
    folder = Path(tempfile.mkdtemp(prefix="questions-soak-", dir="/tmp"))
    try:
        with _server(binaries, folder) as address:
            yield _databases_of(address)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _databases_of(server: URL) -> Fresh:
    def fresh(name: str) -> str:
        name = f"soak_{os.getpid()}_{name.replace('-', '_')}"
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        engine.dispose()
        return server.set(database=name).render_as_string(hide_password=False)

    return fresh


@contextmanager
def _server(binaries: Path, folder: Path) -> Iterator[URL]:
    user = _server_user()
    if user is not None:
        shutil.chown(folder, user, user)
    data, port = folder / "data", _free_port()
    _run(user, binaries / "initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8",
         "--no-sync", "-D", data)  # fmt: skip
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
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
        raise NoServer("running as root, and there is no user postgres to run the server as") from None


def _run(user: str | None, *command: object) -> None:
    # A file, not a pipe: the server inherits standard output and would keep a pipe open.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # noqa: S603 (Debian's binaries)
            [str(part) for part in command], user=user, group=user, extra_groups=[] if user else None,
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd="/", check=False,
        )  # fmt: skip
        output.seek(0)
        if done.returncode:
            raise NoServer(output.read().decode(errors="replace"))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
