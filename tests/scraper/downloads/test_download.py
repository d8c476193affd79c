"""One file on its way, answer by answer, without a site."""

import hashlib
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.http import Response

from scraper.downloads.download import Download
from scraper.downloads.outcome import Became, Sizes, Wanted
from scraper.downloads.partial_file import check_room
from tests.scraper.downloads.fetches import make_zip

URL, BODY = "http://127.0.0.1/a.zip", make_zip(1)
NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


def download(folder: Path, md5: str | None = None) -> Download:
    wanted = Wanted(key="17/a.zip", url=URL, target=folder / "a.zip", md5=md5)
    return Download(wanted, Sizes(piece=3000, largest=10_000, spare=0), lambda: NOW)


def finish(folder: Path, md5: str | None) -> Became:
    one = download(folder, md5)
    assert one.take(Response(URL, status=200, body=BODY)) is None
    return one.finish()


def test_a_known_md5_that_is_not_met_is_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert finish(tmp_path, "0" * 32).state == "fetched"
    [record] = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert "not the known 00000000000000000000000000000000" in record.getMessage()


def test_a_known_md5_that_is_met_is_none(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert finish(tmp_path, hashlib.md5(BODY, usedforsecurity=False).hexdigest()).state == "fetched"
    assert caplog.records == []


def test_a_304_that_was_not_asked_for_is_no_file(tmp_path: Path) -> None:
    became = download(tmp_path).take(Response(URL, status=304))
    assert became is not None
    assert (became.state, became.refused) == ("failed", True)


def test_a_416_at_the_first_byte_is_a_failure(tmp_path: Path) -> None:
    became = download(tmp_path).take(Response(URL, status=416, headers={"Content-Range": "bytes */0"}))
    assert became is not None
    assert (became.state, became.sentence) == ("failed", "the site answers 416")


def test_bytes_that_were_not_asked_for_are_refused(tmp_path: Path) -> None:
    piece = Response(URL, status=206, headers={"Content-Range": f"bytes 5-9/{len(BODY)}"}, body=BODY[5:10])
    became = download(tmp_path).take(piece)
    assert became is not None
    assert became.sentence == "it gives the bytes from 5 on where those from 0 on were asked for"


def test_shorter_pieces_than_asked_for_are_gone_on_with(tmp_path: Path) -> None:
    one = download(tmp_path)
    piece = Response(URL, status=206, headers={"Content-Range": f"bytes 0-99/{len(BODY)}"}, body=BODY[:100])
    assert one.take(piece) is None
    assert one.headers()["Range"] == "bytes=100-3099"
    assert one.progress() == (100, len(BODY))


@pytest.mark.parametrize("content", ["", "{}", "[]", "{", '{"url": 1, "sha256": 2}'])
def test_a_spoiled_sidecar_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.zip").write_bytes(BODY)
    (tmp_path / "a.zip.json").write_text(content)
    (tmp_path / "a.zip.part").write_bytes(BODY)
    (tmp_path / "a.zip.part.json").write_text(content)
    assert download(tmp_path).headers() == {"Accept-Encoding": "identity", "Range": "bytes=0-2999"}
    assert not (tmp_path / "a.zip.part").exists()


def test_a_file_that_is_not_the_one_of_its_sidecar_is_fetched_again(tmp_path: Path) -> None:
    finish(tmp_path, None)
    (tmp_path / "a.zip").write_bytes(BODY[:-1])
    assert download(tmp_path).finished is None


def test_room_on_the_disk(tmp_path: Path) -> None:
    check_room(tmp_path, 1)
    with pytest.raises(OSError, match="MB are needed"):
        check_room(tmp_path, 1 << 60)
