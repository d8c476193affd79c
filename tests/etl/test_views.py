"""The views that answer, on a few questions whose figures can be counted by hand."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median_low
from typing import Any

import pytest
from sqlalchemy import Date, Engine, bindparam, text

from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from parliament.records import Mandate, Question, Record
from tests.etl.made_up import deputy, land, one, question

ASKED = date(2009, 4, 21)
# Two months before the newest question: one asked later is not late yet.
NEWEST = date(2009, 9, 15)
HANDOVER, JUSTICE_UNTIL_THEN = date(2020, 7, 7), "PO729966"
END = {"withdrawal_reason": "fin de mandat", "closure_kind": "end_of_mandate"}
AUTHOR = {"withdrawal_reason": "retrait à l'initiative de l'auteur", "closure_kind": "author"}


def answered(days: int, asked_on: date = ASKED) -> dict[str, Any]:
    day = asked_on + timedelta(days=days)
    return {"asked_on": asked_on, "state": "answered", "closed_on": day, "answered_on": day, "response_days": days,
            "answer_text": "Réponse."}  # fmt: skip


def withdrawn(on: date, why: dict[str, str]) -> dict[str, Any]:
    return {"state": "withdrawn", "closed_on": on, "withdrawn_on": on, **why}


FATES: tuple[dict[str, Any], ...] = (
    *(answered(days) for days in (14, 56, 61, 63, 140)),
    withdrawn(date(2012, 6, 19), END),
    withdrawn(date(2009, 5, 5), AUTHOR),
    {},
    {"asked_on": date(2009, 7, 15)},
    {"asked_on": date(2009, 7, 16)},
    {"asked_on": NEWEST},
)


DAYS = [7 * random.Random(7).randrange(1, 60) for _ in range(101)]  # noqa: S311 (delays, not secrets)
UNKNOWN = {"asked_ministry_label": None, "answering_ministry_label": None}
PASSED_ON = {"answering_ministry_label": "Ministère des armées"}


def asked_in(legislature: int, number: int, **said: Any) -> Question:
    key = {"question_id": f"QANR5L{legislature}QE{number}", "legislature": legislature}
    return question(number, **key | {"asked_ministry_label": "Ministère de la justice"} | said)


def told() -> Iterator[Record]:
    """Each legislature has its own matter, for the views are by legislature."""
    sat = {"mandates": (Mandate(starts_on=date(2007, 6, 20), ends_on=None, end_reason=None),)}
    yield from (deputy(**sat), deputy(2, **sat))
    # Eleven questions to justice, one of each fate.
    yield from (question(number, **fate) for number, fate in enumerate(FATES, start=1))
    # An oral one, which no view counts.
    yield question(100, question_id="QANR5L13QG100", type="QG", deputy_id="PA990002")
    # Many delays; the newest question of all was asked in January.
    newest = date(2014, 1, 31)
    yield from (asked_in(14, number, **answered(days, newest)) for number, days in enumerate(DAYS, start=1))
    # Between two governments, and on the day of a handover: by the ministry's organe, and without any.
    yield asked_in(15, 1, asked_on=date(2012, 5, 15), **UNKNOWN)
    yield asked_in(15, 2, asked_on=HANDOVER, asked_ministry_id=JUSTICE_UNTIL_THEN)
    yield asked_in(15, 3, asked_on=HANDOVER, **UNKNOWN)
    # Two of four questions are passed on.
    for number, said in enumerate(({}, PASSED_ON, PASSED_ON, {"rubric": None}), start=1):
        yield asked_in(
            16, number, asked_on=date(2022, 10, 4), **{"answering_ministry_label": "Ministère de la justice"} | said
        )


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """What is told, in each kind of database; the tests only read."""
    folder = tmp_path_factory.mktemp("views")
    sqlite = f"sqlite:///{folder / 'questions.db'}"
    engine = connect(sqlite if request.param == "sqlite" else request.getfixturevalue("postgresql_module_url"))
    ensure_schema(engine)
    land(folder / "landing", "run-1", *told())
    load(engine, folder / "landing")
    yield engine
    engine.dispose()


def rows(engine: Engine, sql: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


FIGURES = {
    "questions": 11, "answered": 5, "withdrawn": 2, "open": 4, "answer_rate": 0.4545, "median_days": 61,
    "p90_days": 140,
    # 14, 56 and 61 days, of five answers and three that are late: the withdrawn one, and two asked by 15 July.
    "on_time": 0.375,
}  # fmt: skip


@pytest.mark.parametrize(
    ("view", "key"),
    [
        ("answers_by_portfolio", {"portfolio_id": "justice", "portfolio": "Justice"}),
        ("answers_by_group", {"group_id": "PO389507", "group_acronym": "S.R.C."}),
        ("answers_by_deputy", {"deputy_id": "PA990001", "deputy": "Aline Exemple 1"}),
        ("answers_by_government", {"government_id": "PO384206", "government": "Gouvernement Fillon II"}),
    ],
)
def test_rates_delays_and_lateness(loaded: Engine, view: str, key: dict[str, str]) -> None:
    found = one(loaded, f"SELECT * FROM {view} WHERE legislature = 13")  # noqa: S608
    assert found == {"legislature": 13, **key, **FIGURES}


def test_only_what_is_known_to_have_been_read_is_late(loaded: Engine) -> None:
    found = "SELECT newest_on, due_by FROM answer_due WHERE legislature IN (13, 14) ORDER BY legislature"
    assert rows(loaded, found) == [("2009-09-15", "2009-07-15"), ("2014-01-31", "2013-11-30")]


@pytest.mark.parametrize(
    ("newest", "due"),
    [
        ("2014-04-30", "2014-02-28"), ("2016-04-30", "2016-02-29"), ("2016-04-28", "2016-02-28"),
        ("2014-08-31", "2014-06-30"), ("2014-10-31", "2014-08-31"), ("2014-02-28", "2013-12-28"),
    ],
)  # fmt: skip
def test_what_is_due_by_a_day_that_no_month_has_is_due_by_its_last(loaded: Engine, newest: str, due: str) -> None:
    with loaded.connect() as connection:
        moved = text("UPDATE question SET asked_on = :newest WHERE legislature = 14").bindparams(
            bindparam("newest", date.fromisoformat(newest), Date)
        )
        connection.execute(moved)
        assert connection.scalar(text("SELECT due_by FROM answer_due WHERE legislature = 14")) == due
        connection.rollback()


def test_months_are_those_of_asking(loaded: Engine) -> None:
    found = (
        "SELECT month, questions, answered, withdrawn, open, median_days FROM answers_by_month WHERE legislature = 13"
    )
    assert sorted(rows(loaded, found)) == [
        ("2009-04", 8, 5, 2, 1, 61), ("2009-07", 2, 0, 0, 2, None), ("2009-09", 1, 0, 0, 1, None)
    ]  # fmt: skip


def test_a_ministry_is_a_tenure_of_a_government(loaded: Engine) -> None:
    found = "SELECT ministry_id, government, questions, answered FROM answers_by_ministry WHERE legislature = 13"
    # Its name was in use from June 2009 on: what was closed before, or long after, is of no tenure for certain.
    assert sorted(rows(loaded, found), key=str) == [
        ("PO419528", "Gouvernement Fillon II", 2, 2), (None, None, 9, 3)
    ]  # fmt: skip


def test_quantiles_are_those_of_all_delays(loaded: Engine) -> None:
    found = one(loaded, "SELECT median_days, p90_days FROM answers_by_month WHERE legislature = 14")
    assert found == {"median_days": median_low(DAYS), "p90_days": sorted(DAYS)[90]}


def test_the_backlog_counts_what_came_and_went(loaded: Engine) -> None:
    found = "SELECT month, asked, closed, open FROM backlog_by_month WHERE legislature = 13 ORDER BY month"
    assert rows(loaded, found) == [
        ("2009-04", 8, 0, 8),
        ("2009-05", 0, 2, 6),
        ("2009-06", 0, 3, 3),
        ("2009-07", 2, 0, 5),
        ("2009-09", 1, 1, 5),
        ("2012-06", 0, 1, 4),
    ]


def test_who_sat_and_asked_nothing_in_writing_has_a_row_of_zeros(loaded: Engine) -> None:
    found = (
        "SELECT deputy, group_acronym, questions, answered, withdrawn, open FROM deputy_activity WHERE legislature = 13"
    )
    assert sorted(rows(loaded, found)) == [
        ("Aline Exemple 1", "S.R.C.", 11, 5, 2, 4), ("Aline Exemple 2", None, 0, 0, 0, 0)
    ]  # fmt: skip


def test_a_flat_question_has_names(loaded: Engine) -> None:
    found = one(loaded, "SELECT * FROM question_flat WHERE legislature = 13 AND number = 1")
    named = ("deputy", "group_acronym", "asked_ministry", "asked_portfolio", "answering_portfolio", "government")
    assert [found[name] for name in named] == [
        "Aline Exemple 1", "S.R.C.", "Justice", "Justice", "Justice", "Gouvernement Fillon II"
    ]  # fmt: skip
    assert (found["question_text"][:7], found["answer_text"]) == ("Texte d", "Réponse.")


def test_the_government_is_that_of_the_ministry_asked_else_that_of_the_day(loaded: Engine) -> None:
    governments = ["Gouvernement Fillon III", "Gouvernement Philippe II", "Gouvernement Castex"]
    flat = rows(loaded, "SELECT government FROM question_flat WHERE legislature = 15 ORDER BY number")
    assert [name for (name,) in flat] == governments
    found = rows(loaded, "SELECT government, questions FROM answers_by_government WHERE legislature = 15")
    assert sorted(found) == sorted((name, 1) for name in governments)
    assert rows(loaded, "SELECT government FROM portfolio_question WHERE legislature = 15") == [(governments[1],)]


def test_reattributions_are_between_subjects(loaded: Engine) -> None:
    found = "SELECT from_portfolio, to_portfolio, questions, answered, share FROM reattribution"
    assert rows(loaded, found) == [("Justice", "Défense", 2, 0, 0.5)]
    found = "SELECT portfolio, part, number FROM portfolio_question WHERE legislature = 16"
    assert sorted(rows(loaded, found)) == [
        ("Défense", "answering", 2), ("Défense", "answering", 3), *(("Justice", "asked", n) for n in (1, 2, 3, 4))
    ]  # fmt: skip


def test_rubrics_are_counted_where_there_is_one(loaded: Engine) -> None:
    found = "SELECT year, rubric, questions, answered FROM rubric_by_year WHERE legislature IN (13, 16) ORDER BY year"
    assert rows(loaded, found) == [(2009, "justice", 11, 5), (2022, "justice", 3, 0)]


def test_texts_are_read_only_when_asked_for(sqlite_engine: Engine) -> None:
    plan = "EXPLAIN QUERY PLAN SELECT question_id, deputy FROM question_flat WHERE legislature = 13"
    steps = [row[-1] for row in rows(sqlite_engine, plan)]
    assert [step for step in steps if "question_text" in step] == []


def test_answers_are_counted_in_one_index(sqlite_engine: Engine) -> None:
    for key in ("ministry", "portfolio", "month", "group", "deputy"):
        looks = _looks(sqlite_engine, f"SELECT * FROM answers_by_{key} WHERE legislature = 13", " q ")  # noqa: S608
        assert looks == {"SEARCH q USING COVERING INDEX question_by_state (legislature=?)"}, key


def test_governments_and_the_backlog_are_counted_in_the_order_of_their_indexes(sqlite_engine: Engine) -> None:
    governments = "SELECT * FROM answers_by_government"
    assert _looks(sqlite_engine, governments, " q ") == {
        "SEARCH q USING COVERING INDEX question_by_asked_ministry (asked_ministry_id>?)",
        "SEARCH q USING COVERING INDEX question_by_asked_ministry (asked_ministry_id=? AND legislature=?)",
    }
    backlog = "SELECT * FROM backlog_by_month WHERE legislature = 13"
    assert _looks(sqlite_engine, backlog, " question ") == {
        "SEARCH question USING COVERING INDEX question_by_state (legislature=?)",
        "SEARCH question USING COVERING INDEX question_by_closing (legislature=? AND closed_on>?)",
    }
    assert not _looks(sqlite_engine, backlog, "FOR GROUP BY")


def _looks(engine: Engine, query: str, of: str) -> set[str]:
    """Return the steps of SQLite's plan of a query that hold some words."""
    return {row[-1] for row in rows(engine, f"EXPLAIN QUERY PLAN {query}") if of in row[-1]}
