"""Nights on a demo site: quiet ones, changes before and during the reading, faults, kills."""

import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from demo.corpus import Corpus, build
from demo.site import serving
from etl.database import connect
from etl.load import load
from scraper.nightly import Night
from scraper.plan import Plan
from tests.cli.nights import START, Place
from tests.etl.made_up import TIMED

BOOKS = {*TIMED}
# Those that hold no connection and ask for no wait.
QUICK_FAULTS = ["500", "truncated", "error-page-200", "latin-1", "empty-json", "redirect-elsewhere"]


@pytest.fixture(scope="module")
def small() -> Corpus:
    return build(160)


@pytest.fixture
def place(small: Corpus, tmp_path: Path, sqlite_url: str) -> Iterator[Place]:
    """Two sites, and nothing read of them yet."""
    with serving(small, today=START) as sites:
        yield Place({13: sites[13], 16: sites[16]}, tmp_path / "data", sqlite_url, small)


@pytest.fixture(scope="module")
def first_night(small: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the first night left: landing zone and database."""
    folder = tmp_path_factory.mktemp("first")
    with serving(small, today=START) as sites:
        place = Place({13: sites[13], 16: sites[16]}, folder / "data", f"sqlite:///{folder / 'questions.db'}", small)
        summary = place.night()
        assert (summary["finish_reason"], summary["rejected"], summary["failed"]) == ("finished", 0, 0)
        assert place.stored() == place.truth()
    return folder


@pytest.fixture
def read(place: Place, first_night: Path, tmp_path: Path) -> Place:
    """Two sites after the first night, which read everything."""
    copytree(first_night, tmp_path, dirs_exist_ok=True)
    return place


def written(summary: dict[str, Any]) -> dict[str, int]:
    """Return how many rows of data a night wrote, per table that it wrote to."""
    counts = {name: said["inserted"] + said["updated"] for name, said in summary["tables"].items()}
    return {name: count for name, count in counts.items() if count and name not in BOOKS}


def test_a_quiet_night_costs_what_its_rules_say_and_writes_nothing(read: Place) -> None:
    read.pass_night()
    for _ in range(2):
        summary = read.night()
        assert written(summary) == {}
        assert read.requests() == expected_of_a_quiet_night(read)
        assert summary["requests"] == read.requests().total()
    check_what_is_known(read)


def check_what_is_known(place: Place) -> None:
    plan = Plan(max(place.data.glob("landing/*/plan.jsonl")))
    known = [plan.known(*deputy) for deputy in plan.deputies]
    assert {number for one in known for number in one.questions} == {
        expected.number for n in place.legislatures for expected in place.mirror.corpus.expected(n)
    }
    assert all(one.is_settled for one in known)


def test_a_quiet_night_cut_short_goes_on_to_a_good_end(read: Place) -> None:
    read.pass_night()
    short = read.night(max_requests=sum(expected_of_a_quiet_night(read).values()) - 1)
    read.tell("/demo/clock", {"hours": 1})
    last = read.night()
    assert (short["finish_reason"], last["finish_reason"]) == ("max_requests", "finished")
    assert (last["continues"], last["held"], read.requests()["list"]) == (short["run_id"], [], 0)
    assert load(connect(read.database), read.data / "landing", everything=True).held == ()


def expected_of_a_quiet_night(place: Place) -> dict[str, int]:
    """Count, from the truth alone, what must be asked for when nothing changed."""
    night, lists, documents = Night(on=place.mirror.today), 0, 0
    for legislature in place.legislatures:
        questions = place.mirror.corpus.expected(legislature, place.mirror.today)
        documents += sum(e.state != "answered" and night.is_turn(e.question_id, 7) for e in questions)
        for member in place.mirror.corpus.legislatures[legislature].members:
            own = [e for e in questions if e.deputy_id == member.person.deputy_id]
            official_id = member.person.deputy_id.removeprefix("PA")
            is_open = any(e.state in ("pending", "announced") for e in own)
            if not member.former or is_open or night.is_turn(f"former {official_id}", 30):
                whole = night.is_turn(f"list {official_id}", 14)
                lists += max(-(-len(own) // 20), 1) if whole else 1
    sites = len(place.legislatures)
    return {"robots": sites, "roster": sites, "list": lists, "document": documents}


def test_k_changes_cost_2k_requests(read: Place) -> None:
    read.pass_night(asked=1, answered=1, withdrawn=1, announced=1, themes=1)
    summary = read.night()
    asked = read.requests()
    quiet = expected_of_a_quiet_night(read)
    changed = len({change.question_id for change in read.mirror.changes})
    assert read.stored() == read.truth()
    assert summary["inserted"] + summary["updated"] == changed == asked["question"]
    # Its share of the sweep is left out for a question that is read anyway.
    assert changed - 2 <= asked["document"] - quiet["document"] <= changed


def test_nights_with_changes_before_and_during_the_reading(read: Place) -> None:
    """What changed while lists were read may wait for the list to be read whole again, and no longer."""
    before = {
        "asked": 2,
        "answered": 2,
        "announced": 1,
        "given": 1,
        "withdrawn": 1,
        "text": 1,
        "moved": 1,
        "vanished": 1,
    }
    during = {"asked": 1, "answered": 2, "withdrawn": 1, "vanished": 1}
    read.pass_night(**before)
    read.change_after(17, **during)
    assert read.night()["failed"] == 0
    read.changed(**during)
    read.pass_night()
    read.night(full=True)
    assert still_as_read(read.stored()) == still_as_read(read.truth())
    read.pass_night()
    assert written(read.night(full=True)) == {}


def still_as_read(questions: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Leave out what an announced answer whose day has passed is called: nothing changed but the day."""
    return {
        question_id: {name: value for name, value in said.items() if name not in ("state", "withdrawn_on")}
        for question_id, said in questions.items()
    }


def test_the_sweep_finds_what_no_list_shows_within_its_nights(read: Place) -> None:
    read.pass_night(reattributed=2, **{"text-end": 2, "reason": 2})
    unanswered = {
        key for key, said in read.truth().items() if said["state"] != "answered" and said != read.stored().get(key)
    }
    assert unanswered
    for _ in range(2):
        read.night(sweep_nights=2)
        read.pass_night()
    truth = read.truth()
    assert {key for key, said in read.stored().items() if said != truth[key]}.isdisjoint(unanswered)


def test_a_vanished_question_costs_one_look_up_and_is_kept(read: Place) -> None:
    read.pass_night(vanished=1)
    read.night(full=True)
    assert read.requests()["question"] == len(read.sites)
    assert read.stored().keys() == read.truth().keys()
    read.pass_night()
    assert written(read.night(full=True)) == {}
    assert read.requests()["question"] == 0


def test_deputies_of_whom_the_roster_says_anything_else_are_read_again(read: Place) -> None:
    """They are told apart by id: a new slug makes no new deputy, and their questions are not read."""
    read.pass_night(renamed=1, group=1)
    summary = read.night()
    assert (summary["failed"], summary["rejected"], summary["inserted"], summary["updated"]) == (0, 0, 0, 0)
    changed = {(change.legislature, change.deputy) for change in read.mirror.changes}
    assert read.requests()["deputy"] == 2 * len(changed)
    assert summary["tables"]["deputy_source"]["updated"] == len(changed)
    assert summary["tables"]["deputy"]["inserted"] == read.requests()["question"] == 0


def test_the_same_night_twice_changes_nothing_on_a_server_either(
    small: Corpus, tmp_path: Path, postgresql_url: str
) -> None:
    with serving(small, today=START) as sites:
        place = Place({16: sites[16]}, tmp_path / "data", postgresql_url, small)
        place.night()
        place.pass_night(asked=2, answered=2, vanished=1)
        assert written(place.night()) != {}
        assert written(place.night()) == {}
        assert place.stored() == place.truth()


def test_after_a_night_of_faults_two_more_make_it_whole(place: Place) -> None:
    place.tell("/demo/faults", {"share": 0.05, "seed": 3, "kinds": QUICK_FAULTS, "all": True})
    place.night()
    place.tell("/demo/faults", {"share": 0, "all": True})
    for _ in range(2):
        place.pass_night()
        last = place.night()
    assert (last["rejected"], last["failed"]) == (0, 0)
    assert place.stored() == place.truth()


def test_a_site_that_goes_down_stops_the_night_and_the_next_run_goes_on(place: Place) -> None:
    place.tell("/demo/faults", {"mode": "storm", "after_requests": 60}, place.sites[13])
    summary = place.night()
    assert summary["finish_reason"] == "site_down"
    place.tell("/demo/faults", {"mode": "up"}, place.sites[13])
    assert place.night()["continues"] == summary["run_id"]
    assert place.stored() == place.truth()


def test_a_first_night_killed_then_cut_short_loses_nothing_and_reads_little_twice(place: Place) -> None:
    with place.start() as process:
        questions_landed(place, 60)
        process.kill()
        process.communicate()
    landed = sum(len(path.read_bytes().splitlines()) for path in place.data.glob("landing/*/questions.jsonl"))
    first = place.night(max_requests=100)
    asked = place.requests()["question"]
    assert (first["finish_reason"], first["requests"] <= 100) == ("max_requests", True)
    # Another night plans anew from what is known.
    place.pass_night()
    assert place.night()["finish_reason"] == "finished"
    assert place.stored() == place.truth()
    # A hundredth of what was read, and what was under way: eight requests at once to each site of this machine.
    assert asked + place.requests()["question"] <= len(place.truth()) - landed + landed / 100 + 8 * len(place.sites)


def questions_landed(place: Place, count: int) -> None:
    """Wait until so many questions are on disk."""
    deadline = time.monotonic() + 30
    while sum(path.read_bytes().count(b"\n") for path in place.data.glob("landing/*/questions.jsonl")) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)
