import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.sites.nosdeputes.routes import (
    FLAVOURS,
    Site,
    deputy_slug,
    is_slug,
    off_limits,
    question_number,
    same_site,
)

SITE_13 = Site(13)
SITE_16 = Site(16)
LOCAL = Site(13, "http://127.0.0.1:8013/")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (SITE_13.roster(), "https://2007-2012.nosdeputes.fr/deputes/json"),
        (SITE_13.deputies_page(), "https://2007-2012.nosdeputes.fr/deputes"),
        (SITE_13.deputy("aline-exemple"), "https://2007-2012.nosdeputes.fr/aline-exemple"),
        (SITE_13.deputy_document("aline-exemple"), "https://2007-2012.nosdeputes.fr/aline-exemple/json"),
        (SITE_13.questions("aline-exemple"), "https://2007-2012.nosdeputes.fr/aline-exemple/questions?page=1"),
        (
            SITE_16.questions("aline-exemple", 3, "2024-06-11"),
            "https://www.nosdeputes.fr/aline-exemple/questions?page=3&n=2024-06-11",
        ),
        (SITE_13.question(47001), "https://2007-2012.nosdeputes.fr/question/QE/47001"),
        (Site(14).question(12), "https://2012-2017.nosdeputes.fr/14/question/QE/12"),
        (Site(15).question(12), "https://2017-2022.nosdeputes.fr/15/question/QE/12"),
        (SITE_16.question(17001), "https://www.nosdeputes.fr/16/question/QE/17001"),
        (SITE_13.question_document(2647), "https://2007-2012.nosdeputes.fr/api/document/QuestionEcrite/2647/json"),
        (
            SITE_16.question_document(5, "a b"),
            "https://www.nosdeputes.fr/api/document/QuestionEcrite/5/json?n=a+b",
        ),
        (LOCAL.question(1), "http://127.0.0.1:8013/question/QE/1"),
    ],
)
def test_address(url: str, expected: str) -> None:
    assert url == expected


@pytest.mark.parametrize(
    "slug",
    [
        *("recherche", "Recherche", "rechercher", "rate", "deputes", "login", "api", "question", "13"),
        *("", "-", "a/b", "../login", "a b", "a?b", "marc.fictif", "aline%20exemple", "a\n", "a#b"),
    ],
)
def test_no_address_for_what_is_no_slug(slug: str) -> None:
    with pytest.raises(ValueError, match="no deputy's slug"):
        SITE_13.deputy(slug)


@pytest.mark.parametrize("page", [0, -1])
def test_no_page_below_one(page: int) -> None:
    with pytest.raises(ValueError, match="pages count from 1"):
        SITE_13.questions("aline-exemple", page)


@pytest.mark.parametrize("number", [0, -1])
def test_no_number_below_one(number: int) -> None:
    with pytest.raises(ValueError, match="numbers count from 1"):
        SITE_13.question(number)
    with pytest.raises(ValueError, match="numbers count from 1"):
        SITE_13.question_document(number)


def test_no_site_for_a_later_legislature() -> None:
    with pytest.raises(ValueError, match="no site for legislature 17; known: 13, 14, 15, 16"):
        Site(17)


@pytest.mark.parametrize(
    "base",
    [
        *(
            "",
            "2007-2012.nosdeputes.fr",
            "ftp://site",
            "http://",
            "http://site/path",
            "http://site?x=1",
            "http://site#x",
        ),
        *("http://user:word@site", "http://site:port", "http://[site"),
    ],
)
def test_no_site_at_what_is_no_address(base: str) -> None:
    with pytest.raises(ValueError):
        Site(13, base)


@pytest.mark.parametrize(
    ("site", "host"), [(SITE_13, "2007-2012.nosdeputes.fr"), (SITE_16, "www.nosdeputes.fr"), (LOCAL, "127.0.0.1:8013")]
)
def test_host(site: Site, host: str) -> None:
    assert site.host == host


@pytest.mark.parametrize(
    "url",
    [
        "https://2007-2012.nosdeputes.fr/question/QE/47001",
        "http://2007-2012.nosdeputes.fr/",
        "http://2007-2012.nosdeputes.fr:80/",
        "https://2007-2012.NosDeputes.fr:443/deputes",
    ],
)
def test_here(url: str) -> None:
    assert SITE_13.is_here(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://2012-2017.nosdeputes.fr/question/QE/47001",
        "https://www.nosdeputes.fr/",
        "https://nosdeputes.fr/",
        "https://2007-2012.nosdeputes.fr.example.org/",
        "https://2007-2012.nosdeputes.fr@example.org/",
        "https://example.org\\@2007-2012.nosdeputes.fr/",
        "https://2007-2012.nosdeputes.fr:8443/",
        "ftp://2007-2012.nosdeputes.fr/",
        "/question/QE/47001",
        "javascript:void(0)",
        "http://[broken",
        "http://2007-2012.nosdeputes.fr:port/",
        "",
    ],
)
def test_elsewhere(url: str) -> None:
    assert not SITE_13.is_here(url)


