"""The archive of a run: what goes in comes out, whatever happens to the process that writes it."""

import logging
import os
import signal
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.archive_file import ArchiveWriter
from scraper.archive_page import Page, address_of, kind_of
from scraper.archive_reader import ArchiveReader
from scraper.archives import Archives

DAY = datetime(2026, 3, 1, 8, 0, 0, tzinfo=UTC)
SITE = "https://2007-2012.nosdeputes.fr"


def page(number: int = 47001, *, seconds: int = 0, text: str = "Texte", status: int = 200) -> Page:
    return Page(
        legislature=13,
        url=f"{SITE}/question/QE/{number}",
        status=status,
        headers={"Content-Type": "text/html; charset=utf-8"},
        body=f"<html>{'<p>Toujours pareil</p>' * 40}<p>{text} {number}, « œuvre »</p></html>".encode(),
        fetched_at=DAY + timedelta(seconds=seconds),
    )


def write(path: Path, *pages: Page) -> None:
    writer = ArchiveWriter(path)
    for one in pages:
        writer.add(one)
    writer.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive" / "run-1.sqlite"


def read(path: Path) -> list[Page]:
    with closing(ArchiveReader(path)) as archive:
        return [archive.page(entry.page_id) for entry in archive.entries(["question"])]


def test_a_page_comes_out_as_it_went_in(path: Path) -> None:
    write(path, page(1), page(2), page(3, seconds=5))
    assert read(path) == [page(1), page(2), page(3, seconds=5)]


def test_bytes_that_are_no_text_and_no_bytes_at_all_are_kept(path: Path) -> None:
    bodies = [b"", b"\xff\x00\xe9", bytes(range(256)) * 300]
    write(path, *(Page(**{**_said(page(n)), "body": body}) for n, body in enumerate(bodies, start=1)))
    assert [one.body for one in read(path)] == bodies


def test_pages_of_one_kind_shrink_to_what_they_do_not_share(path: Path) -> None:
    pages = [page(number, text=os.urandom(8).hex()) for number in range(1, 101)]
    write(path, *pages)
    assert path.stat().st_size < sum(len(one.body) for one in pages) / 2
    assert read(path) == pages


def test_the_newest_copy_is_found_whatever_got_around_the_cache(path: Path) -> None:
    list_page = f"{SITE}/aline-exemple/questions?page=2"
    older, newer = (Page(**{**_said(page(seconds=seconds)), "url": f"{list_page}&n={seconds}"}) for seconds in (1, 60))
    write(path, older, newer)
    with closing(ArchiveReader(path)) as archive:
        assert archive.newest(13, address_of(list_page)) == newer
        assert archive.newest(14, address_of(list_page)) is None


def test_an_absent_page_never_hides_the_page_that_was(path: Path) -> None:
    write(path, page(), page(seconds=60, status=404))
    with closing(ArchiveReader(path)) as archive:
        assert archive.newest(13, "/question/QE/47001") == page()


def test_nobody_else_can_read_it(path: Path) -> None:
    writer = ArchiveWriter(path)
    writer.add(page())
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    writer.close()
    assert [one.name for one in path.parent.iterdir()] == ["run-1.sqlite"]


KILLED = """
import sys; from pathlib import Path
from scraper.archive_file import ArchiveWriter
from tests.scraper.test_archive import page
writer = ArchiveWriter(Path(sys.argv[1]))
for number in range(1, 10_000):
    writer.add(page(number)); print(number, flush=True)
"""


def test_what_was_added_before_a_kill_is_there(path: Path) -> None:
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, "-c", KILLED, str(path)]
    environment = os.environ | {"PYTHONPATH": str(root)}
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        last = next(line for line in process.stdout if int(line) >= 50)
        process.send_signal(signal.SIGKILL)
        told = int((process.stdout.read().splitlines() or [last])[-1])
    assert process.returncode == -signal.SIGKILL
    found = read(path)
    assert len(found) >= told >= 50
    assert found == [page(number) for number in range(1, len(found) + 1)]


@pytest.mark.parametrize("lost", [1, 100, 5000])
def test_a_torn_journal_costs_only_its_end(path: Path, tmp_path: Path, lost: int) -> None:
    writer = ArchiveWriter(path)
    for number in range(1, 31):
        writer.add(page(number))
    copy = tmp_path / "copy"
    copy.mkdir()
    for one in path.parent.iterdir():
        (copy / one.name).write_bytes(one.read_bytes())
    writer.close()
    journal = copy / "run-1.sqlite-wal"
    os.truncate(journal, journal.stat().st_size - lost)
    (copy / "run-1.sqlite-shm").unlink()
    found = read(copy / "run-1.sqlite")
    assert 25 <= len(found) < 30
    assert found == [page(number) for number in range(1, len(found) + 1)]


def test_archives_are_listed_newest_first_and_one_that_is_none_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("20260301T080000-a.sqlite", "20260302T080000-a.sqlite"):
        write(tmp_path / name, page())
    (tmp_path / "20260303T080000-a.sqlite").write_bytes(b"no database")
    (tmp_path / "notes.txt").write_text("")
    caplog.set_level(logging.WARNING)
    found = Archives(tmp_path)
    for _ in range(2):
        assert [path.name[:8] for path in found] == ["20260302", "20260301"]
    assert [path.name[:8] for path in found.unreadable] == ["20260303"]
    assert caplog.text.count("20260303T080000-a.sqlite cannot be read") == 1


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/question/QE/47001", "question"),
        ("/16/question/QE/1", "question"),
        ("/api/document/QuestionEcrite/2647/json?n=7", "document"),
        ("/deputes/json", "roster"),
        ("/deputes", "roster"),
        ("/aline-exemple", "page"),
        ("/aline-exemple/json", "data"),
        ("/aline-exemple/questions?page=2", "list"),
        ("/robots.txt", "other"),
        ("/", "other"),
    ],
)
def test_what_kind_of_page_an_address_is(path: str, kind: str) -> None:
    assert kind_of(SITE + path) == kind


def test_a_record_bears_the_time_the_crawl_gave_it(path: Path) -> None:
    writer = ArchiveWriter(path)
    writer.note("QANR5L13QE1", "document", DAY + timedelta(seconds=9))
    writer.note("QANR5L13QE1", "document", DAY + timedelta(seconds=40))
    writer.note("QANR5L13QE2", "refused", DAY + timedelta(seconds=9))
    writer.close()
    with closing(ArchiveReader(path)) as archive:
        assert archive.read_at("QANR5L13QE1", "document", DAY) == DAY + timedelta(seconds=9)
        assert archive.read_at("QANR5L13QE1", "document", DAY + timedelta(seconds=10)) == DAY + timedelta(seconds=40)
        assert archive.read_at("QANR5L13QE1", "page", DAY) == DAY + timedelta(seconds=9)
        assert archive.read_at("QANR5L13QE1", "document", DAY + timedelta(seconds=41)) is None
        assert archive.read_at("QANR5L13QE2", "document", DAY) == DAY


def _said(one: Page) -> dict[str, object]:
    return {name: getattr(one, name) for name in Page.__slots__}
