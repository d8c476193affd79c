"""Which rows are exported: every option alone, together, and on tables that know it only by their questions."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, text

from analysis.errors import NoSuchThing
from analysis.exports.cells import read_where
from analysis.exports.relations import relation_named
from analysis.exports.selection import Wanted, select_from

ALL = {"13-1", "13-2", "13-3", "13-10", "14-20", "14-21"}
FILTERS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "nothing": ({}, ALL),
    "a legislature": ({"legislatures": [14]}, {"14-20", "14-21"}),
    "legislatures": ({"legislatures": [13, 14]}, ALL),
    "since": ({"since": date(2009, 5, 1)}, {"13-10", "14-20", "14-21"}),
    "until": ({"until": date(2009, 4, 21)}, {"13-1", "13-2", "13-3"}),
    "a slug": ({"deputies": ["aline-exemple-2"]}, {"13-3"}),
    "a name": ({"deputies": ["Aline Exemple 2"]}, {"13-3"}),
    "ids": ({"deputies": ["PA990001", "PA990002"]}, ALL),
    "a group": ({"groups": ["ump"]}, {"13-3"}),
    "another spelling": ({"groups": ["S.R.C."], "legislatures": [13]}, {"13-1", "13-2", "13-10"}),
    "a portfolio": ({"portfolios": ["budget"]}, {"14-21"}),
    "one that only answers": ({"portfolios": ["justice"], "legislatures": [14]}, {"14-20", "14-21"}),
    "its name": ({"portfolios": ["Justice"], "legislatures": [13]}, {"13-1", "13-2", "13-3", "13-10"}),
    "states": ({"states": ["answered", "withdrawn"]}, {"13-1", "13-10"}),
    "a value": ({"where": [("rubric", "santé")]}, {"13-3"}),
    "values of one column": ({"where": [("number", "2"), ("number", "3")]}, {"13-2", "13-3"}),
    "values of two columns": ({"where": [("number", "2"), ("rubric", "santé")]}, set()),
    "a date": ({"where": [("asked_on", "15 janvier 2013")]}, {"14-20"}),
    "a truth": ({"where": [("flagged", "true")]}, {"13-1"}),
    "an empty cell": ({"where": [("answered_on", "")], "legislatures": [13]}, {"13-2", "13-3", "13-10"}),
    "empty or not": ({"where": [("flagged", ""), ("flagged", "true")], "legislatures": [13]}, ALL - {"14-20", "14-21"}),
    "all together": ({"legislatures": [13], "deputies": ["PA990001"], "states": ["pending"]}, {"13-2"}),
    "no SQL": ({"where": [("rubric", "x' OR '1'='1")]}, set()),
}


def found(engine: Engine, name: str, wanted: Wanted) -> set[str]:
    with engine.connect() as connection:
        selection = select_from(connection, relation_named(connection, name), wanted)
        column = selection.relation.field("question_id")
        ids = connection.scalars(selection.query([column])).all()
    return {one.removeprefix("QANR5L").replace("QE", "-") for one in ids}


@pytest.mark.parametrize("case", FILTERS)
def test_a_filter(case: str, engine: Engine) -> None:
    narrowing, expected = FILTERS[case]
    assert found(engine, "question_flat", Wanted(**narrowing)) == expected


def test_a_table_without_the_column_is_narrowed_by_its_questions(engine: Engine) -> None:
    wanted = Wanted(legislatures=[13], groups=["UMP"], since=date(2009, 1, 1), states=["pending"])
    assert found(engine, "question_text", wanted) == {"13-3"}
    assert found(engine, "question_event", Wanted(portfolios=["budget"])) == {"14-21"}


@pytest.mark.parametrize("name", ["question", "question_flat", "question_open", "question_text"])
def test_a_portfolio_is_that_asked_or_that_which_answers(name: str, engine: Engine) -> None:
    asked_of_the_budget = Wanted(portfolios=["justice"], legislatures=[14], since=date(2013, 1, 16))
    assert found(engine, name, asked_of_the_budget) == {"14-21"}


@pytest.mark.parametrize(("name", "portfolio"), [("portfolio_question", "budget"), ("answers_by_portfolio", "justice")])
def test_a_view_with_a_portfolio_of_its_own_is_narrowed_by_that(name: str, portfolio: str, engine: Engine) -> None:
    with engine.connect() as connection:
        selection = select_from(connection, relation_named(connection, name), Wanted(portfolios=[portfolio]))
        assert set(connection.scalars(selection.query([selection.relation.field("portfolio_id")]))) == {portfolio}


def test_an_empty_text_is_an_empty_cell(engine: Engine) -> None:
    with engine.connect() as connection:
        relation = relation_named(connection, "government")
        empty, all_of_them = (
            select_from(connection, relation, Wanted(where=where)).count(connection)
            for where in ([("derived", "")], [])
        )
        stated = connection.scalar(text("SELECT count(*) FROM government WHERE derived <> ''"))
    assert 0 < empty == all_of_them - stated


@pytest.mark.parametrize(("legislature", "sat"), [(13, {"PA990001", "PA990002"}), (14, {"PA990001"}), (15, set())])
def test_deputies_of_a_legislature_are_those_who_sat_in_it(legislature: int, sat: set[str], engine: Engine) -> None:
    with engine.connect() as connection:
        selection = select_from(connection, relation_named(connection, "deputy"), Wanted(legislatures=[legislature]))
        assert set(connection.scalars(selection.query([selection.relation.field("deputy_id")]))) == sat


def test_columns_come_in_the_order_asked(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        relation = relation_named(connection, "question_flat")
        selection = select_from(connection, relation, Wanted(columns=["deputy", "question_id", "deputy"]))
    assert [field.name for field in selection.fields] == ["deputy", "question_id"]


WRONG: dict[str, tuple[str, dict[str, Any], str]] = {
    "a relation": ("questions", {}, "there is no table or view 'questions'; did you mean"),
    "an index's table": ("sqlite_master", {}, "--list shows them all"),
    "a column": ("question", {"columns": ["deputy"]}, "question has no column 'deputy'; it has question_id, "),
    "a column of SQL": ("question", {"where": [("1=1 OR rubric", "x")]}, "question has no column '1=1 OR rubric'"),
    "a deputy": ("question", {"deputies": ["aline-exempel-2"]}, "did you mean aline-exemple-2"),
    "a group": ("question", {"groups": ["XYZ"]}, "no group 'XYZ' in the database"),
    "a portfolio": ("question", {"portfolios": ["justise"]}, "did you mean justice"),
    "no number": ("question", {"where": [("number", "many")]}, "number holds a whole number, e.g. 12"),
    "a number too great": ("question", {"where": [("number", "9" * 30)]}, "number holds a whole number, e.g. 12"),
    "no date": ("question", {"where": [("asked_on", "2009-02-30")]}, "asked_on holds a day, e.g. 2012-01-31"),
    "a year": ("question", {"where": [("asked_on", "2012")]}, "asked_on holds a day, e.g. 2012-01-31"),
    "no time": ("visit", {"where": [("checked_at", "noon")]}, "checked_at holds a time, e.g. '2012-01-31 14:05:00'"),
    "no truth": ("question", {"where": [("flagged", "perhaps")]}, "flagged holds true or false"),
    "days the wrong way round": (
        "question",
        {"since": date(2013, 1, 1), "until": date(2012, 1, 1)},
        "exchange --since and --until",
    ),
    "no such narrowing": (
        "government",
        {"states": ["pending"]},
        "--state cannot narrow government, which has no",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_in_one_line(case: str, sqlite: Engine) -> None:
    name, narrowing, message = WRONG[case]
    with sqlite.connect() as connection, pytest.raises(NoSuchThing) as error:
        select_from(connection, relation_named(connection, name), Wanted(**narrowing))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_condition_names_a_column() -> None:
    assert read_where("rubric = a=b ") == ("rubric", "a=b")
    assert read_where("rubric=") == ("rubric", "")
    with pytest.raises(NoSuchThing, match="names no column"):
        read_where("rubric")
