"""Names and ids of deputies (made up but for the ids' form)."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parliament.people import deputy_id, find, fold, nearest, sex, split_name


@dataclass(frozen=True)
class Entry:
    slug: str
    name: str
    official_id: str | None


ROSTER = [
    Entry("aline-exemple", "Aline Exemple", "990001"),
    Entry("aline-exemple-1", "Aline Exemple", "990002"),
    Entry("basile-de-fictif", "Basile de Fictif", "PA990003"),
    Entry("zoe-d-aucun-lieu", "Zoé d'Aucun-Lieu", None),
    Entry("emile-k-modele", "Émile K/Modèle", "990005"),
]


@pytest.mark.parametrize(
    ("given_id", "uid"), [("1874", "PA1874"), ("PA1874", "PA1874"), ("pa1874", "PA1874"), (" 1874 ", "PA1874")]
)
def test_deputy_id(given_id, uid):
    assert deputy_id(given_id) == uid


@pytest.mark.parametrize("no_id", ["", "0", "PA", "PO1874", "18 74", "１８７４", "-1", "marc"])
def test_what_is_no_id_is_refused(no_id):
    with pytest.raises(ValueError, match="no deputy id"):
        deputy_id(no_id)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *[("H", "M"), ("M", "M"), ("M.", "M"), ("Monsieur", "M"), ("F", "F"), ("f", "F"), ("Mme", "F"), ("Mlle", "F")],
        *[("", None), (None, None), ("X", None)],
    ],
)
def test_sex(written, expected):
    assert sex(written) == expected


@pytest.mark.parametrize(
    ("name", "first", "last", "expected"),
    [
        ("Aline Exemple", "Aline", "Exemple", ("Aline", "Exemple")),
        ("Basile de Fictif", "Basile de", "Fictif", ("Basile", "de Fictif")),
        ("Basile de Fictif", "Basile", "Fictif (de)", ("Basile", "de Fictif")),
        ("Basile de La Fiction", "Basile de", "La Fiction", ("Basile", "de La Fiction")),
        ("Basile de La Fiction", "Basile", "La Fiction (de)", ("Basile", "de La Fiction")),
        ("Basile De Fictif", "Basile De", "Fictif", ("Basile", "De Fictif")),
        ("Basile De Fictif", "Basile", "Fictif (De)", ("Basile", "De Fictif")),
        ("Basile d'Exemple", "Basile d'", "Basile d'Exemple", ("Basile", "d'Exemple")),
        ("Basile d'Exemple", "Basile d'", "Exemple", ("Basile", "d'Exemple")),
        ("Basile d'Exemple", "Basile", "Exemple (d')", ("Basile", "d'Exemple")),
        ("Aline Exemple", "Aline", "Exemple (Gironde)", ("Aline", "Exemple")),
        ("Aline Anne Exemple", "Aline Anne", "Exemple", ("Aline Anne", "Exemple")),
        ("Aline Exemple-Autre", "Aline", "Exemple", ("Aline", "Exemple-Autre")),
        ("Aline Autre-Exemple", "Aline", "Exemple", ("Aline", "Autre-Exemple")),
        ("Aline Exemple", "Aline", "Exemple-Autre", ("Aline", "Exemple")),
        ("Aline Exemple de la Fiction", "Aline", "Exemple", ("Aline", "Exemple de la Fiction")),
        ("Aline Anne Exemple", "Aline", "Exemple", ("Aline Anne", "Exemple")),
        ("Basile de Fictif", "Basile", "Fictif", ("Basile", "de Fictif")),
        ("Basile d'Exemple", "Basile", "Exemple", ("Basile", "d'Exemple")),
        ("Basile De Fictif", "Basile", "de Fictif", ("Basile", "de Fictif")),
        ("Emile K/Modèle", "Émile", "K/Modèle", ("Émile", "K/Modèle")),
        ("Aline Exemple (Gironde)", "Aline", "Exemple", ("Aline", "Exemple")),
        ("Anne Le Modèle", "Anne", "Le Modèle", ("Anne", "Le Modèle")),
        ("Anne Modèle-À-L'Essai", "Anne", "Modèle-À-L'Essai", ("Anne", "Modèle-À-L'Essai")),
        ("Basile du Fictif", "Basile du", "Fictif", ("Basile", "du Fictif")),
        ("Basile des Fictifs", "Basile", "Fictifs (des)", ("Basile", "des Fictifs")),
        ("Mme Aline Exemple", None, None, ("Aline", "Exemple")),
        ("M. Basile de Fictif", "Basile de", "Fictif", ("Basile", "de Fictif")),
        ("Mme. Aline Exemple", "Aline", "Exemple", ("Aline", "Exemple")),
        ("Madame Aline Exemple", "", "", ("Aline", "Exemple")),
        ("Aline  Exemple", " Aline ", "Exemple\u00a0", ("Aline", "Exemple")),
        ("Jean-Basile de Fictif", None, None, ("Jean-Basile", "de Fictif")),
        ("Le Fictif, Basile", None, None, ("Basile", "Le Fictif")),
        ("Fictif (de), Basile", "", "", ("Basile", "de Fictif")),
        ("Exemple", None, None, ("", "Exemple")),
    ],
)
def test_split_name(name, first, last, expected):
    assert split_name(name, first, last) == expected


PARTICLES = ["", "de ", "du ", "des ", "de La ", "d'", "Le ", "La ", "De "]
a_name = st.from_regex(r"[A-ZÉ][a-zéï]{1,8}(-[A-Z][a-z]{1,8})?", fullmatch=True)


@given(a_name, st.sampled_from(PARTICLES), a_name, st.data())
def test_every_way_to_part_a_name_gives_the_same_two_halves(first, particle, last, data):
    printed, bare = f"{first} {particle}{last}", particle.strip()
    written = [(None, None), (first, particle + last), (first, last)]
    if bare in {"de", "du", "des", "d'", "De"}:
        written += [(f"{first} {bare}", last), (first, f"{last} ({bare})")]
    assert split_name(printed, *data.draw(st.sampled_from(written))) == (first, particle + last)


@given(st.text(), st.none() | st.text(), st.none() | st.text())
def test_any_name_is_parted(name, first, last):
    parted = split_name(name, first, last)
    assert all(half == " ".join(half.split()) for half in parted)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Zoé d'Aucun-Lieu", "zoe d aucun lieu"),
        ("ZOÉ D’AUCUN LIEU", "zoe d aucun lieu"),
        ("Zoe\u0301 d'Aucun-Lieu", "zoe d aucun lieu"),
        ("Émile K/Modèle", "emile k modele"),
        ("Œuvre", "oeuvre"),
        ("", ""),
    ],
)
def test_fold(name, key):
    assert fold(name) == key


@given(st.text())
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("aline-exemple", ["aline-exemple"]),
        ("aline-exemple-1", ["aline-exemple-1"]),
        ("Aline Exemple", ["aline-exemple", "aline-exemple-1"]),
        ("aline exemple", ["aline-exemple", "aline-exemple-1"]),
        ("Exemple, Aline", ["aline-exemple", "aline-exemple-1"]),
        ("990001", ["aline-exemple"]),
        ("PA990001", ["aline-exemple"]),
        ("pa990003", ["basile-de-fictif"]),
        ("990003", ["basile-de-fictif"]),
        ("Basile De Fictif", ["basile-de-fictif"]),
        ("Basile-De-Fictif", ["basile-de-fictif"]),
        ("ZOE D'AUCUN LIEU", ["zoe-d-aucun-lieu"]),
        ("emile-k-modele", ["emile-k-modele"]),
        ("Émile K/Modèle", ["emile-k-modele"]),
        ("Mme Aline Exemple", ["aline-exemple", "aline-exemple-1"]),
        ("M. Basile de Fictif", ["basile-de-fictif"]),
        ("exemple", []),
        ("99000", []),
        ("0", []),
        ("", []),
    ],
)
def test_find(asked, slugs):
    assert [entry.slug for entry in find(asked, ROSTER)] == slugs


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("aline-exmple", "aline-exemple"),
        ("Basile de Fictf", "basile-de-fictif"),
        ("fictif", "basile-de-fictif"),
        ("de-fictif", "basile-de-fictif"),
        ("ALINE EXEMPLE", "aline-exemple"),
    ],
)
def test_the_nearest_slug_comes_first(asked, first):
    assert nearest(asked, [entry.slug for entry in ROSTER])[0] == first


def test_no_more_suggestions_than_asked_for():
    assert len(nearest("exemple", [f"exemple-{i}" for i in range(9)], n=2)) == 2


@pytest.mark.parametrize("asked", ["", "!!", "qqqqqqqq"])
def test_nothing_near_suggests_nothing(asked):
    assert nearest(asked, [entry.slug for entry in ROSTER]) == []
