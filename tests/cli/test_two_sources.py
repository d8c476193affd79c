"""A night that reads NosDéputés and the Assembly: one summary, one row per question, whichever came first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from demo.corpus import Corpus, build
from demo.site import serving
from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from parliament.landing import runs
from tests.cli.assembly_place import START, AssemblyPlace, data_of
from tests.cli.command import Ran


@pytest.fixture(scope="module")
def small() -> Corpus:
    return build(120, assembly=True)


@pytest.fixture(scope="module")
def place(small: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AssemblyPlace]:
    with serving(small, today=START) as sites:
        yield AssemblyPlace(sites, tmp_path_factory.mktemp("both"), small)


def night(place: AssemblyPlace) -> Ran:
    """Read the night of 16 from both, and of 17."""
    sites = [word for number in (16, 17) for word in ("--site", f"{number}={place.sites[number]}")]
    named = ("--legislature", 16, "--legislature", 17)
    return place.run(
        "nightly", "--source", "nosdeputes", "--source", "assemblee", *named, *sites, "--delay", 0, "--json"
    )


@pytest.fixture(scope="module")
def first(place: AssemblyPlace) -> Ran:
    return night(place)


def test_both_are_read_in_one_night(first: Ran, place: AssemblyPlace) -> None:
    assert (first.code, first.answer["finish_reason"]) == (0, "finished"), first.err
    assert [run_id.partition("-")[2] for run_id in first.answer["run_ids"]] == ["assemblee-archives", "nosdeputes-16"]
    pages = {each.question_id for each in place.mirror.corpus.expected(16, place.today)}
    archives = place.truth(16, 17)
    assert place.stored().keys() == archives.keys() | pages
    assert first.answer["inserted"] == len(archives.keys() | pages)
    assert first.answer["requests"] == place.count("SELECT sum(requests) FROM crawl_run")
    assert place.count("SELECT count(*) FROM question WHERE vanished_on IS NOT NULL") == 0


def test_the_register_is_believed_and_the_pages_fill_what_it_lacks(first: Ran, place: AssemblyPlace) -> None:
    stored = place.stored()
    for question_id, told in place.truth(16, 17).items():
        for name in ("asked_ministry_id", "mandate_id", "group_id", "flagged", "themes", "asked_on"):
            assert stored[question_id][name] == told[name], (question_id, name)
    kinds = {one.kind for one in place.mirror.corpus.assembly.differences if "L16Q" in one.question_id}
    assert {"only in the archive", "answer"} <= kinds


def test_the_next_night_changes_nothing_and_looks_up_no_question_of_the_archives(
    first: Ran, place: AssemblyPlace
) -> None:
    before = data_of(place.engine())
    ran = night(place)
    assert (ran.code, ran.answer["inserted"], ran.answer["updated"], ran.answer["not_found"]) == (0, 0, 0, 0), ran.err
    assert data_of(place.engine()) == before


@pytest.mark.parametrize("last", ["nosdeputes", "assemblee"])
def test_whichever_comes_first_the_rows_are_the_same(
    first: Ran, place: AssemblyPlace, engine: Engine, last: str
) -> None:
    landing = place.folder / "data/landing"
    for run in sorted(runs(landing), key=lambda run: (run.source == last, run.run_id)):
        assert load(engine, landing, run_id=run.run_id).held == ()
    other = connect(f"sqlite:///{place.folder / f'{last}-{engine.dialect.name}.db'}")
    ensure_schema(other)
    for run in sorted(runs(landing), key=lambda run: (run.source != last, run.run_id)):
        load(other, landing, run_id=run.run_id)
    assert data_of(engine) == data_of(other)


def test_requests_allowed_are_those_of_the_whole_night(place: AssemblyPlace, tmp_path: Path) -> None:
    there = AssemblyPlace(place.sites, tmp_path, place.corpus)
    sites = [word for number in (16, 17) for word in ("--site", f"{number}={there.sites[number]}")]
    named = ("--legislature", 16, "--legislature", 17, "--max-requests", 9)
    ran = there.run("nightly", *named, *sites, "--delay", 0, "--json")
    assert (ran.code, ran.answer["finish_reason"]) == (0, "max_requests"), ran.err
    assert 7 <= ran.answer["requests"] <= 9
    assert there.stored().keys() >= there.truth(17).keys()
