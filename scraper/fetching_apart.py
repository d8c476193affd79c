"""A fetch of archives in a process of its own, for a command that crawls as well: Scrapy runs once per process."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from parliament.landing import Run
from scraper.archives_wanted import ArchivesWanted
from scraper.fetching import Fetched, fetch_archives
from scraper.site_spider import Figures


def fetch_apart(
    wanted: ArchivesWanted,
    folder: Path,
    run: Run,
    *,
    on_progress: Callable[[Figures], None] | None = None,
    **limits: Any,
) -> Fetched:
    """Do as ``fetch_archives`` does, in another process; progress and logs come from there as they arise.

    Ctrl-C and SIGTERM are passed on: once stops the fetch cleanly, twice at once, and then KeyboardInterrupt is raised.
    ``run`` holds its figures afterwards. Raises RuntimeError when the process ends without a word.
    """
    wanted.check()
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    level = logging.getLogger().getEffectiveLevel()
    with here:
        process = context.Process(target=_fetch, args=(there, level, wanted, folder, run, limits), daemon=True)
        with _passing_on(process) as told:
            _start_deaf(process)
            there.close()
            fetched = _listen(here, run, on_progress)
            process.join()
    if fetched is not None:
        return fetched
    if told:
        raise KeyboardInterrupt
    raise RuntimeError(f"the fetch ended without an answer, with exit code {process.exitcode}")


def _listen(here: Connection, run: Run, on_progress: Callable[[Figures], None] | None) -> Fetched | None:
    """Take what comes until the process has told how it ended; None where it ended before."""
    while True:
        try:
            said = here.recv()
        except EOFError:
            return None
        match said:
            case Figures() if on_progress is not None:
                on_progress(said)
            case logging.LogRecord():
                logging.getLogger(said.name).handle(said)
            case Fetched(), Run():
                vars(run).update(vars(said[1]))
                return said[0]


@contextmanager
def _passing_on(process: Any) -> Iterator[list[int]]:
    """Pass signals on to a process within the block; give those that came."""
    came: list[int] = []

    def pass_on(number: int, _: Any) -> None:
        came.append(number)
        if process.is_alive():
            process.terminate()

    before = {number: signal.signal(number, pass_on) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _start_deaf(process: Any) -> None:
    """Start a process that does not hear the terminal's Ctrl-C while it imports; it has handlers of its own later."""
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, heard)


def _fetch(there: Connection, level: int, wanted: ArchivesWanted, folder: Path, run: Run, limits: Any) -> None:
    """Fetch, in the other process; one whose parent was killed ends at its next word."""
    # The terminal's Ctrl-C reaches every process of its group, and would count twice.
    os.setpgrp()
    one_at_a_time = threading.Lock()

    def send(said: Any) -> None:
        with one_at_a_time:
            try:
                there.send(said)
            except BrokenPipeError:
                os._exit(1)

    root = logging.getLogger()
    sender = _Sender(send)
    sender.setLevel(level)
    root.addHandler(sender)
    fetched = fetch_archives(wanted, folder, run, on_progress=send, **limits)
    send((fetched, run))


class _Sender(logging.Handler):
    """Sends log records to the process that shows them, with their text alone: what else they hold may not travel."""

    def __init__(self, send: Callable[[logging.LogRecord], None]):
        super().__init__()
        self.send = send

    def emit(self, record: logging.LogRecord) -> None:
        said = {"name": record.name, "levelno": record.levelno, "levelname": record.levelname}
        self.send(logging.makeLogRecord(said | {"msg": self.format(record)}))
