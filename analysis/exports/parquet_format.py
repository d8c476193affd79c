"""Parquet: typed columns, compressed, one file per legislature of what has a row per question or more."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from analysis.errors import ExtraMissing
from analysis.exports.formats import Rows
from analysis.exports.kinds import Kind
from analysis.exports.relations import Field

if TYPE_CHECKING:
    import pyarrow

# So many rows are held in memory, with their texts: about 45 MB of questions.
ROWS_PER_GROUP = 10_000
# What such columns hold is not worth a place in a dictionary.
SELDOM_REPEATED = ("_text", "_url", "url", "raw", "_hash")


class Parquet:
    """How a Parquet file is written; raises ExtraMissing at once where pyarrow is not installed."""

    name = "parquet"
    suffix = ".parquet"
    mediatype = "application/vnd.apache.parquet"
    partitioned = True
    times = "default"
    dialect: Mapping[str, Any] = {}

    def __init__(self) -> None:
        try:
            import pyarrow.parquet  # noqa: F401
        except ModuleNotFoundError:
            message = "Parquet needs pyarrow: pip install 'questions-ecrites[analytics]', or export csv or jsonl"
            raise ExtraMissing(message) from None

    def writer(self, path: Path, fields: Sequence[Field], unique: Sequence[str]) -> "_ParquetWriter":
        return _ParquetWriter(path, fields, unique)


class _ParquetWriter:
    def __init__(self, path: Path, fields: Sequence[Field], unique: Sequence[str]):
        import pyarrow
        from pyarrow import parquet

        self._schema = pyarrow.schema([_arrow_field(field) for field in fields])
        repetitive = [one.name for one in fields if one.name not in unique and not one.name.endswith(SELDOM_REPEATED)]
        # A stream of ours and not a path: pyarrow would leave it open when the disk is full.
        self._stream = path.open("wb")
        self._file = parquet.ParquetWriter(
            self._stream,
            self._schema,
            compression="zstd",
            use_dictionary=repetitive,
        )
        self._waiting: list[pyarrow.RecordBatch] = []

    def write(self, rows: Rows) -> None:
        import pyarrow

        # At once into columns: as Python objects the rows of a whole group would take several times the room.
        columns = zip(*rows, strict=True)
        arrays = [pyarrow.array(column, type=one.type) for column, one in zip(columns, self._schema, strict=True)]
        self._waiting.append(pyarrow.RecordBatch.from_arrays(arrays, schema=self._schema))
        while sum(batch.num_rows for batch in self._waiting) >= ROWS_PER_GROUP:
            self._write_group()

    def _write_group(self) -> None:
        import pyarrow

        waiting = pyarrow.Table.from_batches(self._waiting, schema=self._schema)
        self._file.write_table(waiting.slice(0, ROWS_PER_GROUP), row_group_size=ROWS_PER_GROUP)
        self._waiting = waiting.slice(ROWS_PER_GROUP).to_batches()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                if self._waiting:
                    self._write_group()
                self._file.close()
        finally:
            # Or pyarrow would try again when the object goes, and complain.
            self._file.is_open = False
            self._stream.close()


def _arrow_field(field: Field) -> "pyarrow.Field":
    import pyarrow

    types = {
        Kind.STRING: pyarrow.string(),
        Kind.INTEGER: pyarrow.int64(),
        Kind.NUMBER: pyarrow.float64(),
        Kind.BOOLEAN: pyarrow.bool_(),
        Kind.DATE: pyarrow.date32(),
        Kind.DATETIME: pyarrow.timestamp("ms"),
    }
    told = {"description": field.description} if field.description else None
    return pyarrow.field(field.name, types[field.kind], nullable=not field.required, metadata=told)
