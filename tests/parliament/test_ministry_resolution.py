"""What a label means on a day."""

import sys
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parliament.labels import clean_label
from parliament.ministries import SHORTENED, nearest, resolve
from parliament.ministries.register import MINISTRIES, PORTFOLIOS, READ_ON, read_rows
from parliament.ministries.wording import words_of

DAYS = st.dates(date(2007, 5, 18), READ_ON)
NAMES = sorted({name for one in MINISTRIES.values() for name in (one.name, one.short_name) if name})


def days_of(ministry):
    """Return the first day of a term, one in its middle and its last."""
    end = ministry.ends_before or max(ministry.starts_on + timedelta(1), READ_ON)
    return {ministry.starts_on, ministry.starts_on + (end - ministry.starts_on) / 2, end - timedelta(1)}


def test_every_official_name_means_its_own_tenure_on_every_day_of_its_term(capsys):
    homonyms = {row["ids"] for row in read_rows("exceptions.csv") if row["kind"] == "homonyms"}
    known = {ministry_id for ids in homonyms for ministry_id in ids.split("|")}
    asked = right = 0
    for ministry in MINISTRIES.values():
        if ministry.starts_on is None:
            continue
        for name in (ministry.name, ministry.short_name):
            for day in days_of(ministry):
                found = resolve(name, day)
                asked += 1
                right += found.ministry_id == ministry.ministry_id
                if found.ministry_id != ministry.ministry_id:
                    assert ministry.ministry_id in known, (name, day)
                    assert found.status == "pending"
                    assert found.ministry_id is None
                    assert found.portfolio_ids == ministry.portfolios
    with capsys.disabled():
        sys.stdout.write(
            f"\n{right:,} of {asked:,} official and short names on a day of their term; the others are homonyms\n"
        )
    assert right / asked > 0.99


