"""What lands of archives that lie here: all of each that is good, marked last, and one that is not costs no other."""

import json
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from demo.assembly.archives import Archives
from demo.clock import Clock
from demo.corpus import build
from parliament.landing import FILES, LandingWriter, Run, read_records
from parliament.records import Question, Rejection, Visit
from scraper.archives_landing import ArchivesLanding, KeptArchive, kept_archive, kept_register, mark_of
from scraper.downloads.finished_file import FinishedFile, sidecar_of
from scraper.sites.assemblee.archives import Archive, deputy_archive, question_archive

BASE = "http://127.0.0.1:8017"
FETCHED_AT = "2026-01-02 03:04:05"


@pytest.fixture(scope="module")
def archives() -> Archives:
    return Archives(build(30, assembly=True).assembly, Clock(date(2026, 1, 1)))


def keep(folder: Path, archive: Archive, data: bytes) -> None:
    path = folder / archive.file_name
    path.write_bytes(data)
    file = FinishedFile(
        url=archive.url,
        etag='"1"',
        last_modified=None,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        fetched_at=FETCHED_AT,
    )
    sidecar_of(path).write_text(json.dumps(asdict(file)), encoding="utf-8")


def kept(folder: Path, archives: Archives, archive: Archive) -> KeptArchive:
    found = archives.at(archive.url.removeprefix(BASE))
    assert found is not None
    keep(folder, archive, found.data)
    here = kept_archive(folder, archive)
    assert here is not None
    return here


def landing_in(folder: Path, **said: Any) -> ArchivesLanding:
    run = Run(run_id="run", source="assemblee", scope={}, started_at=FETCHED_AT)
    usual: dict[str, Any] = {"known": {}, "absent": ()}
    return ArchivesLanding(LandingWriter(folder / "run", run), **usual | said)


def records(folder: Path, kind: type) -> list[dict[str, Any]]:
    return list(read_records(folder / "run" / FILES[kind]))


def test_each_archive_lands_and_is_marked_with_its_version(tmp_path: Path, archives: Archives) -> None:
    register = kept(tmp_path, archives, deputy_archive(17, BASE))
    questions = [kept(tmp_path, archives, question_archive(number, BASE)) for number in (16, 17)]
    steps: list[int] = []
    landing = landing_in(tmp_path, on_progress=steps.append)
    names = landing.register(register)
    assert names and names["PA990001"] == "Aline Exemple"
    for one in questions:
        landing.questions(one, names)
    landing.writer.close()
    landed = records(tmp_path, Question)
    assert landing.done.questions == len(landed) == steps[-1]
    assert {one["author_name"] for one in landed} <= set(names.values())
    marks = {one["key"]: one["listed"] for one in records(tmp_path, Visit) if one["key"].endswith("/read")}
    assert marks == {one.mark: one.file.sha256 for one in (register, *questions)}
    assert all(one.is_read(marks) for one in (register, *questions))


def test_a_bad_archive_is_refused_and_the_next_one_lands(tmp_path: Path, archives: Archives) -> None:
    good = kept(tmp_path, archives, question_archive(17, BASE))
    keep(tmp_path, question_archive(16, BASE), b"PK no zip at all")
    bad = kept_archive(tmp_path, question_archive(16, BASE))
    assert bad is not None
    landing = landing_in(tmp_path)
    for one in (bad, good):
        landing.questions(one, {})
    landing.writer.close()
    assert (landing.done.bad, landing.done.questions) == (1, len(records(tmp_path, Question)))
    assert [(one["key"], one["stage"]) for one in records(tmp_path, Rejection)] == [
        ("16/questions.json.zip/read", "archive")
    ]
    assert mark_of(good.archive) in {one["key"] for one in records(tmp_path, Visit)}
    assert bad.mark not in {one["key"] for one in records(tmp_path, Visit)}


def test_the_newest_register_that_lies_here_is_taken(tmp_path: Path) -> None:
    for number in (16, 17):
        keep(tmp_path, deputy_archive(number, BASE), b"%d" % number)
    found = kept_register(tmp_path, 18, lambda _: BASE)
    assert found is not None and found.archive.legislature == 17
    assert kept_register(tmp_path, 18, lambda _: None) is None
    assert kept_archive(tmp_path, question_archive(17, BASE)) is None
