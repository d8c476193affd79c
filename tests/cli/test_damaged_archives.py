"""An archive that cannot be read is named, and costs neither the night its end nor the other archives their reading."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.command import Questions, start
from tests.cli.test_alerts import lines, writer


@pytest.fixture(scope="module")
def crawled_once(sites: Mapping[int, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of two crawls of one deputy, the second of one question."""
    folder = tmp_path_factory.mktemp("crawled")
    for what in (("--deputy", "marc-le-fur"), ("--number", 47001)):
        with start("crawl", "--legislature", 13, "--site", sites[13], "--delay", 0, *what, cwd=folder) as process:
            _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    return folder


@pytest.fixture
def archives(crawled_once: Path, tmp_path: Path) -> list[Path]:
    """The archives of those crawls, the big one first, in a data folder of this test's own."""
    shutil.copytree(crawled_once / "data", tmp_path / "data")
    return sorted((tmp_path / "data/archive").iterdir(), key=lambda path: -path.stat().st_size)


def spoil(archive: Path) -> None:
    """Put nonsense in the place of all but the first two pages of the file."""
    kept = archive.read_bytes()[: 2 * 4096]
    archive.write_bytes(kept + bytes(range(1, 251)) * ((archive.stat().st_size - len(kept)) // 250))


def test_a_truncated_archive_is_named_and_the_others_are_read(questions: Questions, archives: list[Path]) -> None:
    big, small = archives
    big.write_bytes(big.read_bytes()[: big.stat().st_size // 2])
    ran = questions("reparse", "--processes", 1)
    assert ran.code == 2, ran.err
    assert ran.err.count(f"The archive data/archive/{big.name} cannot be read, or not all of it:") == 1
    assert small.name not in ran.err
    assert ran.out.endswith("0 rejected. 1 archives could not be read, or not all of them.\n")
    assert ran.out.split(" archived pages")[0].isdigit()


@pytest.mark.parametrize("arguments", [(), ("--deputy", "marc-le-fur")])
def test_nonsense_in_an_archive_ends_no_reparse(
    questions: Questions, archives: list[Path], arguments: tuple[str, ...]
) -> None:
    spoil(archives[0])
    ran = questions("reparse", "--json", "--processes", 1, *arguments)
    assert (ran.code, ran.answer["failed"]) == (2, 1), ran.err
    assert ran.err.count(f"{archives[0].name} cannot be read") == 1
    assert ran.answer["pages"] > 0


def test_nonsense_in_an_archive_spoils_no_night(
    questions: Questions, sites: Mapping[int, str], archives: list[Path], tmp_path: Path
) -> None:
    for path in archives:
        spoil(path)
    landed = len(list((tmp_path / "data/landing").iterdir()))
    told = writer(tmp_path / "told")
    keep = ("--keep-archive", 1, "--keep-landing", 1, "--notify", told, "--json")
    ran = questions("nightly", "--legislature", 16, "--site", f"16={sites[16]}", "--delay", 0, *keep)
    assert ran.code == 0, ran.err
    assert ran.answer["finish_reason"] == "finished"
    assert ran.answer["inserted"] > 0
    for path in archives:
        assert ran.err.count(f"{path.name} cannot be read") == 1
    assert len(list((tmp_path / "data/landing").iterdir())) == landed + 1
    assert not (tmp_path / "told").exists() or lines(tmp_path / "told") == []
