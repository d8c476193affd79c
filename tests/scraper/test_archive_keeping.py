"""What leaves the archive, and what never does."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.archive_file import ArchiveWriter
from scraper.archive_keeping import keep_archive
from scraper.archive_page import Page
from scraper.archive_reader import ArchiveReader
from tests.scraper.test_archive import DAY, SITE, page, write


def of(url: str, *, day: int, status: int = 200) -> Page:
    """A page fetched so many days after the first."""
    return Page(
        legislature=13, url=SITE + url, status=status, headers={}, body=b"x" * 900, fetched_at=DAY + timedelta(days=day)
    )


def addresses(path: Path) -> list[str]:
    with closing(ArchiveReader(path)) as archive:
        return [entry.address for entry in archive.entries(["question", "document", "list", "roster", "data", "page"])]


def test_an_old_copy_goes_where_there_is_a_newer_one(tmp_path: Path) -> None:
    first, second = tmp_path / "1.sqlite", tmp_path / "2.sqlite"
    write(first, of("/question/QE/1", day=0), of("/question/QE/2", day=0))
    write(second, of("/question/QE/1", day=50))
    removed = keep_archive(tmp_path, DAY + timedelta(days=30))
    assert (removed.pages, removed.archives) == (1, 0)
    assert addresses(first) == ["/question/QE/2"]
    assert addresses(second) == ["/question/QE/1"]


def test_the_newest_copy_stays_however_old(tmp_path: Path) -> None:
    write(tmp_path / "1.sqlite", of("/question/QE/1", day=0), of("/question/QE/1", day=1))
    assert keep_archive(tmp_path, DAY + timedelta(days=3650)).pages == 1
    assert addresses(tmp_path / "1.sqlite") == ["/question/QE/1"]


def test_that_a_page_is_gone_does_not_replace_the_page(tmp_path: Path) -> None:
    write(tmp_path / "1.sqlite", of("/question/QE/1", day=0))
    write(tmp_path / "2.sqlite", of("/question/QE/1", day=1, status=404))
    assert keep_archive(tmp_path, DAY + timedelta(days=30)).pages == 0


def test_the_roster_stays_as_long_as_questions_rest_on_it(tmp_path: Path) -> None:
    first, second = tmp_path / "1.sqlite", tmp_path / "2.sqlite"
    write(first, of("/deputes/json", day=0), of("/question/QE/1", day=0), of("/aline-exemple/questions?page=1", day=0))
    write(second, of("/deputes/json", day=1), of("/aline-exemple/questions?page=1", day=1))
    assert keep_archive(tmp_path, DAY + timedelta(days=30)).pages == 1
    assert addresses(first) == ["/deputes/json", "/question/QE/1"]


def test_an_archive_of_which_nothing_is_left_goes(tmp_path: Path) -> None:
    write(tmp_path / "1.sqlite", of("/deputes/json", day=0), of("/question/QE/1", day=0))
    write(tmp_path / "2.sqlite", of("/deputes/json", day=1), of("/question/QE/1", day=1))
    removed = keep_archive(tmp_path, DAY + timedelta(days=30))
    assert (removed.pages, removed.archives) == (2, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["2.sqlite"]


def test_a_damaged_archive_is_left_alone_and_replaces_no_copy(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    first, second = tmp_path / "1.sqlite", tmp_path / "2.sqlite"
    both = [f"/question/QE/{number}" for number in range(1, 60)]
    write(first, *(of(address, day=0) for address in both))
    write(second, *(of(address, day=1) for address in both))
    spoilt = second.read_bytes()[: second.stat().st_size // 2]
    second.write_bytes(spoilt)
    assert keep_archive(tmp_path, DAY + timedelta(days=30)).pages == 0
    assert (addresses(first), second.read_bytes()) == (both, spoilt)
    assert [record.args[0] for record in caplog.records] == [second]


def test_an_archive_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "1.sqlite")
    writer.add(of("/question/QE/1", day=0))
    writer.add(of("/question/QE/1", day=40))
    assert keep_archive(tmp_path, DAY + timedelta(days=30)).pages == 0
    writer.add(page())
    writer.close()
    assert len(addresses(tmp_path / "1.sqlite")) == 3
