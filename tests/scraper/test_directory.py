"""Whom an order means."""

import pytest

from scraper.directory import Directory, choose
from scraper.errors import UsageError
from scraper.sites.nosdeputes.roster import RosterEntry

ALINE = RosterEntry(slug="aline-exemple", name="Aline Exemple", site_id=1, official_id="990001")
ALINE_IN_14 = RosterEntry(slug="aline-exemple-fictif", name="Aline Exemple-Fictif", site_id=9, official_id="990001")
TWINS = [
    RosterEntry(slug="jean-fictif", name="Jean Fictif", site_id=2, official_id="990002"),
    RosterEntry(slug="jean-fictif-1", name="Jean Fictif", site_id=3, official_id="990003"),
]


@pytest.fixture
def directories() -> dict[int, Directory]:
    return {13: Directory([ALINE, *TWINS]), 14: Directory([ALINE_IN_14])}


@pytest.mark.parametrize("asked", ["aline-exemple", "PA990001", "990001", "ALINE EXEMPLE"])
def test_a_deputy_is_followed_by_id_through_all_legislatures(directories: dict[int, Directory], asked: str) -> None:
    assert choose([asked], directories) == {13: [ALINE], 14: [ALINE_IN_14]}


def test_nobody_asked_for_means_everybody(directories: dict[int, Directory]) -> None:
    assert choose([], directories)[13] == [ALINE, *TWINS]


def test_a_deputy_asked_for_twice_is_read_once(directories: dict[int, Directory]) -> None:
    assert choose(["aline-exemple", "PA990001"], directories)[13] == [ALINE]


def test_a_slug_that_nobody_has(directories: dict[int, Directory]) -> None:
    with pytest.raises(UsageError, match=r"^no deputy 'aline-exmple' in legislature 13, 14; did you mean aline-exempl"):
        choose(["aline-exmple"], directories)


def test_homonyms_are_listed(directories: dict[int, Directory]) -> None:
    with pytest.raises(UsageError, match=r"jean-fictif \(PA990002\), jean-fictif-1 \(PA990003\)"):
        choose(["Jean Fictif"], directories)


def test_a_slug_is_surer_than_a_shared_name(directories: dict[int, Directory]) -> None:
    assert choose(["jean-fictif-1"], directories)[13] == [TWINS[1]]


def test_an_author_is_found_by_id_before_slug(directories: dict[int, Directory]) -> None:
    assert directories[13].author("aline-exemple", 2) == TWINS[0]
    assert directories[13].author("Aline-Exemple", None) == ALINE
    assert directories[13].author(None, 77) is None


def test_a_deputy_read_again_replaces_the_entry() -> None:
    directory = Directory([ALINE])
    directory.add(RosterEntry(slug="aline-exemple", name="Aline Exemple", site_id=1, official_id="990001", seat="7"))
    assert [entry.seat for entry in directory.entries] == ["7"]
