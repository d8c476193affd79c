"""CSV: one line of names, then one record per row; for programs as it is, for spreadsheets with their habits.

A plain file is exactly what the database holds. A spreadsheet computes a cell that begins with ``=``, ``+``, ``-`` or
``@``, though it be a text of somebody else's: neutralised, such a text has an apostrophe in front.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from analysis.exports.formats import Rows
from analysis.exports.kinds import Kind
from analysis.exports.relations import Field

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Cell = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class CSV:
    """How a CSV file is written; ``excel`` has it open with a double click in a French or English spreadsheet."""

    separator: str = ","
    excel: bool = False
    neutralised: bool = False

    name = "csv"
    suffix = ".csv"
    mediatype = "text/csv"
    partitioned = False
    times = "%Y-%m-%d %H:%M:%S"

    @property
    def dialect(self) -> Mapping[str, Any]:
        return {
            "delimiter": self.separator,
            "lineTerminator": self.line_end,
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        }

    @property
    def line_end(self) -> str:
        return "\r\n" if self.excel else "\n"

    def writer(self, path: Path, fields: Sequence[Field], unique: Sequence[str]) -> "_CSVWriter":
        return _CSVWriter(path, self, fields)


class _CSVWriter:
    def __init__(self, path: Path, how: CSV, fields: Sequence[Field]):
        # The mark of byte order tells a spreadsheet that this is UTF-8.
        self._file = path.open("w", encoding="utf-8-sig" if how.excel else "utf-8", newline="")
        self._lines = csv.writer(self._file, delimiter=how.separator, lineterminator=how.line_end)
        # What the module does not quote by itself: a carriage return where lines end otherwise.
        self._quoted = csv.writer(
            self._file, delimiter=how.separator, lineterminator=how.line_end, quoting=csv.QUOTE_ALL
        )
        self._cells = {place: cell for place, one in enumerate(fields) if (cell := _cell(one, how)) is not None}
        self._lines.writerow([one.name for one in fields])

    def write(self, rows: Rows) -> None:
        for row in rows:
            cells = list(row)
            for place, cell in self._cells.items():
                if cells[place] is not None:
                    cells[place] = cell(cells[place])
            returns = any(isinstance(cell, str) and "\r" in cell for cell in cells)
            (self._quoted if returns else self._lines).writerow(cells)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def _cell(field: Field, how: CSV) -> Cell | None:
    """Return what becomes of a value that is there, None where the module writes it as it should be."""
    match field.kind:
        case Kind.BOOLEAN:
            return lambda value: "true" if value else "false"
        case Kind.DATETIME:
            return lambda value: value.strftime(how.times)
        case Kind.STRING if how.neutralised:
            return _neutralised
        case Kind.STRING | Kind.INTEGER | Kind.NUMBER | Kind.DATE:
            return None


def _neutralised(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
