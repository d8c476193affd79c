"""Reading landing files: complete lines in batches, from the byte up to which they are loaded."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

BATCH_LINES = 5_000
BATCH_BYTES = 12_000_000
SHOWN_CHARACTERS = 2_000
# Three times as fast as the operator in, and asked of every line.
ESCAPED = re.compile(rb"\\u").search


@dataclass(slots=True)
class Broken:
    """A complete line that is no record, with the byte at which it starts."""

    byte: int
    reason: str
    line: str


@dataclass(slots=True)
class Batch:
    """Some records of a file; ``end`` is the byte up to which they reach."""

    end: int
    records: list[dict[str, Any]] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)


def read_batches(path: Path, start: int, stop: int) -> Iterator[Batch]:
    """Yield the complete lines of a landing file between two bytes; a torn last line is left for the next load."""
    if start >= stop:
        return
    with path.open("rb") as file:
        file.seek(start)
        batch = Batch(end=start)
        first = start
        for line in file:
            if not line.endswith(b"\n") or batch.end + len(line) > stop:
                break
            _read_line(line, batch)
            if len(batch.records) + len(batch.broken) >= BATCH_LINES or batch.end - first >= BATCH_BYTES:
                yield batch
                first = batch.end
                batch = Batch(end=first)
    if batch.end > first:
        yield batch


def batches_of(records: Iterable[dict[str, Any]]) -> Iterator[Batch]:
    """Yield records that are in memory as batches; their ``end`` counts records."""
    rest = iter(records)
    end = 0
    while found := list(islice(rest, BATCH_LINES)):
        end += len(found)
        yield Batch(end, found)


def _read_line(line: bytes, batch: Batch) -> None:
    start = batch.end
    batch.end += len(line)
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise ValueError("it is no object")
        if ESCAPED(line):
            _check_characters(record)
    except (ValueError, RecursionError) as error:
        shown = line[:SHOWN_CHARACTERS].decode("utf-8", errors="replace").rstrip("\n").replace("\x00", "\ufffd")
        batch.broken.append(Broken(start, f"the line is no record: {error}".replace("\x00", ""), shown))
    else:
        batch.records.append(record)


def _check_characters(record: dict[str, Any]) -> None:
    """Raise ValueError for what no database takes: the NUL character and halves of surrogate pairs."""
    text = json.dumps(record, ensure_ascii=False)
    text.encode("utf-8")
    if "\\u0000" in text:
        raise ValueError("it holds the NUL character")
