"""The landing zone: what is written is read back, and only complete lines count."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pytest

from parliament.errors import BrokenLanding
from parliament.landing import LandingWriter, Run, damaged_runs, new_run_id, read_records, runs
from parliament.records import Visit, as_line

NOW = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
VISIT = Visit(source="nosdeputes", key="13/deputes", url="http://127.0.0.1/", checked_at=NOW, http_status=200)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    run = Run(run_id="run-1", source="nosdeputes", scope={"legislatures": [13]}, started_at="2026-11-23 19:30:00")
    writer = LandingWriter(tmp_path / "run-1", run)
    writer.write(VISIT)
    writer.close()
    return tmp_path / "run-1"


def test_records_are_read_back(folder: Path) -> None:
    (record,) = read_records(folder / "visits.jsonl")
    assert (record["key"], record["checked_at"]) == ("13/deputes", "2026-11-23 19:30:00")


@pytest.mark.parametrize("kind", [BytesIO, TemporaryFile])
def test_lines_are_appended_from_where_a_file_stands(folder: Path, kind: Callable[[], IO[bytes]]) -> None:
    writer = LandingWriter(folder, Run(run_id="run-1", source="nosdeputes", scope={}, started_at="2026-11-23 19:30:00"))
    with kind() as lines:
        lines.write(b"not this\n" + as_line(VISIT) * 3)
        lines.seek(len(b"not this\n"))
        writer.write(VISIT)
        writer.append(Visit, lines)
        writer.write(VISIT)
    writer.close()
    assert (folder / "visits.jsonl").read_bytes() == as_line(VISIT) * 6


def test_lines_are_appended_where_the_kernel_says_that_it_has_nothing_to_copy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.copy_file_range", lambda *_: 0, raising=False)
    writer = LandingWriter(folder, Run(run_id="run-1", source="nosdeputes", scope={}, started_at="2026-11-23 19:30:00"))
    with TemporaryFile() as lines:
        lines.write(as_line(VISIT) * 2)
        lines.seek(0)
        writer.append(Visit, lines)
    writer.close()
    assert (folder / "visits.jsonl").read_bytes() == as_line(VISIT) * 3


def test_a_missing_file_holds_nothing(folder: Path) -> None:
    assert list(read_records(folder / "questions.jsonl")) == []


def test_a_torn_last_line_does_not_count(folder: Path) -> None:
    with (folder / "visits.jsonl").open("a") as file:
        file.write('{"key": "13/x"')
    assert len(list(read_records(folder / "visits.jsonl"))) == 1


@pytest.mark.parametrize("line", ["{broken", "42"])
def test_a_line_that_is_no_record_is_named(folder: Path, line: str) -> None:
    with (folder / "visits.jsonl").open("a") as file:
        file.write(line + "\n")
    with pytest.raises(BrokenLanding, match="line 2 is no"):
        list(read_records(folder / "visits.jsonl"))


def test_runs_are_found_and_other_folders_are_none(folder: Path) -> None:
    (folder.parent / "notes").mkdir()
    (folder.parent / "broken").mkdir()
    (folder.parent / "broken/run.json").write_text("{")
    assert [run.run_id for run in runs(folder.parent)] == ["run-1"]


def test_folders_with_records_and_no_run_that_can_be_read_are_told(folder: Path) -> None:
    (folder.parent / "notes").mkdir()
    for name, text in (("torn", "{"), ("other", '{"a": 1}'), ("bytes", "\x00"), ("lost", None)):
        (folder.parent / name).mkdir()
        (folder.parent / name / "visits.jsonl").touch()
        if text is not None:
            (folder.parent / name / "run.json").write_text(text)
    found = damaged_runs(folder.parent)
    assert [path.name for path in found] == ["bytes", "lost", "other", "torn"]
    assert all(found.values())
    assert damaged_runs(folder.parent / "nowhere") == {}


def test_names_of_runs_sort_by_time() -> None:
    names = [new_run_id(NOW.replace(minute=minute), "nosdeputes-13") for minute in (31, 30)]
    assert sorted(names) == list(reversed(names))
