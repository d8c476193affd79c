"""The Assembly's archives through the real command: the rows are what the site tells, on both databases."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from demo.assembly.archives import Archives
from demo.clock import Clock
from demo.corpus import Corpus, build
from demo.site import serving
from parliament.legislatures import LEGISLATURES
from tests.cli.assembly_place import START, AssemblyPlace, data_of
from tests.demo.assembly_reading import actors_path, each, files


@pytest.fixture(scope="module")
def small() -> Corpus:
    return build(160, assembly=True)


@pytest.fixture(scope="module")
def place(small: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AssemblyPlace]:
    """A database after the first night, which read all archives."""
    with serving(small, today=START) as sites:
        place = AssemblyPlace(sites, tmp_path_factory.mktemp("place"), small)
        ran = place.night()
        assert (ran.code, ran.answer["finish_reason"]) == (0, "finished"), ran.err
        yield place


@pytest.fixture(scope="module")
def actors(small: Corpus) -> dict[str, Any]:
    """The actors as the archive has them, by id."""
    archive = Archives(small.assembly, Clock(START)).at(actors_path(17))
    told = files(archive.data)
    return {one["acteur"]["uid"]["#text"]: one["acteur"] for name, one in told.items() if "/acteur/" in name}


def rows(place: AssemblyPlace, sql: str) -> set[tuple[Any, ...]]:
    engine = place.engine()
    with engine.connect() as connection:
        found = {tuple(None if cell is None else str(cell) for cell in row) for row in connection.execute(text(sql))}
    engine.dispose()
    return found


def test_every_question_is_what_the_archives_tell(place: AssemblyPlace) -> None:
    truth, stored = place.truth(), place.stored()
    assert stored.keys() == truth.keys()
    for question_id, told in truth.items():
        assert stored[question_id] == told
    assert {told["flagged"] for key, told in stored.items() if key.startswith(("QANR5L14", "QANR5L15"))} == {None}
    assert {told["flagged"] for key, told in stored.items() if key.startswith("QANR5L17")} == {True, False}


def test_deputies_and_mandates_are_those_of_the_register(place: AssemblyPlace, actors: dict[str, Any]) -> None:
    seats = defaultdict(set)
    for deputy_id, actor in actors.items():
        for mandate in each(actor, "mandats", "mandat"):
            if mandate["typeOrgane"] == "ASSEMBLEE":
                seats[deputy_id].add((mandate["legislature"], mandate["dateDebut"], mandate["dateFin"]))
    assert rows(place, "SELECT deputy_id FROM deputy") == {(deputy_id,) for deputy_id in seats}
    expected = {(deputy_id, *seat) for deputy_id, held in seats.items() for seat in held}
    assert rows(place, "SELECT deputy_id, legislature, starts_on, ends_on FROM mandate") == expected


def test_groups_are_dated(place: AssemblyPlace, actors: dict[str, Any]) -> None:
    stays: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for deputy_id, actor in actors.items():
        for mandate in each(actor, "mandats", "mandat"):
            if mandate["typeOrgane"] == "GP":
                group = (deputy_id, mandate["legislature"], mandate["organes"]["organeRef"])
                stays[group].append((mandate["dateDebut"], mandate["dateFin"] or "9999"))
    expected = {(*group, min(stay[0] for stay in held), max(stay[1] for stay in held)) for group, held in stays.items()}
    stored = "SELECT deputy_id, legislature, group_id, starts_on, COALESCE(CAST(ends_on AS TEXT), '9999') FROM {}"
    assert rows(place, stored.format("group_membership")) == expected


def test_nobody_s_address_is_landed_or_loaded(place: AssemblyPlace) -> None:
    words = ("exemple.invalid", "rue de l'Exemple", "Aide Feint", '"Feint"', "valElec", "collaborateur")
    landed = "".join(path.read_text(encoding="utf-8") for path in place.folder.glob("data/landing/*/*.json*"))
    database = (place.folder / "data/questions.db").read_bytes().decode("utf-8", "replace")
    assert "QANR5L17QE" in landed
    assert [word for word in words if word in landed or word in database] == []


def test_past_archives_lie_here_for_their_owner_alone(place: AssemblyPlace) -> None:
    names = [f"{number}-questions.json.zip" for number in (14, 15, 16, 17)] + ["17-amo.zip"]
    folder = place.folder / "data/downloads/assemblee"
    assert {path.name for path in folder.iterdir()} == {*names, *(f"{name}.json" for name in names)}
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}


def test_the_status_tells_how_fresh_archives_are(place: AssemblyPlace) -> None:
    ran = place.run("status", "--json")
    assert ran.code == 0, ran.err
    told = {one["archive"]: one for one in ran.answer["archives"]}
    assert told.keys() == {*(f"{number}/questions.json.zip" for number in (14, 15, 16, 17)), "17/amo.zip"}
    assert told["17/questions.json.zip"]["records"] == len(place.truth(17))
    assert all(one["asked_at"] >= one["version_of"] > f"{LEGISLATURES[17].starts_on}" for one in told.values())


def test_a_server_holds_the_same_rows(place: AssemblyPlace, postgresql_url: str, tmp_path: Path) -> None:
    there = AssemblyPlace(place.sites, tmp_path, place.corpus, postgresql_url)
    ran = there.night()
    assert ran.code == 0, ran.err
    assert there.stored() == place.truth()
    ours, theirs = data_of(place.engine()), data_of(there.engine())
    assert {name for name in ours if ours[name] != theirs[name]} == set()


def test_the_same_again_asks_only_whether_anything_changed(place: AssemblyPlace) -> None:
    place.requests()
    before = data_of(place.engine())
    for read, expected in ((place.night, [17, 18, 17]), (lambda: place.crawl(14), [14, 17])):
        ran = read()
        assert (ran.code, ran.answer["inserted"], ran.answer["updated"], ran.answer["items"]) == (0, 0, 0, 0), ran.err
        assert ran.answer["requests"] == len(expected) + 1
        assert [int(path.split("/")[4]) for path in place.requests() if "repository" in path] == expected
    assert data_of(place.engine()) == before
    assert not [*place.folder.glob("data/landing/*-archives/questions.jsonl")][1:]
    assert place.count("SELECT count(*) FROM crawl_run WHERE finish_reason = 'finished'") == 3


def test_what_a_dry_run_tells_asks_nothing(place: AssemblyPlace) -> None:
    place.requests()
    dry = place.crawl(16, "--dry-run")
    assert dry.code == 0, dry.err
    told = ("dry_run", "questions", "deputies", "requests", "exact", "at_least")
    assert [dry.answer[name] for name in told] == [True, None, None, 3, False, True]
    assert place.requests() == []


def test_force_reads_an_archive_again_and_changes_nothing(place: AssemblyPlace) -> None:
    before = data_of(place.engine())
    ran = place.crawl(17, "--force")
    assert ran.code == 0, ran.err
    told = ran.answer
    assert (told["inserted"], told["updated"], told["unchanged"]) == (0, 0, len(place.truth(17)))
    assert data_of(place.engine()) == before


def test_a_night_brings_what_changed(place: AssemblyPlace) -> None:
    kinds = {"asked": 3, "answered": 2, "vanished": 1, "renewed": 2, "flagged": 1, "erratum": 1, "group": 1}
    place.pass_night(**kinds)
    ran = place.night()
    assert ran.code == 0, ran.err
    changed = {change.question_id for change in place.mirror.changes} - {None}
    assert ran.answer["inserted"] + ran.answer["updated"] == len(changed) > 8
    assert place.stored() == place.truth()
    gone = place.count("SELECT count(*) FROM question WHERE vanished_on IS NOT NULL")
    assert gone == sum(change.kind == "vanished" for change in place.mirror.changes) == 1
    assert place.count("SELECT count(*) FROM question_history") >= 3


def test_an_archive_that_lost_most_questions_is_refused(place: AssemblyPlace) -> None:
    """The site has not changed; what lies here has, and is another version than the one that was read."""
    before, good = data_of(place.engine()), archive_of(place).read_bytes()
    rewrite(place, lambda question: question if question["uid"].endswith("1") else None)
    ran = place.night()
    assert (ran.code, ran.answer["rejected"], ran.answer["failed"]) == (2, 1, 1)
    assert "questions where" in ran.err
    assert data_of(place.engine()) == before
    archive_of(place).write_bytes(good)


def test_an_archive_that_lost_its_answers_is_held(place: AssemblyPlace) -> None:
    """Last of all: what lies here is not what the site has any more."""
    before = data_of(place.engine())
    rewrite(place, lambda question: question | {"textesReponse": None})
    ran = place.night()
    assert (ran.code, [hold["check"] for hold in ran.answer["held"]]) == (5, ["losses"]), ran.err
    assert data_of(place.engine()) == before


def archive_of(place: AssemblyPlace) -> Path:
    return place.folder / "data/downloads/assemblee/17-questions.json.zip"


def rewrite(place: AssemblyPlace, changed: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    """Change every question of the archive that lies here, or leave it out."""
    path = archive_of(place)
    sidecar = path.with_name(f"{path.name}.json")
    held = {name: changed(content["question"]) for name, content in files(path.read_bytes()).items()}
    with ZipFile(path, "w") as archive:
        for name, question in held.items():
            if question is not None:
                archive.writestr(name, json.dumps({"question": question}))
    told = {"size": path.stat().st_size, "sha256": sha256(path.read_bytes()).hexdigest()}
    sidecar.write_text(json.dumps(json.loads(sidecar.read_text(encoding="utf-8")) | told), encoding="utf-8")
