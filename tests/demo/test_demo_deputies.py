import csv
import json
from typing import Any

import pytest

from demo.corpus import Corpus
from tests.demo.replies import Fetch

CONTACTS = {"emails", "adresses", "autres_mandats", "anciens_autres_mandats"}
SINGLE = {"responsabilites", "responsabilites_extra_parlementaires", "groupes_parlementaires"}


def roster(fetch: Fetch, legislature: int, path: str = "/deputes/json") -> dict[str, dict[str, Any]]:
    return {e["depute"]["slug"]: e["depute"] for e in json.loads(fetch(legislature, path).body)["deputes"]}


def single(fetch: Fetch, legislature: int, slug: str) -> dict[str, Any]:
    return json.loads(fetch(legislature, f"/{slug}/json").body)["depute"]


def test_data_are_plain_text_attachments_with_escaped_slashes_and_accents(fetch: Fetch) -> None:
    reply = fetch(13, "/deputes/json")
    assert reply.headers.get_content_type() == "text/plain"
    assert reply.headers["Content-Disposition"].startswith("attachment")
    assert b"http:\\/\\/" in reply.body
    assert reply.body.isascii()


def test_textplain_drops_the_attachment_only(fetch: Fetch) -> None:
    reply = fetch(13, "/deputes/json?textplain=true")
    assert (reply.headers["Content-Disposition"], reply.body) == (None, fetch(13, "/deputes/json").body)


@pytest.mark.parametrize("legislature", [13, 14, 15, 16])
def test_the_roster_lists_everyone_former_members_too(fetch: Fetch, corpus: Corpus, legislature: int) -> None:
    members = {m.person.slug for m in corpus.legislatures[legislature].members}
    assert set(roster(fetch, legislature)) == members


def test_those_in_office_have_their_own_list(fetch: Fetch) -> None:
    assert "faustine-partante" not in roster(fetch, 13, "/deputes/enmandat/json")


def test_13_gives_contacts_in_the_single_document_only(fetch: Fetch) -> None:
    assert CONTACTS.isdisjoint(roster(fetch, 13)["aline-exemple"])
    assert set(single(fetch, 13, "aline-exemple")) >= CONTACTS | SINGLE


def test_16_gives_contacts_and_staff_everywhere(fetch: Fetch) -> None:
    assert set(roster(fetch, 16)["aline-exemple"]) >= CONTACTS | {"collaborateurs", "twitter"}
    assert set(single(fetch, 16, "aline-exemple")) >= CONTACTS | SINGLE | {"historique_responsabilites"}


@pytest.mark.parametrize("legislature", [13, 16])
def test_keys_that_do_not_apply_are_absent(fetch: Fetch, legislature: int) -> None:
    sitting = roster(fetch, legislature)["aline-exemple"]
    former = roster(fetch, legislature)["faustine-partante"]
    assert {"mandat_fin", "ancien_depute"}.isdisjoint(sitting)
    assert (former["ancien_depute"], former["mandat_fin"] > former["mandat_debut"]) == (1, True)


def test_one_who_came_back_left_before_they_began_and_is_not_former(fetch: Fetch) -> None:
    found = roster(fetch, 13)["honore-revenu"]
    assert (found["mandat_debut"], found["mandat_fin"]) == ("2009-09-21", "2009-03-10")
    assert "ancien_depute" not in found
    assert [m["mandat"] for m in found["anciens_mandats"]][1] == "21/09/2009 /  / "


def test_the_group_of_a_former_deputy_is_missing_on_16(fetch: Fetch) -> None:
    assert "groupe" in single(fetch, 13, "faustine-partante")
    assert "groupe" not in single(fetch, 16, "faustine-partante")


def test_a_group_has_a_first_day_on_16_only(fetch: Fetch) -> None:
    assert set(single(fetch, 13, "aline-exemple")["groupe"]) == {"organisme", "fonction"}
    assert set(single(fetch, 16, "aline-exemple")["groupe"]) == {"organisme", "fonction", "debut_fonction"}


@pytest.mark.parametrize(
    ("legislature", "slug", "first", "last"),
    [
        (13, "basile-de-fictif", "Basile de", "Fictif"),
        (16, "basile-de-fictif", "Basile", "Fictif (de)"),
        (13, "zoe-d-imaginaire", "Zoé d'", "Imaginaire"),
        (16, "zoe-d-imaginaire", "Zoé", "Imaginaire (d')"),
        (13, "maxence-le-faux", "Maxence", "Le Faux"),
        (16, "leonie-de-la-feinte", "Léonie", "La Feinte (de)"),
    ],
)
def test_particles_stand_where_each_site_puts_them(
    fetch: Fetch, legislature: int, slug: str, first: str, last: str
) -> None:
    found = roster(fetch, legislature)[slug]
    assert (found["prenom"], found["nom_de_famille"]) == (first, last)


def test_types_are_those_of_the_site(fetch: Fetch) -> None:
    found = roster(fetch, 13)["marc-le-fur"]
    assert (found["id"], found["id_an"], found["num_circo"], found["num_deptmt"]) == (1, "1874", 3, "22")
    assert (found["place_en_hemicycle"], found["parti_ratt_financier"], found["nb_mandats"]) == (None, "", 0)


@pytest.mark.parametrize(("legislature", "scheme"), [(13, "http://"), (16, "https://")])
def test_16_forces_https_in_its_addresses(fetch: Fetch, legislature: int, scheme: str) -> None:
    assert roster(fetch, legislature)["aline-exemple"]["url_nosdeputes"].startswith(scheme + "127.0.0.1")


