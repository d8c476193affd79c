"""Whole crawls of a site that behaves, and of one that does not."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from demo.corpus import Corpus
from tests.scraper.crawling import Landed, scrapy
from tests.scraper.faulty_site import FaultySite, body, faulty, once, redirect, status

# Thirteen questions in legislature 13, three in 16: enough to be asked, few enough to be quick.
DEPUTY = "zoe-d-imaginaire"
EIGHT_AT_ONCE = {"CONCURRENT_REQUESTS": "8", "CONCURRENT_REQUESTS_PER_DOMAIN": "8"}
ELSEWHERE = "http://127.0.0.1:9/16/question/QE/1"


@pytest.fixture
def faulty_13(demo_sites: dict[int, str]) -> Iterator[FaultySite]:
    with faulty(demo_sites[13]) as site:
        yield site


@pytest.fixture
def faulty_16(demo_sites: dict[int, str]) -> Iterator[FaultySite]:
    with faulty(demo_sites[16]) as site:
        yield site


def crawl(folder: Path, site: str, legislature: int = 13, deputy: str | None = DEPUTY, **arguments: str) -> Landed:
    asked = {"legislature": str(legislature), "site": site, **arguments}
    if deputy is not None:
        asked["deputy"] = deputy
    return scrapy(folder, "questions", asked, EIGHT_AT_ONCE)


def truth(corpus: Corpus, legislature: int, slug: str | None = None) -> dict[str, dict[str, Any]]:
    """Return what must have landed, in the words of the landing zone."""
    return {
        expected.question_id: {name: plain(value) for name, value in asdict(expected).items()}
        for expected in corpus.expected(legislature)
        if slug in (None, expected.author_slug)
    }


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def same_fields(landed: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: landed[name] for name in wanted}


@pytest.mark.parametrize("legislature", [13, 14, 15, 16])
def test_every_question_of_a_legislature_lands_once_and_right(
    tmp_path: Path, demo_sites: dict[int, str], corpus: Corpus, legislature: int
) -> None:
    landed = crawl(tmp_path, demo_sites[legislature], legislature, deputy=None)
    wanted = truth(corpus, legislature)
    assert landed.questions.keys() == wanted.keys()
    for question_id, expected in wanted.items():
        assert same_fields(landed.questions[question_id], expected) == expected
    assert {record["detail"] for record in landed.questions.values()} == {"document"}
    assert landed.rejections == []
    assert landed.run["finish_reason"] == "finished"
    assert landed.run["items"] == len(landed.questions) + len(landed.deputies)


def test_question_47001(tmp_path: Path, demo_sites: dict[int, str]) -> None:
    landed = crawl(tmp_path, demo_sites[13], deputy="marc-le-fur").questions
    assert list(landed) == ["QANR5L13QE47001"]
    question = landed["QANR5L13QE47001"]
    assert question["deputy_id"] == "PA1874"
    assert (question["asked_on"], question["answered_on"]) == ("2009-04-21", "2009-08-04")
    assert (question["state"], question["response_days"]) == ("answered", 105)
    assert question["question_text"].startswith("M. Marc Le Fur attire l'attention")
    assert question["answer_text"].startswith("L'opération « Passeport")
    assert question["answer_text"].endswith("proposée sur le territoire.")
    assert question["comment_count"] == 0
    assert question["asked_ministry_label"].startswith("Commerce")
    assert question["official_url"] == "http://questions.assemblee-nationale.fr/q13/13-47001QE.htm"


def test_one_deputy_touches_nobody_else(tmp_path: Path, faulty_13: FaultySite) -> None:
    landed = crawl(tmp_path, faulty_13.url)
    pages = {path for path in faulty_13.asked if not path.startswith(("/question/QE/", "/api/document/"))}
    assert {path.split("?")[0] for path in pages} == {
        "/robots.txt",
        "/deputes/json",
        f"/{DEPUTY}",
        f"/{DEPUTY}/json",
        f"/{DEPUTY}/questions",
    }
    assert {record["author_slug"] for record in landed.questions.values()} == {DEPUTY}
    assert [record["slug"] for record in landed.deputies] == [DEPUTY]


def test_the_list_is_told_with_its_count(tmp_path: Path, demo_sites: dict[int, str]) -> None:
    visit = crawl(tmp_path, demo_sites[13], deputy="aline-exemple").visits["13/aline-exemple/questions"]
    assert (visit["announced"], visit["settled"]) == (122, True)


def test_robots_txt_is_obeyed(tmp_path: Path, faulty_13: FaultySite) -> None:
    faulty_13.fault(r"^/robots.txt", status(200, b"User-agent: *\nDisallow: /"))
    landed = crawl(tmp_path, faulty_13.url)
    assert faulty_13.asked == ["/robots.txt"]
    assert landed.run["finish_reason"] == "refused"


def test_numbers(tmp_path: Path, faulty_13: FaultySite, corpus: Corpus) -> None:
    known = sorted(expected.number for expected in corpus.expected(13))[:3]
    unknown = next(number for number in range(1, 99999) if number not in {e.number for e in corpus.expected(13)})
    landed = crawl(tmp_path, faulty_13.url, deputy=None, number=",".join(map(str, [*known, unknown])))
    assert sorted(record["number"] for record in landed.questions.values()) == known
    assert {record["deputy_id"] for record in landed.questions.values()} <= {
        record["deputy_id"] for record in landed.deputies
    }
    assert landed.visits[f"QANR5L13QE{unknown}"]["http_status"] == 404
    assert landed.rejections == []


def test_dates(tmp_path: Path, demo_sites: dict[int, str], corpus: Corpus) -> None:
    wanted = truth(corpus, 13, "aline-exemple")
    days = sorted(record["asked_on"] for record in wanted.values())
    since, until = days[30], days[60]
    landed = crawl(tmp_path, demo_sites[13], deputy="aline-exemple", since=since, until=until)
    assert landed.questions.keys() == {
        question_id for question_id, record in wanted.items() if since <= record["asked_on"] <= until
    }


@pytest.mark.parametrize(
    "fault",
    [status(500), status(200, b"{}"), redirect(ELSEWHERE), status(404), status(200, b"<html>Erreur</html>")],
    ids=["500", "empty object", "other host", "404", "HTML"],
)
@pytest.mark.parametrize("legislature", [13, 16])
def test_without_documents_pages_and_lists_serve(
    tmp_path: Path, demo_sites: dict[int, str], corpus: Corpus, legislature: int, fault: Any
) -> None:
    with faulty(demo_sites[legislature]) as site:
        site.fault("^/api/document/", fault)
        landed = crawl(tmp_path, site.url, legislature)
    wanted = truth(corpus, legislature, DEPUTY)
    same = ("state", "asked_on", "closed_on", "answered_on", "withdrawn_on", "closure_kind", "answer_text", "themes")
    assert landed.questions.keys() == wanted.keys()
    for question_id, record in landed.questions.items():
        assert record["detail"] == "page"
        assert {name: record[name] for name in same} == {name: wanted[question_id][name] for name in same}
        assert record["group_label"] is None, "a page shows the group of today"
    assert landed.rejections == []
    assert landed.run["failed"] == 0


def test_a_redirect_to_another_legislature_is_not_followed(tmp_path: Path, faulty_16: FaultySite) -> None:
    faulty_16.fault("/question/QE/", redirect(ELSEWHERE))
    landed = crawl(tmp_path, faulty_16.url, 16)
    assert landed.questions == {}
    assert {visit["http_status"] for key, visit in landed.visits.items() if key.startswith("QANR")} == {302}
    assert landed.run["finish_reason"] == "finished"
    assert {rejection["reason"] for rejection in landed.rejections} == {"listed, but its page answers 302"}


def test_a_redirect_on_the_same_host_is_followed(tmp_path: Path, faulty_13: FaultySite, corpus: Corpus) -> None:
    def elsewhere(request: Any, response: Any) -> Any:
        return redirect(request.path + "?again")(request, response)

    faulty_13.fault(r"^/question/QE/\d+$", elsewhere)
    assert crawl(tmp_path, faulty_13.url).questions.keys() == truth(corpus, 13, DEPUTY).keys()


@pytest.mark.parametrize("target", ["/recherche/x", "/rate/Commentaire/1/2"])
def test_a_redirect_to_search_or_a_vote_is_not_followed(tmp_path: Path, faulty_13: FaultySite, target: str) -> None:
    faulty_13.fault("^/question/QE/", redirect(target))
    crawl(tmp_path, faulty_13.url)
    assert not [path for path in faulty_13.asked if path.startswith(("/recherche", "/rate"))]


def test_an_error_page_with_status_200_is_rejected_and_the_document_serves(
    tmp_path: Path, faulty_13: FaultySite, corpus: Corpus
) -> None:
    faulty_13.fault("^/question/QE/", status(200, b"<html><body><h1>Erreur 500</h1></body></html>"))
    landed = crawl(tmp_path, faulty_13.url)
    assert landed.questions.keys() == truth(corpus, 13, DEPUTY).keys()
    assert len(landed.rejections) == len(landed.questions)
    assert {rejection["stage"] for rejection in landed.rejections} == {"question page"}
    assert all("/question/QE/" in rejection["url"] and rejection["reason"] for rejection in landed.rejections)


def test_another_question_s_page_is_rejected(tmp_path: Path, faulty_13: FaultySite) -> None:
    faulty_13.fault("^/question/QE/", body(lambda text: re.sub(r'id="question(\d+)"', 'id="question9\\1"', text)))
    faulty_13.fault("^/api/document/", status(500))
    landed = crawl(tmp_path, faulty_13.url)
    assert landed.questions == {}
    assert landed.rejections != []
    assert landed.run["finish_reason"] == "finished"


def test_a_page_that_fails_once_is_asked_again(tmp_path: Path, faulty_13: FaultySite, corpus: Corpus) -> None:
    faulty_13.fault("^/question/QE/", once(status(503, Retry_After="1")))
    landed = crawl(tmp_path, faulty_13.url)
    assert landed.questions.keys() == truth(corpus, 13, DEPUTY).keys()
    assert landed.run["failed"] == 0


@pytest.mark.parametrize("code", [401, 403, 429])
def test_a_site_that_refuses_is_no_success(tmp_path: Path, faulty_13: FaultySite, code: int) -> None:
    faulty_13.fault("^/(question|api)/", status(code))
    landed = crawl(tmp_path, faulty_13.url)
    assert landed.questions == {}
    assert landed.run["failed"] >= 10
    assert landed.run["finish_reason"] == "site_down"


def test_a_question_that_failed_keeps_its_list_open(tmp_path: Path, faulty_13: FaultySite, corpus: Corpus) -> None:
    lost, *others = sorted(expected.number for expected in corpus.expected(13) if expected.author_slug == DEPUTY)
    document = next(expected.site_id for expected in corpus.expected(13) if expected.number == lost)
    faulty_13.fault(f"^/question/QE/{lost}$", status(500))
    faulty_13.fault(f"^/api/document/QuestionEcrite/{document}/", status(500))
    landed = crawl(tmp_path, faulty_13.url)
    assert sorted(record["number"] for record in landed.questions.values()) == others
    assert f"13/{DEPUTY}/questions" not in landed.visits, "a later run must not pass this list over"
    assert landed.run["failed"] == 1


def test_a_page_lost_in_the_middle_costs_its_own_entries(tmp_path: Path, faulty_13: FaultySite) -> None:
    faulty_13.fault(r"/questions\?page=2", status(200, b"<html>Erreur"))
    landed = crawl(tmp_path, faulty_13.url, deputy="aline-exemple")
    assert len(landed.questions) == 122 - 20
    assert [("page=2" in rejection["url"], rejection["stage"]) for rejection in landed.rejections] == [
        (True, "question list")
    ]


@pytest.mark.parametrize("code", [403, 404, 500])
def test_without_a_list_the_deputy_still_lands(tmp_path: Path, faulty_13: FaultySite, code: int) -> None:
    faulty_13.fault(r"/questions\?page=", status(code))
    landed = crawl(tmp_path, faulty_13.url)
    assert [record["slug"] for record in landed.deputies] == [DEPUTY]
    assert len(landed.rejections) + landed.run["failed"] == 1


def test_one_bad_entry_of_the_roster_costs_nobody_else(tmp_path: Path, faulty_13: FaultySite, corpus: Corpus) -> None:
    def spoilt(text: str) -> str:
        return text.replace('"slug":"basile-de-fictif"', '"slug":"recherche"').replace(
            '"nom":"Fantine', '"nom":["Fantine"],"x":"'
        )

    faulty_13.fault("^/deputes/json", body(spoilt))
    landed = crawl(tmp_path, faulty_13.url)
    assert landed.questions.keys() == truth(corpus, 13, DEPUTY).keys()
    assert {rejection["stage"] for rejection in landed.rejections} == {"roster entry"}


def test_an_address_that_names_the_legislature_is_tried(tmp_path: Path, faulty_13: FaultySite, corpus: Corpus) -> None:
    faulty_13.fault("^/question/QE/", status(404))

    async def prefixed(request: Any, response: Any) -> Any:
        async with faulty_13.session.get(faulty_13.behind + request.path.removeprefix("/13")) as there:
            return status(200, await there.read())(request, response)

    faulty_13.fault("^/13/question/QE/", prefixed)
    assert crawl(tmp_path, faulty_13.url).questions.keys() == truth(corpus, 13, DEPUTY).keys()


def test_a_site_that_is_down_ends_the_crawl(tmp_path: Path, faulty_13: FaultySite) -> None:
    faulty_13.fault("^/(question|api)/", status(503))
    landed = crawl(tmp_path, faulty_13.url, deputy="aline-exemple")
    assert landed.run["finish_reason"] == "site_down"
    assert landed.run["failed"] >= 10


def test_the_page_of_deputies_serves_where_the_roster_does_not(
    tmp_path: Path, faulty_13: FaultySite, corpus: Corpus
) -> None:
    faulty_13.fault("^/deputes/json", status(200, b"{}"))
    landed = crawl(tmp_path, faulty_13.url)
    assert landed.questions.keys() == truth(corpus, 13, DEPUTY).keys()
    assert [record["deputy_id"] for record in landed.deputies] == [
        next(iter(truth(corpus, 13, DEPUTY).values()))["deputy_id"]
    ]


def test_a_list_that_shifts_is_read_again(tmp_path: Path, faulty_13: FaultySite, corpus: Corpus) -> None:
    def without_first_entry(text: str) -> str:
        return re.sub(
            r'<div class="question" id="\d+">.*?(?=<div class="question" id=")', "", text, count=1, flags=re.S
        )

    faulty_13.fault(r"/questions\?page=2", once(body(without_first_entry)))
    landed = crawl(tmp_path, faulty_13.url, deputy="aline-exemple")
    assert landed.questions.keys() == truth(corpus, 13, "aline-exemple").keys()
    assert landed.visits["13/aline-exemple/questions"]["settled"]


def test_a_list_that_never_holds_still_is_told(tmp_path: Path, faulty_13: FaultySite, corpus: Corpus) -> None:
    def announcing_too_many(text: str) -> str:
        return re.sub(r"\d+ questions trouvées", "99 questions trouvées", text)

    faulty_13.fault(r"/questions\?page=", body(announcing_too_many))
    landed = crawl(tmp_path, faulty_13.url)
    assert landed.questions.keys() == truth(corpus, 13, DEPUTY).keys()
    assert landed.visits[f"13/{DEPUTY}/questions"]["settled"] is False


def test_a_count_out_of_all_proportion_costs_few_requests(
    tmp_path: Path, faulty_13: FaultySite, corpus: Corpus
) -> None:
    faulty_13.fault(
        r"/questions\?page=", body(lambda text: text.replace("questions trouvées", "99999 questions trouvées"))
    )
    landed = crawl(tmp_path, faulty_13.url)
    assert landed.questions.keys() == truth(corpus, 13, DEPUTY).keys()
    assert len([path for path in faulty_13.asked if "/questions?" in path]) <= 9
    assert [rejection["stage"] for rejection in landed.rejections] == ["question list"]


def test_a_stale_document_is_asked_for_once_more(tmp_path: Path, faulty_13: FaultySite, corpus: Corpus) -> None:
    def without_answer(text: str) -> str:
        return re.sub(r'"reponse":"(?:[^"\\]|\\.)*"', '"reponse":null', text)

    faulty_13.fault(r"^/api/document/QuestionEcrite/\d+/json$", body(without_answer))
    landed = crawl(tmp_path, faulty_13.url)
    answered = {key for key, record in truth(corpus, 13, DEPUTY).items() if record["state"] == "answered"}
    assert {key for key, record in landed.questions.items() if record["state"] == "answered"} == answered
    assert len([path for path in faulty_13.asked if path.startswith("/api/") and "?n=" in path]) == len(answered)


def test_a_page_is_surer_than_a_document_that_stays_stale(
    tmp_path: Path, faulty_13: FaultySite, corpus: Corpus
) -> None:
    def pending(text: str) -> str:
        text = re.sub(r'"reponse":"(?:[^"\\]|\\.)*"', '"reponse":null', text)
        return re.sub(r'"date_cloture":"[^"]*"', '"date_cloture":null', text)

    faulty_13.fault("^/api/document/", body(pending))
    landed = crawl(tmp_path, faulty_13.url)
    wanted = truth(corpus, 13, DEPUTY)
    same = ("state", "closed_on", "answered_on", "answer_text", "answering_ministry_label")
    assert [same_fields(landed.questions[key], dict.fromkeys(same)) for key in sorted(wanted)] == [
        {name: wanted[key][name] for name in same} for key in sorted(wanted)
    ]


def test_an_answer_without_text_is_still_an_answer(tmp_path: Path, faulty_13: FaultySite, corpus: Corpus) -> None:
    def emptied(text: str) -> str:
        return re.sub(r'"reponse":"(?:[^"\\]|\\.)*"', '"reponse":"<p><\\/p>"', text)

    faulty_13.fault("^/api/document/", body(emptied))
    landed = crawl(tmp_path, faulty_13.url)
    assert {key: record["state"] for key, record in landed.questions.items()} == {
        key: record["state"] for key, record in truth(corpus, 13, DEPUTY).items()
    }


def test_pages_in_another_encoding_do_not_stop_it(tmp_path: Path, faulty_13: FaultySite) -> None:
    def latin_1(request: Any, response: Any) -> Any:
        return status(200, bytes(response.body).decode().encode("latin-1", "replace"))(request, response)

    faulty_13.fault("^/question/QE/", latin_1)
    landed = crawl(tmp_path, faulty_13.url)
    assert landed.run["finish_reason"] == "finished"
    assert landed.questions != {}


def test_a_deputy_nobody_is(tmp_path: Path, demo_sites: dict[int, str]) -> None:
    landed = crawl(tmp_path, demo_sites[13], deputy="zoe-d-imaginair")
    assert landed.run["finish_reason"] == "refused"
    assert landed.questions == {}


@pytest.mark.parametrize("legislature", [13, 16])
def test_the_deputies_spider(tmp_path: Path, demo_sites: dict[int, str], legislature: int) -> None:
    arguments = {"legislature": str(legislature), "site": demo_sites[legislature]}
    landed = scrapy(
        tmp_path, "deputies", arguments, {"CONCURRENT_REQUESTS": "8", "CONCURRENT_REQUESTS_PER_DOMAIN": "8"}
    )
    assert landed.questions == {}
    assert len({record["slug"] for record in landed.deputies}) == len(landed.deputies) > 20
    assert {record["detail"] for record in landed.deputies} == {"document"}
    assert all(record["mandates"] for record in landed.deputies)
    assert "@" not in str(landed.deputies), "no e-mail address is kept"
