"""A disk that takes no more: the crawl stops at once, says so once, and asks for nothing that it could not keep."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from parliament.landing import LandingWriter, Run
from parliament.records import Rejection
from scraper.archive_file import ArchiveWriter
from scraper.disks import is_full
from tests.scraper.faulty_site import FaultySite, faulty
from tests.scraper.test_archive import DAY, page

ROOT = Path(__file__).parent.parent.parent
# Whatever is written to this device fails as on a full disk.
FULL = Path("/dev/full")

# A process can crawl only once, so this runs in one of its own.
SCRIPT = """
import json, logging, sys
from pathlib import Path
from parliament.landing import Run
from scraper.archive_file import ArchiveWriter
from scraper.crawl import crawl
from scraper.order import Order

logging.basicConfig()
logging.getLogger().handlers[0].setLevel(logging.WARNING)
site, folder, pages = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
if pages:
    # A small disk for the archive alone, as SQLite itself knows it.
    class SmallArchive(ArchiveWriter):
        def __init__(self, path):
            super().__init__(path)
            self._connection.execute(f"PRAGMA max_page_count = {pages}")
    import scraper.archive
    scraper.archive.ArchiveWriter = SmallArchive
order = Order(legislatures=(13,), deputies=("aline-exemple",), sites={13: site}, delay=0)
run = Run(run_id=folder.name, source="nosdeputes", scope=order.scope(), started_at="2026-01-01 00:00:00")
outcome = crawl(order, folder, run)
print(json.dumps([outcome.finish_reason, outcome.figures.items, outcome.figures.failed, outcome.figures.rejected]))
"""


@pytest.fixture
def site(demo_sites: dict[int, str]) -> Iterator[FaultySite]:
    with faulty(demo_sites[13]) as site:
        yield site


def crawl(site: FaultySite, folder: Path, archive_pages: int = 0) -> tuple[list[object], str]:
    command = [sys.executable, "-W", "error", "-c", SCRIPT, site.url, str(folder), str(archive_pages)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


def test_a_full_landing_zone_stops_the_crawl(tmp_path: Path, site: FaultySite) -> None:
    folder = tmp_path / "landing/run"
    folder.mkdir(parents=True)
    (folder / "questions.jsonl").symlink_to(FULL)
    outcome, log = crawl(site, folder)
    assert outcome == ["disk", 1, 0, 0]
    assert log.count("No space left on device") == log.count("\n") == 1, log
    assert "make room" in log
    assert json.loads((folder / "run.json").read_text())["finish_reason"] == "disk"
    assert_nothing_more_is_asked(site)


def assert_nothing_more_is_asked(site: FaultySite) -> None:
    """Of 122 questions, those under way: eight requests go out at once to a site of this machine."""
    assert sum("/question/QE/" in path for path in site.asked) <= 20
    assert sum("/api/document/" in path for path in site.asked) <= 20


def test_a_full_archive_stops_the_crawl(tmp_path: Path, site: FaultySite) -> None:
    outcome, log = crawl(site, tmp_path / "landing/run", archive_pages=20)
    assert outcome[0] == "disk"
    assert log.count("database or disk is full") == log.count("\n") == 1, log
    assert sum("/question/QE/" in path for path in site.asked) < 60


def test_what_a_full_disk_left_over_is_given_up_in_silence(tmp_path: Path) -> None:
    run = Run(run_id="run", source="nosdeputes", scope={}, started_at="2026-01-01 00:00:00")
    writer = LandingWriter(tmp_path / "run", run)
    (tmp_path / "run/rejections.jsonl").symlink_to(FULL)
    rejection = Rejection(source="nosdeputes", key=None, url="", stage="spider", reason="", raw={}, rejected_at=DAY)
    with pytest.raises(OSError, match="No space left"):
        writer.write(rejection)
    writer.close()


def test_a_full_disk_is_told_from_other_errors(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path / "run.sqlite")
    writer._connection.execute("PRAGMA max_page_count = 8")
    with pytest.raises(sqlite3.OperationalError) as full:
        for number in range(200):
            writer.add(page(number, text="é" * number * 100))
    writer.close()
    assert is_full(full.value)
    assert not is_full(sqlite3.OperationalError("no such table"))
    assert not is_full(PermissionError(13, "Permission denied"))