def test_nothing_personal_stands_beside_the_real_name(fetch: Fetch) -> None:
    found = single(fetch, 13, "marc-le-fur")
    assert (found["emails"], found["adresses"], found["sites_web"]) == ([], [], [])


@pytest.mark.parametrize(
    ("legislature", "path"), [(13, "//span[@class='list_nom']/a"), (16, "//span[@class='list_nom']")]
)
def test_the_roster_page_names_last_names_first(fetch: Fetch, corpus: Corpus, legislature: int, path: str) -> None:
    names = {element.text_content().strip() for element in fetch(legislature, "/deputes").html.xpath(path)}
    assert {"Exemple, Aline", "Fictif, Basile de" if legislature == 13 else "Fictif (de), Basile"} < names
    assert len(fetch(legislature, "/deputes").html.find_class("list_dep")) == len(
        corpus.legislatures[legislature].members
    )


def test_the_roster_pages_nest_link_and_block_the_other_way_round(fetch: Fetch) -> None:
    assert fetch(13, "/deputes").html.xpath("//div[contains(@class, 'list_dep')]/@onclick")
    assert fetch(16, "/deputes").html.xpath("//a/div[contains(@class, 'list_dep') and contains(@class, 'anciens')]")


@pytest.mark.parametrize(
    ("legislature", "slug", "mandate"),
    [
        (13, "aline-exemple", "Mandat en cours depuis le 20 juin 2007"),
        (16, "aline-exemple", "Mandat en cours depuis le 22 juin 2022"),
        (
            13,
            "faustine-partante",
            "Mandat clos rempli du 20 juin 2007 au 23 juin 2009 (nomination comme membre du gouvernement)",
        ),
        (
            16,
            "faustine-partante",
            "Mandat clos rempli du 22 juin 2022 au 20 juillet 2023 (nomination comme membre du gouvernement)",
        ),
    ],
)
def test_a_deputys_page_states_the_mandate(fetch: Fetch, legislature: int, slug: str, mandate: str) -> None:
    page = fetch(legislature, f"/{slug}").html
    assert page.xpath('string(//*[@id="b1"]//ul[1]/li[1])').strip() == mandate


def test_a_deputys_page_states_group_and_constituency(fetch: Fetch) -> None:
    headings = [
        " ".join(fetch(n, "/faustine-partante").html.xpath('string((//div[@class="info_depute"])[1]/h2)').split())
        for n in (13, 16)
    ]
    assert headings[0].startswith(", ancienne députée UMP de la 1ère circonscription ")
    assert headings[1].startswith(", ancienne députée REN de la 1ère circonscription ")


def test_13_links_the_list_of_questions_and_16_the_search(fetch: Fetch) -> None:
    links = [
        fetch(n, "/aline-exemple").html.xpath('//a[text()="Toutes ses questions écrites"]/@href')[0] for n in (13, 16)
    ]
    assert links[0] == "/aline-exemple/questions"
    assert links[1].startswith("/recherche?object_name=QuestionEcrite&")


@pytest.mark.parametrize("legislature", [13, 16])
def test_a_deputys_page_shows_the_last_four_questions(fetch: Fetch, legislature: int) -> None:
    assert len(fetch(legislature, "/aline-exemple").html.xpath('//li/a[contains(@href, "/question/QE/")]')) == 4


def test_the_groups_of_16_say_that_they_exist(fetch: Fetch) -> None:
    groups = {
        n: [g["organisme"] for g in json.loads(fetch(n, "/organismes/groupe/json").body)["organismes"]]
        for n in (13, 16)
    }
    assert {g["acronyme"] for g in groups[13]} == {"UMP", "SRC", "GDR", "NC", "NI"}
    assert all(g["groupe_actuel"] for g in groups[16])
    assert not any("groupe_actuel" in g for g in groups[13])


def test_rows_of_13_end_with_a_semicolon(fetch: Fetch, corpus: Corpus) -> None:
    lines = fetch(13, "/deputes/csv").text.splitlines()
    rows = list(csv.reader(lines, delimiter=";", escapechar="\\", doublequote=False))
    assert len(rows) == len(corpus.legislatures[13].members) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(line.endswith(";") for line in lines)


@pytest.mark.parametrize("legislature", [13, 14, 15, 16])
def test_a_document_states_every_field_as_text_or_null(fetch: Fetch, corpus: Corpus, legislature: int) -> None:
    question = corpus.legislatures[legislature].question(0)
    reply = fetch(legislature, f"/api/document/QuestionEcrite/{question.site_id}/json")
    found = json.loads(reply.body)["questionecrite"]
    assert {type(value) for value in found.values()} == {str, type(None)}
    assert (found["numero"], found["legislature"]) == (str(question.number), str(legislature))
    assert found["ministere"] == f"{question.portfolio.asked} / {question.portfolio.answering}"
    assert found["question"] == corpus.legislatures[legislature].texts(question).question.stored
    assert found["parlementaire_groupe_acronyme"] == question.group


def test_a_document_keeps_the_text_that_the_page_lost_to_a_date(fetch: Fetch, corpus: Corpus) -> None:
    question = next(q for q in corpus.legislatures[13] if q.question_form == "iso")
    found = json.loads(fetch(13, f"/api/document/QuestionEcrite/{question.site_id}/json").body)["questionecrite"]
    assert "Le règlement adopté le 2009-04-23" in found["question"]


def test_missing_answers_are_null_or_empty(fetch: Fetch, corpus: Corpus) -> None:
    answers = set()
    for question in [q for q in corpus.legislatures[13] if not q.answered][:12]:
        found = json.loads(fetch(13, f"/api/document/QuestionEcrite/{question.site_id}/json").body)["questionecrite"]
        answers.add(found["reponse"])
    assert answers == {None, ""}
