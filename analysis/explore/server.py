"""Serving on this machine alone, until it is interrupted."""

import contextlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from analysis.errors import AnalysisError

LOOPBACK = "127.0.0.1"
# A query that is still running when Ctrl-C comes is not waited for longer.
PATIENCE = 2


class PortTaken(AnalysisError):
    """Raised when nobody may listen on the port that was asked for."""


@contextmanager
def listening(port: int) -> Iterator[tuple[socket.socket, str]]:
    """Listen on a port of the loopback address, on any free one for 0; give the socket and the address of the site."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
            listener.listen()
        except OSError as error:
            raise PortTaken(
                f"cannot listen on port {port}: {error.strerror}; leave --port out for a free one"
            ) from error
        yield listener, f"http://{LOOPBACK}:{listener.getsockname()[1]}/"


def serve(app: Any, listener: socket.socket) -> None:
    """Answer requests until SIGINT or SIGTERM."""
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=PATIENCE)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
