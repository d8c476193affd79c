"""The description beside the files: a Frictionless Data Package, version 2 (https://datapackage.org).

It carries what ``schema.sql`` says of every column, whom to name, and how to check that the files are whole. Nothing in
it depends on the clock.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.exports.formats import Format
from analysis.exports.kinds import Kind
from analysis.exports.relations import Field
from analysis.exports.selection import Selection

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "questions-ecrites"
TITLE = "Written questions of the French Assemblée nationale"


@dataclass(frozen=True, slots=True)
class File:
    """One file of an export; ``path`` is within its folder."""

    path: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Resource:
    """What was exported of one table or view, in one file or in several; ``partitions`` tell them apart."""

    selection: Selection
    files: tuple[File, ...]
    partitions: tuple[str, ...]

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)


def datapackage(
    resources: Sequence[Resource],
    form: Format,
    sources: Sequence[dict[str, str]],
    state: dict[str, Any],
    wanted: dict[str, Any],
) -> dict[str, Any]:
    """Return the description of an export; ``wanted`` is what narrowed it."""
    described: dict[str, Any] = {
        "$schema": PROFILE,
        "name": NAME,
        "title": TITLE,
        "sources": [{"title": one["name"], "path": one["url"]} for one in sources],
        "licenses": [{"title": one["licence"], "path": one["licence_url"]} for one in sources],
        "database": state,
        "selection": wanted,
        "resources": [_resource(resource, form) for resource in resources],
    }
    # The profile allows no empty lists.
    return {name: value for name, value in described.items() if value != []}


def write_datapackage(path: Path, described: dict[str, Any]) -> None:
    """Write a description as JSON that a person can read."""
    path.write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _resource(resource: Resource, form: Format) -> dict[str, Any]:
    relation, files = resource.selection.relation, resource.files
    described: dict[str, Any] = {"name": relation.name, "type": "table", "description": relation.description}
    if len(files) == 1 and not resource.partitions:
        described |= {"path": files[0].path, "hash": f"sha256:{files[0].sha256}"}
    else:
        described["path"] = [file.path for file in files]
    described |= {
        "format": form.name,
        "mediatype": form.mediatype,
        "encoding": "utf-8",
        "bytes": sum(file.bytes for file in files),
        "rows": resource.rows,
    }
    if resource.partitions:
        described["partitionedBy"] = list(resource.partitions)
    if form.dialect:
        described["dialect"] = dict(form.dialect)
    described["schema"] = _schema(resource.selection, form)
    described["files"] = [
        {"path": file.path, "rows": file.rows, "bytes": file.bytes, "hash": f"sha256:{file.sha256}"} for file in files
    ]
    return described


def _schema(selection: Selection, form: Format) -> dict[str, Any]:
    names = {field.name for field in selection.fields}
    key = selection.relation.key
    fields = [_field(field, form, is_key=field.name in key) for field in selection.fields]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if selection.relation.key and set(selection.relation.key) <= names:
        schema["primaryKey"] = list(selection.relation.key)
    return schema


def _field(field: Field, form: Format, *, is_key: bool) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.name, "type": field.kind.value}
    if field.kind is Kind.DATETIME and form.times != "default":
        described["format"] = form.times
    if field.description:
        described["description"] = field.description
    # An empty text is a missing value here, and some columns have one that are never NULL: ministry.derived.
    if field.required and (is_key or field.kind is not Kind.STRING):
        described["constraints"] = {"required": True}
    return described
