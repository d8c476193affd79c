import re
from html import escape, unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import NotThePage
from scraper.sites.nosdeputes.question_page import QuestionPage, read_question_page
from tests.scraper.sites.hand_made import PAGES, changed, expected, fields, page, plain, response_of

ANSWERED = "13/question_answered.html"
PENDING = "13/question_pending.html"
HEADING = "<h2>Réponse émise le 1er août 2009</h2>"


@pytest.mark.parametrize(("name", "field", "value"), fields("question_*.html"))
def test_field(name: str, field: str, value: Any) -> None:
    assert plain(getattr(read_question_page(page(name)), field)) == value


def test_every_field_is_expected() -> None:
    assert set(expected(PAGES / ANSWERED)) == set(QuestionPage.__dataclass_fields__)


def test_the_title_never_decides_the_state() -> None:
    assert read_question_page(changed(ANSWERED, "du Commerce</h1>", "du Commerce (retirée)</h1>")).closure == "answered"


def test_wrongly_retired_leaves_the_ministry_clean() -> None:
    assert read_question_page(page("13/question_announced.html")).ministry == "Ministère de l'Éducation"


def test_title_suffix_of_the_site_is_no_part_of_the_ministry() -> None:
    assert read_question_page(page("16/question_pending.html")).ministry == "Ministère du travail"


@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_a_withdrawal_is_told_by_its_wording(tag: str) -> None:
    name, old = "13/question_withdrawn_without_reason.html", "<h3>Retirée le 19 juin 2012</h3>"
    assert read_question_page(changed(name, old, f"<{tag}>Retirée le 19 juin 2012</{tag}>")).closure == "withdrawn"


@pytest.mark.parametrize(
    ("heading", "closure", "closed", "reason"),
    [
        ("<h2>Réponse émise le</h2>", "answered", None, None),
        ("<h2>Réponse</h2>", "answered", None, None),
        ("<h2>Réponse  à venir\n le 3 mars 2010</h2>", "announced", "3 mars 2010", None),
        ("<h3>Retirée</h3>", "withdrawn", None, None),
        ("<h3>Retirée le 3 mars 2010 ()</h3>", "withdrawn", "3 mars 2010", None),
        ("<h3>Retirée (caducité)</h3>", "withdrawn", None, "caducité"),
    ],
)
def test_headings_of_an_ending(heading: str, closure: str, closed: str | None, reason: str | None) -> None:
    read = read_question_page(changed(ANSWERED, HEADING, heading))
    assert (read.closure, read.closed, read.reason) == (closure, closed, reason)


def test_an_unknown_heading_is_refused() -> None:
    with pytest.raises(NotThePage, match="Renouvelée le 3 mars 2010"):
        read_question_page(changed(ANSWERED, HEADING, "<h2>Renouvelée le 3 mars 2010</h2>"))


@pytest.mark.parametrize("sentence", ["", "Cette question n’a pas encore de réponse.", "<b> </b>&nbsp;"])
def test_a_bare_heading_without_a_text_is_no_answer(sentence: str) -> None:
    read = read_question_page(changed(PENDING, "Cette question n'a pas encore de réponse.", sentence))
    assert (read.closure, read.answer_html) == ("none", None)


def test_text_outside_any_element_is_kept() -> None:
    read = read_question_page(changed(ANSWERED, HEADING, HEADING + "Avant &lt;tout&gt;. "))
    assert (read.answer_html or "").startswith("Avant &lt;tout&gt;. Le réglage")


def test_no_text_is_lost_or_doubled_by_nested_paragraphs() -> None:
    read = read_question_page(page("13/question_nested_paragraphs.html"))
    assert read.question_html.count("Première moitié") == 1
    assert read.question_html.count("Seconde moitié") == 1


@pytest.mark.parametrize("stray", ["</div> et la suite", "</p></div><p>et la suite</p>"])
@pytest.mark.parametrize("text", ["interroge M. le ministre", "est vérifié au contrôle"])
def test_a_text_that_ends_its_box_early_is_refused(text: str, stray: str) -> None:
    with pytest.raises(NotThePage, match="found more of it outside"):
        read_question_page(changed(ANSWERED, text, text + stray))


@pytest.mark.parametrize("name", ["14/question_pending.html", "16/question_pending.html", "16/question_withdrawn.html"])
def test_the_alert_box_is_no_part_of_the_question(name: str) -> None:
    assert "alerte" not in read_question_page(page(name)).question_html
    assert "mail" not in read_question_page(page(name)).question_html


