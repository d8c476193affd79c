from typing import Any

import pytest

from scraper.errors import NotThePage
from scraper.sites.nosdeputes.question_list import QuestionEntry, QuestionList, read_question_list
from tests.scraper.sites.hand_made import PAGES, changed, fields, page, plain, response_of

FIRST = "13/questions_first_page.html"
ONE = "13/questions_one.html"


@pytest.mark.parametrize(("name", "field", "value"), fields("questions_*.html"))
def test_field(name: str, field: str, value: Any) -> None:
    assert plain(getattr(read_question_list(page(name)), field)) == value


def only_entry(old: str, new: str) -> QuestionEntry:
    (entry,) = read_question_list(changed(ONE, old, new)).entries
    return entry


def with_count(sentence: str) -> QuestionList:
    return read_question_list(changed(ONE, "1 question trouvée.", sentence))


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Aucune question trouvée.", 0),
        ("1 question trouvée.", 1),
        ("81 questions trouvées.", 81),
        ("1 234 questions trouvées.", 1234),
        ("1&nbsp;234 questions trouvées.", 1234),
        ("1\u202f234\u00a0questions trouvées.", 1234),
    ],
)
def test_announced(sentence: str, count: int) -> None:
    assert with_count(sentence).announced == count


@pytest.mark.parametrize(("sentence", "last"), [("20 questions trouvées.", 1), ("21 questions trouvées.", 2)])
def test_last_page_follows_from_the_count_where_no_links_are_shown(sentence: str, last: int) -> None:
    assert with_count(sentence).last_page == last


@pytest.mark.parametrize(
    ("shown", "ministry"),
    [
        ("Justice", "Justice"),
        ("Droits de l'homme ", "Droits de l'homme"),
        ("Premier ministre (plan, prospective) / Économie", "Premier ministre"),
        ("Outre-mer / Intérieur (et outre-mer)", "Outre-mer"),
        ("Budget (comptes", "Budget"),
        ("", None),
    ],
)
def test_asked_ministry(shown: str, ministry: str | None) -> None:
    entry = only_entry("(Espace rural et aménagement du territoire)", f"({shown})")
    assert (entry.ministry, entry.asked_ministry) == (shown.strip(), ministry)


@pytest.mark.parametrize("state", ["Réponse le 04/08/09", "Réponse le //", "Réponse", "Sans réponse", "Retirée"])
def test_state_is_the_last_parenthesis(state: str) -> None:
    entry = only_entry("aménagement du territoire) (Sans réponse)", f"aménagement (Réponse le 01/01/01)) ({state})")
    assert entry.state == state


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(Sans réponse)", "(Renouvelée)"),
        ("(Sans réponse)", ""),
        ("N° 90011", "N°"),
        ("Question Écrite", "Question Orale"),
        ('id="7031"', 'id="question90011"'),
    ],
)
def test_an_entry_in_an_unknown_way_is_set_aside(old: str, new: str) -> None:
    read = read_question_list(changed(ONE, old, new))
    assert len(read.unreadable) == 1
    assert read.entries == ()


def test_line_breaks_in_a_heading_do_no_harm() -> None:
    assert only_entry("Écrite N° 90011 du 23/02/10", "Écrite\n N°&nbsp;90011\n du 23/02/10").number == 90011


def test_themes_with_a_no_break_space() -> None:
    assert only_entry("Thèmes : cartes", "Thèmes&nbsp;: cartes ; encres").themes == "cartes ; encres"


def test_an_excerpt_that_speaks_of_themes_is_no_theme() -> None:
    entry = only_entry("Mme Zoé d'Invention demande une carte.", "Thèmes : une liste.")
    assert (entry.themes, entry.excerpt) == ("cartes", "Thèmes : une liste.")


def test_an_excerpt_cut_within_a_tag_does_not_hide_the_next_entry() -> None:
    body = (PAGES / FIRST).read_text(encoding="utf-8").replace("sur les phares...", "sur les phares<br /...")
    assert [entry.number for entry in read_question_list(response_of(body.encode())).entries][:2] == [90001, 90009]


def test_a_page_past_the_end_shows_the_last_number() -> None:
    read = read_question_list(page("13/questions_past_the_end.html"))
    assert (read.page, read.entries) == (3, ())


def test_page_zero_is_page_one() -> None:
    assert read_question_list(page(FIRST)).page == 1


@pytest.mark.parametrize(
    "name",
    ["13/not_found.html", "16/error_with_status_200.html", "13/question_answered.html", "13/deputy_page.html"],
)
def test_another_page_is_refused(name: str) -> None:
    with pytest.raises(NotThePage, match="expected a list of questions with their count"):
        read_question_list(page(name))


@pytest.mark.parametrize("length", [0, 500, 2500])
def test_a_truncated_page_is_refused(length: int) -> None:
    with pytest.raises(NotThePage, match="whole HTML page"):
        read_question_list(response_of((PAGES / FIRST).read_bytes()[:length]))


def test_latin_1_bytes_do_no_harm() -> None:
    body = (PAGES / ONE).read_bytes().replace("Zoé".encode(), "Zoé".encode("latin-1"))
    assert read_question_list(response_of(body)).entries[0].excerpt == "Mme Zo� d'Invention demande une carte."
