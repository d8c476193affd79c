"""What may interrupt a command that writes to the database, each at a moment that is chosen elsewhere."""

import resource
import time
from collections.abc import Callable, Mapping

from soak.databases import LOG_FILE_MEGABYTES, Fresh, Own, Server
from soak.place import Place, Running

Interruption = Callable[[Place, Running], None]

# Less than a SQLite database or its log has after its first rows.
SMALL_FILE = 100_000
KILLED = "killed"


def interruptions_of(fresh: Fresh) -> Mapping[str, Interruption]:
    """Return what may interrupt a load into databases of this kind, by name."""
    if not isinstance(fresh, Server):
        return {KILLED: _kill, "disk full": _fill_disk}
    found = {KILLED: _kill, "connection cut": lambda place, running: _cut(fresh, place, running)}
    if own := fresh.own:
        found |= {
            "server stopped": lambda _place, _running: _stop(own),
            "disk full": lambda place, running: _fill_disk_of_server(fresh, own, place, running),
        }
    return found


def _kill(_place: Place, running: Running) -> None:
    running.process.kill()


def _fill_disk(_place: Place, running: Running) -> None:
    """Let no file of the command grow any more: to SQLite that is a write which fails, as on a full disk."""
    if running.process.poll() is None:
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (SMALL_FILE, SMALL_FILE))


def _fill_disk_of_server(server: Server, own: Own, place: Place, running: Running) -> None:
    for process in _backends(server, place, running):
        own.limit_files(process, LOG_FILE_MEGABYTES * 2**20)


def _cut(server: Server, place: Place, running: Running) -> None:
    for process in _backends(server, place, running):
        server.run(f"SELECT pg_terminate_backend({process})")


def _backends(server: Server, place: Place, running: Running) -> list[int]:
    """Return the processes that serve the command, as soon as there are any; none when it ends before."""
    while not (found := server.backends(place.database)) and running.process.poll() is None:
        time.sleep(0.01)
    return found


def _stop(own: Own) -> None:
    own.stop()
    own.start()
