"""Nights, clock, faults and the record of requests, over HTTP."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import Any

import pytest

from demo.corpus import build
from demo.faults import KINDS
from demo.nights import Nights
from demo.site import serving
from tests.demo.replies import Fetch, Reply, fetcher

TODAY = date(2026, 1, 1)
QUESTIONS = 150
QUESTION, DATA, DOCUMENT = "/question/QE/47001", "/deputes/json", "/api/document/QuestionEcrite/2647/json"

Told = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def ask() -> Iterator[Fetch]:
    with serving(build(QUESTIONS), today=TODAY) as addresses:
        yield fetcher(addresses)


@pytest.fixture
def tell(ask: Fetch) -> Iterator[Told]:
    """Post to a control and return what it says; faults end with the test."""

    def post(legislature: int, path: str, **asked: object) -> dict[str, Any]:
        reply = ask(legislature, path, "POST", json.dumps(asked))
        return {"status": reply.status} | json.loads(reply.body)

    yield post
    post(13, "/demo/faults", share=0, mode="up", all=True)


def test_a_served_night_is_the_one_of_a_mirror() -> None:
    corpus = build(QUESTIONS)
    mirror = Nights(corpus, TODAY)
    with serving(corpus, today=TODAY) as addresses:
        ask = fetcher(addresses)
        told = json.loads(ask(15, "/demo/night", "POST", '{"nights": 2}').body)
        changes = [change.told() for change in mirror.pass_nights(2)]
        assert (told["night"], told["today"], told["changes"]) == (2, "2026-01-03", changes)
        for each in corpus.expected(16, mirror.today)[:30]:
            document = json.loads(ask(16, f"/api/document/QuestionEcrite/{each.site_id}/json").body)["questionecrite"]
            assert (document["numero"], document["date_cloture"]) == (
                str(each.number),
                each.closed_on and f"{each.closed_on}",
            )
        assert json.loads(ask(13, "/demo/nights").body)["changes"] == changes


def test_a_change_falls_into_a_crawl(ask: Fetch, tell: Told) -> None:
    before = tell(14, "/demo/night", after_requests=2, kinds=["asked"], legislatures=[14])
    nights = []
    for _ in range(3):
        nights.append(json.loads(ask(14, "/demo/nights").body)["night"])
        ask(14, "/aline-exemple")
    last = json.loads(ask(13, "/demo/nights").body)
    assert [night - before["night"] for night in nights] == [0, 0, 0]
    assert (last["night"] - before["night"], last["waiting"], last["now"]) == (1, 0, before["now"])
    assert (last["changes"][-1]["kind"], last["changes"][-1]["legislature"]) == ("asked", 14)


def test_documents_and_lists_are_stale_until_the_clock_has_moved(ask: Fetch, tell: Told) -> None:
    def shown(query: str) -> tuple[bool, bool, bool]:
        page = ask(16, f"/16/question/QE/{number}").text
        listed = ask(16, f"/{slug}/questions{query}").text
        document = ask(16, f"/api/document/QuestionEcrite/{site_id}/json{query}").text
        return "Réponse émise" in page, f"N° {number} " in listed and "04/06/24" in listed, "2024-06-04" in document

    pending = next(e for e in build(QUESTIONS).expected(16) if e.state == "pending")
    number, slug, site_id = pending.number, pending.author_slug, pending.site_id
    assert shown("") == (False, False, False)
    tell(16, "/demo/change", number=number, answered=True, closed_on="2024-06-04", answer_html="Enfin.")
    assert shown("") == (True, False, False)
    assert shown("?n=1") == (True, True, True)
    tell(13, "/demo/clock", hours=8)
    assert shown("") == (True, False, True)
    tell(13, "/demo/clock", hours=16)
    assert shown("") == (True, True, True)


def test_every_answer_is_dated_by_the_clock(ask: Fetch, tell: Told) -> None:
    now = tell(13, "/demo/clock", hours=1.5)["now"]
    assert now.endswith(":30:00+00:00")
    assert ask(15, "/robots.txt").headers["Date"].endswith(":30:00 GMT")


def test_without_the_cache_everything_is_fresh() -> None:
    corpus = build(20)
    number = corpus.legislatures[13].question(1).number
    site_id = corpus.legislatures[13].question(1).site_id
    with serving(corpus, caching=False) as addresses:
        ask = fetcher(addresses)
        documents = []
        for answer in ("Un.", "Deux."):
            change = {"number": number, "answered": True, "answer_html": answer}
            ask(13, "/demo/change", "POST", json.dumps(change))
            documents.append(ask(13, f"/api/document/QuestionEcrite/{site_id}/json").text)
    assert '"reponse":"Deux."' in documents[1]


@pytest.mark.parametrize(
    ("path", "asked", "error"),
    [
        ("/demo/night", {"kinds": ["sung"]}, "no kind of change sung"),
        ("/demo/night", {"after_requests": 1, "kinds": ["sung"]}, "no kind of change sung"),
        ("/demo/night", {"days": 1}, "unexpected keyword argument"),
        ("/demo/night", {"legislatures": [12]}, "no legislature 12"),
        ("/demo/faults", {"share": 1, "kinds": ["fire"]}, "no kind of fault fire"),
        ("/demo/faults", {"mode": "sideways"}, "no mode 'sideways'"),
    ],
)
def test_a_wrong_order_is_refused(tell: Told, path: str, asked: dict[str, object], error: str) -> None:
    told = tell(13, path, **asked)
    assert (told["status"], error in told["error"]) == (400, True)


@pytest.mark.parametrize("body", ["[]", "{", '"night"'])
def test_an_order_that_is_no_object_is_refused(ask: Fetch, body: str) -> None:
    assert ask(13, "/demo/night", "POST", body).status == 400


def test_requests_are_told_by_kind(ask: Fetch) -> None:
    paths = (
        "/robots.txt", DATA, "/deputes", "/aline-exemple/questions?page=2", QUESTION, "/13/question/QE/1", DOCUMENT,
        "/aline-exemple", "/aline-exemple/json", "/recherche?x", "/aline-exemple/questions/rss",
    )  # fmt: skip
    ask(13, "/demo/forget", "POST")
    for path in paths:
        ask(13, path)
    assert json.loads(ask(13, "/demo/requests").body)["by_kind"] == {
        "robots": 1, "roster": 2, "lists": 1, "questions": 2, "documents": 1, "deputies": 2, "other": 2,
    }  # fmt: skip


def spoilt(ask: Fetch, tell: Told, kind: str, path: str, **more: object) -> Reply:
    tell(13, "/demo/faults", share=1, kinds=[kind], **more)
    return ask(13, path)


@pytest.mark.parametrize("path", [QUESTION, DATA])
@pytest.mark.parametrize(
    ("kind", "status", "start"),
    [("500", 500, "<html"), ("error-page-200", 200, "<html"), ("retry-after", 503, "<html")],
)
def test_faults_of_status_and_body(ask: Fetch, tell: Told, kind: str, status: int, start: str, path: str) -> None:
    reply = spoilt(ask, tell, kind, path, retry_after=7)
    assert (reply.status, reply.text.startswith(start)) == (status, True)
    assert reply.headers["Retry-After"] == ("7" if kind == "retry-after" else None)


def test_a_timeout_holds_the_connection_and_drops_it(ask: Fetch, tell: Told) -> None:
    with pytest.raises(RemoteDisconnected):
        spoilt(ask, tell, "timeout", QUESTION, seconds=0.05)


@pytest.mark.parametrize("accepted", [{}, {"Accept_Encoding": "gzip"}])
def test_a_truncated_body_is_shorter_than_it_says(ask: Fetch, tell: Told, accepted: dict[str, str]) -> None:
    tell(13, "/demo/faults", share=1, kinds=["truncated"])
    with pytest.raises(IncompleteRead) as cut:
        ask(13, QUESTION, **accepted)
    assert len(cut.value.partial) > 1000
    assert cut.value.expected in {len(cut.value.partial), len(cut.value.partial) + 1}


def test_latin_1_bytes_come_under_a_header_of_utf_8(ask: Fetch, tell: Told) -> None:
    reply = spoilt(ask, tell, "latin-1", QUESTION)
    assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Question soumise le 21 avril 2009" in reply.body.decode("cp1252")
    with pytest.raises(UnicodeDecodeError):
        reply.body.decode()


def test_an_empty_object_comes_for_data_alone(ask: Fetch, tell: Told) -> None:
    assert [spoilt(ask, tell, "empty-json", path).body for path in (DATA, DOCUMENT)] == [b"{}", b"{}"]
    assert "47001" in ask(13, QUESTION).text


def test_a_redirect_leads_to_a_host_that_does_not_exist(ask: Fetch, tell: Told) -> None:
    reply = spoilt(ask, tell, "redirect-elsewhere", QUESTION)
    assert (reply.status, reply.headers["Location"]) == (302, "https://www.nosdeputes.invalid" + QUESTION)


def test_robots_txt_and_the_controls_are_spared(ask: Fetch, tell: Told) -> None:
    assert spoilt(ask, tell, "500", "/robots.txt").status == 200
    assert ask(13, "/demo/requests").status == 200


def test_a_fault_concerns_one_site_or_all(ask: Fetch, tell: Told) -> None:
    tell(13, "/demo/faults", share=1, kinds=["500"])
    one = [ask(n, "/aline-exemple").status for n in (13, 16)]
    tell(13, "/demo/faults", share=1, kinds=["500"], all=True)
    assert (one, [ask(n, "/aline-exemple").status for n in (13, 16)]) == ([500, 200], [500, 500])


def statuses(ask: Fetch, requests: int) -> list[object]:
    found: list[object] = []
    for _ in range(requests):
        try:
            found.append(ask(13, DOCUMENT).status)
        except HTTPException as error:
            found.append(type(error))
    return found


def test_a_share_of_answers_is_spoilt_the_same_way_for_the_same_seed(ask: Fetch, tell: Told) -> None:
    told, seen = [], []
    for seed in (3, 3, 4):
        tell(13, "/demo/faults", share=0.2, kinds=KINDS, seed=seed, seconds=0.01)
        seen.append(statuses(ask, 60))
        told.append(json.loads(ask(13, "/demo/faults").body)["injected"])
    assert (told[0], seen[0]) == (told[1], seen[1])
    assert told[0] != told[2]
    assert 5 <= len(told[0]) <= 25
    assert {fault["path"] for fault in told[0]} == {DOCUMENT}


def test_no_share_ends_the_faults(ask: Fetch, tell: Told) -> None:
    tell(13, "/demo/faults", share=1, kinds=["500"])
    assert tell(13, "/demo/faults", share=0)["injected"] == []
    assert statuses(ask, 5) == [200] * 5


@pytest.mark.parametrize(("mode", "answer"), [("down", RemoteDisconnected), ("busy", 503), ("storm", 500)])
def test_a_whole_site_fails_for_as_long_as_told(ask: Fetch, tell: Told, mode: str, answer: object) -> None:
    tell(13, "/demo/faults", mode=mode, after_requests=1, for_requests=2)
    assert statuses(ask, 4) == [200, answer, answer, 200]
    assert ask(16, DATA).status == 200


def test_a_site_that_is_down_spares_nothing_and_comes_up_when_told(ask: Fetch, tell: Told) -> None:
    tell(13, "/demo/faults", mode="storm")
    assert ask(13, "/robots.txt").status == 500
    assert tell(13, "/demo/faults", mode="up")["mode"] == "up"
    assert ask(13, "/robots.txt").status == 200
