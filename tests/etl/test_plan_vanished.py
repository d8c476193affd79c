"""Questions that the source shows no more are kept, and dated."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from etl.known import known_absences
from etl.known_lists import known_lists
from etl.load import load
from parliament.records import Visit
from tests.etl.made_up import deputy, dump, land, one, question, visit
from tests.etl.official import official

KEY = "QANR5L13QE1"


def loaded(engine: Engine, landing: Path, *runs: list[Any]) -> dict[str, Any]:
    for number, records in enumerate(runs):
        land(landing, f"run-{number}", *records)
        load(engine, landing)
    return one(engine, "SELECT * FROM question")


def gone(day: int, **said: Any) -> Visit:
    return visit(KEY, day=day, **{"http_status": 404, **said})


def vanished_on(row: dict[str, Any]) -> str | None:
    return row["vanished_on"] and str(row["vanished_on"])


@pytest.mark.parametrize("status", [404, 410])
def test_a_question_whose_page_is_gone_is_kept_and_dated(engine: Engine, tmp_path: Path, status: int) -> None:
    row = loaded(engine, tmp_path, [deputy(), question(), visit(KEY)], [gone(3, http_status=status)])
    assert vanished_on(row) == "2026-03-04"
    assert row["state"] == "pending"


@pytest.mark.parametrize("said", [{"http_status": 302}, {"http_status": 500}, {"listed": "a"}])
def test_what_says_nothing_sure(engine: Engine, tmp_path: Path, said: dict[str, Any]) -> None:
    """Another host, an error, or a page that is gone though a list has just named it."""
    assert vanished_on(loaded(engine, tmp_path, [deputy(), question(), visit(KEY)], [gone(3, **said)])) is None


def test_a_question_that_the_source_never_had_does_not_vanish_from_it(engine: Engine, tmp_path: Path) -> None:
    told = question(source="assemblee")
    assert vanished_on(loaded(engine, tmp_path, [deputy(source="assemblee"), told], [gone(3)])) is None
    assert list(known_lists_of(engine)) == []
    assert (known_absences(engine, "nosdeputes"), known_absences(engine, "assemblee")) == ({KEY}, frozenset())


def known_lists_of(engine: Engine) -> list[str]:
    """Return the numbers that a night at NosDéputés would look for."""
    with engine.connect() as connection:
        lines = list(known_lists(connection, "nosdeputes", 13))
    return [number for line in lines for number in line.get("questions", ())]


def test_the_first_day_stays(engine: Engine, tmp_path: Path) -> None:
    row = loaded(engine, tmp_path, [deputy(), question(), visit(KEY)], [gone(3)], [gone(5)], [gone(6, http_status=500)])
    assert vanished_on(row) == "2026-03-04"


def test_a_question_that_shows_again_is_back(engine: Engine, tmp_path: Path) -> None:
    row = loaded(engine, tmp_path, [deputy(), question()], [gone(3)], [visit(KEY, day=5), question(day=5)])
    assert vanished_on(row) is None


def test_what_vanishes_again_is_dated_anew(engine: Engine, tmp_path: Path) -> None:
    back = [visit(KEY, day=5), question(day=5)]
    assert vanished_on(loaded(engine, tmp_path, [deputy(), question()], [gone(3)], back, [gone(8)])) == "2026-03-09"


def test_the_order_of_loading_does_not_matter(sqlite_engine: Engine, postgresql_engine: Engine, tmp_path: Path) -> None:
    runs = [[deputy(), question(), visit(KEY)], [gone(3)], [gone(5)]]
    loaded(sqlite_engine, tmp_path / "one", *runs)
    loaded(postgresql_engine, tmp_path / "two", runs[0], runs[2], runs[1])
    assert dump(sqlite_engine)["question"] == dump(postgresql_engine)["question"]
    assert dump(sqlite_engine)["visit"] == dump(postgresql_engine)["visit"]


def elsewhere(day: int, **said: Any) -> Visit:
    return gone(day, source="assemblee", **said)


@pytest.mark.parametrize(
    ("runs", "day"),
    [
        ([[official(), gone(3)]], None),
        ([[official(), gone(3), elsewhere(4)]], "2026-03-05"),
        ([[official(), elsewhere(2), gone(3)]], "2026-03-04"),
        ([[official(), elsewhere(2), gone(3)], [official(day=4)]], None),
        ([[gone(3)], [visit(KEY, source="assemblee", day=4)]], None),
        ([[gone(3), elsewhere(4)]], "2026-03-04"),
        ([[official(), elsewhere(2)]], None),
    ],
    ids=[
        "the other shows it", "gone in both", "gone in both, the other first", "back in the other",
        "there in the other, though not read", "never told by the other", "gone in the other alone",
    ],
)  # fmt: skip
def test_it_vanished_once_no_source_shows_it(
    engine: Engine, tmp_path: Path, runs: list[list[Any]], day: str | None
) -> None:
    assert vanished_on(loaded(engine, tmp_path / "straight", [deputy(), question()], *runs)) == day


def test_a_night_looks_for_what_its_own_source_shows(engine: Engine, tmp_path: Path) -> None:
    others = [official(2), question(3), official(3), visit("QANR5L13QE3", day=2, http_status=404)]
    land(tmp_path, "run-0", deputy(), question(), *others)
    load(engine, tmp_path)
    with engine.connect() as connection:
        told = {
            source: [number for line in known_lists(connection, source, 13) for number in line.get("questions", ())]
            for source in ("nosdeputes", "assemblee")
        }
    assert told == {"nosdeputes": ["1"], "assemblee": ["2", "3"]}


def test_an_unknown_question_that_is_not_there_is_a_visit(engine: Engine, tmp_path: Path) -> None:
    assert (
        vanished_on(loaded(engine, tmp_path, [deputy(), question()], [visit("QANR5L13QE9", http_status=404)])) is None
    )


def test_it_is_told_as_an_update(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, [deputy(), question()])
    land(tmp_path, "run-9", gone(3))
    report = load(engine, tmp_path)
    assert report.tables["question"].updated == 1
