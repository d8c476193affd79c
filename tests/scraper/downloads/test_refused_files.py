"""What is not the archive it should be: nothing of it is kept, a sentence says why, and the next run recovers."""

from base64 import b64encode
from pathlib import Path

import pytest

from scraper.downloads.digests import compute
from tests.scraper.downloads.fetches import KEY_17, NAME_17, QUESTIONS_17, fetch, leave, leave_finished, make_zip
from tests.scraper.downloads.file_site import Fault, FileSite, Served, from_byte, page, status, with_headers

OLD, NEW = make_zip(1), make_zip(2, 4900)
WRONG_MD5 = b64encode(compute(b"anything else", "md5")).decode()
WRONG_SHA = b64encode(compute(b"anything else", "sha256")).decode()


def damaged(body: bytes) -> bytes:
    """Return a zip in which one byte of what it holds is another one."""
    return body[:2000] + bytes([body[2000] ^ 1]) + body[2001:]


def unchanged(request: object, response: object) -> object:
    return response


@pytest.mark.parametrize(
    ("body", "fault", "sentence"),
    [
        (NEW, page("<html>Erreur</html>"), "it answers 200 with something else than a zip (text/html; charset=utf-8)"),
        (NEW, status(200), "it answers 200 with something else than a zip (of no type)"),
        (b"<html>Erreur</html>", unchanged, "it answers 206 with something else than a zip (application/zip)"),
        (NEW[:-200], unchanged, "it is cut short, or no zip at all"),
        (damaged(NEW), unchanged, "it is damaged inside: Bad CRC-32"),
        (NEW, with_headers(Content_MD5=WRONG_MD5), "it does not have the md5 that the server told for it"),
        (NEW, with_headers(Digest=f"SHA-256={WRONG_SHA}"), "it does not have the sha256 that the server told for it"),
        (NEW, with_headers(Content_Digest=f"sha-256=:{WRONG_SHA}:"), "what came does not have the sha256"),
        (NEW, with_headers(Content_Encoding="x-secret"), "it comes encoded as x-secret"),
        (NEW, with_headers(Content_Range="bytes 0-17/4900"), "it answers 206 and does not rightly say"),
        (NEW, status(302, Location="http://localhost:9/"), "it leads elsewhere: http://localhost:9/"),
        (NEW, status(200, NEW, Content_MD5=WRONG_MD5), "it does not have the md5 that the server told for it"),
        (NEW, status(200, NEW[:3000]), "it is cut short, or no zip at all"),
    ],
    ids=[
        "page", "empty", "page in pieces", "truncated", "CRC", "Content-MD5", "Digest", "Content-Digest", "encoded",
        "Content-Range", "elsewhere", "whole, Content-MD5", "whole, truncated",
    ],
)  # fmt: skip
def test_a_bad_file_leaves_the_old_one(
    tmp_path: Path, site: FileSite, body: bytes, fault: Fault, sentence: str
) -> None:
    leave_finished(tmp_path, site.url, OLD)
    site.files[QUESTIONS_17] = Served(body, etag='"2"')
    site.fault(QUESTIONS_17, fault)
    bad = fetch(tmp_path, site.url)
    assert (bad.became["state"], bad.became["refused"]) == ("failed", True)
    assert bad.became["sentence"].startswith(sentence)
    assert [(one["key"], one["stage"], one["reason"]) for one in bad.landed.rejections] == [
        (KEY_17, "archive", bad.became["sentence"])
    ]
    assert (bad.body, bad.sidecar["etag"], bad.left) == (OLD, '"1"', {NAME_17, f"{NAME_17}.json"})


@pytest.mark.parametrize("body", [b"<html>Erreur</html>", NEW[:-200], damaged(NEW)], ids=["page", "truncated", "CRC"])
def test_the_run_after_a_bad_file_recovers(tmp_path: Path, site: FileSite, body: bytes) -> None:
    site.files[QUESTIONS_17] = Served(body)
    assert fetch(tmp_path, site.url).left == set()
    site.files[QUESTIONS_17] = Served(NEW)
    again = fetch(tmp_path, site.url)
    assert (again.became["state"], again.body) == ("fetched", NEW)


