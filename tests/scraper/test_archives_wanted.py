"""Which archives are asked for, and which legislature is the present one."""

from dataclasses import replace
from pathlib import Path

import pytest

from scraper.archives_wanted import ArchivesWanted, next_archive, present_legislature
from scraper.downloads.outcome import Became
from scraper.errors import UsageError
from scraper.fetching import fetch_archives
from scraper.sites.assemblee.archives import deputy_archive, question_archive
from scraper.spiders.archives import wanted_of_the_command

STATES = {
    "fetched": Became(state="fetched", http_status=200),
    "unchanged": Became(state="unchanged", http_status=304),
    "absent": Became(state="absent", http_status=404),
    "failed": Became(state="failed", http_status=503, sentence="the site answers 503"),
}
WANTED = ArchivesWanted(folder=Path("downloads"), legislatures=(16, 17), highest=17)


def asked(wanted: ArchivesWanted, **states: str) -> tuple[list[str], int]:
    """Return the keys asked for in turn, and the present legislature, where archives become what is said."""
    became: dict[str, Became] = {}
    while (archive := next_archive(wanted, became)) is not None:
        name, _, kind = archive.key.partition("/")
        became[archive.key] = STATES[states.get(f"l{name}" if "questions" in kind else "amo", "absent")]
    return list(became), present_legislature(wanted, became)


def keys(*numbers: int, amo: int) -> list[str]:
    return [*(f"{number}/questions.json.zip" for number in numbers), f"{amo}/amo.zip"]


@pytest.mark.parametrize(
    ("states", "expected", "present"),
    [
        ({"l16": "unchanged", "l17": "unchanged"}, keys(16, 17, 18, amo=17), 17),
        ({"l16": "failed", "l17": "fetched", "l18": "failed"}, keys(16, 17, 18, amo=17), 17),
        ({"l16": "fetched", "l17": "unchanged", "l18": "fetched"}, keys(16, 17, 18, 19, amo=18), 18),
        ({"l17": "unchanged", "l18": "unchanged", "l19": "fetched"}, keys(16, 17, 18, 19, 20, amo=19), 19),
        ({"l16": "unchanged", "l17": "failed"}, keys(16, 17, amo=17), 17),
        ({"l16": "unchanged", "l17": "absent"}, keys(16, 17, amo=17), 17),
    ],
)
def test_the_present_legislature_is_found(states: dict[str, str], expected: list[str], present: int) -> None:
    assert asked(WANTED, **states) == (expected, present)


def test_the_highest_known_one_is_asked_for_though_only_others_are_wanted() -> None:
    assert asked(replace(WANTED, legislatures=(14,)), l14="fetched", l17="fetched")[0] == keys(14, 17, 18, amo=17)
    assert asked(replace(WANTED, highest=18), l16="fetched", l18="fetched") == (keys(16, 17, 18, 19, amo=18), 18)


def test_without_the_present_one_nothing_more_is_asked_for() -> None:
    assert asked(replace(WANTED, present=False), l17="fetched")[0] == keys(16, 17, amo=17)[:-1]


def test_deputies_come_from_the_highest_one_though_the_present_is_not_looked_for() -> None:
    wanted = replace(WANTED, legislatures=(14,), present=False, register=True)
    assert asked(wanted, l14="fetched") == (keys(14, amo=17), 17)
    assert not replace(wanted, sites={14: "http://127.0.0.1:8000"}).is_on_this_machine


@pytest.mark.parametrize(
    ("became", "is_down"),
    [
        (STATES["failed"], True),
        (Became(state="failed", http_status=None, sentence="no answer in time"), True),
        (Became(state="failed", http_status=429, sentence="the site answers 429"), True),
        (Became(state="failed", http_status=403, sentence="the site answers 403"), False),
        (Became(state="failed", http_status=None, sentence="Forbidden by robots.txt", barred=True), False),
        (Became(state="failed", http_status=200, sentence="no zip", refused=True), False),
        (STATES["absent"], False),
    ],
)
def test_a_site_that_gives_no_answer_is_down(became: Became, is_down: bool) -> None:
    assert became.is_down is is_down


def test_where_the_archives_stand() -> None:
    base = "https://data.assemblee-nationale.fr/static/openData/repository"
    assert [question_archive(number).url for number in (14, 15, 16, 17, 18)] == [
        f"{base}/14/questions/questions_ecrites/Questions_ecrites_XIV.json.zip",
        f"{base}/15/questions/questions_ecrites/Questions_ecrites_XV.json.zip",
        f"{base}/16/questions/questions_ecrites/Questions_ecrites.json.zip",
        f"{base}/17/questions/questions_ecrites/Questions_ecrites.json.zip",
        f"{base}/18/questions/questions_ecrites/Questions_ecrites.json.zip",
    ]
    assert deputy_archive(17).url == (
        f"{base}/17/amo/tous_acteurs_mandats_organes_xi_legislature/"
        "AMO30_tous_acteurs_tous_mandats_tous_organes_historique.json.zip"
    )


def test_a_copy_has_the_same_paths_and_no_known_checksum() -> None:
    copy = question_archive(16, "http://127.0.0.1:8000/")
    assert copy.url == "http://127.0.0.1:8000" + question_archive(16).url.removeprefix(
        "https://data.assemblee-nationale.fr"
    )
    assert copy.md5 is None
    assert question_archive(16).md5 == "0cbeecec01c74f9318385c809a4d1573"


def test_a_legislature_to_come_is_looked_for_where_the_present_one_stands() -> None:
    wanted = replace(WANTED, sites={17: "http://127.0.0.1:8000"})
    assert [wanted.site_of(number) for number in (16, 17, 18)] == [None, *["http://127.0.0.1:8000"] * 2]
    assert not wanted.is_on_this_machine
    assert replace(wanted, legislatures=(17,)).is_on_this_machine


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"legislature": "13"}, "no archive of legislature 13: they begin with the 14th"),
        ({"legislature": "a"}, "legislature: 'a' is no list of whole numbers"),
        ({"deputy": "x"}, "unknown argument 'deputy'; known: folder, legislature, site"),
        ({"legislature": "17", "site": "17=ftp://127.0.0.1"}, "'ftp://127.0.0.1' is no site's address"),
    ],
)
def test_what_cannot_be_asked_for(arguments: dict[str, str], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        ArchivesWanted.from_arguments(arguments, Path("downloads"))
    with pytest.raises(SystemExit, match=sentence):
        wanted_of_the_command(arguments, Path("data"))


def test_haste_is_only_for_copies_on_this_machine(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a delay below"):
        fetch_archives(WANTED, tmp_path, run=None, delay=0.1)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
