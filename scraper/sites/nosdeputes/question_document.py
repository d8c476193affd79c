"""One question's data: ``/api/document/QuestionEcrite/<internal id>/json``."""

from dataclasses import dataclass
from typing import Any

from scrapy.http import Response

from scraper.errors import NotThePage
from scraper.sites.body import json_object
from scraper.sites.nosdeputes.roster import as_number, as_text


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDocument:
    """A question as the site stores it: whole texts in raw HTML, days as "YYYY-MM-DD", both ministries as "A / B".

    ``closed`` is the day of the answer, of the withdrawal or for which an answer is announced. ``group_label`` is the
    author's group at the time. ``comments`` is None where the site counted none.
    """

    site_id: int
    legislature: int
    number: int
    asked: str
    closed: str | None
    ministries: str | None
    themes: str | None
    question_html: str | None
    answer_html: str | None
    reason: str | None
    author_site_id: int | None
    group_label: str | None
    official_url: str | None
    updated: str | None
    comments: int | None


def read_question_document(response: Response) -> QuestionDocument:
    """Read a question's data; raise NotThePage for anything else (``{}``, an empty body, HTML, no number).

    Whether it is the question that was asked for is for the caller to check.
    """
    data = json_object(response, "questionecrite")
    if not isinstance(data, dict):
        raise NotThePage(f"expected a question's data, found {str(data)[:80]}")
    return QuestionDocument(
        site_id=_required_number(data, "id"),
        legislature=_required_number(data, "legislature"),
        number=_required_number(data, "numero"),
        asked=_required(data, "date"),
        closed=as_text(data.get("date_cloture")),
        ministries=as_text(data.get("ministere")),
        themes=as_text(data.get("themes")),
        question_html=as_text(data.get("question")),
        answer_html=as_text(data.get("reponse")),
        reason=as_text(data.get("motif_retrait")),
        author_site_id=as_number(data.get("parlementaire_id")),
        group_label=as_text(data.get("parlementaire_groupe_acronyme")),
        official_url=as_text(data.get("source")),
        updated=as_text(data.get("updated_at")),
        comments=as_number(data.get("nb_commentaires")),
    )


def _required(data: dict[str, Any], key: str) -> str:
    value = as_text(data.get(key))
    if value is None:
        raise NotThePage(f"expected a question's data with “{key}”, found none")
    return value


def _required_number(data: dict[str, Any], key: str) -> int:
    return as_number(_required(data, key)) or 0
