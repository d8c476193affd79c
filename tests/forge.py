"""Processes of their own without the seconds that imports take: forked from one that has imported everything.

``start`` begins a Python process as ``subprocess.Popen`` would, with the same arguments, signals and exit status. The
process it is forked from (``python -m tests.forge SOCKET``) is begun once by each process that asks, and ends with it.
"""

import atexit
import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

ROOT = Path(__file__).parent.parent
LENGTH = 4
# What commands, crawls and fetches import; none of it may start a thread or choose a reactor.
IMPORTED = ("cli.main", "cli.night_parts", "scraper.fetching", "scraper.pipelines", "scrapy.cmdline", "psycopg")


class Process:
    """A forked process: what the tests use of ``subprocess.Popen``."""

    def __init__(self, pid: int, line: socket.socket, out: int, err: int, arguments: Sequence[str]) -> None:
        self.pid, self.args = pid, arguments
        self.returncode: int | None = None
        self.stdout = open(out, encoding="utf-8", errors="replace")  # noqa: SIM115
        self.stderr = open(err, encoding="utf-8", errors="replace")  # noqa: SIM115
        self._line = line

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit status, negative for a signal; raise ``subprocess.TimeoutExpired``."""
        if self.returncode is None:
            self._line.settimeout(timeout)
            try:
                self.returncode = int.from_bytes(self._line.recv(LENGTH), "big", signed=True)
            except TimeoutError:
                raise subprocess.TimeoutExpired(self.args, timeout or 0) from None
            self._line.close()
        return self.returncode

    def poll(self) -> int | None:
        """Return the exit status, None while it runs."""
        try:
            return self.wait(0.001)
        except subprocess.TimeoutExpired:
            return None

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Return what is left of its output and its errors, once it has ended."""
        errors: list[str] = []
        ends = time.monotonic() + timeout if timeout else None
        reader = threading.Thread(target=lambda: errors.append(self.stderr.read()), daemon=True)
        reader.start()
        late = threading.Timer(timeout, self.kill) if timeout else None
        if late:
            late.start()
        out = self.stdout.read()
        reader.join()
        if late:
            late.cancel()
        if ends and time.monotonic() > ends:
            raise subprocess.TimeoutExpired(self.args, timeout or 0, out, errors[0])
        self.wait()
        self.stdout.close()
        self.stderr.close()
        return out, errors[0]

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once, unless it has ended."""
        self.send_signal(signal.SIGKILL)

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stdout.close()
        self.stderr.close()
        self.wait()


def start(*arguments: str, cwd: Path, environment: Mapping[str, str]) -> Process:
    """Start ``python ARGUMENTS`` in a folder: ``-m MODULE``, ``-c CODE`` or a script, after ``-W error`` or not."""
    (our_out, out), (our_err, err) = os.pipe(), os.pipe()
    line = socket.socket(socket.AF_UNIX)
    line.connect(_forge())
    order = json.dumps({"arguments": arguments, "cwd": str(cwd), "environment": dict(environment)}).encode()
    socket.send_fds(line, [len(order).to_bytes(LENGTH, "big")], [out, err])
    line.sendall(order)
    os.close(out)
    os.close(err)
    return Process(int.from_bytes(line.recv(LENGTH), "big"), line, our_out, our_err, arguments)


@cache
def _forge() -> str:
    """Begin the process that forks, in a folder of its own; it ends when this one does."""
    address = str(Path(tempfile.mkdtemp(prefix="questions-forge-")) / "line")
    # The pipe is never written to: its end is this process's end.
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forge", address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == b"ready\n"
    atexit.register(process.wait)
    atexit.register(process.stdin.close)
    return address


def _serve(address: str) -> Mapping[str, Any]:
    """Fork a process for each order; return in each of them, with its order. Ends when standard input does."""
    for module in IMPORTED:
        import_module(module)
    gc.freeze()
    bell, rung = socket.socketpair()
    rung.setblocking(False)
    signal.set_wakeup_fd(rung.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    lines: dict[int, socket.socket] = {}
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            ready, _, _ = select.select([sys.stdin, bell, listener], [], [])
            if sys.stdin in ready:
                sys.exit()
            if bell in ready:
                bell.recv(4096)
                _tell_the_ended(lines)
            if listener in ready:
                line, _ = listener.accept()
                length, handles, _, _ = socket.recv_fds(line, LENGTH, 2)
                order = json.loads(line.makefile("rb").read(int.from_bytes(length, "big")))
                pid = os.fork()
                if not pid:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    return {**order, "handles": handles, "lines": [bell, rung, line, *lines.values()]}
                for handle in handles:
                    os.close(handle)
                line.sendall(pid.to_bytes(LENGTH, "big"))
                lines[pid] = line


def _tell_the_ended(lines: dict[int, socket.socket]) -> None:
    while lines:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        with lines.pop(pid) as line, suppress(BrokenPipeError):
            line.sendall(os.waitstatus_to_exitcode(status).to_bytes(LENGTH, "big", signed=True))


def _become(order: Mapping[str, Any]) -> None:
    """Be the process that was asked for: its folder, environment, output and arguments."""
    for line in order["lines"]:
        line.close()
    out, err = order["handles"]
    for handle, standard in ((os.open(os.devnull, os.O_RDONLY), 0), (out, 1), (err, 2)):
        os.dup2(handle, standard)
        os.close(handle)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["environment"])
    time.tzset()


def _status(*arguments: str) -> int:
    """Run to the end as the interpreter would; return the exit status."""
    try:
        _run(*arguments)
    except SystemExit as ending:
        if ending.code is None or isinstance(ending.code, int):
            return ending.code or 0
        sys.stderr.write(f"{ending.code}\n")
        return 1
    except BaseException:  # noqa: BLE001 - as the interpreter does
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def _end(status: int) -> NoReturn:
    """End as the interpreter does, but do not take its modules apart: copied page by page, that takes a second."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    os._exit(status & 0xFF)


def _run(kind: str, *arguments: str) -> None:
    match kind, *arguments:
        case "-W", action, *others:
            sys.warnoptions.append(action)
            warnings.simplefilter(action)  # type: ignore[arg-type]
            _run(*others)
        case "-m", module, *others:
            sys.argv = [module, *others]
            sys.path[0] = str(Path.cwd())
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        case "-c", code, *others:
            sys.argv = ["-c", *others]
            exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})  # noqa: S102
        case script, *others:
            sys.argv = [script, *others]
            runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    order = _serve(sys.argv[1])
    _become(order)
    _end(_status(*order["arguments"]))
