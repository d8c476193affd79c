"""Questions in their usual shape, and in others: whichever way they are read, they say the same."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import NotThePage
from scraper.sites.assemblee.question_document import QuestionDocument, read_question_document
from scraper.sites.assemblee.usual_question import UsualQuestion, usual_document, usual_questions
from tests.scraper.sites.assemblee.made_up import NIL, full, info, pending

ERRATA = ("erratumQuestion", "erratumReponse")


def usual(**changes: Any) -> dict[str, Any]:
    """Return a question whose flags and errata stand as in most archives: one of the first, none of the others."""
    return {name: value for name, value in full().items() if name not in ERRATA} | changes


def as_json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def read(data: Any) -> QuestionDocument | str:
    """Read a question by the way that its shape asks for, or return why it is none."""
    (found,) = usual_questions(as_json({"question": data}), cut_out=False)
    try:
        if isinstance(found, UsualQuestion):
            return usual_document(found, 17)
        return read_question_document(json.loads(found), 17)
    except NotThePage as error:
        return str(error)


def read_by_any_shape(data: Any) -> QuestionDocument | str:
    try:
        return read_question_document({"question": data}, 17)
    except NotThePage as error:
        return str(error)


def altered(value: Any, draw: Any) -> Any:
    """Return a value with places left out, empty, of white space, or in a list with others and with nothing."""
    if isinstance(value, str):
        return draw(st.sampled_from([value, value, value, f" {value}\n", "", " ", None]))
    if isinstance(value, list):
        return [altered(one, draw) for one in value] + draw(st.sampled_from([[], [], [None]]))
    if isinstance(value, dict):
        kept = {name: altered(part, draw) for name, part in value.items() if draw(st.integers(0, 9))}
        return draw(st.sampled_from([kept, kept, kept, {}, None, [kept], [kept, None, kept], NIL]))
    return value


@given(st.data())
def test_both_ways_read_the_same(data: st.DataObject) -> None:
    for original in (usual(), full(), pending(7)):
        changed = {name: altered(part, data.draw) for name, part in original.items()}
        whole = changed | {name: original[name] for name in ("uid", "identifiant", "type") if data.draw(st.booleans())}
        assert read(whole) == read_by_any_shape(whole)


WAITING: dict[str, Any] = {"uid": "QANR5L17QE8", "identifiant": {"numero": "8"}, "textesReponse": None, "cloture": {}}


@pytest.mark.parametrize("question", [usual(), usual(**WAITING), {"uid": "QANR5L17QG1"}])
def test_the_usual_shape_is_known(question: dict[str, Any]) -> None:
    (found,) = usual_questions(as_json({"question": question}), cut_out=False)
    assert isinstance(found, UsualQuestion)
    assert usual_document(found, 17) == read_question_document(question, 17)


@pytest.mark.parametrize(
    "changes",
    [
        {"minInt": [{"organeRef": "PO990100"}]},
        {"minInt": "Culture"},
        {"minInt": NIL},
        {"cloture": {"codeCloture": {"#text": "REP_PUB"}}},
        {"identifiant": {"numero": 7}},
        {"textesReponse": {"texteReponse": "Oui."}},
        {"renouvellements": {"renouvellement": {"dateRenouvellement": "2025-03-11"}}},
        {"erratumReponse": {"infoJO": info("2025-06-24")}},
        {"signalements": {"signalement": {"infoJO": info("2025-06-24")}}},
    ],
)
def test_another_shape_comes_back_as_it_is(changes: dict[str, Any]) -> None:
    text = as_json({"question": usual(**changes)})
    assert usual_questions(text, cut_out=False) == [text]


@pytest.mark.parametrize("cut_out", [False, True])
@pytest.mark.parametrize(
    "text", [b"", b"{", b"[1, 2", b"[{}] x", b'{"question": 1}', b"\xff", b'"\\ud83d"', b"[" * 100_000, b"null"]
)
def test_what_is_no_question_comes_back_as_it_is(text: bytes, cut_out: bool) -> None:
    assert usual_questions(text, cut_out=cut_out) == [text]


def test_a_list_is_read_one_by_one_where_one_is_shaped_otherwise() -> None:
    odd = as_json(usual(minInt="Culture"))
    run = b"[%b, %b, [1], %b]" % (as_json(usual()), odd, as_json(usual(**WAITING)))
    first, second, third, last = usual_questions(run, cut_out=True)
    assert isinstance(first, UsualQuestion)
    assert (second, third) == (odd, b"[1]")
    assert isinstance(last, UsualQuestion)
    assert (first.uid, last.uid) == ("QANR5L17QE7", "QANR5L17QE8")


def test_bytes_that_are_no_utf_8_come_back_as_they_are() -> None:
    text = as_json(usual()).replace("é".encode(), b"\xe9")
    assert usual_questions(text, cut_out=True) == [text]
