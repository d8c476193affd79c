"""The formats of an export, behind one protocol."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from analysis.exports.relations import Field

Rows = Sequence[Sequence[Any]]


class Writer(Protocol):
    """Takes the rows of one file between entering and leaving."""

    def write(self, rows: Rows) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Format(Protocol):
    """One format; ``partitioned`` formats have a file per legislature where there are many rows.

    ``dialect`` is what a data package tells of the files, ``field_format`` how it says that times are written.
    """

    name: str
    suffix: str
    mediatype: str
    partitioned: bool

    @property
    def dialect(self) -> Mapping[str, Any]: ...

    @property
    def times(self) -> str: ...

    def writer(self, path: Path, fields: Sequence[Field], unique: Sequence[str]) -> Writer:
        """Open a file of these columns; the values of those named in ``unique`` hardly repeat."""
