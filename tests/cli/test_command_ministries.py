"""``questions ministries``: what waits, what a person decides, and what that changes, without a crawl."""

from pathlib import Path
from typing import Any

import pytest

from cli.errors import BadOption
from cli.loop import open_database
from cli.ministries import decided
from cli.places import places
from etl.load import load
from parliament.errors import BadDecision
from parliament.ministries.decisions import Decision, write_decisions
from parliament.ministries.register import MINISTRIES
from tests.cli.command import Questions
from tests.etl.made_up import ANSWERED, deputy, land, question

NOBODY = "Direction générale des impôts"


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """The data folder of a database with one label twice and one once that no rule resolves."""
    unknown = (question(number, asked_ministry_label=NOBODY) for number in (1, 2))
    land(tmp_path / "data/landing", "run-1", deputy(), *unknown, question(3, asked_ministry_label="Nul", **ANSWERED))
    engine = open_database(places(tmp_path / "data", None))
    load(engine, tmp_path / "data/landing")
    engine.dispose()
    return tmp_path / "data"


def test_pending_labels_are_listed_with_candidates(questions: Questions, loaded: Path) -> None:
    write_decisions(loaded / "ministry_decisions.csv", (Decision("Nulle part"),))
    ran = questions("ministries", "--json")
    assert ran.code == 0, ran.err
    assert [one["label"] for one in ran.answer["unused_decisions"]] == ["Nulle part"]
    first = ran.answer["labels"][0]
    assert (first["label"], first["occurrences"], first["first_met_on"]) == (NOBODY, 2, "2009-04-21")
    assert {row["status"] for row in ran.answer["labels"]} == {"pending"}
    assert all(one["ministry_id"] in MINISTRIES for row in ran.answer["labels"] for one in row["candidates"])
    assert ran.answer["pending"] == len(ran.answer["labels"])


def test_a_person_sees_the_same(questions: Questions, loaded: Path) -> None:
    ran = questions("ministries")
    assert ran.code == 0, ran.err
    assert f"      2  {NOBODY}  [2009-04-21 to 2009-04-21]" in ran.out.splitlines()
    assert "Justice" not in ran.out
    assert "         = PO419528 Ministère de la justice et des libertés" in questions("ministries", "--all").out


def test_a_decision_is_stored_and_followed(questions: Questions, loaded: Path) -> None:
    ran = questions("ministries", "resolve", NOBODY, "--portfolio", "budget", "--from", "1er janvier 2009", "--json")
    assert (ran.code, ran.answer["changed"], ran.answer["used"]) == (0, 2, True), ran.err
    kept = (loaded / "ministry_decisions.csv").read_text(encoding="utf-8")
    assert kept == f"label,from,to,ministry_id,portfolio_id\n{NOBODY},2009-01-01,,,budget\n"
    labels = questions("ministries", "--all", "--json").answer["labels"]
    assert [(row["method"], row["portfolio_id"]) for row in labels if row["label"] == NOBODY] == [
        ("decision", "budget")
    ]


def test_a_decision_taken_out_of_the_file_is_undone_by_the_next_command(questions: Questions, loaded: Path) -> None:
    questions("ministries", "resolve", NOBODY, "--ministry", "PO388088")
    write_decisions(loaded / "ministry_decisions.csv", ())
    ran = questions("load")
    assert (ran.code, ran.err.splitlines()[0]) == (0, "Ministries resolved anew: 2 of 2 questions corrected.")


def test_without_the_file_what_the_database_holds_stands(questions: Questions, loaded: Path, tmp_path: Path) -> None:
    questions("ministries", "resolve", NOBODY, "--portfolio", "budget")
    elsewhere = ("--database", f"sqlite:///{loaded / 'questions.db'}", "--data", tmp_path / "elsewhere", "--json")
    assert questions("ministries", *elsewhere).answer["pending"] == 1
    assert questions("ministries", "resolve", "Nul", "--none", *elsewhere).code == 0
    kept = (tmp_path / "elsewhere/ministry_decisions.csv").read_text(encoding="utf-8")
    assert NOBODY in kept and "Nul" in kept


def test_a_queue_can_be_emptied(questions: Questions, loaded: Path) -> None:
    rows = f"label,from,to,ministry_id,portfolio_id\n{NOBODY},,,none,\nNul,,,none,\n"
    (loaded / "ministry_decisions.csv").write_text(rows, encoding="utf-8")
    assert questions("ministries").out == "No label waits for a person.\n"
    assert "Ministry labels not resolved: 0, in 0 questions" in questions("status").out


def test_a_decision_that_nothing_uses_is_named(questions: Questions, loaded: Path) -> None:
    ran = questions("ministries", "resolve", "Nulle part", "--portfolio", "budget", "--to", "2010-01-01")
    assert (ran.code, ran.out.splitlines()) == (0, [
        "'Nulle part' means budget: 0 questions changed. Stored in data/ministry_decisions.csv.",
        "Unused decision: no question carries 'Nulle part' before 2010-01-01.",
    ])  # fmt: skip


def test_an_unknown_ministry_is_one_line_and_nothing_is_stored(questions: Questions, loaded: Path) -> None:
    ran = questions("ministries", "resolve", NOBODY, "--ministry", "PO38808")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert ran.err.startswith("questions: --ministry: the register has no 'PO38808'; the nearest are PO3")
    assert not (loaded / "ministry_decisions.csv").exists()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"portfolio": "defence"}, "--portfolio: the register has no 'defence'; the nearest are defense, "),
        ({"nothing": True, "portfolio": "budget"}, "give one of --ministry, --portfolio and --none"),
        ({}, "give one of --ministry, --portfolio and --none"),
        ({"nothing": True, "since": "hier"}, "--from: no date: 'hier'"),
        ({"nothing": True, "since": "2010-01-01", "until": "2009-01-01"}, "the decision ends on 2009-01-01, not after"),
    ],
)
def test_what_cannot_be_decided_is_refused(options: dict[str, Any], reason: str) -> None:
    nothing: dict[str, Any] = {"ministry": None, "portfolio": None, "since": None, "until": None, "nothing": False}
    with pytest.raises((BadOption, BadDecision)) as refusal:
        decided(NOBODY, **nothing | options)
    assert str(refusal.value).startswith(reason)


def test_a_file_that_cannot_be_followed_stops_the_load(questions: Questions, loaded: Path) -> None:
    (loaded / "ministry_decisions.csv").write_text("label,from,to,ministry_id,portfolio_id\nX,,,PO1,\n")
    ran = questions("load")
    assert (ran.code, ran.err) == (
        1, "questions: data/ministry_decisions.csv: line 2: no ministry PO1 in the register\n",
    )  # fmt: skip


def test_without_a_database_there_is_nothing_to_review(questions: Questions, tmp_path: Path) -> None:
    ran = questions("ministries")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert list(tmp_path.iterdir()) == []


def test_the_register_is_sound(questions: Questions) -> None:
    ran = questions("ministries", "check", "--json")
    assert (ran.code, ran.answer) == (0, {"problems": []}), ran.err
