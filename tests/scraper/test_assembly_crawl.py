"""Crawls of the Assembly's own site, as it should be and as it may be."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.scraper.assembly_site import Asked, AssemblySite
from tests.scraper.crawling import Landed, scrapy
from tests.scraper.faulty_site import body, once, redirect, running, status

ERROR_PAGE = b"<html><head><title>503 Service Unavailable</title></head><body><h1>503</h1></body></html>"
TWELVE = [Asked(17, number) for number in range(1, 13)]


@pytest.fixture
def site() -> Iterator[AssemblySite]:
    with running(AssemblySite()) as started:
        yield started


def crawl(folder: Path, site: AssemblySite, legislature: int = 17, **arguments: str) -> Landed:
    return scrapy(folder, "assemblee", {"legislature": str(legislature), "site": site.url, **arguments}, {})


def test_a_number_of_the_present_legislature_is_its_page(tmp_path: Path, site: AssemblySite) -> None:
    site.questions = [Asked(17, 1234)]
    landed = crawl(tmp_path, site, number="1234")
    assert site.asked == ["/robots.txt", "/dyn/17/questions/QANR5L17QE1234"]
    question = landed.questions["QANR5L17QE1234"]
    assert (question["source"], question["detail"], question["deputy_id"]) == ("assemblee", "page", "PA990001")
    assert question["page_url"] == f"{site.url}/dyn/17/questions/QANR5L17QE1234"
    assert landed.visits["QANR5L17QE1234"]["http_status"] == 200
    assert landed.run["run_id"].endswith("-assemblee-17")
    assert (landed.run["source"], landed.run["finish_reason"], landed.run["failed"]) == ("assemblee", "finished", 0)
    assert landed.run["items"] == 2


def test_the_author_lands_once_and_first(tmp_path: Path, site: AssemblySite) -> None:
    site.questions = TWELVE
    landed = crawl(tmp_path, site, number="1-12")
    assert len(landed.questions) == 12
    assert [(deputy["deputy_id"], deputy["legislature"], deputy["source"]) for deputy in landed.deputies] == [
        ("PA990001", 17, "assemblee")
    ]


def test_an_exported_number_is_read_from_the_export_alone(tmp_path: Path, site: AssemblySite) -> None:
    site.exported = site.questions = [Asked(14, 7)]
    landed = crawl(tmp_path, site, 14, number="7")
    assert site.asked == ["/robots.txt", "/q14/14-7QE.htm/vue/xml"]
    assert landed.questions["QANR5L14QE7"]["detail"] == "export"
    assert len(landed.questions["QANR5L14QE7"]["events"]) == 11
    assert [deputy["deputy_id"] for deputy in landed.deputies] == ["PA990002"]


@pytest.mark.parametrize(
    "fault",
    [
        status(404),
        status(500),
        status(200, ERROR_PAGE),
        redirect("http://127.0.0.1:9/dyn/14"),
        body(lambda text: text.replace('NUMERO="7"', 'NUMERO="8"')),
        body(lambda text: text.replace("TEXTE_DEPOT", "AUTRE")),
        body(lambda text: text.replace("ID_ACTEUR", "AUTRE")),
    ],
    ids=["404", "500", "error page", "other host", "other question", "no text", "no author"],
)
def test_where_the_export_fails_the_page_serves(tmp_path: Path, site: AssemblySite, fault: object) -> None:
    site.exported = site.questions = [Asked(14, 7)]
    site.fault("^/q14/", fault)  # type: ignore[arg-type]
    landed = crawl(tmp_path, site, 14, number="7")
    assert landed.questions["QANR5L14QE7"]["detail"] == "page"
    assert landed.visits["QANR5L14QE7"]["url"].endswith("/dyn/14/questions/QANR5L14QE7")
    assert (landed.rejections, landed.run["failed"]) == ([], 0)


def test_an_export_that_is_never_there_is_not_asked_for_for_ever(tmp_path: Path, site: AssemblySite) -> None:
    site.questions = [Asked(15, number) for number in range(1, 41)]
    landed = crawl(tmp_path, site, 15, number="1-40")
    assert len(landed.questions) == 40
    assert 10 <= len(site.paths("/vue/xml")) <= 20


def test_a_number_that_does_not_exist_is_a_fact(tmp_path: Path, site: AssemblySite) -> None:
    landed = crawl(tmp_path, site, 16, number="5")
    assert len(site.paths("/vue/xml")) == len(site.paths("/dyn/16/")) == 1
    assert landed.visits["QANR5L16QE5"]["http_status"] == 404
    assert (landed.questions, landed.rejections, landed.run["failed"]) == ({}, [], 0)


@pytest.mark.parametrize("legislature", [16, 17])
def test_a_page_that_cannot_be_had_is_a_failure_and_no_visit(
    tmp_path: Path, site: AssemblySite, legislature: int
) -> None:
    site.fault("^/(dyn|q)", status(503))
    landed = crawl(tmp_path, site, legislature, number="5")
    assert (landed.visits, landed.run["failed"]) == ({}, 1)
    assert landed.run["finish_reason"] == "finished"


@pytest.mark.parametrize("text", [ERROR_PAGE.decode(), "<html><body><h1>Question écrite n° 6 : x</h1></body></html>"])
def test_an_error_page_with_status_200_is_rejected(tmp_path: Path, site: AssemblySite, text: str) -> None:
    site.fault("^/dyn/", status(200, text.encode(), Content_Type="text/html"))
    landed = crawl(tmp_path, site, number="5")
    assert [(one["stage"], one["key"]) for one in landed.rejections] == [("question page", "QANR5L17QE5")]
    assert (landed.questions, landed.run["rejected"]) == ({}, 1)


def test_robots_txt_is_obeyed(tmp_path: Path, site: AssemblySite) -> None:
    site.questions, site.robots = [Asked(17, 5)], "User-agent: *\nDisallow: /dyn"
    landed = crawl(tmp_path, site, number="1-40")
    assert site.asked == ["/robots.txt"]
    assert landed.run["finish_reason"] == "refused"
    assert "robots.txt forbids reading the questions" in landed.log


def test_a_barred_export_leaves_the_pages(tmp_path: Path, site: AssemblySite) -> None:
    site.exported = site.questions = [Asked(14, 7)]
    site.robots = "User-agent: *\nDisallow: /q14"
    landed = crawl(tmp_path, site, 14, number="7")
    assert site.asked == ["/robots.txt", "/dyn/14/questions/QANR5L14QE7"]
    assert landed.questions["QANR5L14QE7"]["detail"] == "page"


def test_retry_after_is_honoured(tmp_path: Path, site: AssemblySite) -> None:
    site.questions = [Asked(17, 5)]
    site.fault("^/dyn/", once(status(429, Retry_After="1")))
    landed = crawl(tmp_path, site, number="5")
    assert list(landed.questions) == ["QANR5L17QE5"]
    first, again = (when for when, path in zip(site.times, site.asked, strict=True) if "QANR" in path)
    assert again - first > 0.9


def test_a_list_is_read_to_its_end_by_numbers(tmp_path: Path, site: AssemblySite) -> None:
    site.questions, site.lists = TWELVE, {"PA990001": TWELVE}
    landed = crawl(tmp_path, site, deputy="PA990001")
    pages = site.paths("/questions?")
    assert pages == [f"/dyn/deputes/PA990001/questions?page={page}&limit=10" for page in (1, 2, 3)]
    assert landed.questions.keys() == {one.id for one in TWELVE}
    visit = landed.visits["17/PA990001/questions"]
    assert (visit["http_status"], visit["settled"], visit["announced"]) == (200, True, None)
    assert all(landed.visits[one.id]["listed"] for one in TWELVE)
    assert landed.rejections == []


def test_a_list_that_repeats_itself_ends(tmp_path: Path, site: AssemblySite) -> None:
    site.questions, site.lists = TWELVE[:3], {"PA990001": TWELVE[:3]}
    first: list[bytes] = []

    def same_again(request: object, response: object) -> object:
        first.append(bytes(response.body))  # type: ignore[attr-defined]
        return status(200, first[0], Content_Type="text/html")(request, response)  # type: ignore[arg-type]

    site.fault("/questions[?]", same_again)  # type: ignore[arg-type]
    landed = crawl(tmp_path, site, deputy="990001")
    assert len(site.paths("/questions?")) == 2
    assert len(landed.questions) == 3
    assert len(site.paths("/dyn/17/")) == 3, "each question is read once"


def test_only_written_questions_of_the_legislatures_asked_for(tmp_path: Path, site: AssemblySite) -> None:
    entries = [Asked(17, 1), Asked(17, 2, "QG"), Asked(16, 3), Asked(17, 4, "QOSD"), Asked(15, 5)]
    site.questions, site.lists = entries, {"PA990001": entries}
    landed = crawl(tmp_path, site, deputy="PA990001")
    assert list(landed.questions) == ["QANR5L17QE1"]
    assert set(landed.visits) == {"QANR5L17QE1", "17/PA990001/questions"}


def test_several_legislatures_have_one_list(tmp_path: Path, site: AssemblySite) -> None:
    site.questions = [Asked(17, 1), Asked(16, 3)]
    site.lists = {"PA990001": [*site.questions, Asked(15, 5)]}
    arguments = {"legislature": "16,17", "site": f"16={site.url},17={site.url}", "deputy": "PA990001"}
    landed = scrapy(tmp_path, "assemblee", arguments, {})
    assert landed.questions.keys() == {"QANR5L17QE1", "QANR5L16QE3"}
    assert {"16/PA990001/questions", "17/PA990001/questions"} < landed.visits.keys()
    assert len(site.paths("/questions?")) == 2
    assert landed.run["run_id"].endswith("-assemblee-16-17")


def test_days_narrow_a_list(tmp_path: Path, site: AssemblySite) -> None:
    site.questions = [Asked(17, 1, asked="1er juin 2025"), Asked(17, 2, asked="3 juin 2025"), Asked(17, 3, asked="")]
    site.lists = {"PA990001": site.questions}
    crawl(tmp_path, site, deputy="PA990001", since="2025-06-02")
    assert [path[-1] for path in site.paths("QANR")] == ["2", "3"]


def test_a_failed_question_keeps_its_list_open(tmp_path: Path, site: AssemblySite) -> None:
    site.questions, site.lists = TWELVE[:2], {"PA990001": TWELVE[:2]}
    site.fault("QANR5L17QE2$", status(500))
    landed = crawl(tmp_path, site, deputy="PA990001")
    assert set(landed.visits) == {"QANR5L17QE1"}
    assert landed.run["failed"] == 1


def test_a_page_of_a_list_that_fails_leaves_it_open(tmp_path: Path, site: AssemblySite) -> None:
    site.questions, site.lists = TWELVE, {"PA990001": TWELVE}
    site.fault("page=2", status(200, ERROR_PAGE, Content_Type="text/html"))
    landed = crawl(tmp_path, site, deputy="PA990001")
    assert len(landed.questions) == 10
    assert "17/PA990001/questions" not in landed.visits
    assert [(one["stage"], one["key"]) for one in landed.rejections] == [("question list", "17/PA990001/questions")]


def test_a_listed_question_that_is_gone_is_told(tmp_path: Path, site: AssemblySite) -> None:
    site.lists = {"PA990001": TWELVE[:1]}
    landed = crawl(tmp_path, site, deputy="PA990001")
    assert landed.visits["QANR5L17QE1"]["http_status"] == 404
    assert [one["reason"] for one in landed.rejections] == ["listed, but its page answers 404"]
    assert landed.visits["17/PA990001/questions"]["settled"] is True


def test_a_deputy_whom_the_site_does_not_know(tmp_path: Path, site: AssemblySite) -> None:
    landed = crawl(tmp_path, site, deputy="PA990003")
    assert landed.visits["17/PA990003/questions"]["http_status"] == 404
    assert [one["reason"] for one in landed.rejections] == ["no deputy of that id: their list answers 404"]


def test_one_request_at_a_time_with_the_delay(tmp_path: Path, site: AssemblySite) -> None:
    site.questions = TWELVE[:4]
    arguments = {"legislature": "17", "site": site.url, "number": "1-4"}
    scrapy(tmp_path, "assemblee", arguments, {"DOWNLOAD_DELAY": "0.3"})
    # Asked for after 0.3 s at the soonest; on a busy machine one arrives late, and the next one sooner after it.
    assert min(later - earlier for earlier, later in pairwise(site.times)) > 0.15


@pytest.mark.parametrize("arguments", [{}, {"deputy": "marc-le-fur"}, {"legislature": "13", "number": "1"}])
def test_what_cannot_be_asked_for_is_one_line(tmp_path: Path, site: AssemblySite, arguments: dict[str, str]) -> None:
    with pytest.raises(AssertionError, match="questions-ecrites: "):
        crawl(tmp_path, site, **{"legislature": 17, **arguments})  # type: ignore[arg-type]
    assert site.asked == []
