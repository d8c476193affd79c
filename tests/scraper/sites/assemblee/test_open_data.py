"""The shapes in which one place of the open data may come."""

from typing import Any

import pytest

from scraper.sites.assemblee.journal import Journal, journal_of
from scraper.sites.assemblee.open_data import each, is_nothing, member, strings, text_of
from tests.scraper.sites.assemblee.made_up import NIL, info


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("PO1", "PO1"),
        (" un texte\n", "un texte"),
        ({"#text": "PO1"}, "PO1"),
        ({"@xsi:type": "Id_type", "#text": "PO1"}, "PO1"),
        ({"#text": {"#text": "PO1"}}, "PO1"),
        ({"p": ["un", "deux"]}, "un\ndeux"),
        (["un", {"#text": "deux"}], "un\ndeux"),
        (17, "17"),
        (0, "0"),
        ("", None),
        (" ", None),
        (None, None),
        ({}, None),
        ([], None),
        (NIL, None),
        (True, None),
    ],
)
def test_a_text(value: Any, text: str | None) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize("empty", [None, "", {}, [], NIL, [None, {}], {"infoJO": None, "texte": {}}, False, {"a": NIL}])
def test_nothing(empty: Any) -> None:
    assert is_nothing(empty)
    assert list(each(empty, "a")) == []


@pytest.mark.parametrize("something", ["0", 0, {"a": "b"}, ["a"], {"infoJO": info(None)}])
def test_something(something: Any) -> None:
    assert not is_nothing(something)


@pytest.mark.parametrize(
    "place",
    [
        {"a": ["un", "deux"]},
        ["un", "deux"],
        [{"a": "un"}, {"a": "deux"}],
        {"a": [["un"], ["deux", None]]},
        {"a": [{"#text": "un"}, {"#text": "deux"}, NIL]},
    ],
)
def test_one_or_many(place: Any) -> None:
    assert strings(place, "a") == ("un", "deux")


def test_a_member_of_an_object_or_of_a_list_of_them() -> None:
    assert member({"a": 1}, "a") == member([{"b": 2}, {"a": 1}], "a") == 1
    assert member("text", "a") is member(None, "a") is member([], "a") is None


@pytest.mark.parametrize(
    ("place", "date"),
    [
        ({"infoJO": info("2025-01-07")}, "2025-01-07"),
        ({"infoJO": [info("07/01/2025")]}, "07/01/2025"),
        ({"infoJO": {"dateJO": {"#text": "2025-01-07"}}}, "2025-01-07"),
        ({"infoJO": NIL, "dateRenouvellement": "2025-01-07"}, "2025-01-07"),
        ({"infoJO": info(None), "dateSignalement": "2025-01-07"}, "2025-01-07"),
        ({"dateJO": "2025-01-07"}, "2025-01-07"),
        ({"infoJO": "2025-01-07"}, "2025-01-07"),
        ("2025-01-07", "2025-01-07"),
        ({"#text": "2025-01-07"}, "2025-01-07"),
        (NIL, None),
        (None, None),
    ],
)
def test_a_date_wherever_it_stands(place: Any, date: str | None) -> None:
    assert journal_of(place).date == date


def test_all_of_a_place_in_the_journal_officiel() -> None:
    told = {"typeJO": "JO_DEBAT", "dateJO": "2025-01-07", "pageJO": "1", "numJO": "2", "urlLegifrance": "u",
            "referenceNOR": "r"}  # fmt: skip
    assert journal_of({"infoJO": told}) == Journal("2025-01-07", "JO_DEBAT", "1", "2", "u", "r")
