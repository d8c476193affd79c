"""The look-alike beside pages of the real software, where such pages lie beside this repository."""

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from demo.corpus import Corpus
from scraper.sites.nosdeputes.question_document import read_question_document
from scraper.sites.nosdeputes.question_list import read_question_list
from scraper.sites.nosdeputes.question_page import QuestionPage, read_question_page
from tests.demo.replies import Fetch
from tests.scraper.sites.hand_made import response_of

SAVED = Path(__file__).parents[3] / "shared" / "pages"
# Read by pytest: without the folder the module holds no test at all.
__test__ = SAVED.is_dir()

# Saved question pages by legislature, state and whether a reason is given.
STATES = {
    (13, "pending", False): "question_120001_not_answered",
    (13, "withdrawn", True): "question_120003_withdrawn_with_motif",
    (13, "withdrawn", False): "question_120004_withdrawn_without_motif",
    (13, "announced", False): "question_120006_reponse_a_venir",
    (13, "answered", False): "question_47001_SEED_answered",
    (16, "pending", False): "question_17001_not_answered",
    (16, "answered", False): "question_17002_answered",
    (16, "withdrawn", True): "question_17003_withdrawn_with_motif",
}


def saved(legislature: int, name: str) -> bytes:
    return (SAVED / str(legislature) / name).read_bytes()


def path_of(legislature: int, number: int) -> str:
    return f"/question/QE/{number}" if legislature == 13 else f"/{legislature}/question/QE/{number}"


def skeleton(page: bytes) -> list[tuple[str, str, str]]:
    """Return tag, class and numberless id of every element of a page's content, but for photos and texts."""
    (content,) = lxml.html.fromstring(page.decode()).xpath("//div[@class='contenu_page']")
    # A photo may lack, and what stands inside a text is the text's own.
    for part in content.xpath(".//div[@class='depute_gauche']/* | .//*[@id='question' or @id='reponse']/p/*"):
        part.drop_tree()
    return [
        (element.tag, element.get("class") or "", re.sub(r"\d+", "N", element.get("id") or ""))
        for element in content.iter()
        if isinstance(element.tag, str)
    ]


def filled(page: QuestionPage) -> dict[str, Any]:
    """Return which fields hold something, and the ending, which is a word of the page object."""
    return {field.name: getattr(page, field.name) not in (None, "") for field in fields(page)} | {"as": page.closure}


@pytest.mark.parametrize(("legislature", "state", "reasoned"), STATES)
def test_question_pages(fetch: Fetch, corpus: Corpus, legislature: int, state: str, reasoned: bool) -> None:
    real = saved(legislature, f"{STATES[legislature, state, reasoned]}.html")
    number = next(
        each.number
        for each in corpus.expect(legislature)
        if (each.state, each.withdrawal_reason is not None) == (state, reasoned)
        and not each.comment_count
        and each.question_text
        and (each.answered_on or state != "answered")
        and each.asked_ministry_label
    )
    ours = fetch(legislature, path_of(legislature, number)).body
    assert filled(read_question_page(response_of(ours))) == filled(read_question_page(response_of(real)))
    assert skeleton(ours) == skeleton(real)


def test_question_47001_is_the_same_in_every_field(fetch: Fetch) -> None:
    ours = read_question_page(response_of(fetch(13, "/question/QE/47001").body))
    real = read_question_page(response_of(saved(13, "question_47001_SEED_answered.html")))
    for field in fields(QuestionPage):
        if field.name != "site_id":
            assert getattr(ours, field.name) == getattr(real, field.name), field.name


def test_documents(fetch: Fetch) -> None:
    site_id = read_question_page(response_of(fetch(13, "/question/QE/47001").body)).site_id
    ours = fetch(13, f"/api/document/QuestionEcrite/{site_id}/json").body
    real = saved(13, "api_document_QuestionEcrite_47001.json")
    assert json.loads(ours)["questionecrite"].keys() == json.loads(real)["questionecrite"].keys()
    one, other = (read_question_document(response_of(body, ".json")) for body in (ours, real))
    same = (
        "legislature",
        "number",
        "asked",
        "closed",
        "ministries",
        "themes",
        "question_html",
        "answer_html",
        "reason",
    )
    assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]


@pytest.mark.parametrize(("legislature", "pages"), [(13, 7), (16, 2)])
def test_lists(fetch: Fetch, legislature: int, pages: int) -> None:
    ours = fetch(legislature, "/aline-exemple/questions?page=2").body
    real = saved(legislature, "questions_marc-le-fur_page2.html")
    one, other = (read_question_list(response_of(body)) for body in (ours, real))
    assert (one.page, other.page, one.last_page) == (2, 2, pages)
    assert set(skeleton(ours)) - {("p", "", "")} == set(skeleton(real)) - {("p", "", "")}


@pytest.mark.parametrize(
    ("legislature", "name", "former"),
    [
        (13, "marc-le-fur", False),
        (13, "marie-anne-montchamp", True),
        (16, "marc-le-fur", False),
        (16, "aurore-berge", True),
    ],
)
def test_deputies_have_the_same_fields(fetch: Fetch, legislature: int, name: str, former: bool) -> None:
    real = json.loads(saved(legislature, f"{name}.json"))["depute"]
    roster = [item["depute"] for item in json.loads(fetch(legislature, "/deputes/json").body)["deputes"]]
    slug = next(
        each["slug"] for each in roster if ("ancien_depute" in each) == former and each["slug"] != "marc-le-fur"
    )
    ours = json.loads(fetch(legislature, f"/{slug}/json").body)["depute"]
    assert ours.keys() == real.keys()
    assert {key: type(ours[key]) for key in ours if ours[key] is not None and real[key] is not None} == {
        key: type(real[key]) for key in ours if ours[key] is not None and real[key] is not None
    }
