"""Questions of the old export as items and records, whatever fields it lacks, and XML that is not to be trusted."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from parliament.ministries import resolve
from parliament.records import Deputy, Event, Question, Rejection
from scraper.cleaning import Cleaning
from scraper.errors import NotThePage
from scraper.sites.assemblee.author import author_item
from scraper.sites.assemblee.question_export import QuestionExport
from scraper.sites.assemblee.question_items import author_of_export, is_whole, item_of_export, uid
from tests.scraper.sites.assembly_pages import READ_AT, changed, read, response_of, source


def record(export: QuestionExport) -> Question | Deputy | Rejection:
    author = author_of_export(export)
    assert author is not None
    return Cleaning().record(item_of_export(export, author, "http://site/q", READ_AT))


def question(name: str) -> Question:
    made = record(read(name))
    assert isinstance(made, Question), made
    return made


def event(kind: str, day: str | None, **more: str) -> tuple[object, ...]:
    names = ("detail", "ministry_id", "jo_type", "jo_page", "jo_number")
    return (kind, day, *(more.get(name) for name in names))


def told(events: tuple[Event, ...]) -> list[tuple[object, ...]]:
    def told_of(one: Event) -> tuple[object, ...]:
        day = one.happened_on and str(one.happened_on)
        return (one.kind, day, one.detail, one.ministry_id, one.jo_type, one.jo_page, one.jo_number)

    return [told_of(one) for one in events]


def test_an_answered_question_with_all_its_events() -> None:
    made = question("export_answered.xml")
    assert (made.state, str(made.answered_on), made.response_days) == ("answered", "2014-05-13", 462)
    assert (made.detail, made.source, made.question_id) == ("export", "assemblee", "QANR5L14QE990101")
    assert made.themes == ("commerce et artisanat", "horlogerie", "réparation", "perspectives")
    assert (made.rubric, made.heading) == ("commerce et artisanat", "horlogerie")
    assert (made.deputy_id, made.mandate_id, made.author_slug) == ("PA990002", "PM990801", "zoe-d-imaginaire")
    assert (made.group_id, made.group_label) == (None, None)
    assert (made.asked_ministry_id, made.answering_ministry_id) == ("PO990301", "PO990303")
    assert made.answering_ministry_label == "Minsitère du commerce et de l'artisanat"
    assert (made.closure_code, made.withdrawal_reason, made.flagged) == ("REP_PUB", None, True)
    assert made.question_text == (
        "Mme Zoé d'Imaginaire demande combien d'horloges de clocher sont remontées à la main.\n"
        "Elle s'interroge sur les 1 200 autres."
    )
    assert made.answer_text == "Les horloges sont au nombre de 7 < 12.\n\nVille\tHorloges\nVille-Fictive\t7"
    jo = {"jo_type": "JO_QUESTION"}
    assert told(made.events) == [
        event("asked", "2013-02-05", **jo, jo_page="1201", jo_number="6"),
        event(
            "attributed", "2013-02-05", **jo, jo_number="6", ministry_id="PO990301",
            detail="Ministère de l'artisanat, du commerce et du tourisme",
        ),
        event("attributed", "2013-03-12", **jo, jo_number="11", ministry_id="PO990302", detail="Redressement"),
        event(
            "attributed", "2014-04-03", jo_type="JO_LOI_DECRET", ministry_id="PO990303",
            detail="Minsitère du commerce et de l'artisanat",
        ),
        event("renewed", "2013-05-21", **jo, jo_number="21"),
        event("renewed", "2014-01-21", **jo, jo_number="3"),
        event("flagged", "2013-09-10", **jo, jo_number="37"),
        event("corrected", "2013-02-12", **jo, jo_page="1377", detail="question"),
        event("answered", "2014-05-13", jo_page="3901"),
        event("corrected", "2014-05-20", **jo, jo_page="4102", detail="answer"),
        event("closed", "2014-05-13", **jo, jo_page="3901", jo_number="19", detail="Réponse publiée"),
    ]  # fmt: skip


def test_a_slip_of_the_source_means_the_ministry_all_the_same() -> None:
    assert resolve("Minsitère de la défense").status == "resolved"


def test_a_withdrawal_is_a_closure_without_an_answer() -> None:
    made = question("export_withdrawn.xml")
    assert (made.state, str(made.withdrawn_on)) == ("withdrawn", "2022-06-21")
    assert (made.withdrawal_reason, made.closure_code, made.closure_kind) == (
        "Fin de mandat", "FIN_MANDAT", "end_of_mandate",
    )  # fmt: skip
    assert told(made.events)[-1] == event("closed", "2022-06-21", detail="Fin de mandat")


def test_mojibake_is_repaired() -> None:
    made = question("export_withdrawn.xml")
    assert made.themes == ("sécurité routière", "Trottinettes électriques"), "and no heading is none"
    assert made.question_text == (
        "Mme Aline Exemple interroge M. le ministre sur la sécurité des piètons\nà Ville-Fictive."
    )


def test_a_question_flagged_without_a_day_in_the_journal() -> None:
    assert event("flagged", "2018-09-05") in told(question("export_withdrawn.xml").events)
    assert question("export_withdrawn.xml").flagged is True


def test_a_short_name_serves_where_there_is_no_long_one() -> None:
    made = question("export_withdrawn.xml")
    assert (made.asked_ministry_label, made.asked_ministry_id) == ("Intérieur", "PO990310")
    assert (made.answering_ministry_label, made.answering_ministry_id) == (None, None)


def test_an_export_without_a_second_depot_is_not_whole() -> None:
    export = read("export_bare.xml")
    assert not is_whole(export)
    refused = record(export)
    assert isinstance(refused, Rejection)
    assert refused.reason == "no text"


def test_an_empty_flag_says_no_and_none_says_nothing() -> None:
    assert record_of_bare("<SIGNALEMENT><DATE_JO/></SIGNALEMENT>").flagged is False
    assert record_of_bare("").flagged is None


def record_of_bare(more: str) -> Question:
    text = f"<DEPOT><TEXTE_DEPOT>Un texte.</TEXTE_DEPOT></DEPOT>{more}</QUESTION>"
    made = record(read("export_bare.xml", changed("export_bare.xml", "</QUESTION>", text)))
    assert isinstance(made, Question)
    return made


@pytest.mark.parametrize(
    ("closure", "answer", "state", "reason"),
    [
        ("<ABREGE>REP_PUB</ABREGE><DATE_JO>01/09/2022</DATE_JO>", "", "answered", None),
        ("", "<DATE_JO_REPONSE>01/09/2022</DATE_JO_REPONSE>", "answered", None),
        ("", "<TEXTE_REPONSE>Voici.</TEXTE_REPONSE>", "answered", None),
        (
            "<LIBELLE>Retrait à l'initiative de l'auteur</LIBELLE>",
            "",
            "withdrawn",
            "Retrait à l'initiative de l'auteur",
        ),
        ("<DATE_JO/><LIBELLE/>", "<TEXTE_REPONSE> </TEXTE_REPONSE>", "pending", None),
    ],
)
def test_endings(closure: str, answer: str, state: str, reason: str | None) -> None:
    made = record_of_bare(f"<CLOTURE>{closure}</CLOTURE><REPONSE>{answer}</REPONSE>")
    assert (made.state, made.withdrawal_reason) == (state, reason)


@pytest.mark.parametrize(
    ("analyses", "themes"),
    [
        ("", ("énergie", "tête")),
        ("<ANALYSE/>", ("énergie", "tête")),
        ("<ANALYSE><ANA/></ANALYSE>", ("énergie", "tête")),
        ("<ANALYSE><ANA>une</ANA></ANALYSE>", ("énergie", "tête", "une")),
        ("<ANALYSE><ANA>une</ANA><ANA>deux</ANA></ANALYSE>", ("énergie", "tête", "une", "deux")),
    ],
)
def test_one_analysis_or_none(analyses: str, themes: tuple[str, ...]) -> None:
    old = '<INDEXATION_AN RUBRIQUE=""><TETE_ANALYSE/><ANALYSE/></INDEXATION_AN>'
    new = f'<INDEXATION_AN RUBRIQUE="énergie"><TETE_ANALYSE>tête</TETE_ANALYSE>{analyses}</INDEXATION_AN>'
    export = read("export_bare.xml", changed("export_bare.xml", old, new))
    author = author_of_export(export)
    assert author is not None
    assert item_of_export(export, author, "http://site/q", READ_AT).themes == themes


def test_a_text_that_is_markup_of_the_document_itself() -> None:
    made = record_of_bare("<REPONSE><TEXTE_REPONSE>Sept.<p>Ou <i>huit</i> &lt; 12.</p></TEXTE_REPONSE></REPONSE>")
    assert made.answer_text == "Sept.\n\nOu huit < 12."


def test_the_author_as_a_deputy() -> None:
    author = author_of_export(read("export_answered.xml"))
    assert author is not None
    deputy = Cleaning().record(author_item(author, 14, "http://site/q", READ_AT))
    assert isinstance(deputy, Deputy)
    assert (deputy.deputy_id, deputy.first_name, deputy.last_name, deputy.sex) == (
        "PA990002", "Zoé", "d'Imaginaire", "F",
    )  # fmt: skip
    assert (deputy.department, deputy.constituency, deputy.constituency_number) == ("61", "Orne", 3)
    assert (deputy.group_label, deputy.mandates, deputy.detail) == (None, (), "page")


@pytest.mark.parametrize(
    ("number", "expected"),
    [("653280", "PO653280"), ("PO653280", "PO653280"), ("0653280", "PO653280"), ("", None), (None, None), ("x1", None)],
)
def test_ids(number: str | None, expected: str | None) -> None:
    assert uid("PO", number) == expected


BOMB = '<!DOCTYPE QUESTION [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("prolog", "inside"),
    [
        (BOMB, "&c;"),
        (f'<!DOCTYPE QUESTION [<!ENTITY f SYSTEM "{Path(__file__).as_uri()}">]>', "&f;"),
        ('<!doctype QUESTION SYSTEM "http://127.0.0.1:9/q.dtd">', ""),
        ("<!-- a comment --><!DOCTYPE QUESTION>", ""),
        ("", "&nbsp;"),
        ("", "&undeclared;"),
    ],
)
def test_a_document_type_and_entities_are_refused(prolog: str, inside: str) -> None:
    text = source("export_bare.xml").replace("?>", f"?>{prolog}", 1).replace("<NOM>", f"<NOM>{inside}")
    with pytest.raises(NotThePage):
        read("export_bare.xml", response_of(text, ".xml"))


def test_a_document_in_another_encoding_does_not_hide_a_document_type() -> None:
    text = source("export_bare.xml").replace('encoding="UTF-8"?>', 'encoding="UTF-16"?>' + BOMB)
    with pytest.raises(NotThePage):
        read("export_bare.xml", response_of(text.encode("utf-16"), ".xml"))


def test_what_xml_cannot_hold_is_left_out() -> None:
    text = source("export_bare.xml").replace("<NOM>", "<NOM>\x00\x0b\ufffe").encode().replace(b"Exemple", b"Exempl\xe9")
    assert read("export_bare.xml", response_of(text, ".xml")).last_name == "Exempl\ufffd"


PLACES = len(etree.fromstring(source("export_answered.xml").encode()).xpath(".//*|.//@*"))


@given(dropped=st.sets(st.integers(0, PLACES - 1)), emptied=st.sets(st.integers(0, PLACES - 1)))
def test_whatever_is_missing_it_is_read_or_no_page(dropped: set[int], emptied: set[int]) -> None:
    root = etree.fromstring(source("export_answered.xml").encode())
    number = count()
    for node in list(root.iter("*")):
        for name in node.keys():  # noqa: SIM118 - an element is no mapping
            if (place := next(number)) in dropped:
                del node.attrib[name]
            elif place in emptied:
                node.set(name, "")
        if node is root:
            continue
        if (place := next(number)) in dropped:
            node.getparent().remove(node)
        elif place in emptied:
            node.text = None
    try:
        export = read("export_answered.xml", response_of(etree.tostring(root), ".xml"))
    except NotThePage:
        return
    author = author_of_export(export)
    if author is not None:
        made = Cleaning().record(item_of_export(export, author, "http://site/q", READ_AT))
        assert isinstance(made, Question) or made.stage == "validation"
