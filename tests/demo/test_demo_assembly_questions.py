"""The Assembly's questions: every spelling that was met, and the truth told of them."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from demo.assembly.archives import Archives
from demo.clock import Clock
from demo.corpus import Corpus, build
from parliament.groups import GROUPS
from parliament.groups import resolve as resolve_group
from parliament.ministries import resolve as resolve_ministry
from parliament.ministries.register import MINISTRIES
from tests.demo.assembly_reading import day, each, files, questions_path, read, text, trees

TODAY = date(2026, 1, 1)
ALL = (14, 15, 16, 17)
SHARED = (14, 15, 16)


@pytest.fixture(scope="module")
def both() -> Corpus:
    return build(assembly=True)


@pytest.fixture(scope="module")
def data(both: Corpus) -> dict[int, bytes]:
    archives = Archives(both.assembly, Clock(TODAY))
    return {n: archives.at(questions_path(n)).data for n in ALL}


@pytest.fixture(scope="module")
def told(data: dict[int, bytes]) -> dict[int, list[dict[str, Any]]]:
    return {n: trees(data[n]) for n in ALL}


@pytest.mark.parametrize(
    ("legislature", "name"), [(14, "Questions_ecrites_XIV.json"), (15, "Questions_ecrites_XV.json")]
)
def test_14_and_15_are_one_file(data: dict[int, bytes], legislature: int, name: str) -> None:
    (only,) = files(data[legislature]).items()
    assert only[0] == name
    assert list(only[1]) == ["questionsEcrites"]
    assert isinstance(only[1]["questionsEcrites"]["question"], list)


@pytest.mark.parametrize("legislature", [16, 17])
def test_16_and_17_have_a_file_per_question(data: dict[int, bytes], legislature: int) -> None:
    for name, content in files(data[legislature]).items():
        assert name == f"json/{content['question']['uid']}.json"
        assert content["question"]["uid"].startswith(f"QANR5L{legislature}QE")


def test_a_question_has_the_fields_of_the_open_data(told: dict[int, list[dict[str, Any]]]) -> None:
    names = [
        "@xmlns", "@xmlns:xsi", "@xsi:type", "uid", "identifiant", "type", "indexationAN", "auteur", "minInt",
        "minAttribs", "textesQuestion", "textesReponse", "renouvellements", "signalement", "erratumQuestion",
        "erratumReponse", "cloture",
    ]  # fmt: skip
    for tree in (tree for n in ALL for tree in told[n]):
        assert list(tree) == [name for name in names if name in tree]
        assert set(names) - set(tree) <= {"signalement", "erratumQuestion", "erratumReponse"}
        (first, *_) = each(tree, "textesQuestion", "texteQuestion")
        assert list(first["infoJO"]) == ["typeJO", "dateJO", "pageJO", "numJO", "urlLegifrance", "referenceNOR"]


@pytest.mark.parametrize("legislature", ALL)
def test_the_truth_is_what_the_archive_says(
    both: Corpus, told: dict[int, list[dict[str, Any]]], legislature: int
) -> None:
    expected = both.assembly.expected(legislature, TODAY)
    found = {tree["uid"]: read(tree) for tree in told[legislature]}
    assert list(found) == [each.question_id for each in expected]
    for one in expected:
        said = found[one.question_id]
        assert {name: getattr(one, name) for name in said} == said


def shapes(place: Any) -> str:
    match place:
        case None:
            return "null"
        case dict() if not place:
            return "{}"
        case {"@xsi:nil": "true"}:
            return "nil"
        case {"#text": _}:
            return "#text"
        case list():
            return "list"
        case dict():
            return "object"
    return "text"


def test_every_spelling_occurs(told: dict[int, list[dict[str, Any]]]) -> None:
    seen: dict[str, set[str]] = {}

    def note(name: str, place: Any) -> None:
        seen.setdefault(name, set()).add(shapes(place))
        if isinstance(place, dict):
            for inner, value in place.items():
                note(inner, value)
        for value in place if isinstance(place, list) else ():
            note(f"{name}[]", value)

    for n in ALL:
        note("archive", told[n])
    assert seen["minAttrib"] == {"object", "list"}
    assert seen["analyses"] >= {"null", "{}", "nil", "object"}
    assert seen["analyse"] >= {"null", "text", "list"}
    assert seen["renouvellements"] == {"null", "{}", "nil", "object"}
    assert seen["renouvellement"] >= {"null", "object", "list"}
    assert seen["texteReponse"] >= {"object", "list"}
    assert seen["teteAnalyse"] >= {"null", "{}", "nil", "text", "#text"}
    assert {"#text", "text"} == seen["rubrique"] == seen["numero"]
    assert seen["numJO"] == {"null", "{}", "nil", "text"}
    assert seen["cloture"] == {"null", "{}", "nil", "object"}
    assert seen["pageJO"] == seen["urlLegifrance"] == seen["referenceNOR"] == {"null", "text"}


def test_texts_begin_in_every_way(told: dict[int, list[dict[str, Any]]]) -> None:
    texts = [each(tree, "textesQuestion", "texteQuestion")[0]["texte"] for n in ALL for tree in told[n]]
    begun = Counter(
        "none" if one is None else "number" if one[:1].isdigit() else "stray" if one.startswith("</p>") else "plain"
        for one in texts
    )
    assert min(begun[kind] for kind in ("none", "number", "stray", "plain")) >= 1
    assert any("&#339;" in one or "&#8364;" in one for one in texts if one)


def test_days_are_written_as_each_legislature_writes_them(told: dict[int, list[dict[str, Any]]]) -> None:
    def french(legislature: int) -> float:
        days = [
            text(e, "infoJO", "dateJO") or "" for t in told[legislature] for e in each(t, "minAttribs", "minAttrib")
        ]
        return sum("/" in one for one in days) / len(days)

    assert french(15) == 1
    assert all(french(n) < 0.3 for n in (14, 16, 17))
    assert any(french(n) > 0 for n in (14, 16, 17))


def test_what_the_archives_never_recorded(both: Corpus, told: dict[int, list[dict[str, Any]]]) -> None:
    assert not [t for n in (14, 15) for t in told[n] if "signalement" in t]
    assert not [t for t in told[15] if read(t)["heading"]]
    flagged = {n: [one.flagged for one in both.assembly.expected(n, TODAY)] for n in ALL}
    assert set(flagged[14]) == set(flagged[15]) == {None}
    assert set(flagged[16]) == set(flagged[17]) == {True, False}
    assert {t["uid"] for t in told[17] if "signalement" in t} == {
        one.question_id for one in both.assembly.expected(17, TODAY) if one.flagged
    }


def test_every_closure_occurs(told: dict[int, list[dict[str, Any]]]) -> None:
    labels = {text(t, "cloture", "libelleCloture") for n in ALL for t in told[n]}
    assert labels == {
        None, "Réponse publiée", "Fin de mandat", "Retrait à l'initiative de l'auteur", "Caducité"
    }  # fmt: skip
    assert {text(t, "cloture", "codeCloture") for t in told[17]} >= {None, "REP_PUB"}
    bare = [
        t for n in ALL for t in told[n] if day(t, "cloture", "dateCloture") and not text(t, "cloture", "codeCloture")
    ]
    assert len(bare) > 2


@pytest.mark.parametrize("legislature", ALL)
def test_ministries_follow_one_another_and_are_those_of_their_days(
    told: dict[int, list[dict[str, Any]]], legislature: int
) -> None:
    lengths = Counter()
    for tree in told[legislature]:
        chain = each(tree, "minAttribs", "minAttrib")
        lengths[len(chain)] += 1
        days = [day(one, "infoJO", "dateJO") for one in chain]
        assert days == sorted(set(days))
        assert chain[0]["denomination"] == tree["minInt"]
        for one in chain:
            ministry = MINISTRIES[one["denomination"]["organeRef"]]
            assert (ministry.name, ministry.short_name) == (
                one["denomination"]["developpe"],
                one["denomination"]["abrege"],
            )
            begun = ministry.starts_on
            assert begun is None or begun <= day(one, "infoJO", "dateJO")
    assert lengths[1] and lengths[2] and lengths[3]


@pytest.mark.parametrize("legislature", ALL)
def test_the_group_is_one_of_its_day(told: dict[int, list[dict[str, Any]]], legislature: int) -> None:
    groups = {group.organe: group for group in GROUPS if group.legislature == legislature}
    seen = set()
    for tree in told[legislature]:
        said = tree["auteur"]["groupe"]
        group = groups[said["organeRef"]]
        assert (group.acronym, group.name) == (said["abrege"], said["developpe"])
        seen.add(group.organe)
    assert len(seen) > 4


def test_17_begins_in_october_2024_and_some_are_pending(both: Corpus) -> None:
    expected = both.assembly.expected(17, TODAY)
    assert 36 <= len(expected) <= 99
    assert min(one.asked_on for one in expected) == date(2024, 10, 8)
    assert Counter(one.state for one in expected)["pending"] >= 3


@pytest.mark.parametrize("legislature", SHARED)
def test_two_witnesses_differ_where_it_is_said_and_nowhere_else(both: Corpus, legislature: int) -> None:
    """The site's side and the archive's, compared field by field; legislature 15's archive has no titles."""
    site = {one.question_id: one for one in both.expected(legislature, TODAY)}
    archive = {one.question_id: one for one in both.assembly.expected(legislature, TODAY)}
    found = {(key, "not in the archive") for key in site.keys() - archive.keys()}
    found |= {(key, "only in the archive") for key in archive.keys() - site.keys()}
    for key in site.keys() & archive.keys():
        said, other = site[key], archive[key]
        assert (said.deputy_id, said.asked_on) == (other.deputy_id, other.asked_on)
        assert resolve_group(legislature, said.group_label, said.asked_on) == other.group_id
        assert other.themes == (said.themes[:1] if legislature == 15 else said.themes)
        if said.question_text != other.question_text:
            found.add((key, "text"))
        if said.state != other.state or said.closed_on != other.closed_on or said.answer_text != other.answer_text:
            found.add((key, "answer" if other.state == "answered" else "announced"))
        means = resolve_ministry(said.asked_ministry_label or "", said.asked_on)
        if means.ministry_id != other.asked_ministry_id:
            found.add((key, "ministry" if means.ministry_id else "label"))
    recorded = {(d.question_id, d.kind) for d in both.assembly.differences if f"L{legislature}QE" in d.question_id}
    assert found == recorded
    assert {kind for _, kind in recorded} >= {
        "text", "not in the archive", "only in the archive", "ministry", "answer", "label"
    }  # fmt: skip


def test_a_corpus_with_the_assembly_is_otherwise_the_same() -> None:
    alone, both = build(300), build(300, assembly=True)
    assert [alone.expected(n) for n in (13, 14, 15, 16)] == [both.expected(n) for n in (13, 14, 15, 16)]
    assert (len(alone), alone.assembly) == (len(both), None)


@pytest.mark.parametrize("questions", [1, 20, 5000])
def test_a_corpus_of_any_size_has_the_assembly(questions: int) -> None:
    corpus = build(questions, assembly=True)
    for n in ALL:
        expected = corpus.assembly.expected(n, TODAY)
        assert len({one.question_id for one in expected}) == len(expected)


def test_nobody_real_is_said_to_have_asked(told: dict[int, list[dict[str, Any]]]) -> None:
    authors = {tree["auteur"]["identite"]["acteurRef"] for n in ALL for tree in told[n]}
    assert all(one.startswith("PA99") for one in authors)
