"""Exports of every table and view: the same bytes from both databases, and what the files hold."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import dataset, parquet
from sqlalchemy import Connection, Engine, text

from analysis.exports.csv_format import CSV
from analysis.exports.export import export
from analysis.exports.formats import Format
from analysis.exports.jsonl_format import JSONLines
from analysis.exports.parquet_format import Parquet
from analysis.exports.relations import Field, exportable, relation_named
from analysis.exports.selection import Wanted
from tests.analysis.corpus import AWKWARD, FORMULA

FORMATS: list[Callable[[], Format]] = [CSV, JSONLines, Parquet]


def all_names(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(exportable(connection))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_csv(path: Path, **how: Any) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, **how))


def test_both_databases_give_the_same_bytes_of_every_table_and_view(
    sqlite: Engine, postgresql: Engine, tmp_path: Path
) -> None:
    names = all_names(sqlite)
    assert names == all_names(postgresql)
    assert {"question_flat", "question", "answers_by_ministry", "source_count", "comment"} <= set(names)
    assert differing(sqlite, postgresql, names, CSV(), tmp_path) == []


@pytest.mark.parametrize("form", [JSONLines, Parquet])
def test_both_databases_give_the_same_bytes_in_every_format(
    form: Callable[[], Format], sqlite: Engine, postgresql: Engine, tmp_path: Path
) -> None:
    names = ["question_flat", "question_reading", "answers_by_ministry", "answer_due", "source_count"]
    assert differing(sqlite, postgresql, names, form(), tmp_path) == []


def differing(sqlite: Engine, postgresql: Engine, names: list[str], form: Format, folder: Path) -> list[str]:
    for engine in (sqlite, postgresql):
        export(engine, names, Wanted(), form, folder / engine.dialect.name)
    here, there = contents(folder / "sqlite"), contents(folder / "postgresql")
    assert here.keys() == there.keys()
    return [path for path in here if here[path] != there[path]]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_database_gives_the_same_bytes(form: Callable[[], Format], engine: Engine, tmp_path: Path) -> None:
    for name in ("once", "again"):
        export(engine, ["question_flat", "crawl_run"], Wanted(), form(), tmp_path / name)
    assert contents(tmp_path / "once") == contents(tmp_path / "again")


def test_csv_holds_texts_as_they_are(engine: Engine, tmp_path: Path) -> None:
    export(engine, ["question_flat"], Wanted(), CSV(), tmp_path / "out")
    rows = {row["question_id"]: row for row in read_csv(tmp_path / "out/question_flat.csv")}
    assert list(rows) == [f"QANR5L{key}" for key in ("13QE1", "13QE10", "13QE2", "13QE3", "14QE20", "14QE21")]
    assert rows["QANR5L13QE2"]["question_text"] == stored(engine, "QANR5L13QE2")
    assert '"Oui", dit-elle ;\n' in rows["QANR5L13QE2"]["question_text"]
    assert rows["QANR5L13QE2"]["heading"] == FORMULA
    first = rows["QANR5L13QE1"]
    assert (first["asked_on"], first["response_days"], first["flagged"]) == ("2009-04-21", "105", "true")
    assert rows["QANR5L13QE2"]["answered_on"] == ""


def stored(engine: Engine, question_id: str) -> str:
    query = "SELECT question_text FROM question_text WHERE question_id = :question_id"
    with engine.connect() as connection:
        return str(connection.scalar(text(query), {"question_id": question_id}))


def test_a_carriage_return_is_quoted(tmp_path: Path, sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        field = exported_field(connection, "question_text", "question_text")
    with CSV().writer(tmp_path / "one.csv", [field], ()) as writer:
        writer.write([("a\rb",), (AWKWARD,), (None,), ("",)])
    assert (tmp_path / "one.csv").read_bytes().startswith(b'question_text\n"a\rb"\n"""Oui""')
    assert [row["question_text"] for row in read_csv(tmp_path / "one.csv")] == ["a\rb", AWKWARD, "", ""]


def exported_field(connection: Connection, relation: str, name: str) -> Field:
    return relation_named(connection, relation).field(name)


