import json
from typing import Any

import pytest

from scraper.errors import NotThePage
from scraper.sites.nosdeputes.question_document import QuestionDocument, read_question_document
from tests.scraper.sites.hand_made import PAGES, expected, fields, page, response_of

ANSWERED = "13/document_answered.json"


@pytest.mark.parametrize(("name", "field", "value"), fields("document_*.json"))
def test_field(name: str, field: str, value: Any) -> None:
    assert getattr(read_question_document(page(name)), field) == value


def test_every_field_is_expected() -> None:
    assert set(expected(PAGES / ANSWERED)) == set(QuestionDocument.__dataclass_fields__)


def a_document(**changes: Any) -> QuestionDocument:
    data = json.loads((PAGES / ANSWERED).read_text(encoding="utf-8"))
    data["questionecrite"].update(changes)
    return read_question_document(response_of(json.dumps(data).encode(), ".json"))


@pytest.mark.parametrize("empty", ["", None, "  "])
def test_an_empty_answer_is_none(empty: str | None) -> None:
    assert a_document(reponse=empty).answer_html is None


def test_another_number_is_for_the_caller_to_see() -> None:
    assert a_document(numero="12", legislature="16").number == 12


def test_a_whole_text_survives_where_the_page_shows_a_date() -> None:
    assert a_document(question="Depuis le 2009-04-23, rien.").question_html == "Depuis le 2009-04-23, rien."


@pytest.mark.parametrize("key", ["id", "legislature", "numero", "date"])
@pytest.mark.parametrize("value", [None, ""])
def test_what_must_be_there(key: str, value: str | None) -> None:
    with pytest.raises(NotThePage, match=key):
        a_document(**{key: value})


@pytest.mark.parametrize("changes", [{"numero": "12a"}, {"question": ["a"]}, {"numero": -3}])
def test_a_value_of_another_kind_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(NotThePage):
        a_document(**changes)


@pytest.mark.parametrize(
    "body",
    [b"{}", b"", b"<html></html>", b'{"questionecrite":[]}', b'{"questionecrite":{}}', b'{"questionecrite":{"id":'],
)
def test_anything_else_is_refused(body: bytes) -> None:
    with pytest.raises(NotThePage):
        read_question_document(response_of(body, ".json"))


def test_a_page_in_place_of_the_data_is_refused() -> None:
    with pytest.raises(NotThePage, match="found “<!DOCTYPE"):
        read_question_document(page("13/question_answered.html"))


def test_a_byte_order_mark_does_no_harm() -> None:
    body = b"\xef\xbb\xbf" + (PAGES / ANSWERED).read_bytes()
    assert read_question_document(response_of(body, ".json")).number == 90001
