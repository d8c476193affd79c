"""An archive of questions on its way to the landing zone: whole or not at all."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from parliament.landing import LandingWriter, Run, read_records
from scraper import json_stream, open_data_archive, open_data_landing
from scraper.errors import BadArchive
from scraper.open_data_landing import Landed, land_questions
from tests.scraper.sites.assemblee.made_up import archive, full, many_files, one_file, pending

URL = "https://data.example/17/Questions_ecrites.json.zip"
FETCHED_AT = datetime(2026, 11, 26, 2, 30)  # noqa: DTZ001 - records tell UTC without a zone
LAYOUTS = [many_files, one_file]
Layout = Callable[[list[dict[str, Any]]], dict[str, Any]]


class Place:
    """A landing zone of one run after another, and what landed in the last."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.runs = 0

    def land(self, path: Path, **values: Any) -> Landed:
        self.runs += 1
        run = Run(run_id=f"run-{self.runs}", source="assemblee", scope={}, started_at="2026-11-26 02:00:00")
        writer = LandingWriter(self.folder / run.run_id, run)
        same = {"legislature": 17, "url": URL, "fetched_at": FETCHED_AT, "known": {}, "authors": {}}
        try:
            return land_questions(path, writer=writer, **same | values)
        finally:
            writer.close()

    def records(self, kind: str) -> list[dict[str, Any]]:
        return list(read_records(self.folder / f"run-{self.runs}" / f"{kind}.jsonl"))

    def known(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return what a database would know of the last run."""
        return {
            (one["question_id"], one["detail"]): (one["content_hash"], one["state"])
            for one in self.records("questions")
        }


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "landing")


def nested(depth: int) -> Any:
    return json.loads("[" * depth + "]" * depth)


def some(count: int) -> list[dict[str, Any]]:
    return [full(), *(pending(number) for number in range(101, 100 + count))]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_questions_land_and_are_read_back(tmp_path: Path, place: Place, layout: Layout) -> None:
    done = place.land(archive(tmp_path / "a.zip", layout(some(3))), authors={"PA990001": "Aline Exemple"})
    assert (done.questions, done.landed, done.unchanged, done.rejected, done.vanished) == (3, 3, 0, 0, 0)
    first, *others = place.records("questions")
    assert [one["question_id"] for one in others] == ["QANR5L17QE101", "QANR5L17QE102"]
    assert (first["author_name"], first["author_slug"]) == ("Aline Exemple", "aline-exemple")
    assert (first["fetched_at"], first["source"], first["page_url"]) == ("2026-11-26 02:30:00", "assemblee", URL)
    assert (first["asked_on"], first["question_text"]) == ("2025-01-07", "Mme Aline Exemple demande\n12 870 clowns.")
    assert first["events"][2] == {
        "kind": "attributed", "happened_on": "2025-02-04", "detail": "Ministère des sports, de l'eau",
        "ministry_id": "PO990200", "jo_type": "JO_QUESTION", "jo_page": "12", "jo_number": "5", "jo_url": None,
        "jo_reference": None,
    }  # fmt: skip
    assert place.records("visits") == [
        {"source": "assemblee", "key": "17/questions.json.zip", "url": URL, "checked_at": "2026-11-26 02:30:00",
         "http_status": 200, "announced": 3, "settled": True, "listed": None}
    ]  # fmt: skip


@pytest.mark.parametrize("small", [open_data_archive.SMALL, 100])
@pytest.mark.parametrize("processes", [1, 2])
def test_both_layouts_and_any_number_of_processes_give_the_same(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch, small: int, processes: int
) -> None:
    monkeypatch.setattr(open_data_archive, "SMALL", small)
    monkeypatch.setattr(open_data_landing, "PORTION", 5_000)
    came = []
    for layout in LAYOUTS:
        place.land(archive(tmp_path / "a.zip", layout(some(40))), processes=processes)
        came.append((place.records("questions"), place.records("visits")))
    assert came[0] == came[1]
    assert [one["number"] for one in came[0][0]] == [7, *range(101, 140)]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_large_file_cut_amiss_is_read_question_by_question(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, processes: int
) -> None:
    monkeypatch.setattr(open_data_archive, "SMALL", 100)
    monkeypatch.setattr(json_stream, "PIECE", 500)
    first = {"@xmlns": "x"}
    questions = [one | {"extras": [first, first, first]} for one in some(40)]
    with caplog.at_level("INFO"):
        done = place.land(archive(tmp_path / "a.zip", one_file(questions)), processes=processes)
    assert "it is read once more" in caplog.text
    assert (done.questions, done.landed, done.rejected) == (40, 40, 0)
    assert [one["number"] for one in place.records("questions")] == [7, *range(101, 140)]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_large_file_that_is_no_json_in_its_middle(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    monkeypatch.setattr(open_data_archive, "SMALL", 100)
    monkeypatch.setattr(json_stream, "PIECE", 500)
    content = json.dumps(one_file(some(40))["Questions_ecrites.json"]).replace('"uid": "QANR5L17QE120"', '"uid": ,')
    with pytest.raises(BadArchive, match="no JSON"):
        place.land(archive(tmp_path / "a.zip", {"a.json": content.encode()}), processes=processes)
    assert nothing_landed(place)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_known_does_not_land_again(tmp_path: Path, place: Place, layout: Layout) -> None:
    place.land(archive(tmp_path / "a.zip", layout(some(4))))
    known = place.known()
    later = {"fetched_at": FETCHED_AT + timedelta(days=1), "known": known}
    done = place.land(tmp_path / "a.zip", **later)
    assert (done.questions, done.landed, done.unchanged) == (4, 0, 4)
    assert place.records("questions") == []
    changed = [full(), pending(101, "Combien de trapézistes ?"), pending(102), pending(103)]
    done = place.land(archive(tmp_path / "b.zip", layout(changed)), **later)
    assert (done.landed, done.unchanged) == (1, 3)
    assert [one["question_text"] for one in place.records("questions")] == ["Combien de trapézistes ?"]


def test_what_a_page_said_is_not_what_a_document_says(tmp_path: Path, place: Place) -> None:
    place.land(archive(tmp_path / "a.zip", many_files(some(2))))
    of_pages = {(key, "page"): said for (key, _), said in place.known().items()}
    assert place.land(tmp_path / "a.zip", known=of_pages).landed == 2


def test_a_question_that_is_gone_is_a_visit(tmp_path: Path, place: Place) -> None:
    place.land(archive(tmp_path / "a.zip", many_files(some(20))))
    known = place.known() | {("QANR5L16QE101", "document"): ("h", ""), ("17/PA1", "document"): ("h", "")}
    done = place.land(archive(tmp_path / "b.zip", many_files(some(19))), known=known)
    assert (done.vanished, done.unchanged) == (1, 19)
    gone, whole = place.records("visits")
    assert (gone["key"], gone["http_status"], gone["listed"]) == ("QANR5L17QE119", 404, None)
    assert (whole["announced"], whole["settled"]) == (19, True)
    done = place.land(tmp_path / "b.zip", known=known, vanished={"QANR5L17QE119"})
    assert (done.vanished, len(place.records("visits"))) == (0, 1)


def test_a_question_that_is_back_is_a_visit(tmp_path: Path, place: Place) -> None:
    place.land(archive(tmp_path / "a.zip", many_files(some(3))))
    done = place.land(tmp_path / "a.zip", known=place.known(), vanished={"QANR5L17QE101"})
    assert (done.returned, done.landed) == (1, 0)
    back, _ = place.records("visits")
    assert (back["key"], back["http_status"]) == ("QANR5L17QE101", 200)


def nothing_landed(place: Place) -> bool:
    return {path.name for path in (place.folder / f"run-{place.runs}").iterdir()} == {"run.json"}


@pytest.mark.parametrize(("kept", "enough"), [(18, True), (17, False), (1, False)])
def test_an_archive_with_too_few_questions(tmp_path: Path, place: Place, kept: int, enough: bool) -> None:
    place.land(archive(tmp_path / "a.zip", many_files(some(20))))
    known = place.known()
    path = archive(tmp_path / "b.zip", many_files(some(kept)))
    if enough:
        assert place.land(path, known=known).vanished == 2
        return
    with pytest.raises(BadArchive, match=f"it holds {kept} questions where 20 are known"):
        place.land(path, known=known)
    assert nothing_landed(place)


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"a.txt": b"..."},
        {"a.json": b"{}"},
        {"a.json": b"<html>"},
        {"a.json": {"questionsEcrites": {"question": []}}},
    ],
)
def test_an_archive_without_questions(tmp_path: Path, place: Place, members: dict[str, Any]) -> None:
    with pytest.raises(BadArchive, match="it holds no question"):
        place.land(archive(tmp_path / "a.zip", members))
    assert nothing_landed(place)


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_damage_in_the_middle_lands_nothing(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch, layout: Layout, processes: int
) -> None:
    monkeypatch.setattr(open_data_archive, "SMALL", 4_000)
    monkeypatch.setattr(open_data_landing, "PORTION", 3_000)
    path = archive(tmp_path / "a.zip", layout(some(40)))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(BadArchive, match=r"a\.zip"):
        place.land(path, processes=processes)
    assert nothing_landed(place)


def test_a_large_file_whose_json_breaks_off_lands_nothing(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_data_archive, "SMALL", 4_000)
    monkeypatch.setattr(open_data_landing, "PORTION", 3_000)
    whole = json.dumps(one_file(some(40))["Questions_ecrites.json"]).encode()
    with pytest.raises(BadArchive, match=r"Questions_ecrites\.json: no JSON"):
        place.land(archive(tmp_path / "a.zip", {"Questions_ecrites.json": whole[:-1_000]}))
    assert nothing_landed(place)


@pytest.mark.parametrize(
    ("question", "key", "reason"),
    [
        (full(uid=None), None, "expected a question's uid"),
        (pending(9, legislature=16), None, "expected a question of legislature 17"),
        (full(uid="QANR5L17QE9"), "QANR5L17QE9", "a question that is also '7'"),
        (full(auteur=None), "QANR5L17QE7", "no author"),
        (full(auteur={"identite": {"acteurRef": "?"}}), "QANR5L17QE7", "no deputy id"),
        (full(textesQuestion=None), "QANR5L17QE7", "no text"),
        ({"question": full(auteur=None)}, "QANR5L17QE7", "no author"),
        (full(auteur=None, deep=nested(200)), "QANR5L17QE7", "no author"),
        (full(uid=None, deep=nested(900)), None, "expected a question's uid"),
    ],
)
def test_what_is_no_question_is_refused_with_all_that_was_read(
    tmp_path: Path, place: Place, question: dict[str, Any], key: str | None, reason: str
) -> None:
    done = place.land(
        archive(tmp_path / "a.zip", {"json/x.json": {"question": question}, **many_files([pending(101)])})
    )
    assert (done.landed, done.rejected, done.questions) == (1, 1, 1 + (key is not None))
    (refused,) = place.records("rejections")
    assert (refused["source"], refused["key"], refused["rejected_at"]) == ("assemblee", key, "2026-11-26 02:30:00")
    assert reason in refused["reason"]
    assert "clowns" in json.dumps(refused["raw"]) or question.get("textesQuestion", "") is None
    assert refused["url"].startswith(URL)


def test_a_file_that_is_no_json_costs_no_other(tmp_path: Path, place: Place) -> None:
    done = place.land(archive(tmp_path / "a.zip", many_files(some(3)) | {"json/z.json": b'{"question": '}))
    assert (done.landed, done.rejected) == (3, 1)
    assert place.records("rejections")[0]["url"] == f"{URL}#json/z.json"


def test_where_one_cannot_be_told_none_is_taken_for_gone(tmp_path: Path, place: Place) -> None:
    place.land(archive(tmp_path / "a.zip", many_files(some(20))))
    known = place.known()
    members = many_files(some(19)) | {"json/z.json": b"?"}
    assert place.land(archive(tmp_path / "b.zip", members), known=known).vanished == 0
    assert [(one["http_status"], one["settled"]) for one in place.records("visits")] == [(200, False)]


def test_a_refused_question_is_not_gone(tmp_path: Path, place: Place) -> None:
    place.land(archive(tmp_path / "a.zip", many_files(some(20))))
    known = place.known()
    refused = many_files([*some(19), pending(119) | {"auteur": None}])
    done = place.land(archive(tmp_path / "b.zip", refused), known=known)
    assert (done.rejected, done.vanished, done.questions) == (1, 0, 20)


def test_a_moment_with_a_zone_lands_in_utc(tmp_path: Path, place: Place) -> None:
    path = archive(tmp_path / "a.zip", many_files([full()]))
    for moment in (
        datetime(2026, 11, 26, 2, 30, tzinfo=UTC),
        datetime(2026, 11, 26, 3, 30, tzinfo=timezone(timedelta(hours=1))),
    ):
        place.land(path, fetched_at=moment)
        assert place.records("questions")[0]["fetched_at"] == "2026-11-26 02:30:00"
        assert place.records("visits")[0]["checked_at"] == "2026-11-26 02:30:00"


def test_two_archives_land_in_one_run(tmp_path: Path) -> None:
    run = Run(run_id="run", source="assemblee", scope={}, started_at="2026-11-26 02:00:00")
    writer = LandingWriter(tmp_path / "run", run)
    for legislature in (16, 17):
        path = archive(tmp_path / "a.zip", many_files([pending(5, legislature=legislature)]))
        land_questions(
            path, legislature=legislature, url=URL, fetched_at=FETCHED_AT, writer=writer, known={}, authors={}
        )
    writer.close()
    landed = [one["question_id"] for one in read_records(tmp_path / "run" / "questions.jsonl")]
    assert landed == ["QANR5L16QE5", "QANR5L17QE5"]


def test_half_a_surrogate_pair_can_be_read_back(tmp_path: Path, place: Place) -> None:
    question = pending(101) | {"minAttribs": {"minAttrib": {"infoJO": {"pageJO": "\ud83d"}}}}
    place.land(archive(tmp_path / "a.zip", {"a.json": json.dumps({"question": question}).encode()}))
    assert place.records("questions")[0]["events"][1]["jo_page"] == "?"
