"""The real command as a subprocess."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import forge

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """The JSON object on the last line of standard output."""
        return json.loads(self.out.splitlines()[-1])


Questions = Callable[..., Ran]


def environment(**variables: str) -> dict[str, str]:
    """Return this process's environment without the user's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUESTIONS_")}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


def start(*arguments: object, cwd: Path, **variables: str) -> forge.Process:
    """Start the command and return it running."""
    return forge.start("-m", "cli", *map(str, arguments), cwd=cwd, environment=environment(**variables))
