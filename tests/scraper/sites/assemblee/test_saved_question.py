"""A question as the Assembly publishes it, where it lies beside this repository: read to its last field."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from parliament.dates import parse_date
from parliament.records import Question
from scraper.sites.assemblee.document_record import Origin, document_record
from scraper.sites.assemblee.question_document import QuestionDocument, read_question_document

SAVED = Path(__file__).parents[5] / "shared" / "data" / "questions" / "QANR5L17QG1.shortened.json"
# Read by pytest: without the file the module holds no test at all.
__test__ = SAVED.is_file()

# Stands for nothing in the record: the schema's names.
SCHEMA = {"@xmlns:xsi"}

RECORD: dict[str, Any] = {
    "question_id": "QANR5L17QG1",
    "type": "QG",
    "number": 1,
    "deputy_id": "PA842279",
    "mandate_id": "PM843779",
    "group_id": "PO845401",
    "group_label": "RN",
    "rubric": "outre-mer",
    "heading": "Situation à Mayotte",
    "themes": ("outre-mer", "Situation à Mayotte"),
    "asked_ministry_id": "PO847643",
    "asked_ministry_label": "Ministère de l'intérieur",
    "answering_ministry_id": "PO847643",
    "answering_ministry_label": "Ministère de l'intérieur",
    "asked_on": date(2024, 10, 3),
    "answered_on": date(2024, 10, 3),
    "state": "answered",
    "closure_code": "REP_PUB",
    "withdrawal_reason": None,
    "question_text": None,
    "flagged": None,
}


def document() -> QuestionDocument:
    return read_question_document(json.loads(SAVED.read_bytes()), 17)


def record() -> Question:
    return document_record(document(), Origin("u", datetime(2026, 1, 1, tzinfo=UTC)), None, read_date)


def read_date(text: str | None) -> date | None:
    return parse_date(text) if text else None


@pytest.mark.parametrize("field", RECORD)
def test_record(field: str) -> None:
    assert getattr(record(), field) == RECORD[field]


def test_events() -> None:
    told = [(one.kind, one.detail, one.jo_type, one.jo_page) for one in record().events]
    assert told == [
        ("attributed", "Ministère de l'intérieur", "JO_DEBAT", None),
        ("answered", None, "JO_DEBAT", "5283"),
        ("closed", "Réponse publiée", "JO_DEBAT", "5283"),
    ]


def test_the_answer_is_clean() -> None:
    answer = record().answer_text or ""
    assert answer.startswith("SITUATION À MAYOTTE\n\nMme la présidente .")
    assert "<" not in answer


def leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for name, part in value.items() if name not in SCHEMA for text in leaves(part)]
    return [] if value is None else [value.strip()]


def test_no_value_is_lost() -> None:
    held = repr(document())
    assert [text for text in leaves(json.loads(SAVED.read_bytes())) if repr(text)[1:-1] not in held] == []
