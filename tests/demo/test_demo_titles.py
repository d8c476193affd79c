from datetime import date

import pytest

from demo.french import long_date, no_break, short_date
from demo.list_page import excerpt
from demo.titles import title_13, title_later

BUDGET = "Budget, comptes publics, fonction publique et réforme de l'État"
RURAL = "Espace rural et aménagement du territoire"
OUTRE_MER = "Outre-mer / Intérieur, outre-mer et collectivités territoriales"


@pytest.mark.parametrize(
    ("stored", "title"),
    [
        ("Justice / Justice et libertés", "Ministère de la Justice"),
        ("Droits de l'homme / Affaires étrangères et européennes", "Ministère des Droits de l'homme"),
        (f"{BUDGET} / {BUDGET}", "Ministère du  de l'État"),
        (f"{RURAL} / {RURAL}", "Ministère du  du territoire"),
        (OUTRE_MER, "Ministère de l'" + OUTRE_MER),
        ("Anciens combattants / Défense et anciens combattants", "Ministère de l'Anciens"),
        ("Ville / Ville", "Ministère du Ville"),
        ("Fonction publique / Fonction publique", "Ministère du Fonction"),
        ("Premier ministre / Premier ministre", "Premier Ministre"),
        ("Commerce, artisanat / Commerce, artisanat et consommation", "Ministère du Commerce"),
        ("", "Ministère du "),
    ],
)
def test_13_shortens_a_stored_pair(stored: str, title: str) -> None:
    assert title_13(stored) == title


@pytest.mark.parametrize(
    ("stored", "title"),
    [
        ("Justice / Justice et libertés", "Ministère de la justice"),
        ("Droits de l'homme / Affaires étrangères et européennes", "Ministère des affaires étrangères"),
        (f"{BUDGET} / {BUDGET}", "Ministère du budget"),
        (f"{RURAL} / {RURAL}", "Ministère de l'espace rural"),
        (OUTRE_MER, "Ministère de l'intérieur"),
        ("Anciens combattants / Défense et anciens combattants", "Ministère de la défense"),
        ("Ville / Ville", "Ministère de la ville"),
        ("Fonction publique / Fonction publique", "Ministère du fonction publique"),
        ("Premier ministre / Premier ministre", "Premier ministre"),
        ("", "Ministère du "),
        (
            "Ministère délégué auprès de la Première ministre, chargé de l'égalité entre les femmes et les hommes",
            "Ministère délégué auprès de la première ministre",
        ),
        ("Secrétariat d'État auprès de la Première ministre, chargé de l'enfance", "Secrétariat d'état à l'enfance"),
    ],
)
def test_the_later_sites_shorten_a_stored_pair(stored: str, title: str) -> None:
    assert title_later(stored) == title


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("200 000 euros", "200&nbsp;000 euros"),
        ("3 112 euros", "3 112 euros"),
        ("à 0,5 %", "à&nbsp;0,5&nbsp;%"),
        ("dit : « oui » ; non ? si ! - ah", "dit&nbsp;:&nbsp;«&nbsp;oui&nbsp;»&nbsp;; non&nbsp;? si&nbsp;!&nbsp;- ah"),
        ("déjà\u00a0: là", "déjà\u00a0: là"),
    ],
)
def test_no_break_spaces_stand_where_the_site_puts_them(text: str, shown: str) -> None:
    assert no_break(text) == shown


def test_dates_are_written_without_zero_padding() -> None:
    assert (long_date(date(2011, 2, 1)), long_date(date(2009, 8, 4))) == ("1er février 2011", "4 août 2009")


def test_dates_of_lists_have_two_digit_years() -> None:
    assert short_date(date(2009, 4, 21)) == "21/04/09"


def test_an_excerpt_is_400_characters_without_tags() -> None:
    assert len(excerpt("<p>" + "a" * 500 + "</p>")) == 400
    assert excerpt("un.<br />deux") == "un.deux"
