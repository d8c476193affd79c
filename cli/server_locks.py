"""The same one crawl at a time per site, across machines: an advisory lock per host on the PostgreSQL server."""

import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from zlib import crc32

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from cli.errors import SiteLocked

PAUSE = 0.5
# Any number, so long as every run asks for the same one.
SPACE = 4_700_112
TAKE = text("SELECT pg_try_advisory_lock(:space, :key)")
HOLDER = text("""
    SELECT a.application_name, to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS since
    FROM pg_locks AS l
    JOIN pg_stat_activity AS a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND CAST(l.classid AS BIGINT) = :space
      AND CAST(l.objid AS BIGINT) = :key
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
""")
# What the server keeps of an application's name.
LONGEST_NAME = 63


@contextmanager
def hold_on_server(
    engine: Engine, hosts: Iterable[str], run_id: str, *, announce: Callable[[str], None] | None
) -> Iterator[None]:
    """Hold the locks of these hosts on the server that keeps the database; do nothing where it is a file.

    The server lets go of them when the connection ends, however it ends. With ``announce``, say whom it waits for and
    wait; without, raise SiteLocked when another run holds one.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    # No transaction stays open for as long as a crawl takes.
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        # Neither the name nor the locks may outlive this run in the pool.
        connection.detach()
        signature = f"{run_id} {os.getpid()}@{socket.gethostname()}"[:LONGEST_NAME]
        connection.execute(text("SELECT set_config('application_name', :name, false)"), {"name": signature})
        try:
            for host in sorted(set(hosts)):
                _take(connection, host, announce)
            yield
        finally:
            # A server takes a moment to end a session; the next command should not find the locks held.
            with suppress(DBAPIError):
                connection.execute(text("SELECT pg_advisory_unlock_all()"))


def _take(connection: Connection, host: str, announce: Callable[[str], None] | None) -> None:
    asked = {"space": SPACE, "key": crc32(host.encode()) & 0x7FFFFFFF}
    if connection.scalar(TAKE, asked):
        return
    holder = _holder(connection, asked)
    if announce is None:
        raise SiteLocked(f"{host} is being crawled by {holder}; --wait waits for it")
    announce(f"Waiting for {holder}, which crawls {host}.")
    while not connection.scalar(TAKE, asked):
        time.sleep(PAUSE)


def _holder(connection: Connection, asked: dict[str, int]) -> str:
    found = connection.execute(HOLDER, asked).first()
    if found is None:
        return "another run"
    run_id, _, process = found.application_name.partition(" ")
    return f"run {run_id} (process {process or 'unknown'}, since {found.since} UTC)"
