"""Fresh databases to soak: SQLite files, and a PostgreSQL server of the soak's own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, make_url

from soak.errors import NoServer

BINARIES = Path("/usr/lib/postgresql")
LOG_FILE_MEGABYTES = 1
# Returns the address of an empty database of that name.
Fresh = Callable[[str], str]


def sqlite_in(folder: Path) -> Fresh:
    """Return what makes SQLite files in a folder."""
    return lambda name: f"sqlite:///{folder / name}.db"


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server: calling it makes an empty database of that name, and returns its address."""

    address: URL
    own: "Own | None" = None

    def __call__(self, name: str) -> str:
        name = f"soak_{os.getpid()}_{name.replace('-', '_')}"
        self.run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        return self.address.set(database=name).render_as_string(hide_password=False)

    def run(self, statement: str) -> list[Any]:
        """Execute a statement in the maintenance database; return the first column of what it gives."""
        engine = create_engine(self.address, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                found = connection.exec_driver_sql(statement)
                return list(found.scalars()) if found.returns_rows else []
        finally:
            engine.dispose()

    def backends(self, database: str) -> list[int]:
        """Return the server's processes that serve a database, given by its address."""
        name = make_url(database).database
        return self.run(f"SELECT pid FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608


@dataclass(frozen=True, slots=True)
class Own:
    """What can be done with a server of the soak's own."""

    binaries: Path
    folder: Path
    user: str | None
    options: str

    def start(self) -> None:
        data, log = self.folder / "data", self.folder / "log"
        _run(self.user, self.binaries / "pg_ctl", "-w", "-D", data, "-l", log, "-o", self.options, "start")

    def stop(self) -> None:
        """Stop at once, as a crash does: the next start recovers."""
        _run(self.user, self.binaries / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")

    def limit_files(self, process: int, size: int) -> None:
        """Let no file that a process of the server writes grow beyond so many bytes."""
        _run(self.user, "prlimit", f"--fsize={size}", "--pid", process)


@contextmanager
def postgresql() -> Iterator[Server]:
    """Return a server that QUESTIONS_TEST_POSTGRES names, or one started for the soak.

    Raises NoServer where there is none to start. The databases stay on a server that was named.
    """
    if given := os.environ.get("QUESTIONS_TEST_POSTGRES"):
        yield Server(make_url(given).set(drivername="postgresql+psycopg"))
        return
    binaries = max(BINARIES.glob("*/bin"), key=lambda path: int(path.parent.name.split(".")[0]), default=None)
    if binaries is None:
        raise NoServer(f"no PostgreSQL server under {BINARIES}, and QUESTIONS_TEST_POSTGRES is not set")
    # Not in a private folder: user postgres must be able to enter.
    folder = Path(tempfile.mkdtemp(prefix="questions-soak-", dir="/tmp"))
    try:
        with _server(binaries, folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(binaries: Path, folder: Path) -> Iterator[Server]:
    user = _server_user()
    if user is not None:
        shutil.chown(folder, user, user)
    port = _free_port()
    # The log of changes in small files, so that a limit on the size of files stops tables first, as a full disk does.
    _run(user, binaries / "initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8",
         "--no-sync", f"--wal-segsize={LOG_FILE_MEGABYTES}", "-D", folder / "data")  # fmt: skip
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    own = Own(binaries, folder, user, options)
    own.start()
    try:
        address = URL.create("postgresql+psycopg", "postgres", host="127.0.0.1", port=port, database="postgres")
        yield Server(address, own)
    finally:
        own.stop()


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
