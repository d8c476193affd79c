"""What an installed wheel must bring along besides code."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return ZipFile(next(folder.glob("*.whl")))


@pytest.mark.parametrize(
    ("inside", "here"),
    [
        ("etl/schema.sql", "schema.sql"),
        ("etl/migrations/003.sql", "etl/migrations/003.sql"),
        ("parliament/groups.csv", "parliament/groups.csv"),
        ("demo/question_47001.json", "demo/question_47001.json"),
    ],
)
def test_data_files_are_in_the_wheel(wheel: ZipFile, inside: str, here: str) -> None:
    assert wheel.read(inside) == (ROOT / here).read_bytes()


def test_nothing_else_is(wheel: ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "analysis", "cli", "demo", "etl", "parliament", "scraper",
    }  # fmt: skip
