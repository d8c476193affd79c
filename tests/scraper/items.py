"""Raw items of fictional people, as the spiders make them."""

from datetime import UTC, datetime
from typing import Any

from scraper.items import DeputyItem, QuestionItem

READ_AT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


def question(**values: Any) -> QuestionItem:
    fields: dict[str, Any] = {
        "source": "nosdeputes",
        "legislature": 13,
        "number": 101,
        "site_id": 7,
        "detail": "document",
        "page_url": "http://127.0.0.1/question/QE/101",
        "fetched_at": READ_AT,
        "author_official_id": "990001",
        "author_name": "Aline Exemple",
        "author_slug": "aline-exemple",
        "asked_on": "2009-04-21",
        "answered": "answer_text" in values,
        "question_text": "Mme Aline Exemple demande un chiffre.",
    }
    return QuestionItem(**fields | values)


def deputy(**values: Any) -> DeputyItem:
    fields: dict[str, Any] = {
        "source": "nosdeputes",
        "legislature": 13,
        "site_id": 3,
        "official_id": "990001",
        "slug": "aline-exemple",
        "name": "Aline Exemple",
        "first_name": "Aline",
        "last_name": "Exemple",
        "sex": "F",
        "born_on": "1960-02-29",
        "birthplace": "Ville-Fictive (Orne)",
        "department": "61",
        "constituency": "Orne",
        "constituency_number": 2,
        "profession": "Horlogère",
        "seat": "123",
        "party": "",
        "group_label": "SRC",
        "group_name": None,
        "group_since": None,
        "former": False,
        "mandate_starts_on": "2007-06-20",
        "mandate_ends_on": None,
        "raw_mandates": (("20/06/2007", "", ""),),
        "official_url": None,
        "detail": "document",
        "page_url": "http://127.0.0.1/aline-exemple",
        "fetched_at": READ_AT,
    }
    return DeputyItem(**fields | values)
