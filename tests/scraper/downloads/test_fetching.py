"""Fetches of an archive from a site that behaves."""

import hashlib
import sqlite3
from base64 import b64encode
from contextlib import closing
from pathlib import Path

import pytest

from scraper.downloads.digests import compute
from tests.scraper.crawling import scrapy
from tests.scraper.downloads.fetches import (
    DEPUTIES,
    KEY_17,
    NAME_17,
    PIECE,
    QUESTIONS,
    QUESTIONS_17,
    fetch,
    leave_finished,
    make_zip,
)
from tests.scraper.downloads.file_site import FileSite, Served, status, with_headers

OLD, NEW = make_zip(1), make_zip(2, 4900)
SAME_SIZE = make_zip(3)


def test_an_archive_comes_in_pieces(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    fetched = fetch(tmp_path, site.url)
    assert fetched.body == OLD
    assert fetched.became == {
        "state": "fetched",
        "http_status": 200,
        "sentence": None,
        "refused": False,
        "barred": False,
    }
    assert [one.headers["Range"] for one in site.asked_for(QUESTIONS_17)] == [
        f"bytes={first}-{first + PIECE - 1}" for first in range(0, len(OLD), PIECE)
    ]
    assert [one.headers.get("If-Range") for one in site.asked_for(QUESTIONS_17)] == [None, *['"1"'] * 4]
    assert {one.headers["Accept-Encoding"] for one in site.asked_for(QUESTIONS_17)} == {"identity"}
    assert all("questions-ecrites" in one.headers["User-Agent"] for one in site.asked)
    assert site.asked[0].path == "/robots.txt"


def test_what_it_leaves(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    fetched = fetch(tmp_path, site.url)
    assert fetched.left == {NAME_17, f"{NAME_17}.json"}
    fetched_at = fetched.sidecar.pop("fetched_at")
    assert len(fetched_at) == len("2026-11-02 03:00:00")
    assert fetched.sidecar == {
        "url": site.url + QUESTIONS_17,
        "etag": '"1"',
        "last_modified": "Mon, 02 Nov 2026 03:00:00 GMT",
        "size": len(OLD),
        "sha256": hashlib.sha256(OLD).hexdigest(),
        "fetched_at": fetched_at,
    }
    assert {path.stat().st_mode & 0o077 for path in (fetched.folder, *fetched.folder.glob("*"))} == {0}


def test_it_is_told_as_a_visit(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    landed = fetch(tmp_path, site.url).landed
    visit = landed.visits[KEY_17]
    assert (visit["source"], visit["http_status"], visit["url"]) == ("assemblee", 200, site.url + QUESTIONS_17)
    assert (landed.run["finish_reason"], landed.run["failed"], landed.rejections) == ("finished", 0, [])


def test_nothing_of_it_is_in_the_archive_of_pages(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    fetch(tmp_path, site.url)
    [path] = tmp_path.glob("archive/*.sqlite")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT url FROM page").fetchall() == [(f"{site.url}/robots.txt",)]


def test_progress_is_told_in_bytes(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    fetched = fetch(tmp_path, site.url)
    assert fetched.told["steps"][-1] == [len(OLD), len(OLD)]
    assert (fetched.told["figures"]["done"], fetched.told["figures"]["requests"]) == (len(OLD), 6)


def test_an_unchanged_archive_costs_one_request(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    before = fetch(tmp_path, site.url).folder.joinpath(NAME_17).stat()
    site.asked.clear()
    again = fetch(tmp_path, site.url)
    assert (again.became["state"], again.became["http_status"]) == ("unchanged", 304)
    assert again.landed.visits[KEY_17]["http_status"] == 304
    [asked] = site.asked_for(QUESTIONS_17)
    assert (asked.headers["If-None-Match"], asked.headers["If-Modified-Since"]) == (
        '"1"', "Mon, 02 Nov 2026 03:00:00 GMT",
    )  # fmt: skip
    after = again.folder.joinpath(NAME_17).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert again.told["figures"]["total"] is None


def test_a_date_alone_is_enough(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD, etag=None)
    fetch(tmp_path, site.url)
    site.asked.clear()
    assert fetch(tmp_path, site.url).became["state"] == "unchanged"
    assert len(site.asked_for(QUESTIONS_17)) == 1


@pytest.mark.parametrize("in_pieces", [True, False], ids=["in pieces", "whole"])
def test_a_server_deaf_to_conditions_is_asked_once(
    tmp_path: Path, site: FileSite, in_pieces: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_finished(tmp_path, site.url, OLD)
    site.files[QUESTIONS_17] = Served(OLD)
    monkeypatch.setattr(Served, "is_unchanged_for", lambda served, request: False)
    if not in_pieces:
        site.fault(QUESTIONS_17, status(200, OLD, ETag='"1"'))
    assert fetch(tmp_path, site.url).became["state"] == "unchanged"
    assert len(site.asked_for(QUESTIONS_17)) == 1


def test_a_changed_archive_takes_the_place_of_the_old_one(tmp_path: Path, site: FileSite) -> None:
    leave_finished(tmp_path, site.url, OLD)
    site.files[QUESTIONS_17] = Served(NEW, etag='"2"')
    again = fetch(tmp_path, site.url)
    assert again.became["state"] == "fetched"
    assert again.body == NEW
    assert (again.sidecar["etag"], again.sidecar["size"]) == ('"2"', len(NEW))


@pytest.mark.parametrize(
    ("body", "state"),
    [(OLD, "unchanged"), (SAME_SIZE, "fetched"), (NEW, "fetched")],
    ids=["same", "same size", "another size"],
)
def test_without_validators_the_content_decides(tmp_path: Path, site: FileSite, body: bytes, state: str) -> None:
    leave_finished(tmp_path, site.url, OLD, etag=None, last_modified=None)
    site.files[QUESTIONS_17] = Served(body, etag=None, last_modified=None)
    again = fetch(tmp_path, site.url)
    assert (again.became["state"], again.body) == (state, body)
    assert again.left == {NAME_17, f"{NAME_17}.json"}


def test_the_same_content_under_another_etag_is_no_change(tmp_path: Path, site: FileSite) -> None:
    before = leave_finished(tmp_path, site.url, OLD)
    site.files[QUESTIONS_17] = Served(OLD, etag='"2"')
    again = fetch(tmp_path, site.url)
    assert again.became["state"] == "unchanged"
    assert again.sidecar == before | {"etag": '"2"'}


def test_an_archive_that_is_not_there(tmp_path: Path, site: FileSite) -> None:
    leave_finished(tmp_path, site.url, OLD)
    again = fetch(tmp_path, site.url)
    assert (again.became["state"], again.became["http_status"]) == ("absent", 404)
    assert again.landed.visits[KEY_17]["http_status"] == 404
    assert (again.landed.run["failed"], again.body) == (0, OLD)


def test_a_redirect_on_the_same_host_is_followed(tmp_path: Path, site: FileSite) -> None:
    site.files["/elsewhere.zip"] = Served(OLD)
    site.fault(QUESTIONS_17, status(302, Location="/elsewhere.zip"))
    fetched = fetch(tmp_path, site.url)
    assert (fetched.body, fetched.sidecar["url"]) == (OLD, site.url + QUESTIONS_17)


def test_the_next_legislature_is_found(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    site.files[DEPUTIES.format(17)] = Served(SAME_SIZE)
    before = fetch(tmp_path, site.url, present=True)
    assert {key: one["state"] for key, one in before.told["became"].items()} == {
        KEY_17: "fetched", "18/questions.json.zip": "absent", "17/amo.zip": "fetched",
    }  # fmt: skip
    assert before.told["present"] == 17
    site.files[QUESTIONS.format(18)] = Served(NEW)
    site.files[DEPUTIES.format(18)] = Served(SAME_SIZE)
    after = fetch(tmp_path, site.url, present=True)
    assert {key: one["state"] for key, one in after.told["became"].items()} == {
        KEY_17: "unchanged",
        "18/questions.json.zip": "fetched",
        "19/questions.json.zip": "absent",
        "18/amo.zip": "fetched",
    }
    assert after.told["present"] == 18
    assert after.folder.joinpath("18-questions.json.zip").read_bytes() == NEW
    assert after.landed.visits["19/questions.json.zip"]["http_status"] == 404
    assert sum(step[0] for step in after.told["steps"][-1:]) == len(NEW) + len(SAME_SIZE)


def test_the_scrapy_command(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD, headers={"Content-MD5": "garbage"})
    landed = scrapy(tmp_path / "landing", "archives", {"legislature": "17", "site": site.url}, {"FILE_SPACE_LEFT": "0"})
    assert (tmp_path / "downloads/assemblee" / NAME_17).read_bytes() == OLD
    assert landed.run["source"] == "assemblee"
    assert landed.run["run_id"].endswith("-assemblee-archives")
    assert sorted(landed.visits) == ["17/amo.zip", KEY_17, "18/questions.json.zip"]


def test_checksums_that_are_right(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    md5, sha256 = (b64encode(compute(OLD, name)).decode() for name in ("md5", "sha256"))
    site.fault(
        QUESTIONS_17, with_headers(Content_MD5=md5, Digest=f"sha-256={sha256}", Repr_Digest=f"sha-256=:{sha256}:")
    )
    assert fetch(tmp_path, site.url).became["state"] == "fetched"
