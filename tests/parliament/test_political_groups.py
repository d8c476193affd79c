"""The groups of the Assembly and what the sites' labels mean."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parliament.groups import GROUPS, resolve
from parliament.legislatures import LEGISLATURES


def test_every_group_of_the_register_is_there():
    assert Counter(group.legislature for group in GROUPS) == {13: 5, 14: 10, 15: 17, 16: 12, 17: 12}


SAME_GROUP = [
    (13, ["SRC", "S.R.C.", "s.r.c.", "Socialiste, radical, citoyen et divers gauche"]),
    (14, ["RUMP", "R-UMP", "Rassemblement-UMP"]),
    (15, ["LREM", "LAREM", "LaREM", "REM", "La République en marche"]),
    (15, ["LFI", "FI", "La France Insoumise"]),
    (15, ["AE", "AGIR-E", "Agir ens", "Agir ensemble"]),
    (16, ["RE", "REN", "Renaissance"]),
    (16, ["ECO", "ECOLO", "Ecolo - NUPES", "Écologiste - NUPES"]),
    (16, ["MODEM", "DEM", "Démocrate (MoDem et Indépendants)"]),
    (17, ["ECOS", "EcoS", "Écologiste et Social"]),
]


@pytest.mark.parametrize(("legislature", "labels"), SAME_GROUP)
def test_a_group_is_one_group_however_it_is_written(legislature, labels):
    assert len({resolve(legislature, label, None) for label in labels} - {None}) == 1
    assert None not in {resolve(legislature, label, None) for label in labels}


def test_an_organe_stands_once():
    assert len({group.organe for group in GROUPS}) == len(GROUPS)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.organe)
def test_a_group_lies_within_its_legislature(group):
    legislature = LEGISLATURES[group.legislature]
    # The Assembly dates the non-inscrits of the 17th from the first day of the election's term, 1 July 2024.
    assert group.starts_on >= legislature.starts_on - timedelta(days=17)
    assert (group.ends_on or date.max) <= (legislature.ends_on or date.max)
    assert group.starts_on < (group.ends_on or date.max)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.organe)
def test_every_spelling_of_a_group_means_it_while_it_sits(group):
    for label in (group.acronym, group.name, *group.spellings):
        assert resolve(group.legislature, label, group.starts_on) is not None
    assert resolve(group.legislature, group.acronym, group.starts_on) == group.organe


@pytest.mark.parametrize(
    ("legislature", "label", "on", "organe"),
    [
        (13, "UMP", date(2009, 4, 21), "PO389395"),
        (13, "SRC", date(2009, 4, 21), "PO389507"),
        (13, "S.R.C.", None, "PO389507"),
        (13, "src", None, "PO389507"),
        (13, "NC", date(2007, 6, 21), "PO389639"),
        (13, "NI", None, "PO387155"),
        (14, "SRC", date(2016, 5, 24), "PO656002"),
        (14, "SRC", date(2016, 5, 25), "PO713077"),
        (14, "SER", date(2014, 1, 7), "PO656002"),
        (14, "SRC", None, "PO656002"),
        (14, "SER", None, "PO713077"),
        (14, "UMP", date(2015, 6, 1), "PO656006"),
        (14, "LR", date(2015, 6, 2), "PO707869"),
        (14, "LR", None, "PO707869"),
        (14, "RUMP", date(2012, 12, 1), "PO684957"),
        (14, "R-UMP", None, "PO684957"),
        (14, "ECOLO", date(2013, 1, 1), "PO656014"),
        (15, "LREM", date(2019, 1, 1), "PO730964"),
        (15, "LaREM", None, "PO730964"),
        (15, "LFI", None, "PO730958"),
        (15, "MODEM", date(2020, 9, 23), "PO730970"),
        (15, "MODEM", date(2020, 9, 24), "PO774834"),
        (15, "AE", None, "PO771923"),
        (15, "UAI", date(2018, 5, 1), "PO744425"),
        (15, "UAI", date(2020, 1, 1), "PO767217"),
        (15, "UDI", date(2022, 1, 1), "PO771889"),
        (15, "UDI_I", None, "PO771889"),
        (16, "SOC", date(2023, 10, 18), "PO800496"),
        (16, "SOC", date(2023, 10, 19), "PO830170"),
        (16, "SOC-A", date(2023, 1, 1), "PO800496"),
        (16, "REN", None, "PO800538"),
        (16, "MODEM", None, "PO800484"),
        (16, "ECO", None, "PO800526"),
        (16, "LFI", None, "PO800490"),
        (16, "GDR", None, "PO800502"),
        (13, "Non-inscrits", date(2009, 4, 21), "PO387155"),
        (16, "RE", date(2022, 7, 1), "PO800538"),
        (16, "Ren.", date(2022, 7, 1), "PO800538"),
        (16, "députés non inscrits", None, "PO793087"),
        (16, "Socialistes et apparentés", date(2022, 7, 1), "PO800496"),
        (16, "Socialistes et apparentés", None, "PO830170"),
        (17, "LFI-NFP", None, "PO845413"),
        (17, "ECOS", None, "PO845439"),
        (17, "UDDPLR", None, "PO872880"),
        (17, "Horizons & Indépendants", None, "PO845470"),
    ],
)
def test_resolve(legislature, label, on, organe):
    assert resolve(legislature, label, on) == organe


@pytest.mark.parametrize(
    ("legislature", "label"), [(13, "LREM"), (13, ""), (13, None), (13, "."), (12, "UMP"), (99, "NI"), (16, "XYZ")]
)
def test_an_unknown_label_means_no_group(legislature, label):
    assert resolve(legislature, label, None) is None


@given(st.integers(13, 17), st.text(), st.none() | st.dates())
def test_any_label_means_a_group_of_that_legislature_or_none(legislature, label, on):
    organe = resolve(legislature, label, on)
    assert organe is None or organe in {group.organe for group in GROUPS if group.legislature == legislature}
