"""What a question page must hold, element by element, in each state and flavour."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from demo.clock import Clock
from demo.corpus import Corpus
from demo.pages import Pages
from demo.question import Question
from parliament.text import clean_html
from tests.demo.replies import Fetch

ALL = (13, 14, 15, 16)
NOT_YET = "Cette question n'a pas encore de réponse."


def find(corpus: Corpus, legislature: int, **wanted: object) -> Question:
    return next(q for q in corpus.legislatures[legislature] if all(getattr(q, k) == v for k, v in wanted.items()))


def path_of(question: Question) -> str:
    prefix = "" if question.legislature == 13 else f"/{question.legislature}"
    return f"{prefix}/question/QE/{question.number}"


def outline(element: object) -> Iterator[str]:
    """Yield the elements inside one as tag.class, in document order, without inline ones of the texts."""
    for child in element.iterdescendants():
        if isinstance(child.tag, str) and child.tag not in ("br", "b", "i"):
            yield child.tag + (f".{child.get('class')}" if child.get("class") else "")


QUESTION = [
    "div.info_depute", "div.depute_gauche", "a", "img.jstitle photo_fiche", "div.depute_droite", "div", "h1", "a",
    "div.stopfloat", "div.source", "a", "div", "h2", "p", "div", "h2", "p",
]  # fmt: skip
ALERT = ["div.alerte", "div.mail", "h3.aligncenter", "table", "tbody", "tr", "td", "a", "img", "a", "td"]


@pytest.mark.parametrize("legislature", ALL)
def test_an_answered_question_has_the_elements_of_the_site(fetch: Fetch, corpus: Corpus, legislature: int) -> None:
    question = next(
        q for q in corpus.legislatures[legislature] if q.index < 9 and q.answered and q.member.person.has_photo
    )
    page = fetch(legislature, path_of(question)).html
    found = list(outline(page.get_element_by_id(f"question{question.number}")))
    assert found == QUESTION


@pytest.mark.parametrize("legislature", ALL)
def test_the_alert_box_stands_in_unanswered_questions_but_on_13(fetch: Fetch, corpus: Corpus, legislature: int) -> None:
    page = fetch(legislature, path_of(find(corpus, legislature, index=1))).html
    found = list(outline(page.get_element_by_id("question")))
    assert found == (["h2", "p"] if legislature == 13 else ["h2", *ALERT, "p"])


@pytest.mark.parametrize(("legislature", "said"), [(14, "par email"), (15, "par e-mail"), (16, "par e-mail")])
def test_the_alert_box_names_mail_in_its_own_way(fetch: Fetch, corpus: Corpus, legislature: int, said: str) -> None:
    page = fetch(legislature, path_of(find(corpus, legislature, index=2))).html
    assert said in page.find_class("alerte")[0].text_content()


@pytest.mark.parametrize("legislature", ALL)
@pytest.mark.parametrize(
    ("index", "answer", "withdrawn"),
    [
        (0, r"h2:Réponse émise le \d+(er)? \w+ \d{4}", False),
        (1, "h2:Réponse p:" + NOT_YET, False),
        (2, r"h3:Retirée le \d+(er)? \w+ \d{4} \(fin de mandat\)$", True),
        (3, r"h3:Retirée le \d+(er)? \w+ \d{4} \(retrait à l'initiative de l'auteur\)$", True),
        (4, r"h3:Retirée le \d+(er)? \w+ \d{4} \(caducité\)$", True),
        (5, r"h3:Retirée le \d+(er)? \w+ \d{4}$", True),
        (6, r"h2:Réponse à venir le 15 juin 2049 p:" + NOT_YET, True),
        (7, r"h2:Réponse p:(?!Cette question)", False),
    ],
)
def test_each_state_is_written_as_on_the_site(
    fetch: Fetch, corpus: Corpus, legislature: int, index: int, answer: str, withdrawn: bool
) -> None:
    page = fetch(legislature, path_of(find(corpus, legislature, index=index))).html
    box = page.get_element_by_id("reponse")
    assert re.match(answer, " ".join(f"{child.tag}:{child.text_content()}" for child in box))
    assert page.xpath("string(//h1)").endswith(" (retirée)") == withdrawn


def test_an_announced_answer_turns_withdrawn_the_day_after(corpus: Corpus) -> None:
    path = path_of(find(corpus, 13, index=6))
    on_the_day = Pages(corpus.legislatures[13], "", Clock(date(2049, 6, 15))).answer(path).body
    the_day_after = Pages(corpus.legislatures[13], "", Clock(date(2049, 6, 16))).answer(path).body
    assert "<h2>Réponse à venir le 15 juin 2049</h2>" in on_the_day
    assert "<h3>Retirée le 15 juin 2049</h3>" in the_day_after


@pytest.mark.parametrize(("legislature", "swallowed"), [(13, True), (14, True), (15, False), (16, False)])
def test_a_date_in_the_question_takes_its_place_on_the_older_sites(
    fetch: Fetch, corpus: Corpus, legislature: int, swallowed: bool
) -> None:
    page = fetch(legislature, path_of(find(corpus, legislature, question_form="iso"))).html
    text = page.xpath('string(//div[@id="question"]/p)')
    assert (text == "23 avril 2009", "2009-04-23" in text) == (swallowed, not swallowed)


def test_old_imports_have_a_paragraph_in_a_paragraph(fetch: Fetch, corpus: Corpus) -> None:
    text = fetch(13, path_of(find(corpus, 13, index=13))).text
    assert "<p><p>" in text.partition('id="question">')[2].partition('id="reponse"')[0]
    assert "<p><p>" in text.partition('id="reponse">')[2].partition("commentaires")[0]


@pytest.mark.parametrize(("legislature", "shown"), [(13, " ?"), (16, "&nbsp;?")])
def test_questions_get_no_break_spaces_on_the_later_sites_only(corpus: Corpus, legislature: int, shown: str) -> None:
    chamber = corpus.legislatures[legislature]
    question = next(q for q in chamber if q.question_form == "plain" and " ?" in chamber.texts(q).question.stored)
    body = Pages(chamber, "", Clock(date(2026, 1, 1))).answer(path_of(question)).body
    assert shown in body.partition('id="question">')[2].partition('id="reponse"')[0]


@pytest.mark.parametrize("legislature", ALL)
def test_comments_are_counted_and_imitate_the_headings(fetch: Fetch, corpus: Corpus, legislature: int) -> None:
    page = fetch(legislature, path_of(find(corpus, legislature, index=8))).html
    assert page.get_element_by_id("commentaires").text == "3 commentaires\u00a0:"
    assert len(page.find_class("commentaire")) == 3
    assert "Réponse émise le 2 janvier 1999" in page.find_class("commentaire")[2].text_content()
    assert len(page.xpath('//a[starts-with(@href, "/rate/Commentaire/")]')) == 9


@pytest.mark.parametrize("legislature", ALL)
def test_the_form_names_the_internal_id(fetch: Fetch, corpus: Corpus, legislature: int) -> None:
    question = find(corpus, legislature, index=0)
    prefix = "" if legislature == 13 else f"/{legislature}"
    action = fetch(legislature, path_of(question)).html.xpath('//div[@class="commentaires"]/form/@action')
    assert action == [f"{prefix}/commentaire/QuestionEcrite/{question.site_id}"]


def test_the_group_stands_in_the_photo_only_and_not_for_former_deputies(fetch: Fetch, corpus: Corpus) -> None:
    sitting = next(q for q in corpus.legislatures[13] if q.member.person.slug == "aline-exemple")
    former = next(q for q in corpus.legislatures[13] if q.member.person.slug == "faustine-partante")
    titles = [
        fetch(13, path_of(q)).html.xpath("string(//div[@class='depute_gauche']//img/@title)") for q in (sitting, former)
    ]
    assert titles == ["Aline Exemple -- (Groupe parlementaire : UMP)", "Faustine Partante -- (ancienne députée)"]


@pytest.mark.parametrize(
    ("legislature", "suffix"), [(13, ""), (14, ""), (15, " - NosDéputés.fr"), (16, " - NosDéputés.fr")]
)
def test_titles_end_with_the_sites_name_on_the_later_sites(
    fetch: Fetch, corpus: Corpus, legislature: int, suffix: str
) -> None:
    question = find(corpus, legislature, index=0)
    page = fetch(legislature, path_of(question)).html
    start = f"{question.member.person.name} : Question N° {question.number} au "
    title = page.xpath("string(//title)")
    assert title.startswith(start)
    assert title.endswith(page.xpath("string(//h1/br/following-sibling::text())").partition(" au ")[2] + suffix)


def test_question_47001_reads_as_it_was_asked_and_answered(fetch: Fetch) -> None:
    page = fetch(13, "/question/QE/47001").html
    assert page.xpath("string(//h1)").split("Question")[1] == " N° 47001 au Ministère du Commerce"
    assert page.xpath('string(//div[@id="question"]/h2)') == "Question soumise le 21 avril 2009"
    assert page.xpath('string(//div[@id="reponse"]/h2)') == "Réponse émise le 4 août 2009"
    assert "passeport pour l'économie numérique" in page.xpath('string(//div[@id="question"]/p)')


@pytest.mark.parametrize("legislature", ALL)
def test_the_plain_texts_are_what_cleaning_makes_of_the_stored_ones(corpus: Corpus, legislature: int) -> None:
    chamber = corpus.legislatures[legislature]
    for question in chamber:
        texts = chamber.texts(question)
        for text in filter(None, (texts.question, texts.answer)):
            assert clean_html(text.stored) == text.plain
