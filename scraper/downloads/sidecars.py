"""A small JSON file beside a large one, that says which version the large one is."""

import json
import os
from pathlib import Path
from typing import Any


def read_sidecar(path: Path) -> dict[str, Any]:
    """Return what a sidecar says; nothing where there is none, or none that can be read."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_sidecar(path: Path, content: dict[str, Any]) -> None:
    """Write a sidecar so that a killed process leaves the old one or this one, never half of it."""
    partial = path.with_name(path.name + ".new")
    with private(partial, "w") as file:
        file.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def private(path: Path, mode: str) -> Any:
    """Open a file that nobody else can read: some hold addresses of deputies."""
    encoding = None if "b" in mode else "utf-8"
    return open(path, mode, encoding=encoding, opener=lambda name, flags: os.open(name, flags, 0o600))
