import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.sites.assemblee.routes import Site, deputy_address, off_limits, question_address

COPY = Site(15, "http://127.0.0.1:8017/")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (Site(17).question(1234), "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE1234"),
        (Site(14).question_export(47351), "https://questions.assemblee-nationale.fr/q14/14-47351QE.htm/vue/xml"),
        (Site(17).deputy("PA923"), "https://www.assemblee-nationale.fr/dyn/deputes/PA923"),
        (
            Site(17).deputy_questions("923", 2),
            "https://www.assemblee-nationale.fr/dyn/deputes/PA923/questions?page=2&limit=10",
        ),
        (
            Site(14).questions_archive(),
            "https://data.assemblee-nationale.fr/static/openData/repository/14/questions/questions_ecrites/"
            "Questions_ecrites_XIV.json.zip",
        ),
        (
            Site(15).questions_archive(),
            "https://data.assemblee-nationale.fr/static/openData/repository/15/questions/questions_ecrites/"
            "Questions_ecrites_XV.json.zip",
        ),
        (
            Site(17).questions_archive(),
            "https://data.assemblee-nationale.fr/static/openData/repository/17/questions/questions_ecrites/"
            "Questions_ecrites.json.zip",
        ),
        (
            Site(17).actors_archive(),
            "https://data.assemblee-nationale.fr/static/openData/repository/17/amo/"
            "tous_acteurs_mandats_organes_xi_legislature/"
            "AMO30_tous_acteurs_tous_mandats_tous_organes_historique.json.zip",
        ),
        (COPY.question(1), "http://127.0.0.1:8017/dyn/15/questions/QANR5L15QE1"),
        (COPY.question_export(1), "http://127.0.0.1:8017/q15/15-1QE.htm/vue/xml"),
        (COPY.deputy_questions("PA1"), "http://127.0.0.1:8017/dyn/deputes/PA1/questions?page=1&limit=10"),
    ],
)
def test_address(url: str, expected: str) -> None:
    assert url == expected


@pytest.mark.parametrize("legislature", [13, 0, -1, 100])
def test_no_site_of_a_legislature_without_data(legislature: int) -> None:
    with pytest.raises(ValueError, match="begin with legislature 14"):
        Site(legislature)


@pytest.mark.parametrize(
    "base", ["", "www.assemblee-nationale.fr", "ftp://x", "http://a:b@x", "http://x/dyn", "http://x?y"]
)
def test_no_site_at_what_is_no_address(base: str) -> None:
    with pytest.raises(ValueError, match="no site's address"):
        Site(17, base)


def test_no_export_of_later_legislatures() -> None:
    assert (Site(16).has_exports, Site(17).has_exports) == (True, False)
    with pytest.raises(ValueError, match="ends with legislature 16"):
        Site(17).question_export(1)


@pytest.mark.parametrize("number", [0, -1])
def test_no_number_or_page_below_one(number: int) -> None:
    for address in (Site(16).question, Site(16).question_export, lambda page: Site(16).deputy_questions("PA1", page)):
        with pytest.raises(ValueError, match="count from 1"):
            address(number)


@pytest.mark.parametrize("official_id", ["", "PA", "../x", "marc-le-fur", "PA1/../2"])
def test_no_deputy_without_an_id(official_id: str) -> None:
    with pytest.raises(ValueError, match="no deputy id"):
        Site(17).deputy(official_id)


@given(legislature=st.integers(14, 99), number=st.integers(1, 999_999_999))
def test_what_is_built_is_recognised(legislature: int, number: int) -> None:
    site = Site(legislature)
    assert question_address(site.question(number)) == (legislature, "QE", number)
    if site.has_exports:
        assert question_address(site.question_export(number)) == (legislature, "QE", number)
    assert deputy_address(site.deputy_questions(str(number))) == f"PA{number}"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/dyn/17/questions/QANR5L17QG12.pdf", (17, "QG", 12)),
        ("https://questions.assemblee-nationale.fr/q15/15-43433QE.htm", (15, "QE", 43433)),
        ("https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QOSD7?x=1#y", (17, "QOSD", 7)),
        ("/dyn/17/questions/QANR5L16QE12", None),
        ("/q15/14-12QE.htm", None),
        ("/dyn/17/questions/QANR5L17QE0", None),
        ("/dyn/17/questions/QANR5L17QE12x", None),
        ("/dyn/17/questions", None),
        ("http://[", None),
    ],
)
def test_whose_question(url: str, expected: object) -> None:
    assert question_address(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/dyn/deputes/PA923", "PA923"),
        ("https://www.assemblee-nationale.fr/dyn/deputes/PA923/questions?page=2", "PA923"),
        ("/deputes/fiche/OMC_PA923", "PA923"),
        ("/dyn/deputes/PA0", None),
        ("/dyn/deputes/PA923x", None),
        ("/dyn/vos-deputes", None),
    ],
)
def test_whose_page(url: str, expected: str | None) -> None:
    assert deputy_address(url) == expected


def test_what_is_here() -> None:
    assert Site(16).is_here("http://questions.assemblee-nationale.fr/q16/16-1QE.htm")
    assert Site(16).is_here("https://www.assemblee-nationale.fr/dyn/deputes/PA1/questions")
    assert not Site(16).is_here("https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE1")
    assert not COPY.is_here("https://www.assemblee-nationale.fr/dyn/15/questions/QANR5L15QE1")


def test_hosts() -> None:
    assert Site(17).hosts == (
        "www.assemblee-nationale.fr", "questions.assemblee-nationale.fr", "data.assemblee-nationale.fr",
    )  # fmt: skip
    assert COPY.hosts == ("127.0.0.1:8017",)


@pytest.mark.parametrize(
    "url",
    [
        "https://www2.assemblee-nationale.fr/recherche/resultats_questions",
        "https://www.assemblee-nationale.fr/recherche?q=x",
        "/dyn/recherche/questions",
        "/dyn/17/../Recherche",
        "/%72echerche/x",
        "/dyn/alertes/QANR5L17QE1",
        "/mon-compte",
        "/login",
        "http://[",
    ],
)
def test_off_limits(url: str) -> None:
    assert off_limits(url)


@pytest.mark.parametrize("url", [Site(16).question(1), Site(16).question_export(1), Site(16).deputy_questions("PA1")])
def test_within_limits(url: str) -> None:
    assert not off_limits(url)
