"""The archive of actors, mandates and organes."""

import json
from datetime import date
from typing import Any

import pytest

from demo.assembly.archives import Archives
from demo.clock import Clock
from demo.corpus import Corpus, build
from parliament.groups import GROUPS
from parliament.legislatures import LEGISLATURES
from parliament.ministries.register import MINISTRIES
from tests.demo.assembly_reading import actors_path, each, files

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def both() -> Corpus:
    return build(assembly=True)


@pytest.fixture(scope="module")
def told(both: Corpus) -> dict[str, Any]:
    return files(Archives(both.assembly, Clock(TODAY)).at(actors_path(17)).data)


@pytest.fixture(scope="module")
def actors(told: dict[str, Any]) -> dict[str, Any]:
    return {one["acteur"]["uid"]["#text"]: one["acteur"] for name, one in told.items() if "/acteur/" in name}


@pytest.fixture(scope="module")
def organes(told: dict[str, Any]) -> dict[str, Any]:
    return {one["organe"]["uid"]: one["organe"] for name, one in told.items() if "/organe/" in name}


def mandates(actor: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in each(actor, "mandats", "mandat") if one["typeOrgane"] == kind]


def test_each_thing_has_a_file_of_its_own(told: dict[str, Any]) -> None:
    for name, content in told.items():
        if "acteur" in content:
            assert name == f"json/acteur/{content['acteur']['uid']['#text']}.json"
        else:
            assert name == f"json/organe/{content['organe']['uid']}.json"


def test_a_deputy_has_the_same_id_and_name_as_on_the_sites(both: Corpus, actors: dict[str, Any]) -> None:
    for chamber in both.legislatures.values():
        for member in chamber.members:
            who = member.person
            if not who.fictional:
                assert who.deputy_id not in actors
                continue
            said = actors[who.deputy_id]["etatCivil"]
            assert f"{said['ident']['prenom']} {said['ident']['nom']}" == who.name
            assert said["infoNaissance"]["dateNais"] == f"{who.born_on}"


def test_mandates_are_those_of_each_legislature(actors: dict[str, Any]) -> None:
    aline = actors["PA990001"]
    seats = mandates(aline, "ASSEMBLEE")
    assert [one["legislature"] for one in seats] == ["13", "14", "15", "16", "17"]
    for one in seats:
        term = LEGISLATURES[int(one["legislature"])]
        assert (one["dateDebut"], one["dateFin"]) == (f"{term.starts_on}", term.ends_on and f"{term.ends_on}")
        assert one["election"]["lieu"]["numCirco"].isdigit()
    back = [one["dateDebut"] for one in mandates(actors["PA990010"], "ASSEMBLEE")]
    assert back == ["2007-06-20", "2009-09-21"]


def test_a_group_founded_anew_is_another_stay(actors: dict[str, Any]) -> None:
    stays = [one for one in mandates(actors["PA990002"], "GP") if one["legislature"] == "14"]
    assert [(one["organes"]["organeRef"], one["dateDebut"], one["dateFin"]) for one in stays] == [
        ("PO656002", "2012-06-26", "2016-05-18"),
        ("PO656002", "2016-05-19", "2016-05-24"),
        ("PO713077", "2016-05-25", "2017-06-20"),
    ]
    groups = {group.organe: group for group in GROUPS}
    for actor in actors.values():
        for one in mandates(actor, "GP"):
            group = groups[one["organes"]["organeRef"]]
            assert f"{group.legislature}" == one["legislature"]
            assert f"{group.starts_on}" <= one["dateDebut"]
            assert group.ends_on is None or (one["dateFin"] and one["dateFin"] <= f"{group.ends_on}")


def test_the_group_of_a_question_is_a_stay_of_its_author(both: Corpus, actors: dict[str, Any]) -> None:
    """But in the first days of a legislature, before groups are registered, and in gaps between two of one label."""
    outside = 0
    for n in (14, 15, 16, 17):
        for said in both.assembly.expected(n, TODAY):
            stays = mandates(actors[said.deputy_id], "GP")
            own = [one for one in stays if one["organes"]["organeRef"] == said.group_id]
            assert own
            on = f"{said.asked_on}"
            outside += not any(one["dateDebut"] <= on and on <= (one["dateFin"] or on) for one in own)
    assert outside < 10


def test_a_minister_who_is_no_deputy_has_one_mandate_and_no_list(actors: dict[str, Any]) -> None:
    mandate = actors["PA990900"]["mandats"]["mandat"]
    assert isinstance(mandate, dict)
    assert (mandate["typeOrgane"], mandate["legislature"]) == ("MINISTERE", None)
    assert mandate["organes"]["organeRef"] in MINISTRIES
    assert all(isinstance(one["mandats"]["mandat"], list) for key, one in actors.items() if key != "PA990900")


def test_other_mandates_occur(actors: dict[str, Any]) -> None:
    kinds = {one["typeOrgane"] for actor in actors.values() for one in each(actor, "mandats", "mandat")}
    assert kinds == {"ASSEMBLEE", "GP", "COMPER", "MINISTERE"}
    assert mandates(actors["PA990008"], "MINISTERE")


def test_addresses_and_staff_are_there_to_be_left_alone(actors: dict[str, Any]) -> None:
    told = json.dumps(actors["PA990001"], ensure_ascii=False)
    assert "aline-exemple@exemple.invalid" in told
    assert "rue de l'Exemple" in told
    staff = [one["collaborateurs"] for actor in actors.values() for one in mandates(actor, "ASSEMBLEE")]
    assert any(staff) and not all(staff)
    assert any(one["suppleants"] for one in mandates(actors["PA990008"], "ASSEMBLEE"))


def test_values_are_missing_in_two_ways(actors: dict[str, Any]) -> None:
    assert {json.dumps(one["etatCivil"]["dateDeces"]) for one in actors.values()} == {"null", '{"@xsi:nil": "true"}'}
    assert any(isinstance(one["profession"]["libelleCourant"], dict) for one in actors.values())


def test_the_organes_are_those_of_the_register(organes: dict[str, Any]) -> None:
    kinds: dict[str, set[str]] = {}
    for uid, one in organes.items():
        kinds.setdefault(one["codeType"], set()).add(uid)
    assert set(kinds) == {"ASSEMBLEE", "GP", "GOUVERNEMENT", "MINISTERE", "COMPER"}
    assert kinds["GP"] == {group.organe for group in GROUPS}
    assert kinds["MINISTERE"] == MINISTRIES.keys()
    assert organes["PO845401"]["viMoDe"] == {"dateDebut": "2024-07-18", "dateAgrement": None, "dateFin": None}
    assert organes["PO653320"]["viMoDe"]["dateFin"] == "2014-03-31"
    assert [organes[uid]["legislature"] for uid in sorted(kinds["ASSEMBLEE"])] == ["13", "14", "15", "16", "17"]


def test_references_lead_to_organes(actors: dict[str, Any], organes: dict[str, Any]) -> None:
    for actor in actors.values():
        for one in each(actor, "mandats", "mandat"):
            assert organes[one["organes"]["organeRef"]]["codeType"] == one["typeOrgane"]
