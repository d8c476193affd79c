"""A question of the open data, from its JSON to the record that lands."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parliament.dates import parse_date
from parliament.errors import IncompleteQuestion, UnreadableDate
from parliament.records import Question, Rejection
from scraper.errors import NotThePage
from scraper.sites.assemblee.document_record import Origin, document_record, without_printed_lead
from scraper.sites.assemblee.journal import Journal
from scraper.sites.assemblee.question_document import (
    Attribution,
    Body,
    Cloture,
    Erratum,
    Publication,
    QuestionDocument,
    read_question_document,
)
from tests.scraper.sites.assemblee.crawled_alike import crawled
from tests.scraper.sites.assemblee.made_up import CULTURE, NIL, SPORTS, full, info, pending

ORIGIN = Origin("https://data.example/questions.zip", datetime(2026, 11, 26, 2, 0, tzinfo=UTC))


def jo(date: str | None, **values: Any) -> Journal:
    return Journal(date=date, type="JO_QUESTION", **values)


def read(**changes: Any) -> QuestionDocument:
    return read_question_document({"question": full(**changes)}, 17)


def landed(document: QuestionDocument, author_name: str | None = "Aline Exemple") -> Question:
    return document_record(document, ORIGIN, author_name, read_date)


def read_date(text: str | None) -> date | None:
    try:
        return parse_date(text) if text else None
    except UnreadableDate:
        return None


def record(**changes: Any) -> Question:
    return landed(read(**changes))


DOCUMENT = {
    "uid": "QANR5L17QE7",
    "legislature": 17,
    "type": "QE",
    "number": 7,
    "schema": "http://schemas.assemblee-nationale.fr/referentiel",
    "schema_type": "QuestionEcrite_Type",
    "regime": "5eme Republique",
    "rubric": "arts et spectacles",
    "heading": "cirque",
    "analyses": ("éléphants", "aides de l'État"),
    "author_id": "PA990001",
    "mandate_id": "PM990001",
    "group": Body("PO990300", "GFI", "Groupe fictif indépendant"),
    "asked_ministry": Body("PO990100", "Culture", "Ministère de la culture"),
    "attributions": (
        Attribution(jo("2025-01-07", page="11"), Body("PO990100", "Culture", "Ministère de la culture")),
        Attribution(
            jo("2025-02-04", page="12", number="5"), Body("PO990200", "Sports", "Ministère des sports, de l'eau")
        ),
    ),
    "questions": (
        Publication(
            jo("2025-01-07", page="13"),
            "</p><p>7. — 7 janvier 2025. — <b>Mme Aline Exemple</b> demande<br>12&#160;870 clowns.",
        ),
    ),
    "answers": (
        Publication(jo("2025-06-10", page="99", url="https://legifrance.example/a?b=1&c=2"), "<p>Ils sont là.</p>"),
        Publication(jo("2025-06-17", reference="XYZA2500001Q"), "Et là."),
    ),
    "renewals": (jo("2025-03-11"), jo("2025-04-15")),
    "flags": (jo("2025-05-06", page="44"),),
    "errata": (
        Erratum("question", jo("2025-01-14", page="21"), "Lire : douze clowns."),
        Erratum("answer", jo("2025-06-24"), None),
    ),
    "cloture": Cloture("REP_PUB", "Réponse publiée", "2025-06-10", jo("2025-06-10", page="98")),
}


@pytest.mark.parametrize("field", DOCUMENT)
def test_every_field_is_read(field: str) -> None:
    assert getattr(read(), field) == DOCUMENT[field]


def test_no_field_is_left_untested() -> None:
    assert set(QuestionDocument.__dataclass_fields__) == set(DOCUMENT)


RECORD = {
    "source": "assemblee",
    "question_id": "QANR5L17QE7",
    "deputy_id": "PA990001",
    "author_name": "Aline Exemple",
    "author_slug": "aline-exemple",
    "mandate_id": "PM990001",
    "group_id": "PO990300",
    "group_label": "GFI",
    "asked_on": date(2025, 1, 7),
    "asked_ministry_id": "PO990100",
    "asked_ministry_label": "Ministère de la culture",
    "answering_ministry_id": "PO990200",
    "answering_ministry_label": "Ministère des sports, de l'eau",
    "rubric": "arts et spectacles",
    "heading": "cirque",
    "themes": ("arts et spectacles", "cirque", "éléphants", "aides de l'État"),
    "state": "answered",
    "closed_on": date(2025, 6, 10),
    "answered_on": date(2025, 6, 10),
    "response_days": 154,
    "withdrawal_reason": None,
    "closure_code": "REP_PUB",
    "flagged": True,
    "detail": "document",
    "page_url": "https://data.example/questions.zip",
    "official_url": "https://www.assemblee-nationale.fr/dyn/17/questions/QANR5L17QE7",
    "question_text": "Mme Aline Exemple demande\n12 870 clowns.",
    "answer_text": "Ils sont là.\n\nEt là.",
}


@pytest.mark.parametrize("field", RECORD)
def test_the_record(field: str) -> None:
    assert getattr(record(), field) == RECORD[field]


def test_the_events() -> None:
    told = [(one.kind, one.happened_on and one.happened_on.isoformat(), one.detail) for one in record().events]
    assert told == [
        ("asked", "2025-01-07", None),
        ("attributed", "2025-01-07", "Ministère de la culture"),
        ("attributed", "2025-02-04", "Ministère des sports, de l'eau"),
        ("renewed", "2025-03-11", None),
        ("renewed", "2025-04-15", None),
        ("flagged", "2025-05-06", None),
        ("corrected", "2025-01-14", "question"),
        ("corrected", "2025-06-24", "answer"),
        ("answered", "2025-06-10", None),
        ("answered", "2025-06-17", None),
        ("closed", "2025-06-10", "Réponse publiée"),
    ]


def test_events_say_where_they_are_printed() -> None:
    by_kind = {one.kind: one for one in reversed(record().events)}
    assert (by_kind["attributed"].ministry_id, by_kind["attributed"].jo_page) == ("PO990100", "11")
    assert by_kind["answered"].jo_url == "https://legifrance.example/a?b=1&c=2"
    assert [one.jo_number for one in record().events if one.jo_number] == ["5"]
    assert [one.jo_reference for one in record().events if one.jo_reference] == ["XYZA2500001Q"]
    assert {one.jo_type for one in record().events} == {"JO_QUESTION"}


def varied(value: Any, draw: Any, name: str = "") -> Any:
    """Return the same thing in another of the shapes in which the open data write it."""
    if isinstance(value, str):
        shapes = [value, {"#text": value}, {"@lang": "fr", "#text": value}, f" {value}\n", [value]]
        return draw(st.sampled_from(shapes))
    if value is None:
        return draw(st.sampled_from([None, {}, NIL, "", [], [None], {"@xsi:nil": "1", "#text": None}]))
    if isinstance(value, list):
        return [varied(one, draw, name) for one in value] + draw(st.sampled_from([[], [None], [{}]]))
    same = {key: part if key.startswith("@") else varied(part, draw, key) for key, part in value.items()}
    kept = {key: part for key, part in same.items() if value[key] is not None or draw(st.booleans())}
    return draw(st.sampled_from([kept, [kept]]))


@given(st.data())
def test_every_place_may_be_an_object_a_list_or_nothing(data: st.DataObject) -> None:
    for original in (full(), pending(7)):
        shaped = {key: part if key.startswith("@") else varied(part, data.draw, key) for key, part in original.items()}
        assert read_question_document({"question": shaped}, 17) == read_question_document(original, 17)


@given(st.data())
def test_whatever_stands_in_a_place_nothing_breaks(data: st.DataObject) -> None:
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=4),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(["infoJO", "texte", "#text", "denomination", "dateJO"]), inner, max_size=2
            )
        ),
        max_leaves=5,
    )
    places = [name for name in full() if name not in {"uid", "identifiant", "type"}]
    changes = data.draw(st.dictionaries(st.sampled_from(places), anything))
    document = read(**changes)
    expected = crawled(document, ORIGIN, None)
    try:
        made = landed(document, None)
    except (IncompleteQuestion, ValueError) as error:
        assert isinstance(expected, Rejection)
        assert str(error) in expected.reason
    else:
        assert made == replace(expected, content_hash="")


@pytest.mark.parametrize("unwrapped", ["minAttribs", "textesReponse", "renouvellements"])
def test_a_list_may_stand_without_its_wrapper(unwrapped: str) -> None:
    (inner,) = full()[unwrapped].values()
    assert read(**{unwrapped: inner}) == read()


@pytest.mark.parametrize("written", ["2025-06-10", "10/06/2025", "2025-06-10T00:00:00.000+02:00"])
def test_dates_both_ways(written: str) -> None:
    answer = {"infoJO": info(written), "texte": "Oui."}
    cloture = {"codeCloture": "REP_PUB", "libelleCloture": "Réponse publiée", "dateCloture": written, "infoJO": None}
    read_record = record(textesReponse={"texteReponse": answer}, cloture=cloture)
    assert read_record.answered_on == date(2025, 6, 10)
    assert [one.happened_on for one in read_record.events if one.kind == "answered"] == [date(2025, 6, 10)]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"uid": None}, "expected a question's uid, found None"),
        ({"uid": "QANR5L17QE"}, "expected a question's uid"),
        ({"uid": "QANR5L17QE0"}, "expected a question's uid"),
        ({"uid": "QANR5L16QE7"}, "expected a question of legislature 17"),
        ({"identifiant": {"numero": "8"}}, "also '8'"),
        ({"identifiant": {"numero": "7", "legislature": "16"}}, "also '16'"),
        ({"type": "QG"}, "also 'QG'"),
    ],
)
def test_what_is_not_the_question_it_says(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotThePage, match=reason):
        read(**changes)


@pytest.mark.parametrize("data", [None, [], {}, "question", {"question": []}, {"question": "?"}, {"depute": {}}])
def test_what_is_no_question(data: Any) -> None:
    with pytest.raises(NotThePage):
        read_question_document(data, 17)


@pytest.mark.parametrize(("kind", "number"), [("QE", 7), ("QG", 12), ("QOSD", 345)])
def test_types(kind: str, number: int) -> None:
    document = read(uid=f"QANR5L17{kind}{number}", type=kind, identifiant={"numero": str(number)})
    made = landed(document)
    assert (made.type, made.number, made.question_id) == (kind, number, f"QANR5L17{kind}{number}")


@pytest.mark.parametrize(
    ("indexation", "themes", "rubric", "heading"),
    [
        ({"rubrique": "eau", "teteAnalyse": None, "analyses": {"analyse": "puits"}}, ("eau", "puits"), "eau", "puits"),
        ({"rubrique": "eau", "teteAnalyse": "aucune tête d'analyse", "analyses": {}}, ("eau",), "eau", None),
        ({"rubrique": "eau", "teteAnalyse": NIL, "analyses": None}, ("eau",), "eau", None),
        ({"rubrique": None, "teteAnalyse": "puits", "analyses": None}, ("puits",), None, "puits"),
        ({"rubrique": "a / b", "teteAnalyse": "c ; d"}, ("a / b", "c ; d"), "a / b", "c ; d"),
        ({"rubrique": "eau&#160;douce", "teteAnalyse": " b  c "}, ("eau douce", "b c"), "eau douce", "b c"),
        (None, (), None, None),
    ],
)
def test_themes(indexation: Any, themes: tuple[str, ...], rubric: str | None, heading: str | None) -> None:
    made = record(indexationAN=indexation)
    assert (made.themes, made.rubric, made.heading) == (themes, rubric, heading)


@pytest.mark.parametrize(
    ("cloture", "state", "reason", "code"),
    [
        (("FIN_MAN", "Fin de mandat"), "withdrawn", "Fin de mandat", "FIN_MAN"),
        (
            ("RET_AUT", "Retrait à l'initiative de l'auteur"),
            "withdrawn",
            "Retrait à l'initiative de l'auteur",
            "RET_AUT",
        ),
        (("REP_PUB", "Réponse publiée"), "answered", None, "REP_PUB"),
    ],
)
def test_endings_without_an_answer(cloture: tuple[str, str], state: str, reason: str | None, code: str) -> None:
    code_said, label = cloture
    ended = {"codeCloture": code_said, "libelleCloture": label, "dateCloture": "2025-06-11", "infoJO": None}
    made = record(textesReponse=None, cloture=ended)
    assert (made.state, made.withdrawal_reason, made.closure_code) == (state, reason, code)
    assert made.closed_on == date(2025, 6, 11)
    assert [(one.detail, one.happened_on) for one in made.events if one.kind == "closed"] == [(label, made.closed_on)]


def test_a_question_that_waits_for_its_answer() -> None:
    made = landed(read_question_document(pending(8), 17), None)
    assert isinstance(made, Question)
    assert (made.state, made.closed_on, made.answer_text, made.flagged) == ("pending", None, None, False)
    assert [one.kind for one in made.events] == ["asked", "attributed"]
    assert (made.author_name, made.author_slug) == ("PA990001", None)


@pytest.mark.parametrize(("legislature", "flagged"), [(14, None), (15, None), (16, False), (17, False), (18, False)])
def test_two_archives_tell_no_flags(legislature: int, flagged: bool | None) -> None:
    document = read_question_document(pending(8, legislature=legislature), legislature)
    assert landed(document).flagged is flagged


def test_a_legislature_that_nobody_has_written_down_yet() -> None:
    made = landed(read_question_document(pending(8, legislature=18), 18))
    assert isinstance(made, Question)
    assert made.question_id == "QANR5L18QE8"


def test_the_last_ministry_is_in_charge_and_the_short_name_stands_in() -> None:
    short = {"organeRef": "PO990201", "abrege": "Eau", "developpe": None}
    attributed = [{"infoJO": info("2025-01-07"), "denomination": one} for one in (CULTURE, SPORTS, short)]
    made = record(minAttribs={"minAttrib": attributed}, minInt=short)
    assert (made.asked_ministry_label, made.answering_ministry_label) == ("Eau", "Eau")
    assert made.answering_ministry_id == "PO990201"


@pytest.mark.parametrize(
    "changes",
    [
        {"erratumReponse": {"erratum": {"infoJO": info("2025-06-24")}}},
        {"erratumReponse": "2025-06-24"},
        {"erratumReponse": {"dateErratum": "2025-06-24"}},
        {"erratumReponse": None, "errataReponse": {"erratumReponse": [{"infoJO": info("2025-06-24")}]}},
        {"erratumReponse": None,
         "textesReponse": {"texteReponse": {"infoJO": info("2025-06-10"), "texte": "Oui.",
                                            "erratum": {"infoJO": info("2025-06-24")}}}},
        {"erratumReponse": None,
         "textesReponse": {"erratum": {"infoJO": info("2025-06-24")},
                           "texteReponse": {"infoJO": info("2025-06-10"), "texte": "Oui."}}},
    ],
)  # fmt: skip
def test_corrections_wherever_they_stand(changes: dict[str, Any]) -> None:
    errata = [(one.of, one.published.date) for one in read(**changes).errata]
    assert errata == [("question", "2025-01-14"), ("answer", "2025-06-24")]


@pytest.mark.parametrize("flags", [{"dateSignalement": "2025-05-06"}, "2025-05-06", [{"infoJO": info("2025-05-06")}]])
def test_flags_wherever_their_date_stands(flags: Any) -> None:
    assert [one.date for one in read(signalement=flags).flags] == ["2025-05-06"]


@pytest.mark.parametrize(
    "lead",
    [
        "13382. — 10 mars 2026. — ",
        "<p>13382. — 10 mars 2026. — ",
        "</p> 13382. &#8212; 1<sup>er</sup> avril 2026. &#8212;&nbsp;",
        "<b>13382.</b> – 1er août 2026. – ",
        "13382 - 2 décembre 2026 - ",
    ],
)
def test_a_printed_number_and_date_go(lead: str) -> None:
    assert without_printed_lead(f"{lead}M. Exemple demande.", 13382) == "M. Exemple demande."


@pytest.mark.parametrize(
    "text", ["13383. — 10 mars 2026. — M. X", "13382 euros — 10 mars 2026. — M. X", "Le 10 mars 2026. — 13382", ""]
)
def test_other_numbers_stay(text: str) -> None:
    assert without_printed_lead(text, 13382) == text


def test_labels_of_events_are_one_clean_line() -> None:
    made = record(minAttribs={"minAttrib": {"denomination": {"developpe": "Ministère&nbsp;de\n  l&#39;eau"}}})
    assert [one.detail for one in made.events if one.kind == "attributed"] == ["Ministère de l'eau"]


@pytest.mark.parametrize("text", ["7. — 7 janvier 2025. — ", "<p></p>", " ", "&#160;"])
def test_a_question_with_nothing_but_its_lead_has_no_text(text: str) -> None:
    document = read(textesQuestion={"texteQuestion": {"infoJO": info("2025-01-07"), "texte": text}})
    with pytest.raises(IncompleteQuestion, match="no text"):
        landed(replace(document, cloture=None, answers=()))
