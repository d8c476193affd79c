"""What a night is told, as the database's side wrote it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scraper.plan import NOTHING, KnownDocument, KnownQuestion, Plan
from scraper.sites.nosdeputes.roster import RosterEntry

LINES: list[dict[str, Any]] = [
    {"key": "13/marc-le-fur/questions"},
    {"legislature": 13, "question_url": "http://127.0.0.1/question/QE/1"},
    {"legislature": 16, "question_url": None},
    {
        "list": "PA990001",
        "legislature": 13,
        "slugs": ["aline-exemple", "aline-modele"],
        "whole_on": "2026-11-20",
        "announced": 2,
        "page_on": None,
        "page_listed": None,
        "questions": {
            "1": {"dated_on": "2009-08-04", "listed": "a"},
            "2": {
                "dated_on": "2009-04-21",
                "listed": "b",
                "site_id": 7,
                "open": True,
                "document": {"read_on": "2026-11-20", "updated_at": None},
            },
        },
    },
]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    path = tmp_path / "plan.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES))
    return Plan(path)


def deputy(slug: str, official_id: str | None) -> RosterEntry:
    return RosterEntry(slug=slug, name="Aline Exemple", official_id=official_id)


def test_what_is_done(plan: Plan) -> None:
    assert plan.done == {"13/marc-le-fur/questions"}
    assert plan.question_urls == {13: "http://127.0.0.1/question/QE/1"}


def test_what_is_known_of_a_list(plan: Plan) -> None:
    known = plan.of(13, deputy("aline-exemple", "990001"))
    assert (known.whole_on, known.page_on, known.is_settled, known.has_open_questions) == (
        date(2026, 11, 20), None, True, True,
    )  # fmt: skip
    assert known.questions == {
        1: KnownQuestion(dated_on=date(2009, 8, 4), listed="a"),
        2: KnownQuestion(
            dated_on=date(2009, 4, 21), listed="b", site_id=7, open=True,
            document=KnownDocument(read_on=date(2026, 11, 20), updated_at=None),
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "official_id"), [("aline-renommee", "990001"), ("aline-exemple", None), ("aline-modele", None)]
)
def test_a_deputy_is_found_by_id_and_without_one_by_any_slug(plan: Plan, slug: str, official_id: str | None) -> None:
    assert plan.of(13, deputy(slug, official_id)).announced == 2


@pytest.mark.parametrize(("legislature", "official_id"), [(13, "990002"), (16, "990001"), (13, None)])
def test_of_others_nothing_is_known(plan: Plan, legislature: int, official_id: str | None) -> None:
    assert plan.of(legislature, deputy("basile-de-fictif", official_id)) is NOTHING


def test_without_a_plan_nothing_is_known(tmp_path: Path) -> None:
    assert Plan(tmp_path / "plan.jsonl").done == Plan().done == set()
    assert not NOTHING.is_settled