def test_another_port_of_a_local_site_is_another_site() -> None:
    assert LOCAL.is_here("http://127.0.0.1:8013/x")
    assert not LOCAL.is_here("http://127.0.0.1:8014/x")


def test_two_relative_urls_are_on_no_site() -> None:
    assert not same_site("/a", "/a")


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://2007-2012.nosdeputes.fr/question/QE/47001", (None, 47001)),
        ("https://2007-2012.nosdeputes.fr/13/question/QE/47001", (13, 47001)),
        ("https://www.nosdeputes.fr/16/question/QE/17001", (16, 17001)),
        ("/question/QE/047001", (None, 47001)),
        ("/question/QE/47001abc", (None, 47001)),
        ("/question/QE/47001?foo=1", (None, 47001)),
        ("/question/QE/47001#commentaires", (None, 47001)),
        ("/index.php/question/QE/47001", (None, 47001)),
        ("/index.php/16/question/QE/17001", (16, 17001)),
        ("/question/QE/%2047001", (None, 47001)),
    ],
)
def test_question_number(url: str, found: tuple[int | None, int]) -> None:
    assert question_number(url) == found


@pytest.mark.parametrize(
    "url",
    [
        *("/question/QE/47001/", "/question/qe/47001", "/question/QE/", "/question/QE/abc", "/question/QE/0"),
        *("/question/id/2647", "/question/2647", "/question/QE/-1", "/aline-exemple", "/", "", "http://[broken"),
        *("/foo/question/QE/1", "/question/QE/1234567890", "/2007/question/QE/1"),
    ],
)
def test_no_question(url: str) -> None:
    assert question_number(url) is None


@given(st.sampled_from(sorted(FLAVOURS)), st.integers(1, 999_999))
def test_a_question_s_address_gives_its_number_back(legislature: int, number: int) -> None:
    expected = (None if legislature == 13 else legislature, number)
    assert question_number(Site(legislature).question(number)) == expected


@given(st.text())
def test_no_text_breaks_the_readers_of_urls(url: str) -> None:
    assert isinstance(off_limits(url), bool)
    assert deputy_slug(url) is None or is_slug(deputy_slug(url) or "")
    assert question_number(url) is None or question_number(url)[1] > 0
    assert not SITE_13.is_here(url)


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("/aline-exemple", "aline-exemple"),
        ("https://2007-2012.nosdeputes.fr/aline-exemple/questions?page=2", "aline-exemple"),
        ("/aline-exemple/json", "aline-exemple"),
        ("/index.php/aline-exemple", "aline-exemple"),
        ("/Aline-Exemple?foo=1", "aline-exemple"),
        ("/zo%C3%A9-d-invention", "zoe-d-invention"),
        ("/alexandra-exemple-1", "alexandra-exemple-1"),
    ],
)
def test_deputy_slug(url: str, slug: str) -> None:
    assert deputy_slug(url) == slug


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "",
        "/deputes",
        "/recherche?object_name=QuestionEcrite",
        "/16/question/QE/1",
        "/question/QE/1",
        "/robots.txt",
    ],
)
def test_no_deputy(url: str) -> None:
    assert deputy_slug(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://www.nosdeputes.fr/recherche",
        "https://www.nosdeputes.fr/recherche?object_name=QuestionEcrite&tag=x",
        "/recherche/ponts",
        "/rechercher/ponts",
        "/Recherche/ponts",
        "/%72echerche/ponts",
        "//www.nosdeputes.fr//recherche",
        "/aline-exemple/../recherche",
        "/index.php/recherche",
        "/16/recherche",
        "/rate/Commentaire/301/0",
        "/16/rate/Commentaire/301/0",
        "/frontend_dev.php",
        "/frontend_dev.php/question/QE/1",
        "/alerte/question/17001",
        "/login",
        "/commentaire/QuestionEcrite/2647",
        "/16/commentaire/QuestionEcrite/1732",
        "http://[broken",
    ],
)
def test_off_limits(url: str) -> None:
    assert off_limits(url)


@pytest.mark.parametrize(
    "url",
    [
        SITE_13.roster(),
        SITE_13.deputies_page(),
        SITE_13.deputy("aline-exemple"),
        SITE_13.deputy_document("aline-exemple"),
        SITE_13.questions("aline-exemple", 2),
        SITE_16.question(17001),
        SITE_16.question_document(5),
        "https://www.nosdeputes.fr/robots.txt",
        "/commentaires/rss",
        "/question/QE/1?retour=/recherche",
        "/",
    ],
)
def test_allowed(url: str) -> None:
    assert not off_limits(url)
