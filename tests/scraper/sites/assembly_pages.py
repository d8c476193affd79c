"""The pages in tests/pages/assemblee: made by hand after the site's structure, with made-up people and texts."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response, XmlResponse

from scraper.sites.assemblee.deputy_questions import read_deputy_questions
from scraper.sites.assemblee.question_export import read_question_export
from scraper.sites.assemblee.question_page import read_question_page

PAGES = Path(__file__).parents[2] / "pages" / "assemblee"
READ_AT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)

# How each page is read, and what it is asked for as.
READERS: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {
    "export_answered.xml": (read_question_export, (14, 990101)),
    "export_withdrawn.xml": (read_question_export, (15, 990102)),
    "export_bare.xml": (read_question_export, (16, 990103)),
    "question_answered.html": (read_question_page, (17, 990201)),
    "question_pending.html": (read_question_page, (16, 990202)),
    "question_closed.html": (read_question_page, (16, 990203)),
    "list_first.html": (read_deputy_questions, ("PA990002", 1)),
    "list_none.html": (read_deputy_questions, ("PA990002", 2)),
}


def source(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


def response_of(text: str | bytes, name: str = ".html") -> Response:
    """Return a response as the site sends it."""
    body = text.encode() if isinstance(text, str) else text
    if name.endswith(".xml"):
        return XmlResponse("http://site/q", body=body, headers={"Content-Type": "text/xml; charset=UTF-8"})
    return HtmlResponse("http://site/page", body=body, headers={"Content-Type": "text/html; charset=UTF-8"})


def changed(name: str, old: str, new: str) -> Response:
    """Return a page in which one thing, which stands there, is something else."""
    text = source(name)
    assert old in text
    return response_of(text.replace(old, new), name)


def read(name: str, response: Response | None = None) -> Any:
    reader, asked = READERS[name]
    return reader(response or response_of(source(name), name), *asked)


def fields() -> list[Any]:
    """Return (page, field, value) for every field of every page."""
    return [
        pytest.param(name, field, value, id=f"{name}-{field}")
        for name in READERS
        for field, value in json.loads(source(f"{Path(name).stem}.expected.json")).items()
    ]
