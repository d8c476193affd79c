"""Start the made-up sites in a process of their own, and stop it again."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO

from demo.corpus import Corpus
from demo.errors import NotStarted

_PATIENCE = 60.0


@contextmanager
def serving(
    corpus: Corpus | None = None,
    *,
    today: date | None = None,
    latency: float = 0.0,
    port: int = 0,
    caching: bool = True,
) -> Iterator[dict[int, str]]:
    """Serve a corpus (the default one if None) and yield the address of each legislature's site.

    Raises NotStarted when the process ends, or says nothing within a minute. The corpus is built again in the other
    process, from its size and seed; changes made to it here are not seen there. Without ``caching`` no page is stale.
    Where the corpus has the Assembly's side, the address of legislature 17 is that of all that the Assembly serves.
    """
    order = [sys.executable, "-m", "demo.site", "--port", str(port), "--latency", str(latency)]
    if corpus is not None:
        order += ["--questions", str(corpus.questions), "--seed", str(corpus.seed)]
        if corpus.assembly is not None:
            order.append("--assembly")
        if corpus.next_legislature is not None:
            order += ["--next-legislature", f"{corpus.next_legislature}"]
    if today is not None:
        order += ["--today", f"{today}"]
    if not caching:
        order.append("--no-cache")
    root = str(Path(__file__).parent.parent)
    paths = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    process = subprocess.Popen(  # noqa: S603 (our own module)
        order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": paths}
    )
    with process:
        try:
            yield _addresses(process)
        finally:
            _stop(process)


def _addresses(process: subprocess.Popen[bytes]) -> dict[int, str]:
    line = _first_line(process.stdout) if process.stdout else b""
    try:
        said = json.loads(line)
    except ValueError:
        raise NotStarted(f"the demo site did not start; it said {line!r}, exit code {process.poll()}") from None
    return {int(name): address for name, address in said.items() if name != "pid"}


def _first_line(output: IO[bytes]) -> bytes:
    ready, _, _ = select.select([output], [], [], _PATIENCE)
    return output.readline() if ready else b""


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