def test_a_server_without_pieces_is_asked_once(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    site.fault(QUESTIONS_17, status(200, OLD, ETag='"1"'))
    fetched = fetch(tmp_path, site.url)
    assert (fetched.became["state"], fetched.body) == ("fetched", OLD)
    assert len(site.asked_for(QUESTIONS_17)) == 1


@pytest.mark.parametrize("fault", [None, status(200, OLD, ETag='"1"')], ids=["in pieces", "whole"])
def test_one_that_is_far_too_large_is_not_taken(tmp_path: Path, site: FileSite, fault: Fault | None) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    if fault is not None:
        site.fault(QUESTIONS_17, fault)
    fetched = fetch(tmp_path, site.url, settings={"FILE_MAXSIZE": 4000})
    assert fetched.became["state"] == "failed"
    assert (fetched.left, len(site.asked_for(QUESTIONS_17))) == (set(), 1)
    assert fetched.landed.run["failed"] + len(fetched.landed.rejections) == 1


def test_robots_txt_is_obeyed(tmp_path: Path, site: FileSite) -> None:
    site.files["/robots.txt"] = Served(b"User-agent: *\nDisallow: /static/", etag=None, last_modified=None)
    site.files[QUESTIONS_17] = Served(OLD)
    fetched = fetch(tmp_path, site.url, present=True)
    assert [one.path for one in site.asked] == ["/robots.txt"]
    assert fetched.became["sentence"] == "Forbidden by robots.txt"
    assert (fetched.landed.visits, fetched.landed.run["failed"]) == ({}, 2)


def test_a_site_that_asks_to_wait_is_left_alone(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    left = [status(503, Retry_After="2")]
    site.fault(QUESTIONS_17, from_byte(2000, lambda *asked: left.pop()(*asked) if left else asked[1]))
    fetched = fetch(tmp_path, site.url)
    assert (fetched.became["state"], fetched.body) == ("fetched", OLD)
    asked = site.asked_for(QUESTIONS_17)
    assert [one.first for one in asked] == [0, 1000, 2000, 2000, 3000, 4000]
    assert asked[3].at - asked[2].at >= 2


def test_a_site_that_fails_is_told(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    site.fault(QUESTIONS_17, status(503))
    failed = fetch(tmp_path, site.url)
    assert (failed.became["state"], failed.became["sentence"]) == ("failed", "the site answers 503")
    assert failed.landed.visits[KEY_17]["http_status"] == 503
    assert (failed.landed.run["failed"], failed.landed.rejections) == (1, [])
    assert len(site.asked_for(QUESTIONS_17)) == 3


def test_a_full_disk_stops_it(tmp_path: Path, site: FileSite) -> None:
    served = site.files[QUESTIONS_17] = Served(OLD)
    told = {"url": site.url + QUESTIONS_17, "etag": served.etag, "last_modified": None, "size": len(OLD)}
    part = leave(tmp_path, f"{NAME_17}.part", b"", told)
    part.unlink()
    # Whatever is written to this device fails as on a full disk.
    part.symlink_to("/dev/full")
    full = fetch(tmp_path, site.url, present=True)
    assert full.told["finish_reason"] == "disk"
    assert full.landed.log.count("No space left on device") == 1
    assert len(full.told["became"]) == 1


def test_room_is_looked_for_before_a_large_file(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    fetched = fetch(tmp_path, site.url, settings={"FILE_SPACE_LEFT": 1 << 60})
    assert fetched.told["finish_reason"] == "disk"
    assert "MB are free, 1,152,921,504,607 MB are needed; make room" in fetched.landed.log
    assert len(site.asked_for(QUESTIONS_17)) == 1
    assert fetched.left == set()


def test_a_delay_is_kept_between_pieces(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    fetch(tmp_path, site.url, settings={"DOWNLOAD_DELAY": 0.3})
    moments = [one.at for one in site.asked]
    # Over all pieces: one that is served late makes the next gap seem short.
    assert moments[-1] - moments[0] > 0.27 * (len(moments) - 1) > 0
