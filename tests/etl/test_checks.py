"""What each check finds, on both databases, and what it lets pass."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from etl.load import load
from parliament.records import Question, Record
from tests.etl.made_up import ANSWERED, deputy, land, question, visit
from tests.etl.official import official

LIST = "13/aline-exemple-1/questions"
UNKNOWN = {"asked_ministry_label": "Ministère des choses inconnues", "answering_ministry_label": None}


def load_run(engine: Engine, folder: Path, number: int, *records: Record, **said: Any) -> dict[str, tuple[Any, ...]]:
    """Land and load a run; return its checks with outcome, severity, measured figure and rows."""
    started_at = f"2026-03-{number:02} 07:59:00"
    land(folder / "landing", f"run-{number}", *records, started_at=started_at, **said)
    load(engine, folder / "landing")
    found = text("SELECT check_name, outcome, severity, measured, found_in FROM check_result WHERE run_id = :run")
    with engine.connect() as connection:
        rows = connection.execute(found, {"run": f"run-{number}"}).all()
    return {row.check_name: (row.outcome, row.severity, row.measured, row.found_in) for row in rows}


def questions(first: int, last: int, *, day: int = 0, **said: Any) -> list[Question]:
    return [question(number, day=day, **said) for number in range(first, last + 1)]


def test_a_small_first_run_passes_everything(engine: Engine, tmp_path: Path) -> None:
    checks = load_run(engine, tmp_path, 1, deputy(), *questions(1, 3), visit(LIST, announced=3, settled=True))
    assert len(checks) == 9
    assert {outcome for outcome, *_ in checks.values()} == {"passed"}
    assert checks["list-counts"][2] == 0


def test_a_list_that_lost_many_questions_is_fatal(engine: Engine, tmp_path: Path) -> None:
    settled = visit(LIST, announced=60, settled=True)
    checks = load_run(engine, tmp_path, 1, deputy(), *questions(1, 30), settled)
    assert checks["list-counts"] == ("failed", "fatal", 0.5, f'["{LIST}"]')


def test_a_list_of_which_one_question_is_missing_is_a_warning(sqlite_engine: Engine, tmp_path: Path) -> None:
    checks = load_run(sqlite_engine, tmp_path, 1, deputy(), *questions(1, 9), visit(LIST, announced=10, settled=True))
    assert checks["list-counts"][:3] == ("failed", "warning", 0.1)


def test_a_run_narrowed_to_a_week_is_not_held_against_whole_lists(sqlite_engine: Engine, tmp_path: Path) -> None:
    scope = {"legislatures": [13], "since": "2009-04-20"}
    settled = visit(LIST, announced=60, settled=True)
    checks = load_run(sqlite_engine, tmp_path, 1, deputy(), *questions(1, 3), settled, scope=scope)
    assert checks["list-counts"][:3] == ("passed", "warning", None)


def test_lists_that_announce_questions_and_a_run_that_brings_none(engine: Engine, tmp_path: Path) -> None:
    checks = load_run(engine, tmp_path, 1, deputy(), visit(LIST, announced=7, settled=True), requests=9)
    assert checks["items-expected"][:2] == ("failed", "fatal")


def test_a_list_of_one_question_that_was_rejected(sqlite_engine: Engine, tmp_path: Path) -> None:
    listed = visit(LIST, announced=1, settled=True)
    checks = load_run(sqlite_engine, tmp_path, 1, deputy(), listed, requests=9, rejected=1)
    assert checks["items-expected"][:2] == ("failed", "warning")


def test_a_whole_crawl_without_a_single_list(sqlite_engine: Engine, tmp_path: Path) -> None:
    checks = load_run(sqlite_engine, tmp_path, 1, deputy(), requests=9)
    assert checks["items-expected"][:2] == ("failed", "fatal")


@pytest.mark.parametrize(
    "said",
    [
        {"scope": {"legislatures": [13], "night": {"on": "2026-03-01"}}},
        {"scope": {"legislatures": [13], "deputies": ["aline-exemple-1"]}},
        {"continues": "run-0"},
        {"finish_reason": "max_requests"},
        {"failed": 3},
    ],
    ids=["night", "one deputy", "continued", "cut short", "failures"],
)
def test_nothing_landed_may_be_right(sqlite_engine: Engine, tmp_path: Path, said: dict[str, Any]) -> None:
    checks = load_run(sqlite_engine, tmp_path, 1, deputy(), **{"requests": 9, **said})
    assert checks["items-expected"][0] == "passed"


def test_a_night_that_reads_no_list_though_a_question_is_open(engine: Engine, tmp_path: Path) -> None:
    load_run(engine, tmp_path, 1, deputy(), question())
    scope = {"legislatures": [13], "night": {"on": "2026-03-02"}}
    checks = load_run(engine, tmp_path, 2, visit("13/deputes", day=1), scope=scope, requests=2)
    assert checks["items-expected"][:2] == ("failed", "fatal")


@pytest.mark.parametrize(("planned", "outcome"), [(f"{LIST}/recent", "passed"), ("13/aline-exemple-1", "failed")])
def test_a_night_that_goes_on_may_find_its_lists_read(
    engine: Engine, tmp_path: Path, planned: str, outcome: str
) -> None:
    load_run(engine, tmp_path, 1, deputy(), question())
    plan = tmp_path / "landing/run-2/plan.jsonl"
    plan.parent.mkdir()
    plan.write_text(f'{{"key": "{planned}"}}\n{{"list": "PA990001", "questions": {{}}}}\n', encoding="utf-8")
    said = {"scope": {"legislatures": [13], "night": {"on": "2026-03-02"}}, "continues": "run-0", "requests": 2}
    checks = load_run(engine, tmp_path, 2, visit("13/deputes", day=1), **said)
    assert checks["items-expected"][:2] == (outcome, "warning" if outcome == "passed" else "fatal")


def test_a_night_of_one_legislature_without_open_questions(sqlite_engine: Engine, tmp_path: Path) -> None:
    load_run(sqlite_engine, tmp_path, 1, deputy(), question())
    scope = {"legislatures": [14], "night": {"on": "2026-03-02"}}
    checks = load_run(sqlite_engine, tmp_path, 2, visit("14/deputes", day=1), scope=scope, requests=2)
    assert checks["items-expected"][0] == "passed"


def test_a_question_that_vanished_later_was_announced(engine: Engine, tmp_path: Path) -> None:
    settled = visit(LIST, announced=30, settled=True)
    first = load_run(engine, tmp_path, 1, deputy(), *questions(1, 30), settled)
    gone = [visit(f"QANR5L13QE{number}", day=2, http_status=404) for number in range(1, 26)]
    load_run(engine, tmp_path, 2, *gone, visit(LIST, day=2, announced=5, settled=True))
    assert load(engine, tmp_path / "landing", everything=True).held == ()
    assert first["list-counts"][2] == 0


def test_answers_that_vanish_by_the_dozen_are_fatal(engine: Engine, tmp_path: Path) -> None:
    load_run(engine, tmp_path, 1, deputy(), *questions(1, 25, **ANSWERED))
    checks = load_run(engine, tmp_path, 2, *questions(1, 25, day=1))
    outcome, severity, measured, rows = checks["losses"]
    assert (outcome, severity, measured) == ("failed", "fatal", 1)
    assert rows.count("QANR5L13QE") == 5


def test_one_answer_taken_back_is_a_warning(sqlite_engine: Engine, tmp_path: Path) -> None:
    load_run(sqlite_engine, tmp_path, 1, deputy(), *questions(1, 3, **ANSWERED))
    checks = load_run(sqlite_engine, tmp_path, 2, question(2, day=1))
    assert checks["losses"] == ("failed", "warning", 1, '["QANR5L13QE2"]')


EARLY = ANSWERED | {"closed_on": date(2009, 1, 6), "answered_on": date(2009, 1, 6), "response_days": -105}


def test_many_answers_before_their_questions_are_fatal(engine: Engine, tmp_path: Path) -> None:
    checks = load_run(engine, tmp_path, 1, deputy(), *questions(1, 30, **EARLY), *questions(31, 40))
    assert checks["answer-order"][:3] == ("failed", "fatal", 1)


def test_an_answer_before_its_question_is_a_warning(sqlite_engine: Engine, tmp_path: Path) -> None:
    checks = load_run(sqlite_engine, tmp_path, 1, deputy(), *questions(1, 3, **ANSWERED), question(4, **EARLY))
    assert checks["answer-order"] == ("failed", "warning", 0.25, '["QANR5L13QE4"]')


def test_labels_that_nobody_knows_are_a_warning_on_a_first_run(sqlite_engine: Engine, tmp_path: Path) -> None:
    checks = load_run(sqlite_engine, tmp_path, 1, deputy(), *questions(1, 220, **UNKNOWN))
    assert checks["pending-labels"][:3] == ("failed", "warning", 1)


def test_labels_that_used_to_be_read_are_fatal_when_most_are_not(engine: Engine, tmp_path: Path) -> None:
    load_run(engine, tmp_path, 1, deputy(), *questions(1, 220))
    checks = load_run(engine, tmp_path, 2, *questions(301, 520, day=1, **UNKNOWN))
    assert checks["pending-labels"][:2] == ("failed", "fatal")


def test_a_field_that_comes_back_empty_is_a_change_of_layout(engine: Engine, tmp_path: Path) -> None:
    load_run(engine, tmp_path, 1, deputy(), *questions(1, 210))
    checks = load_run(engine, tmp_path, 2, *questions(301, 360, day=1, rubric=None))
    assert checks["layout-drift"][:3] == ("failed", "fatal", 1)
    assert checks["layout-drift"][3].startswith('["QANR5L13QE301"')


def test_a_few_pages_say_nothing_of_a_layout(sqlite_engine: Engine, tmp_path: Path) -> None:
    load_run(sqlite_engine, tmp_path, 1, deputy(), *questions(1, 210))
    checks = load_run(sqlite_engine, tmp_path, 2, *questions(301, 320, day=1, rubric=None))
    assert checks["layout-drift"][:3] == ("passed", "warning", None)


def test_numbers_that_are_missing_beyond_those_known(engine: Engine, tmp_path: Path) -> None:
    load_run(engine, tmp_path, 1, deputy(), *questions(1, 60))
    checks = load_run(engine, tmp_path, 2, *questions(151, 160, day=1))
    assert checks["number-gaps"][:3] == ("failed", "warning", 0.9)
    assert checks["number-gaps"][3].startswith('["QANR5L13QE61"')


def test_one_deputy_after_a_whole_legislature_leaves_no_gaps(sqlite_engine: Engine, tmp_path: Path) -> None:
    load_run(sqlite_engine, tmp_path, 1, deputy(), *questions(1, 60))
    scope = {"legislatures": [13], "deputies": ["aline-exemple-1"]}
    checks = load_run(sqlite_engine, tmp_path, 2, *questions(151, 160, day=1), scope=scope)
    assert checks["number-gaps"][:3] == ("passed", "warning", None)


def in_months(per_month: int, months: int) -> list[Question]:
    return [
        question(month * 1000 + number, asked_on=date(2009, month, 7))
        for month in range(1, months + 1)
        for number in range(1, per_month + 1)
    ]


def test_a_month_with_far_too_many_questions_is_fatal(engine: Engine, tmp_path: Path) -> None:
    load_run(engine, tmp_path, 1, deputy(), *in_months(20, 7))
    checks = load_run(engine, tmp_path, 2, *questions(8001, 8210, day=1, asked_on=date(2009, 8, 4)))
    assert checks["monthly-volume"][:3] == ("failed", "fatal", 10.5)


def test_a_month_that_is_over_with_far_too_few_is_a_warning(engine: Engine, tmp_path: Path) -> None:
    load_run(engine, tmp_path, 1, deputy(), *in_months(20, 7))
    few = [question(8001, day=1, asked_on=date(2009, 8, 4)), question(9001, day=1, asked_on=date(2009, 9, 8))]
    checks = load_run(engine, tmp_path, 2, *few)
    assert checks["monthly-volume"][:3] == ("failed", "warning", 0.95)
    assert checks["monthly-volume"][3] == '["QANR5L13QE8001"]'


def test_a_source_that_lacks_many_of_the_others_questions(engine: Engine, tmp_path: Path) -> None:
    numbers = range(1, 101)
    archive = visit("13/questions.json.zip/read", source="assemblee", listed="a1")
    scope = {"archives": [13], "present": False, "sites": {}}
    officials = [official(number) for number in numbers]
    checks = load_run(engine, tmp_path, 1, deputy(), *officials, archive, scope=scope, source="assemblee")
    assert checks["source-gaps"][:3] == ("passed", "warning", None)
    checks = load_run(engine, tmp_path, 2, *questions(1, 99, day=1))
    assert checks["source-gaps"][:3] == ("passed", "warning", 0.0)
    more = [question(number, day=2) for number in range(101, 141)]
    checks = load_run(engine, tmp_path, 3, *more)
    examples = ", ".join(f'"QANR5L13QE{number}"' for number in range(101, 106))
    assert checks["source-gaps"] == ("failed", "warning", 0.2878, f"[{examples}]")