RESOLVED = [
    # The short name, the full name, in capitals, without accents, with other apostrophes, spaces and plurals.
    ("Commerce, artisanat, petites et moyennes entreprises, tourisme et services", date(2009, 4, 21), "PO410976"),
    ("Commerce, artisanat, PME, tourisme, services et consommation", date(2009, 8, 4), "PO419572"),
    ("Ministère de la défense", date(2013, 5, 1), "PO653280"),
    ("MINISTERE DE LA DEFENSE", date(2013, 5, 1), "PO653280"),
    ("ministère  de la  defense", date(2013, 5, 1), "PO653280"),
    ("Minsitère de la défense", date(2013, 5, 1), "PO653280"),
    ("MinistÃ¨re de la dÃ©fense", date(2013, 5, 1), "PO653280"),
    ("Minist&egrave;re de la d&eacute;fense", date(2013, 5, 1), "PO653280"),
    ("Ministère de l’économie et des finances", date(2013, 5, 1), "PO653293"),
    ("Économie & finances", date(2013, 5, 1), "PO653293"),
    ("Ministère chargé des P.M.E., de l'innovation et de l'économie numérique", date(2013, 5, 1), "PO653335"),
    ("Affaire étrangère", date(2013, 5, 1), "PO653230"),
    ("Ministère de la culture et de la comunication", date(2013, 5, 1), "PO653274"),
    ("outremer", date(2013, 5, 1), "PO653326"),
    # The minister in person.
    ("M. le ministre de la défense", date(2013, 5, 1), "PO653280"),
    ("Mme la garde des sceaux, ministre de la justice", date(2013, 5, 1), "PO653323"),
    ("M. le garde des sceaux, ministre de la justice et des libertés", date(2011, 5, 1), "PO425744"),
    ("Mme la garde des sceaux, ministre de la justice", date(2011, 5, 1), "PO425744"),
    ("Mme la Première ministre", date(2023, 5, 1), "PO791580"),
    ("M. le Premier ministre", date(2013, 5, 1), "PO653218"),
    # Delegates and secretaries of state, told apart by rank and by whom they are attached to.
    ("Secrétariat d'État auprès de la ministre des armées", date(2018, 5, 1), "PO730023"),
    ("Armées (Mme la SE auprès de la ministre)", date(2018, 5, 1), "PO730023"),
    ("Armées (Mme la secrétaire d'État)", date(2018, 5, 1), "PO730023"),
    ("Armées", date(2018, 5, 1), "PO729977"),
    ("Intérieur", date(2018, 5, 1), "PO729937"),
    ("Mme la ministre auprès du ministre d'État, ministre de l'intérieur", date(2018, 5, 1), "PO730004"),
    ("Ministère délégué chargé du budget", date(2012, 7, 10), "PO653268"),
    ("M. le ministre délégué auprès du ministre de l'économie, chargé du budget", date(2012, 7, 10), "PO653268"),
    ("Secrétaire d'État chargée des personnes handicapées", date(2021, 5, 1), "PO774070"),
    ("Transition écologique et solidaire (Mme la SE auprès du ministre d'État)", date(2018, 5, 1), "PO730037"),
    ("Transition écologique et solidaire (M. le secrétaire d'État)", date(2018, 5, 1), "PO730033"),
    ("Secrétariat d'état à l'enfance", date(2023, 5, 1), "PO791641"),
    ("Armées (Mme la ministre)", date(2019, 3, 1), "PO729977"),
    ("Culture (M. le ministre)", date(2019, 3, 1), "PO759785"),
    ("Intérieur (MD)", date(2018, 5, 1), "PO730004"),
    ("M. le ministre de l'intérieur", date(2018, 5, 1), "PO729937"),
    ("Mme la ministre de l'intérieur", date(2018, 5, 1), "PO730004"),
    ("SE auprès de la ministre des armées", date(2018, 5, 1), "PO730023"),
    # Spaces, apostrophes and letters lost on the way.
    ("Ministèrede la défense", date(2013, 5, 1), "PO653280"),
    ("Ministère de ladéfense", date(2013, 5, 1), "PO653280"),
    ("Ministère de léconomie et des finances", date(2013, 5, 1), "PO653293"),
    ("Ministère de lʼéconomie et des finances", date(2013, 5, 1), "PO653293"),
    ("Minist\ufffdre de la d\ufffdfense", date(2013, 5, 1), "PO653280"),
    ("Mr le ministre de la défense", date(2013, 5, 1), "PO653280"),
    # Homonyms of different governments.
    ("Justice", date(2007, 6, 1), "PO382986"),
    ("Justice", date(2008, 6, 1), "PO388090"),
    ("Justice", date(2024, 11, 1), "PO847641"),
    # The day of a reshuffle is the successor's; between two governments the outgoing minister answers.
    ("Défense et anciens combattants", date(2011, 2, 26), "PO425718"),
    ("Défense et anciens combattants", date(2011, 2, 27), "PO427547"),
    ("Défense et anciens combattants", date(2012, 5, 14), "PO427547"),
    # A name that only one government had needs no day.
    ("Espace rural et aménagement du territoire", None, "PO419551"),
]


@pytest.mark.parametrize(("label", "day", "ministry_id"), RESOLVED)
def test_a_label_means_one_tenure(label, day, ministry_id):
    found = resolve(label, day)
    assert found.ministry_id == ministry_id
    assert found.status == "resolved"
    assert found.portfolio_ids == MINISTRIES[ministry_id].portfolios
    assert found.confidence >= 0.9


TITLES = [
    ("Ministère du Commerce", date(2009, 4, 21), "PO410976"),
    ("Ministère de l'Anciens", date(2008, 1, 15), "PO392498"),
    ("Ministère du Fonction", date(2009, 4, 21), "PO388073"),
    ("Ministère de l'Outre-mer / Intérieur, outre-mer et collectivités territoriales", date(2009, 4, 21), "PO410988"),
    ("Ministère de la transition écologique", date(2023, 5, 1), "PO791599"),
    ("Ministère de l'économie", date(2023, 5, 1), "PO791591"),
    ("Ministère de la justice", date(2011, 5, 1), "PO425744"),
]


@pytest.mark.parametrize(("label", "day", "ministry_id"), TITLES)
def test_the_shortened_title_of_a_page_means_a_tenure_with_low_confidence(label, day, ministry_id):
    found = resolve(label, day)
    assert found.ministry_id == ministry_id
    assert found.confidence < 0.9
    assert found.method in {SHORTENED, "same name, worded otherwise"}


