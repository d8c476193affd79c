"""One crawl at a time per site: a lock file per host, held for as long as the process lives."""

import fcntl
import json
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from cli.errors import SiteLocked

PAUSE = 0.5


@contextmanager
def hold(folder: Path, names: Iterable[str], run_id: str, *, announce: Callable[[str], None] | None) -> Iterator[None]:
    """Hold the locks of these hosts; the system lets go of them when the process ends, however it ends.

    With ``announce``, say whom it waits for and wait; without, raise SiteLocked when another run holds one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        # Always in the same order, so that two runs over several sites never wait for each other.
        for name in sorted(set(names)):
            stack.enter_context(_hold_one(folder / f"{file_name(name)}.lock", name, run_id, announce))
        yield


def file_name(host: str) -> str:
    """Return a host and port as a file name, e.g. ``127.0.0.1_8013``."""
    return re.sub(r"[^\w.-]", "_", host, flags=re.ASCII)


@contextmanager
def _hold_one(path: Path, name: str, run_id: str, announce: Callable[[str], None] | None) -> Iterator[None]:
    with path.open("a+", encoding="utf-8") as file:
        if not _take(file):
            if announce is None:
                raise SiteLocked(f"{name} is being crawled by {_holder(file)}; --wait waits for it")
            announce(f"Waiting for {_holder(file)}, which crawls {name}.")
            while not _take(file):
                time.sleep(PAUSE)
        _sign(file, run_id)
        try:
            yield
        finally:
            file.truncate(0)


def _take(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(file: IO[str], run_id: str) -> None:
    started_at = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
    file.truncate(0)
    file.write(json.dumps({"pid": os.getpid(), "run_id": run_id, "started_at": started_at}) + "\n")
    file.flush()


def _holder(file: IO[str]) -> str:
    file.seek(0)
    try:
        held = json.loads(file.read())
        return f"run {held['run_id']} (process {held['pid']}, since {held['started_at']} UTC)"
    except (ValueError, KeyError, TypeError):
        return "another run"