def test_a_question_s_own_table_stays() -> None:
    assert "<td>Ponts</td><td>3</td>" in read_question_page(page("16/question_withdrawn.html")).question_html


@pytest.mark.parametrize("name", ["13/question_swallowed_by_a_date.html", "14/question_swallowed_by_a_date.html"])
def test_a_text_that_became_a_date_is_returned_as_shown(name: str) -> None:
    assert read_question_page(page(name)).question_html == expected(PAGES / name)["question_html"]


def test_a_missing_form_leaves_the_internal_id_unknown() -> None:
    read = read_question_page(changed(ANSWERED, 'action="/commentaire/QuestionEcrite/7001"', ""))
    assert read.site_id is None


def test_a_form_in_an_answer_does_not_end_it_where_comments_are_closed() -> None:
    closed = re.sub(r"<form.*?</form>", "", (PAGES / ANSWERED).read_text(encoding="utf-8"), flags=re.DOTALL)
    text = "soit&nbsp;0,5 point de l'examen."
    read = read_question_page(response_of(closed.replace(text, f"<form method='get'></form>{text}").encode(), ".html"))
    assert (read.answer_html or "").endswith("de l'examen.")


def test_a_sloppy_author_link_gives_the_slug() -> None:
    assert read_question_page(changed(PENDING, 'href="/aline-exemple">A', 'href="/Aline-Exemple">A')).author_slug == (
        "aline-exemple"
    )


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1).filter(str.strip))
def test_any_text_comes_back_whole(text: str) -> None:
    old = "Mme Aline Exemple s'interroge.<br/>Elle attend."
    read = read_question_page(changed(PENDING, old, f"début {escape(text)} fin"))
    assert unescape(read.question_html) == f"début {text} fin"


@pytest.mark.parametrize("name", ["13/not_found.html", "16/error_with_status_200.html"])
def test_an_error_page_is_refused_with_its_heading(name: str) -> None:
    with pytest.raises(NotThePage, match=r"expected the page of a written question, found “(Nous n'avons|Une erreur)"):
        read_question_page(page(name))


@pytest.mark.parametrize("name", ["13/questions_first_page.html", "13/deputy_page.html", "13/deputies_page.html"])
def test_another_page_is_refused(name: str) -> None:
    with pytest.raises(NotThePage):
        read_question_page(page(name))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id="question90001"', 'id="question90002"'),
        ("Question N° 90001 au Ministère du Commerce</h1>", "Question au Ministère du Commerce</h1>"),
        ('<a href="/aline-exemple">Aline Exemple</a> <br/>', ""),
        ('<a href="/aline-exemple">Aline Exemple</a> <br/>', '<a href="/recherche">Aline Exemple</a> <br/>'),
        ("Question soumise le 21 avril 2009", "Question soumise le "),
        (HEADING, ""),
        ('<div id="reponse">', '<div id="autre">'),
    ],
)
def test_half_a_question_is_refused(old: str, new: str) -> None:
    with pytest.raises(NotThePage):
        read_question_page(changed(ANSWERED, old, new))


def test_a_truncated_page_is_refused_wherever_it_breaks_off() -> None:
    body = (PAGES / ANSWERED).read_bytes()
    end = body.index(b"</html>")
    for length in range(0, end, 97):
        with pytest.raises(NotThePage):
            read_question_page(response_of(body[:length]))


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"\x00\xff\xfe", b"</html>", b"<html></html>", b"<p>" * 5000 + b"</html>"]
)
def test_anything_else_is_refused(body: bytes) -> None:
    with pytest.raises(NotThePage):
        read_question_page(response_of(body))


def test_a_stray_latin_1_byte_does_no_harm() -> None:
    body = (PAGES / ANSWERED).read_bytes().replace("réglage : 20".encode(), "réglage : 20".encode("latin-1"))
    assert "leur r�glage : 20 % des" in read_question_page(response_of(body)).question_html


def test_a_whole_page_in_latin_1_is_refused_and_not_misread() -> None:
    body = (PAGES / ANSWERED).read_text(encoding="utf-8").encode("latin-1", "replace")
    with pytest.raises(NotThePage):
        read_question_page(response_of(body))


def test_a_stray_null_byte_hides_nothing_after_it() -> None:
    read = read_question_page(changed(ANSWERED, "interroge M. le ministre", "interroge\x00 M. le ministre"))
    assert read == read_question_page(page(ANSWERED))