PORTFOLIO_ONLY = [
    ("Défense", date(2018, 5, 1), "defense"),
    ("Commerce", date(2012, 7, 10), "commerce-artisanat"),
    ("Ministère des Droits de l'homme", date(2009, 4, 21), "droits-homme"),
    (
        "Commerce, artisanat, petites et moyennes entreprises, tourisme et services",
        date(2015, 1, 1),
        "commerce-artisanat",
    ),
    ("M. le ministre délégué auprès du ministre de la défense, chargé du budget", date(2012, 7, 10), "budget"),
    ("Défense", None, "defense"),
    ("Ministère de l'Anciens", date(2009, 4, 21), "anciens-combattants"),
    # No such delegate or secretary of state that day.
    ("Justice (MD)", date(2019, 2, 17), "justice"),
    ("Mme la ministre déléguée à la défense", date(2013, 5, 1), "defense"),
    ("Secrétariat d'État à la défense", date(2013, 5, 1), "defense"),
    ("Transition écologique et solidaire (Mme Wargon, SE auprès du ministre d'État)", date(2018, 3, 1), "ecologie"),
    # The title of two tenures of one portfolio.
    ("Ministère de l'Écologie", date(2009, 6, 17), "ecologie"),
]


@pytest.mark.parametrize(("label", "day", "portfolio"), PORTFOLIO_ONLY)
def test_a_label_may_be_certain_about_the_portfolio_alone(label, day, portfolio):
    found = resolve(label, day)
    assert found.ministry_id is None
    assert found.status == "resolved"
    assert found.portfolio_ids[0] == portfolio


PENDING = [
    "Ministère du  de l'État",
    "Ministère du  du territoire",
    "Ministère du ",
    "Ministère",
    "Ministère délégué auprès de la première ministre",
    "Direction générale de la santé",
    "Direction générale des finances publiques",
    "Commission européenne",
    "Présidence de la République",
    "Défenseur des droits",
    "Ministère de la marine marchande",
    "Défense (direction de la mémoire)",
    "",
    "?",
    "/",
    "Ville / logement",
    "Service de santé des armées",
    "Services de l'emploi",
    "Budget de la défense",
    "Services",
    "Commerce intérieur",
    "Ministère de la justice, ministère de l'intérieur",
    "Min. de la défense (DGA)",
    "Ministère des Affaires",
]


@pytest.mark.parametrize("label", PENDING)
def test_what_names_no_ministry_is_pending(label):
    found = resolve(label, date(2009, 4, 21))
    assert found.status == "pending"
    assert found.ministry_id is None
    assert found.portfolio_ids == ()


def test_homonyms_of_one_day_stay_pending_and_tell_the_portfolio_they_share():
    found = resolve("Ministère de l'intérieur", date(2018, 5, 1))
    assert (found.status, found.ministry_id, found.portfolio_ids) == ("pending", None, ("interieur",))


def test_a_plain_ministry_of_europe_may_be_the_delegate_or_the_title_of_the_minister():
    found = resolve("Ministère de l'Europe", date(2024, 5, 1))
    assert (found.status, found.ministry_id) == ("pending", None)


@given(st.text(max_size=80), st.none() | DAYS)
def test_any_text_gets_an_answer(text, day):
    found = resolve(text, day)
    assert found.ministry_id is None or found.ministry_id in MINISTRIES
    assert set(found.portfolio_ids) <= set(PORTFOLIOS)
    assert (found.status == "pending") == (found.confidence == 0)


@given(st.sampled_from(NAMES), DAYS, st.sampled_from(["upper", "bare", "apostrophe", "spaces", "mojibake", "entities"]))
def test_how_a_name_is_written_does_not_change_what_it_means(name, day, manner):
    written = {
        "upper": name.upper(),
        "bare": "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)),
        "apostrophe": name.replace("'", "’"),
        "spaces": f" {name.replace(' ', '  ')} ",
        "mojibake": name.encode().decode("latin-1"),
        "entities": name.replace("é", "&eacute;").replace("'", "&#039;"),
    }[manner]
    assert resolve(written, day) == resolve(name, day)


@given(st.text(max_size=60))
def test_cleaning_a_label_twice_changes_nothing(text):
    once = clean_label(text)
    assert clean_label(once) == once


@example("000ß")  # folded to "000ss"
@given(st.text(max_size=60))
def test_the_words_that_count_are_found_again_among_themselves(text):
    words = words_of(text)
    assert words_of(" ".join(words)) == words


def test_the_nearest_tenures_of_the_day_come_first():
    found = nearest("Secrétariat à la défense nationale et aux anciens combattants", date(2009, 4, 21))
    assert found[0].ministry_id == "PO410974"
    assert len(found) == 3
    assert nearest("Zzz", date(2009, 4, 21)) == ()
