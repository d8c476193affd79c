"""What status tells of sources against each other, of missing numbers and of published figures."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from etl.load import load
from etl.reconciliation import RANGES_SHOWN, ranges, reconciliation
from parliament.figures import FIGURES, Figure
from parliament.legislatures import LEGISLATURES
from parliament.records import Record, Visit
from parliament.sources import SOURCES
from tests.etl.made_up import deputy, land, question, visit
from tests.etl.official import official

ARCHIVE = "https://data.assemblee-nationale.fr/static/openData/repository/13/questions/questions_ecrites/Q.json.zip"
COPY = {"legislatures": [13], "sites": {"13": "http://127.0.0.1:8000"}}


def loaded(
    engine: Engine, folder: Path, *records: Record, figures: Sequence[Figure] = FIGURES, **said: Any
) -> dict[str, Any]:
    """Load a run; return what is told then, NosDéputés being asked for what is missing."""
    number = len(list(folder.iterdir()))
    land(folder, f"run-{number}", deputy(), deputy(2), *records, **said)
    load(engine, folder)
    return reconciliation(engine, lambda _: "nosdeputes", figures)


def archive(url: str = ARCHIVE, **said: Any) -> Visit:
    return visit("13/questions.json.zip/read", source="assemblee", url=url, **{"listed": "a1", **said})


def test_missing_numbers_are_ranges_without_those_that_are_known_to_be_none(engine: Engine, tmp_path: Path) -> None:
    gone = visit("QANR5L13QE6", http_status=404)
    found = loaded(engine, tmp_path, *map(question, (3, 8, 12)), gone)
    assert found["missing_numbers"] == [
        {"legislature": 13, "source": "nosdeputes", "numbers": 8, "ranges": [[1, 2], [4, 5], [7, 7], [9, 11]]}
    ]


def test_numbers_that_the_other_source_has_are_not_missing(engine: Engine, tmp_path: Path) -> None:
    assert loaded(engine, tmp_path, question(1), official(2), question(3))["missing_numbers"] == []


def test_no_more_ranges_than_can_be_typed(sqlite_engine: Engine, tmp_path: Path) -> None:
    (gap,) = loaded(sqlite_engine, tmp_path, *map(question, range(2, 100, 2)))["missing_numbers"]
    assert (gap["numbers"], len(gap["ranges"])) == (49, RANGES_SHOWN)


@pytest.mark.parametrize(
    "said",
    [
        {"scope": COPY},
        {"scope": {"legislatures": [13], "deputies": ["aline-exemple-1"]}},
        {"scope": {"legislatures": [13]}, "finish_reason": "max_requests"},
    ],
    ids=["a copy", "one deputy", "cut short"],
)
def test_of_less_than_a_whole_legislature_nothing_is_missing(
    sqlite_engine: Engine, tmp_path: Path, said: dict[str, Any]
) -> None:
    found = loaded(sqlite_engine, tmp_path, question(9), **said)
    assert (found["missing_numbers"], found["figures"]) == ([], [])


def test_figures_stand_beside_what_was_read(engine: Engine, tmp_path: Path) -> None:
    found = loaded(engine, tmp_path, question(9), official(10))["figures"]
    assert [(row["what"], row["here"], row["published"]) for row in found] == [
        ("last_number", 9, 132_810), ("deputies", 2, 639),
    ]  # fmt: skip
    assert all(row["reference"] for row in found)


@pytest.mark.parametrize(
    ("record", "told"), [(archive(), 1), (archive(listed=None), 0), (archive(COPY["sites"]["13"]), 0)]
)
def test_an_archive_that_was_read_is_a_whole_legislature(
    sqlite_engine: Engine, tmp_path: Path, record: Visit, told: int
) -> None:
    total = next(one for one in FIGURES if one.what == "questions")
    figures = [replace(total, legislature=13)]
    scope = {"archives": [13], "present": False, "sites": {}}
    found = loaded(sqlite_engine, tmp_path, official(), record, figures=figures, scope=scope, source="assemblee")
    assert [row["here"] for row in found["figures"]] == [1] * told


def test_only_months_that_differ_are_told(sqlite_engine: Engine, tmp_path: Path) -> None:
    total = next(one for one in FIGURES if one.what == "questions")
    months = [replace(total, legislature=13, month=month, figure=2) for month in ("2009-04", "2009-05")]
    scope = {"archives": [13], "present": False, "sites": {}}
    told = official(1), official(2), archive()
    found = loaded(sqlite_engine, tmp_path, *told, figures=months, scope=scope, source="assemblee")
    assert [(row["month"], row["here"]) for row in found["figures"]] == [("2009-05", 0)]


def test_differences_are_counted_by_legislature_and_field(engine: Engine, tmp_path: Path) -> None:
    same = {"question_text": "Texte."}
    records = [official(n, **same, rubric="santé") for n in (1, 2)] + [question(n, **same) for n in (1, 2, 3)]
    found = loaded(engine, tmp_path, *records)
    assert found["differences"] == [{"legislature": 13, "field": "rubric", "questions": 2}]


def test_counts_by_source(engine: Engine, tmp_path: Path) -> None:
    loaded(engine, tmp_path, official(1), official(2), question(2), question(3, deputy_id="PA990002"))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM source_count WHERE part IN ('legislature', 'author')")).all()
    assert {row.value: (row.assemblee, row.nosdeputes, row.shared, row.questions) for row in found} == {
        "": (2, 2, 1, 3), "PA990001": (2, 1, 1, 2), "PA990002": (0, 1, 0, 1),
    }  # fmt: skip


@given(st.sets(st.integers(1, 60)))
def test_ranges_hold_the_numbers_and_no_others(numbers: set[int]) -> None:
    found = ranges(sorted(numbers))
    assert [n for first, last in found for n in range(first, last + 1)] == sorted(numbers)
    assert all(following[0] > before[1] + 1 for before, following in pairwise(found))


def test_published_figures_add_up() -> None:
    for legislature in (14, 15, 16):
        of_it = [one for one in FIGURES if one.legislature == legislature and one.what == "questions"]
        (total,) = (one.figure for one in of_it if one.month is None)
        months = [one for one in of_it if one.month is not None]
        assert sum(one.figure for one in months) == total
        term = LEGISLATURES[legislature]
        assert all(str(term.starts_on)[:7] <= (one.month or "") <= str(term.ends_on)[:7] for one in months)
    assert {one.source for one in FIGURES} == set(SOURCES)