def test_a_spreadsheet_gets_its_habits_and_no_formulas(engine: Engine, tmp_path: Path) -> None:
    excel = CSV(separator=";", excel=True, neutralised=True)
    export(engine, ["question_flat"], Wanted(columns=("heading", "question_text")), excel, tmp_path / "out")
    written = (tmp_path / "out/question_flat.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfheading;question_text\r\n")
    assert f"'{FORMULA}".encode() in written
    assert read_csv(tmp_path / "out/question_flat.csv", delimiter=";")[2]["question_text"] == stored(
        engine, "QANR5L13QE2"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_whatever_a_spreadsheet_would_compute_is_neutralised(start: str, sqlite: Engine, tmp_path: Path) -> None:
    with sqlite.connect() as connection:
        fields = [exported_field(connection, "question", name) for name in ("heading", "response_days")]
    with CSV(neutralised=True).writer(tmp_path / "one.csv", fields, ()) as writer:
        writer.write([(f"{start}1", -1), (f"a{start}", 2)])
    assert [list(row.values()) for row in read_csv(tmp_path / "one.csv")] == [[f"'{start}1", "-1"], [f"a{start}", "2"]]


def test_json_lines_have_iso_dates_nulls_and_whole_numbers(engine: Engine, tmp_path: Path) -> None:
    export(engine, ["question_flat", "question_reading"], Wanted(), JSONLines(), tmp_path / "out")
    rows = [json.loads(line) for line in (tmp_path / "out/question_flat.jsonl").read_bytes().splitlines()]
    assert (rows[0]["asked_on"], rows[0]["response_days"], rows[0]["flagged"]) == ("2009-04-21", 105, True)
    assert (rows[2]["answered_on"], rows[2]["flagged"]) == (None, None)
    assert "œuvre" in (tmp_path / "out/question_flat.jsonl").read_text(encoding="utf-8")
    readings = [json.loads(line) for line in (tmp_path / "out/question_reading.jsonl").read_bytes().splitlines()]
    assert readings[0]["first_read_at"] == "2026-03-01T08:00:00"


def test_parquet_is_typed_partitioned_compressed_and_has_dictionaries(engine: Engine, tmp_path: Path) -> None:
    export(engine, ["question_flat", "question_reading"], Wanted(), Parquet(), tmp_path / "out")
    table = dataset.dataset(tmp_path / "out/question_flat", partitioning="hive").to_table()
    types = {name: table.schema.field(name).type for name in table.column_names}
    assert types["asked_on"] == pyarrow.date32()
    assert types["response_days"] == types["comment_count"] == pyarrow.int64()
    assert types["flagged"] == pyarrow.bool_()
    assert types["question_text"] == pyarrow.string()
    assert table.column("legislature").to_pylist() == [13, 13, 13, 13, 14, 14]
    assert table.column("asked_on").to_pylist()[0] == date(2009, 4, 21)
    file = parquet.ParquetFile(tmp_path / "out/question_flat/legislature=13/part-0.parquet")
    group = file.metadata.row_group(0)
    columns = {group.column(place).path_in_schema: group.column(place) for place in range(group.num_columns)}
    assert {column.compression for column in columns.values()} == {"ZSTD"}
    assert "RLE_DICTIONARY" in columns["state"].encodings
    assert "RLE_DICTIONARY" not in columns["question_text"].encodings
    assert b"Day on which it was asked" in file.schema_arrow.field("asked_on").metadata[b"description"]
    readings = parquet.read_schema(tmp_path / "out/question_reading.parquet")
    assert readings.field("first_read_at").type == pyarrow.timestamp("ms")


def test_parquet_groups_rows_as_they_come(sqlite: Engine, tmp_path: Path) -> None:
    with sqlite.connect() as connection:
        fields = [exported_field(connection, "question", "number")]
    with Parquet().writer(tmp_path / "one.parquet", fields, ()) as writer:
        for start in range(0, 25_000, 2_000):
            writer.write([(number,) for number in range(start, min(start + 2_000, 25_000))])
    file = parquet.ParquetFile(tmp_path / "one.parquet")
    assert [file.metadata.row_group(place).num_rows for place in range(3)] == [10_000, 10_000, 5_000]
    assert file.read().column("number").to_pylist() == list(range(25_000))


def test_nothing_to_export_is_a_file_with_columns(engine: Engine, tmp_path: Path) -> None:
    nothing = Wanted(legislatures=(9,))
    export(engine, ["question_flat"], nothing, CSV(), tmp_path / "csv")
    export(engine, ["question_flat"], nothing, Parquet(), tmp_path / "parquet")
    assert read_csv(tmp_path / "csv/question_flat.csv") == []
    table = parquet.read_table(tmp_path / "parquet/question_flat/part-0.parquet")
    assert (table.num_rows, "legislature" in table.column_names) == (0, True)


def test_rows_come_from_the_server_bit_by_bit(postgresql: Engine, tmp_path: Path) -> None:
    seen: list[str] = []

    def look(name: str, done: int, total: int | None) -> None:
        with postgresql.connect() as other:
            query = "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'FETCH%'"
            seen.extend(other.scalars(text(query)))

    export(postgresql, ["question_flat"], Wanted(), CSV(), tmp_path / "out", progress=look)
    assert any("FORWARD" in query for query in seen), seen


def test_an_export_is_of_one_state_while_a_load_goes_on(sqlite_engine: Engine, tmp_path: Path) -> None:
    def add(name: str, done: int, total: int | None) -> None:
        with sqlite_engine.begin() as connection:
            connection.execute(text("DELETE FROM derivation_rules"))

    names = ["schema_version", "derivation_rules"]
    meanwhile = export(sqlite_engine, names, Wanted(), CSV(), tmp_path / "1", progress=add)
    afterwards = export(sqlite_engine, names, Wanted(), CSV(), tmp_path / "2")
    assert [[one.rows for one in resources] for resources in (meanwhile, afterwards)] == [[1, 1], [1, 0]]
