"""JSON Lines: one object per row, in UTF-8, with ISO dates and null for what is missing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

from analysis.exports.formats import Rows
from analysis.exports.relations import Field


class JSONLines:
    """How a file of JSON Lines is written: there is nothing to choose."""

    name = "jsonl"
    suffix = ".jsonl"
    mediatype = "application/jsonl"
    partitioned = False
    times = "%Y-%m-%dT%H:%M:%S"
    dialect: Mapping[str, Any] = {}

    def writer(self, path: Path, fields: Sequence[Field], unique: Sequence[str]) -> "_JSONLinesWriter":
        return _JSONLinesWriter(path, fields)


class _JSONLinesWriter:
    def __init__(self, path: Path, fields: Sequence[Field]):
        self._file = path.open("wb")
        self._names = [field.name for field in fields]

    def write(self, rows: Rows) -> None:
        names = self._names
        self._file.writelines(
            orjson.dumps(dict(zip(names, row, strict=True)), option=orjson.OPT_APPEND_NEWLINE) for row in rows
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
