"""Where the real command works during a soak: a data folder, a database, sites; and the command as a process."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soak.errors import CommandFailed

ROOT = Path(__file__).parent.parent
PATIENCE = 300.0
GOOD = (0,)


@dataclass(frozen=True, slots=True)
class Place:
    """A data folder and a database of its own, and the sites that are read."""

    data: Path
    database: str
    sites: Mapping[int, str]

    def reading(self, command: str, *options: object) -> tuple[object, ...]:
        """Return the arguments of a command that reads the sites, ``crawl`` or ``nightly``."""
        told: list[object] = [command, "--delay", 0, *options]
        for legislature, site in self.sites.items():
            told += ["--legislature", legislature, "--site", f"{legislature}={site}"]
        return tuple(told)

    def start(self, arguments: Iterable[object]) -> "Running":
        self.data.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "cli", *map(str, arguments)]
        command += ["--json", "--data", str(self.data), "--database", self.database]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("QUESTIONS_")}
        out, err = self.data / "stdout", self.data / "stderr"
        with out.open("wb") as output, err.open("wb") as errors:
            process = subprocess.Popen(  # noqa: S603 (our own command)
                command, cwd=ROOT, env=kept | {"PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
            )  # fmt: skip
        return Running(process, out, err)

    def run(self, arguments: Iterable[object], allowed: Iterable[int] = GOOD) -> dict[str, Any]:
        """Let a command run to its end and return its answer; raise CommandFailed for any other exit code."""
        with self.start(arguments) as running:
            return running.answer(allowed)


@dataclass(frozen=True, slots=True)
class Running:
    """A command that was started; leaving it makes sure that it has ended."""

    process: "subprocess.Popen[bytes]"
    out: Path
    err: Path

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def says(self, text: str) -> bool:
        """Wait until it has said this on standard error; return False when it ended without."""
        while not self.has_said(text):
            if self.process.poll() is not None:
                return False
            time.sleep(0.01)
        return True

    def has_said(self, text: str) -> bool:
        return text in self.err.read_text(encoding="utf-8", errors="replace")

    def kill(self) -> bool:
        """Send SIGKILL; return whether it came in time: before the command told what it had done."""
        self.process.kill()
        self.process.wait()
        return not self.out.stat().st_size

    def answer(self, allowed: Iterable[int]) -> dict[str, Any]:
        code = self.process.wait(timeout=PATIENCE)
        said = self.out.read_text(encoding="utf-8").splitlines()
        if code not in allowed or not said:
            raise CommandFailed(f"exit code {code}: {self.err.read_text(encoding='utf-8')[-4000:]}")
        answer: dict[str, Any] = json.loads(said[-1])
        return answer
