import json
import zlib
from hashlib import md5

import pytest

from demo.corpus import Corpus
from tests.demo.replies import Fetch

NOT_FOUND = "Nous n'avons pas pu trouver la page demandée"


def path_of(corpus: Corpus, legislature: int, **wanted: object) -> str:
    """Return the path of the first question whose fields are as wanted."""
    prefix = "" if legislature == 13 else f"/{legislature}"
    question = next(q for q in corpus.legislatures[legislature] if all(getattr(q, k) == v for k, v in wanted.items()))
    return f"{prefix}/question/QE/{question.number}"


@pytest.mark.parametrize(
    "path",
    [
        "/question/QE/47001", "/question/QE/047001", "/question/QE/47001abc", "/question/QE/47001?foo=1",
        "/index.php/question/QE/47001",
    ],
)  # fmt: skip
def test_sloppy_addresses_of_a_question_show_it(fetch: Fetch, path: str) -> None:
    reply = fetch(13, path)
    assert (reply.status, 'id="question47001"' in reply.text) == (200, True)


@pytest.mark.parametrize(
    "path", ["/aline-exemple", "/Aline-Exemple", "/%C3%A2l%C3%AFne-exempl%C3%A9", "/index.php/aline-exemple"]
)
def test_sloppy_addresses_of_a_deputy_show_them(fetch: Fetch, path: str) -> None:
    assert fetch(13, path).html.xpath("string(//h1)") == "Aline Exemple"


@pytest.mark.parametrize(
    "path",
    [
        "/question/QE/47001/", "/question/qe/47001", "/question/QE/999999", "/question/QE/abc", "/personne",
        "/aline-exemple/",
        "/personne/questions", "/question/id/1", "/14/question/QE/1", "/deputes/",
    ],
)  # fmt: skip
def test_what_13_does_not_know_is_404(fetch: Fetch, path: str) -> None:
    reply = fetch(13, path)
    assert (reply.status, NOT_FOUND in reply.text) == (404, True)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/13/question/QE/47001", "/question/QE/47001"),
        ("/question/id/2647", "/question/QE/47001"),
        ("/question/2647", "/question/QE/47001"),
        ("/13/question/id/2647", "/question/id/2647"),
        ("/id/d1", "/marc-le-fur"),
    ],
)
def test_13_redirects_within_itself(fetch: Fetch, addresses: dict[int, str], path: str, target: str) -> None:
    reply = fetch(13, path)
    assert (reply.status, reply.headers["Location"]) == (302, addresses[13] + target)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/question/QE/1", "http://2007-2012.nosdeputes.fr/question/QE/1"),
        ("/personne", "https://2017-2022.nosdeputes.fr/personne"),
        ("/15/question/QE/1", "https://2017-2022.nosdeputes.fr/15/question/QE/1"),
        ("/api/document/QuestionEcrite/1/json", "https://2017-2022.nosdeputes.fr/api/document/QuestionEcrite/1/json"),
    ],
)
def test_16_sends_what_it_does_not_know_to_other_hosts(fetch: Fetch, path: str, target: str) -> None:
    reply = fetch(16, path)
    assert (reply.status, reply.headers["Location"]) == (302, target)


@pytest.mark.parametrize(
    "path", ["/16/question/QE/999999", "/16/question/QE/1/", "/16/question/qe/1", "/index.php/aline-exemple"]
)
def test_some_of_what_16_does_not_know_is_404(fetch: Fetch, path: str) -> None:
    assert fetch(16, path).status == 404


def test_16_redirects_an_internal_id(fetch: Fetch, corpus: Corpus, addresses: dict[int, str]) -> None:
    question = corpus.legislatures[16].question(3)
    reply = fetch(16, f"/16/question/id/{question.site_id}")
    assert (reply.status, reply.headers["Location"]) == (302, f"{addresses[16]}/16/question/QE/{question.number}")


@pytest.mark.parametrize("legislature", [13, 14, 15, 16])
def test_the_data_of_an_unknown_deputy_are_an_empty_object_of_html(fetch: Fetch, legislature: int) -> None:
    reply = fetch(legislature, "/personne/json")
    assert (reply.status, reply.body, reply.headers.get_content_type()) == (200, b"{}", "text/html")


def test_an_unknown_document_is_an_empty_500_on_13(fetch: Fetch) -> None:
    reply = fetch(13, "/api/document/QuestionEcrite/1/json")
    assert (reply.status, reply.body) == (500, b"")


def test_robots_txt_bars_search_and_is_the_only_page_with_validators(fetch: Fetch) -> None:
    reply = fetch(13, "/robots.txt")
    assert "Disallow: /recherche/\n" in reply.text
    assert fetch(13, "/robots.txt", If_None_Match=reply.headers["ETag"]).status == 304


@pytest.mark.parametrize(
    "path", ["/question/QE/47001", "/deputes/json", "/aline-exemple/questions", "/aline-exemple/json"]
)
def test_pages_carry_no_validators_and_a_cookie_of_their_own(fetch: Fetch, path: str) -> None:
    headers = fetch(13, path).headers
    assert (headers["ETag"], headers["Last-Modified"], headers["Pragma"]) == (None, None, "no-cache")
    assert headers["Set-Cookie"] != fetch(13, path).headers["Set-Cookie"]
    assert headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("legislature", "path"), [(13, "/deputes/json"), (16, "/deputes/json"), (16, "/aline-exemple/questions")]
)
def test_the_md5_of_a_stable_body_is_answered_with_304(fetch: Fetch, legislature: int, path: str) -> None:
    digest = md5(fetch(legislature, path).body, usedforsecurity=False).hexdigest()
    reply = fetch(legislature, path, If_None_Match=f'"{digest}"')
    assert (reply.status, reply.body) == (304, b"")


def test_question_pages_are_stable_on_16_only(fetch: Fetch, corpus: Corpus) -> None:
    path = path_of(corpus, 16, index=0)
    assert fetch(16, path).body == fetch(16, path).body
    assert fetch(13, "/question/QE/47001").body != fetch(13, "/question/QE/47001").body


def test_pages_are_compressed_when_asked(fetch: Fetch) -> None:
    packed = fetch(13, "/deputes/json", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert zlib.decompress(packed.body, 31) == fetch(13, "/deputes/json").body


def test_search_and_rate_are_served_and_counted_like_everything(fetch: Fetch) -> None:
    fetch(15, "/demo/forget", "POST")
    for path in ("/recherche?object_name=QuestionEcrite", "/recherche/x", "/rate/Commentaire/1/0", "/aline-exemple"):
        fetch(15, path)
    report = json.loads(fetch(15, "/demo/requests").body)
    assert report["by_prefix"] == {"/recherche": 2, "/rate": 1, "/aline-exemple": 1}
    assert report["paths"][0] == "/recherche?object_name=QuestionEcrite"
    assert (report["total"], report["max_concurrent"], len(report["seconds"])) == (4, 1, 4)


def test_question_pages_are_as_large_as_real_ones(fetch: Fetch, corpus: Corpus) -> None:
    sizes = [len(fetch(n, path_of(corpus, n, index=20)).body) for n in (13, 16)]
    assert all(10_000 < size < 20_000 for size in sizes)
