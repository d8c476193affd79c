"""What is read of the Assembly's pages, field by field, and what is refused as none of them."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from parliament.records import Deputy, Question, Rejection
from scraper.cleaning import Cleaning
from scraper.errors import NotThePage
from scraper.sites.assemblee.author import author_item
from scraper.sites.assemblee.question_items import item_of_page
from tests.scraper.sites.assembly_pages import READ_AT, READERS, changed, fields, read, response_of, source


def as_json(value: Any) -> Any:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize(("name", "field", "value"), fields())
def test_field(name: str, field: str, value: Any) -> None:
    assert as_json(asdict(read(name))[field]) == value


@pytest.mark.parametrize("name", READERS)
def test_every_field_is_expected(name: str) -> None:
    expected = {field for page, field, _ in (one.values for one in fields()) if page == name}
    assert expected == asdict(read(name)).keys()


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "body",
    [
        "",
        "{}",
        "<html><body><h1>Question</h1></body></html>",
        "<html><head><title>503 Service Unavailable</title></head><body></body></html>",
        "<QUESTIONS><QUESTION/></QUESTIONS>",
        "<QUESTION TYPE='QE'",
        b"\x00\xff\xfe\x00",
        source("error_page.html"),
    ],
)
def test_what_is_no_such_page(name: str, body: str | bytes) -> None:
    with pytest.raises(NotThePage):
        read(name, response_of(body, name))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("question_answered.html", "n° 990201", "n° 990200"),
        ("question_answered.html", "Question écrite n°", "Question au Gouvernement n°"),
        ("question_answered.html", "17<sup>e</sup> Législature", "15<sup>e</sup> Législature"),
        ("question_pending.html", "16e Législature", ""),
        ("question_pending.html", "/dyn/deputes/PA990001", "/dyn/deputes/"),
        ("question_pending.html", "</html>", ""),
        ("export_bare.xml", "990103", "990104"),
        ("export_bare.xml", "<LEGISLATURE>16", "<LEGISLATURE>15"),
        ("export_bare.xml", 'TYPE="QE"', 'TYPE="QG"'),
        ("export_bare.xml", "</AUTEUR>", ""),
        ("list_none.html", "PA990002", "PA990003"),
    ],
)
def test_another_page(name: str, old: str, new: str) -> None:
    with pytest.raises(NotThePage):
        read(name, changed(name, old, new))


def test_two_deputies_and_neither_is_the_author_named() -> None:
    response = changed("question_pending.html", "<p>Rubrique", "<p>Auteur : <span>Mme Zoé Autre</span></p><p>Rubrique")
    assert read("question_pending.html", response).author.official_id == "PA990001"
    second = '<a href="/dyn/deputes/PA990009">M. Jean Personne</a><p>Auteur : <span>Mme Zoé Autre</span></p><p>Rubrique'
    with pytest.raises(NotThePage, match="Mme Zoé Autre"):
        read("question_pending.html", changed("question_pending.html", "<p>Rubrique", second))


def test_a_legislature_in_a_link_counts_where_no_other_is_named() -> None:
    response = changed("question_pending.html", "<div>16e Législature</div>", '<a href="/">16e Législature</a>')
    assert read("question_pending.html", response).number == 990202


@pytest.mark.parametrize(
    ("written", "day", "reason"),
    [
        ("<span>Date de cloture : 11 juin 2024</span> <span>Fin de mandat</span>", "11 juin 2024", "Fin de mandat"),
        ("<p>Date de clôture : <span>le 11/06/2024</span> (Fin de mandat)</p>", "11/06/2024", "Fin de mandat"),
        ("<p><b>Date de cloture :</b> Fin de mandat</p>", None, "Fin de mandat"),
        ("<span>Date de cloture : 11 juin 2024</span><span>Partager : ici</span>", "11 juin 2024", None),
        ("<span>Date de cloture :</span><span>Réponse publiée le 1er mai 2024</span>", None, None),
    ],
)
def test_closure(written: str, day: str | None, reason: str | None) -> None:
    old = "<span>Date de cloture : 11 juin 2024</span>\n <span>Fin de mandat</span>"
    page = read("question_closed.html", changed("question_closed.html", old, written))
    assert (page.closed, page.reason) == (day, reason)


def record(name: str) -> Question | Deputy | Rejection:
    return Cleaning().record(item_of_page(read(name), "http://site/page", READ_AT))


def test_an_answered_question() -> None:
    question = record("question_answered.html")
    assert isinstance(question, Question)
    assert (question.state, question.response_days, question.detail) == ("answered", 168, "page")
    assert question.themes == ("Patrimoine culturel", "Horloges de clocher & cadrans solaires")
    assert (question.deputy_id, question.author_name, question.author_slug) == (
        "PA990002", "Zoé d'Imaginaire", "zoe-d-imaginaire",
    )  # fmt: skip
    assert question.group_label is None
    assert question.answer_text is not None
    assert question.answer_text.endswith("Ville-Fictive\t7\n\nsoit moins que 1 200 (7 < 1 200).")
    assert [(event.kind, str(event.happened_on)) for event in question.events] == [
        ("asked", "2024-10-15"),
        ("answered", "2025-04-01"),
    ]
    assert question.official_url == "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE990201"


def test_a_pending_question() -> None:
    question = record("question_pending.html")
    assert isinstance(question, Question)
    assert (question.state, question.answer_text, question.flagged) == ("pending", None, None)


def test_a_closed_question() -> None:
    question = record("question_closed.html")
    assert isinstance(question, Question)
    assert (question.state, str(question.withdrawn_on)) == ("withdrawn", "2024-06-11")
    assert (question.withdrawal_reason, question.closure_kind) == ("Fin de mandat", "end_of_mandate")
    assert (question.rubric, question.themes) == (None, ())
    assert [(event.kind, event.detail) for event in question.events] == [("asked", None), ("closed", "Fin de mandat")]


def test_the_author_of_a_page_as_a_deputy() -> None:
    deputy = Cleaning().record(author_item(read("question_answered.html").author, 17, "http://site/page", READ_AT))
    assert isinstance(deputy, Deputy)
    assert (deputy.deputy_id, deputy.slug, deputy.sex) == ("PA990002", "zoe-d-imaginaire", "F")
    assert (deputy.first_name, deputy.last_name) == ("Zoé", "d'Imaginaire")
    assert (deputy.constituency, deputy.constituency_number) == ("Français établis hors de France", 4)
    assert (deputy.group_label, deputy.group_name, deputy.mandates, deputy.former) == (None, None, (), False)
