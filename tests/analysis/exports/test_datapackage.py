"""The description beside the files: valid by its standard, true of the files, and with the terms of what is in them."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frictionless
import pytest
from sqlalchemy import Engine, column, inspect, select, table

from analysis.exports.csv_format import CSV
from analysis.exports.export import export
from analysis.exports.formats import Format
from analysis.exports.jsonl_format import JSONLines
from analysis.exports.parquet_format import Parquet
from analysis.exports.relations import KEYS_OF_VIEWS, exportable
from analysis.exports.selection import Wanted
from etl.schema import VERSION

ASSEMBLEE, NOSDEPUTES = "Assemblée nationale", "NosDéputés.fr, Regards Citoyens"


def described(engine: Engine, folder: Path, *names: str, form: Format | None = None, **wanted: Any) -> dict[str, Any]:
    export(engine, names, Wanted(**wanted), form or CSV(), folder)
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("form", [CSV(), CSV(separator=";", excel=True, neutralised=True), JSONLines()])
def test_the_files_are_as_the_standard_reads_them(form: Format, sqlite: Engine, tmp_path: Path) -> None:
    names = ("question_flat", "question_reading", "answers_by_month", "deputy", "government", "portfolio", "ministry")
    described(sqlite, tmp_path / "out", *names, form=form)
    report = frictionless.validate(str(tmp_path / "out/datapackage.json"))
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []
    assert report.stats["tasks"] == len(names)


@pytest.mark.parametrize("form", [CSV, JSONLines, Parquet])
def test_the_description_is_one_of_the_standard(form: Callable[[], Format], sqlite: Engine, tmp_path: Path) -> None:
    described(sqlite, tmp_path / "out", "question_flat", "legislature", form=form())
    package = frictionless.Package.from_descriptor(str(tmp_path / "out/datapackage.json"))
    assert package.resource_names == ["question_flat", "legislature"]


def test_a_changed_file_is_found_out(sqlite: Engine, tmp_path: Path) -> None:
    described(sqlite, tmp_path / "out", "legislature")
    with (tmp_path / "out/legislature.csv").open("a") as file:
        file.write("99,2100-01-01,\n")
    report = frictionless.validate(str(tmp_path / "out/datapackage.json"))
    assert {"hash-count", "byte-count"} & {kind for (kind,) in report.flatten(["type"])}


def test_sizes_rows_and_digests_are_those_of_the_files(engine: Engine, tmp_path: Path) -> None:
    told = described(engine, tmp_path / "out", "question_flat", "deputy", form=Parquet())
    flat, deputy = told["resources"]
    assert flat["path"] == [f"question_flat/legislature={number}/part-0.parquet" for number in (13, 14)]
    assert [file["rows"] for file in flat["files"]] == [4, 2]
    assert (flat["rows"], flat["partitionedBy"], deputy["path"], deputy["rows"]) == (
        6, ["legislature"], "deputy.parquet", 2,
    )  # fmt: skip
    for file in [*flat["files"], *deputy["files"]]:
        content = (tmp_path / "out" / file["path"]).read_bytes()
        assert (file["bytes"], file["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
    assert flat["bytes"] == sum(file["bytes"] for file in flat["files"])


def test_columns_have_types_and_what_the_tables_say_of_them(sqlite: Engine, tmp_path: Path) -> None:
    told = described(sqlite, tmp_path / "out", "question_flat", "question", "question_reading", "source_count")
    flat, question, reading, count = told["resources"]
    assert flat["description"].startswith("One row per question with names in place of keys")
    fields = {field["name"]: field for field in flat["schema"]["fields"]}
    assert fields["asked_on"]["type"] == "date"
    assert fields["asked_on"]["description"] == "Day on which it was asked (published)."
    assert fields["question_text"]["description"].startswith("Text of the question, clean")
    assert flat["schema"]["primaryKey"] == question["schema"]["primaryKey"] == ["question_id"]
    assert question["schema"]["fields"][0]["constraints"] == {"required": True}
    times = [field for field in reading["schema"]["fields"] if field["type"] == "datetime"]
    assert {field["format"] for field in times} == {"%Y-%m-%d %H:%M:%S"}
    assert [field["type"] for field in count["schema"]["fields"]] == ["integer", "string", "string"] + ["integer"] * 4


def test_a_key_that_was_left_out_is_not_promised(sqlite: Engine, tmp_path: Path) -> None:
    told = described(sqlite, tmp_path / "out", "question", columns=["number", "state"])
    assert "primaryKey" not in told["resources"][0]["schema"]
    assert told["selection"] == {"columns": ["number", "state"]}


def test_the_state_of_the_database_is_told(engine: Engine, tmp_path: Path) -> None:
    told = described(engine, tmp_path / "out", "legislature", legislatures=[13], where=[("starts_on", "")])
    assert told["database"]["schema_version"] == VERSION
    assert told["database"]["latest_run"] == {
        "run_id": "run-1",
        "source": "nosdeputes",
        "started_at": "2026-03-01 07:59:00",
        "finished_at": "2026-03-01 09:00:00",
        "finish_reason": "finished",
    }
    assert told["selection"] == {"legislatures": [13], "where": ["starts_on="]}


SOURCES: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "all": ("question_flat", {}, [ASSEMBLEE, NOSDEPUTES]),
    "one source's question": ("question_flat", {"where": [("number", "21")]}, [ASSEMBLEE]),
    "the other's": ("question_text", {"where": [("question_id", "QANR5L13QE3")]}, [NOSDEPUTES]),
    "a source's own statements": ("question_source", {"where": [("source", "assemblee")]}, [ASSEMBLEE]),
    "deputies": ("deputy", {}, [NOSDEPUTES]),
    "figures": ("answers_by_month", {}, [ASSEMBLEE, NOSDEPUTES]),
    "nothing": ("question_flat", {"legislatures": [9]}, []),
}


@pytest.mark.parametrize("case", SOURCES)
def test_those_are_named_whose_data_it_is(case: str, engine: Engine, tmp_path: Path) -> None:
    name, wanted, expected = SOURCES[case]
    told = described(engine, tmp_path / "out", name, **wanted)
    assert [source["title"] for source in told.get("sources", [])] == expected
    licences = {ASSEMBLEE: "Licence Ouverte 2.0 (Etalab)", NOSDEPUTES: "ODbL 1.0 (data), CC BY-SA 3.0 (contents)"}
    assert [licence["title"] for licence in told.get("licenses", [])] == [licences[name] for name in expected]


def test_the_keys_of_views_are_keys(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        views = {*exportable(connection)} & {*inspect(connection).get_view_names()}
        assert set(KEYS_OF_VIEWS) <= views
        for view, key in KEYS_OF_VIEWS.items():
            columns = [column(name) for name in key]
            found = [tuple(row) for row in connection.execute(select(*columns).select_from(table(view)))]
            assert len(found) == len(set(found)), view
            assert all(None not in values for values in found), view
