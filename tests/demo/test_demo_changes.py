"""Changes of the running site, as a night brings them."""

import json
from collections.abc import Iterator

import pytest

from demo.corpus import Corpus, build
from demo.site import serving
from tests.demo.replies import Fetch, fetcher

PENDING = 1


@pytest.fixture(scope="module")
def small() -> Corpus:
    return build(120)


@pytest.fixture(scope="module")
def changing(small: Corpus) -> Iterator[Fetch]:
    with serving(small) as addresses:
        yield fetcher(addresses)


def test_an_answer_shows_on_page_list_and_document(small: Corpus, changing: Fetch) -> None:
    question = small.legislatures[16].question(PENDING)
    change = {"number": question.number, "answered": True, "closed_on": "2024-06-04", "answer_html": "Enfin."}
    assert changing(16, "/demo/change", "POST", json.dumps(change)).status == 200
    page = changing(16, f"/16/question/QE/{question.number}").text
    listed = changing(16, f"/{question.member.person.slug}/questions").text
    document = json.loads(changing(16, f"/api/document/QuestionEcrite/{question.site_id}/json").body)
    assert "<h2>Réponse émise le 4 juin 2024</h2><p>Enfin.</p>" in page
    assert "(Réponse le 04/06/24)" in listed
    assert (document["questionecrite"]["reponse"], document["questionecrite"]["date_cloture"]) == (
        "Enfin.",
        "2024-06-04",
    )


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"number": 999999, "answered": True}, 404, "no question 999999 in 16"),
        ({"number": 1, "number_of_legs": 4}, 400, "only ['answer_html', 'answered'"),
    ],
)
def test_a_wrong_change_is_refused(changing: Fetch, change: dict[str, object], status: int, error: str) -> None:
    reply = changing(16, "/demo/change", "POST", json.dumps(change))
    assert (reply.status, json.loads(reply.body)["error"].startswith(error)) == (status, True)


@pytest.mark.parametrize(("path", "method"), [("/demo/change", "GET"), ("/demo/forget", "GET"), ("/demo/x", "POST")])
def test_other_controls_do_not_exist(changing: Fetch, path: str, method: str) -> None:
    assert changing(16, path, method).status == 404
