"""The roster, a deputy's data, the page of all deputies and a deputy's page."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response

from scraper.errors import NotThePage
from scraper.sites.nosdeputes.deputy_document import read_deputy
from scraper.sites.nosdeputes.deputy_page import DeputyPage, read_deputy_page
from scraper.sites.nosdeputes.roster import RosterEntry, read_deputies_page, read_roster
from tests.scraper.sites.hand_made import PAGES, changed, expected, fields, page, plain, response_of, rows


@pytest.mark.parametrize(("name", "row", "field", "value"), rows("deputies.json"))
def test_roster(name: str, row: int, field: str, value: Any) -> None:
    assert plain(getattr(read_roster(page(name)).entries[row], field)) == value


@pytest.mark.parametrize(("name", "row", "field", "value"), rows("deputies_page.html"))
def test_page_of_all_deputies(name: str, row: int, field: str, value: Any) -> None:
    assert plain(getattr(read_deputies_page(page(name)).entries[row], field)) == value


@pytest.mark.parametrize(("name", "field", "value"), [*fields("deputy.json"), *fields("deputy_[bf]*.json")])
def test_deputy_document(name: str, field: str, value: Any) -> None:
    assert plain(getattr(read_deputy(page(name)), field)) == value


@pytest.mark.parametrize(("name", "field", "value"), fields("deputy_page*.html"))
def test_deputy_page(name: str, field: str, value: Any) -> None:
    assert getattr(read_deputy_page(page(name)), field) == value


@pytest.mark.parametrize(("name", "kind"), [("13/deputy.json", RosterEntry), ("13/deputy_page.html", DeputyPage)])
def test_every_field_is_expected(name: str, kind: Any) -> None:
    assert set(expected(PAGES / name)) == set(kind.__dataclass_fields__)


@pytest.mark.parametrize(("name", "count"), [("13/deputies_page.html", 3), ("16/deputies_page.html", 3)])
def test_nobody_is_listed_twice(name: str, count: int) -> None:
    assert len(read_deputies_page(page(name)).entries) == count


def test_contacts_and_staff_are_never_read() -> None:
    read = str(read_deputy(page("16/deputy_former.json")))
    assert not any(private in read for private in ("personne@example.org", "rue d'Ailleurs", "M. Personne"))


def a_deputy(**changes: Any) -> RosterEntry:
    data = json.loads((PAGES / "13/deputy.json").read_text(encoding="utf-8"))
    data["depute"].update(changes)
    return read_deputy(response_of(json.dumps(data).encode(), ".json"))


@pytest.mark.parametrize(("value", "former"), [(1, True), ("1", True), (0, False), (None, False)])
def test_former(value: Any, former: bool) -> None:
    assert a_deputy(ancien_depute=value).former is former


@pytest.mark.parametrize(
    ("text", "mandate"),
    [
        ("20/06/2007 /  / ", ("20/06/2007", "", "")),
        ("20/06/2007 /  /", ("20/06/2007", "", "")),
        ("20/06/2007", ("20/06/2007", "", "")),
        ("20/06/2007 / 14/12/2010 / décès / autre", ("20/06/2007", "14/12/2010", "décès / autre")),
    ],
)
def test_mandate(text: str, mandate: tuple[str, str, str]) -> None:
    assert a_deputy(anciens_mandats=[{"mandat": text}]).mandates == (mandate,)


@pytest.mark.parametrize("value", [None, []])
def test_no_earlier_mandates(value: Any) -> None:
    assert a_deputy(anciens_mandats=value).mandates == ()


def test_numbers_may_come_as_text_and_text_as_numbers() -> None:
    entry = a_deputy(id="12", id_an=9900001, num_deptmt=22)
    assert (entry.site_id, entry.official_id, entry.department) == (12, "9900001", "22")


@pytest.mark.parametrize(
    "changes",
    [{"slug": ""}, {"slug": None}, {"nom": " "}, {"slug": "recherche"}, {"slug": "a.b"}, {"profession": ["a", "b"]}],
)
def test_half_a_deputy_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(NotThePage):
        a_deputy(**changes)


def test_a_constituency_in_words_is_left_out() -> None:
    assert a_deputy(num_circo="trois").constituency_number is None


NO_JSON_OF_OURS = [
    b"{}",
    b"",
    b"null",
    b"[]",
    b"42",
    b'{"depute":',
    b'{"depute":null}',
    b'{"depute":{}}',
    b'{"deputes":{}}',
    b'{"deputes":[]}',
    b'{"deputes":[null]}',
    b'{"deputes":[{"depute":{"slug":"aline-exemple"}}]}',
    b"\xe9\xff\x00",
    b"[" * 100_000,
    b"<html><body>Erreur</body></html>",
]


@pytest.mark.parametrize("body", NO_JSON_OF_OURS, ids=lambda body: repr(body[:30]))
@pytest.mark.parametrize("read", [read_deputy, read_roster])
def test_anything_else_is_no_deputy(read: Callable[[Response], Any], body: bytes) -> None:
    with pytest.raises(NotThePage):
        read(response_of(body, ".json"))


def test_an_unknown_slug_is_refused_in_words() -> None:
    unknown = HtmlResponse("http://site/personne/json", body=b"{}", headers={"Content-Type": "text/html"})
    with pytest.raises(NotThePage, match=r"expected JSON with “depute”, found “\{\}”"):
        read_deputy(unknown)


def test_latin_1_bytes_in_json_do_no_harm() -> None:
    body = (PAGES / "13/deputy.json").read_bytes().replace(b"Songe", "Rêve".encode("latin-1"))
    assert read_deputy(response_of(body, ".json")).birthplace == "Nulle-Part (R�ve)"


@pytest.mark.parametrize("read", [read_deputies_page, read_deputy_page])
@pytest.mark.parametrize(
    "name", ["13/not_found.html", "16/error_with_status_200.html", "13/questions_none.html", "13/question_pending.html"]
)
def test_another_page_is_refused(read: Callable[[Response], Any], name: str) -> None:
    with pytest.raises(NotThePage, match="found “"):
        read(page(name))


def test_a_listed_deputy_without_a_link_is_told_apart() -> None:
    roster = read_deputies_page(changed("16/deputies_page.html", 'href="/aline-exemple"', 'href="/deputes"'))
    assert "Exemple, Aline" in roster.unreadable[0]
    assert "aline-exemple" not in {entry.slug for entry in roster.entries}


def test_one_bad_entry_costs_no_other() -> None:
    body = b'{"deputes":[{"depute":{"slug":"x"}},{"depute":{"slug":"aline-exemple","nom":"Aline Exemple"}}]}'
    roster = read_roster(response_of(body, ".json"))
    assert [entry.slug for entry in roster.entries] == ["aline-exemple"]
    assert len(roster.unreadable) == 1


def test_a_listed_name_without_its_title_is_put_together() -> None:
    read = read_deputies_page(changed("16/deputies_page.html", "Basile de Fictif -- ", " -- "))
    assert read.entries[1].name == "Basile de Fictif"


def test_sex_is_unknown_where_the_page_does_not_say() -> None:
    assert read_deputies_page(changed("13/deputies_page.html", "députée <a", "membre <a")).entries[0].sex is None


def test_a_deputy_page_without_a_mandate_has_none() -> None:
    read = read_deputy_page(changed("13/deputy_page.html", 'id="b1"', 'id="b2"'))
    assert read.mandate_line is None
