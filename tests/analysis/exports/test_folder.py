"""The folder of an export is whole, or as it was before."""

import errno
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine

from analysis.errors import ExportFailed, TargetRefused
from analysis.exports.csv_format import CSV
from analysis.exports.export import export
from analysis.exports.folder import BEGUN, DESCRIPTION, replacing
from analysis.exports.formats import Writer
from analysis.exports.parquet_format import Parquet
from analysis.exports.relations import Field
from analysis.exports.selection import Wanted

FULL = "/dev/full"


def write(engine: Engine, folder: Path, *, force: bool = False) -> None:
    export(engine, ["legislature"], Wanted(), CSV(), folder, force=force)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_export_makes_the_folders_above_it(sqlite: Engine, tmp_path: Path) -> None:
    write(sqlite, tmp_path / "a/b/out")
    assert names(tmp_path / "a/b") == ["out"]
    assert names(tmp_path / "a/b/out") == [DESCRIPTION, "legislature.csv"]


def test_an_earlier_export_is_replaced_only_when_asked_for(sqlite: Engine, tmp_path: Path) -> None:
    export(sqlite, ["question"], Wanted(), Parquet(), tmp_path / "out")
    with pytest.raises(TargetRefused, match="holds an export already: --force replaces it"):
        write(sqlite, tmp_path / "out")
    write(sqlite, tmp_path / "out", force=True)
    assert names(tmp_path / "out") == [DESCRIPTION, "legislature.csv"]
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("force", [False, True])
def test_what_no_export_wrote_is_never_replaced(force: bool, sqlite: Engine, tmp_path: Path) -> None:
    write(sqlite, tmp_path / "out")
    (tmp_path / "out/thesis.odt").touch()
    with pytest.raises(TargetRefused, match=r"holds what no export wrote \(thesis.odt\)"):
        write(sqlite, tmp_path / "out", force=force)
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "out")
    for name in ("file", "link"):
        with pytest.raises(TargetRefused, match="is no folder"):
            write(sqlite, tmp_path / name, force=force)


def test_an_empty_folder_will_do(sqlite: Engine, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(sqlite, tmp_path / "out")
    assert names(tmp_path) == ["out"]


def test_nobody_can_write_there(sqlite: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file/out", Path("/proc/out"), tmp_path / ("x" * 300)):
        with pytest.raises(TargetRefused, match="cannot write to"):
            write(sqlite, place)


class OnAFullDisk(CSV):
    """CSV whose files take nothing."""

    def writer(self, path: Path, fields: Sequence[Field], unique: Sequence[str]) -> Writer:
        path.symlink_to(FULL)
        return CSV.writer(self, path, fields, unique)


class ParquetOnAFullDisk(Parquet):
    """Parquet whose files take nothing."""

    def writer(self, path: Path, fields: Sequence[Field], unique: Sequence[str]) -> Writer:
        path.symlink_to(FULL)
        return super().writer(path, fields, unique)


@pytest.mark.parametrize("form", [OnAFullDisk, ParquetOnAFullDisk])
def test_a_full_disk_leaves_what_was_there(form: type[CSV] | type[Parquet], sqlite: Engine, tmp_path: Path) -> None:
    write(sqlite, tmp_path / "out")
    before = (tmp_path / "out/legislature.csv").read_bytes()
    with pytest.raises(ExportFailed, match=os.strerror(errno.ENOSPC)) as error:
        export(sqlite, ["question_flat"], Wanted(), form(), tmp_path / "out", force=True)
    assert "\n" not in str(error.value)
    assert names(tmp_path) == ["out"]
    assert (tmp_path / "out/legislature.csv").read_bytes() == before


def test_an_interruption_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
    def interrupt(name: str, done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(engine, ["question_flat"], Wanted(), CSV(), tmp_path / "out", progress=interrupt)
    assert names(tmp_path) == []
    # The connection went back to its pool as it came.
    write(engine, tmp_path / "out")


def test_what_a_killed_export_left_is_no_obstacle(sqlite: Engine, tmp_path: Path) -> None:
    left = tmp_path / "out.part/question/legislature=13"
    left.mkdir(parents=True)
    (left / "part-0.parquet").write_bytes(b"PAR1")
    (tmp_path / "out.part" / BEGUN).touch()
    write(sqlite, tmp_path / "out")
    assert names(tmp_path) == ["out"]
    assert names(tmp_path / "out") == [DESCRIPTION, "legislature.csv"]


def test_a_folder_that_only_has_such_a_name_is_left_alone(sqlite: Engine, tmp_path: Path) -> None:
    (tmp_path / "out.part").mkdir()
    (tmp_path / "out.part/tyre.jpg").touch()
    with pytest.raises(TargetRefused, match=r"out\.part holds what no export wrote"):
        write(sqlite, tmp_path / "out")
    assert names(tmp_path / "out.part") == ["tyre.jpg"]


def test_a_swap_that_was_killed_is_ended(sqlite: Engine, tmp_path: Path) -> None:
    write(sqlite, tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / "out.former")
    with pytest.raises(TargetRefused, match="--force replaces it"):
        write(sqlite, tmp_path / "out")
    assert names(tmp_path) == ["out"]


def test_two_exports_to_one_folder_do_not_mix(sqlite: Engine, tmp_path: Path) -> None:
    with replacing(tmp_path / "out", force=False) as part:
        with pytest.raises(TargetRefused, match="another export is writing to"):
            write(sqlite, tmp_path / "out")
        (part / "one.csv").touch()
    assert names(tmp_path / "out") == ["one.csv"]


def test_the_folder_one_is_in_is_not_replaced(sqlite: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TargetRefused, match="is the folder you are in"):
        write(sqlite, Path())
