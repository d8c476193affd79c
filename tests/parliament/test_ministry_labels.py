"""Labels of ministries and the pairs that NosDéputés stores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parliament.labels import clean_label
from parliament.ministries import split_pair

labels = st.text(alphabet="abcdéÉ ,'-", min_size=1, max_size=40).map(str.strip).filter(lambda text: text.strip(" ,-"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        ("", None),
        (" \u00a0 ", None),
        ("Ministère du ", None),
        ("Ministère de l'", None),
        ("-", None),
        ("Ministère du Commerce", "Ministère du Commerce"),
        ("Ministère du  de l'État", "Ministère du de l'État"),
        ("Justice&nbsp;et libert&eacute;s", "Justice et libertés"),
        ("De\u0301fense", "Défense"),
        ("Premier ministre", "Premier ministre"),
    ],
)
def test_clean_label(text, expected):
    assert clean_label(text) == expected


@pytest.mark.parametrize(
    ("pair", "asked", "answering"),
    [
        (None, None, None),
        ("", None, None),
        (" / ", None, None),
        ("Ville", "Ville", None),
        ("Ville / Ville", "Ville", "Ville"),
        ("VILLE / Ville", "VILLE", "Ville"),
        ("Justice / Justice et libertés", "Justice", "Justice et libertés"),
        ("Ville / ", "Ville", None),
        (" / Ville", None, "Ville"),
        (
            "Commerce, artisanat, petites et moyennes entreprises, tourisme et services / "
            "Commerce, artisanat, petites et moyennes entreprises, tourisme, services et consommation",
            "Commerce, artisanat, petites et moyennes entreprises, tourisme et services",
            "Commerce, artisanat, petites et moyennes entreprises, tourisme, services et consommation",
        ),
        ("Outre-mer / Intérieur, outre-mer et collectivités", "Outre-mer", "Intérieur, outre-mer et collectivités"),
        ("Ville / logement / Ville / logement", "Ville / logement", "Ville / logement"),
        ("Ville / Ville / logement", "Ville", "Ville / logement"),
        ("Sports / jeunesse / Sports / jeunesse et ville", "Sports / jeunesse", "Sports / jeunesse et ville"),
        ("Santé / Travail / Défense", "Santé / Travail", "Défense"),
        ("Énergie/climat", "Énergie/climat", None),
        ("Justice/Justice et libertés", "Justice", "Justice et libertés"),
        ("Intérieur /Justice", "Intérieur", "Justice"),
        ("Budget\u00a0/\u00a0Budget, comptes publics", "Budget", "Budget, comptes publics"),
    ],
)
def test_split_pair(pair, asked, answering):
    assert split_pair(pair) == (asked, answering)


@given(labels)
def test_equal_halves_are_found_whatever_they_hold(label):
    label = clean_label(label)
    assert split_pair(f"{label} / {label}") == (label, label)


@given(labels, labels)
def test_one_separator_splits_there(asked, answering):
    assert split_pair(f"{asked} / {answering}") == (clean_label(asked), clean_label(answering))


@given(st.text())
def test_any_text_gives_two_labels_or_none(text):
    assert all(label is None or clean_label(label) is not None for label in split_pair(text))


@given(st.text())
def test_a_clean_label_without_entities_stays(text):
    label = clean_label(text)
    if label is not None and "&" not in label:
        assert clean_label(label) == label
