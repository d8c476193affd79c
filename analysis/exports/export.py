"""An export: the chosen tables and views of one state of the database, written to a folder."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.sql.elements import ColumnElement

from analysis.exports.datapackage import File, Resource, datapackage, write_datapackage
from analysis.exports.folder import DESCRIPTION, replacing
from analysis.exports.formats import Format
from analysis.exports.provenance import database_state, sources_of
from analysis.exports.relations import Field, Relation, relation_named
from analysis.exports.selection import Selection, Wanted, select_from
from etl.dialects import dialect_of

# So many rows are fetched at a time: memory is the same for a thousand rows and for a million.
BATCH = 500
DEFAULT = "question_flat"
# The value of a partition without one, as Hive and all that read its folders know it.
NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One file to come: its path within the folder, its columns, and what it takes of the rows."""

    path: str
    fields: Sequence[Field]
    conditions: tuple[ColumnElement[bool], ...] = ()


def export(
    engine: Engine,
    names: Sequence[str],
    wanted: Wanted,
    form: Format,
    folder: Path,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> list[Resource]:
    """Write tables and views to a folder, with a data package that describes them; return what was written.

    All is read from one state of the database, and the same state gives the same bytes. ``progress`` is called with a
    name, the rows written and, where counting is cheap, those of all. Raises NoSuchThing, TargetRefused, ExportFailed.
    """
    with engine.connect() as opened, dialect_of(engine).reading(opened) as connection:
        relations = [relation_named(connection, name) for name in dict.fromkeys(names)]
        selections = [select_from(connection, relation, wanted) for relation in relations]
        with replacing(folder, force=force) as part:
            resources = [_write(connection, one, form, part, progress) for one in selections]
            sources, state = sources_of(connection, selections), database_state(connection)
            described = datapackage(resources, form, sources, state, _told(wanted))
            write_datapackage(part / DESCRIPTION, described)
    return resources


def _write(
    connection: Connection, selection: Selection, form: Format, folder: Path, progress: Progress | None
) -> Resource:
    name = selection.relation.name
    total = selection.count(connection) if progress and _is_counted_fast(selection.relation) else None
    parts = list(_parts(connection, selection, form))
    files: list[File] = []
    for part in parts:
        before = sum(file.rows for file in files)
        files.append(_write_part(connection, selection, form, folder, part, _shifted(progress, name, before, total)))
    is_cut = any(part.conditions for part in parts)
    return Resource(selection, tuple(files), ("legislature",) if is_cut else ())


def _write_part(
    connection: Connection,
    selection: Selection,
    form: Format,
    folder: Path,
    part: Part,
    progress: Callable[[int], None],
) -> File:
    path = folder / part.path
    path.parent.mkdir(parents=True, exist_ok=True)
    key = selection.relation.key
    query = selection.in_order(connection, selection.query(part.fields, *part.conditions))
    rows = 0
    with (
        form.writer(path, part.fields, key if len(key) == 1 else ()) as writer,
        connection.execute(query, execution_options={"yield_per": BATCH}) as found,
    ):
        for batch in found.partitions():
            writer.write(batch)
            rows += len(batch)
            progress(rows)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return File(part.path, rows, path.stat().st_size, digest)


def _parts(connection: Connection, selection: Selection, form: Format) -> Iterator[Part]:
    """Yield the files of a selection: one, or one per legislature where rows are of questions, and many."""
    name, fields = selection.relation.name, selection.fields
    partitioned = form.partitioned and {"question_id", "legislature"} <= {field.name for field in fields}
    if not partitioned:
        yield Part(f"{name}{form.suffix}", fields)
        return
    legislature = selection.relation.field("legislature")
    others = [field for field in fields if field is not legislature]
    found = set(connection.scalars(selection.query([legislature]).distinct()))
    for number in sorted(found, key=lambda number: (number is not None, number)):
        folder = f"{name}/legislature={NO_VALUE if number is None else number}"
        same = legislature.value.is_(None) if number is None else legislature.value == number
        yield Part(f"{folder}/part-0{form.suffix}", others, (same,))
    if not found:
        yield Part(f"{name}/part-0{form.suffix}", fields)


def _is_counted_fast(relation: Relation) -> bool:
    """Tell whether counting costs little beside reading: not where a view has to compute all its rows for it."""
    return not relation.is_view or relation.name == DEFAULT


def _shifted(progress: Progress | None, name: str, before: int, total: int | None) -> Callable[[int], None]:
    if progress is None:
        return lambda rows: None
    return lambda rows: progress(name, before + rows, total)


def _told(wanted: Wanted) -> dict[str, Any]:
    """Return what narrowed an export, without what was not given."""
    told: dict[str, Any] = {
        "legislatures": list(wanted.legislatures),
        "since": wanted.since and wanted.since.isoformat(),
        "until": wanted.until and wanted.until.isoformat(),
        "deputies": list(wanted.deputies),
        "groups": list(wanted.groups),
        "portfolios": list(wanted.portfolios),
        "states": list(wanted.states),
        "where": [f"{column}={value}" for column, value in wanted.where],
        "columns": list(wanted.columns),
    }
    return {name: value for name, value in told.items() if value}
