"""``questions nightly`` as it is typed, and ``crawl --force`` for what no night can find."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from demo.corpus import Corpus
from demo.site import serving
from etl.database import connect
from tests.cli.command import Questions, Ran
from tests.cli.nights import START, Place
from tests.etl.made_up import ANSWERED, TIMED, deputy, dump, land, question, visit


def nightly(questions: Questions, sites: Mapping[int, str], *more: object) -> Ran:
    return questions("nightly", "--legislature", 16, "--site", f"16={sites[16]}", "--delay", 0, "--json", *more)


def test_a_night_by_hand(questions: Questions, sites: Mapping[int, str], corpus: Corpus) -> None:
    first = nightly(questions, sites)
    assert first.code == 0, first.err
    assert first.answer["inserted"] == len(corpus.expected(16))
    more = ((), ("--full", "--sweep-nights", 1))
    usual, full = (nightly(questions, sites, "--dry-run", *each).answer["requests"] for each in more)
    assert full > usual + sum(expected.state != "answered" for expected in corpus.expected(16)) / 2
    second = nightly(questions, sites)
    assert (second.answer["inserted"], second.answer["updated"]) == (0, 0)
    assert second.answer["requests"] == usual


def test_what_a_night_will_cost_is_the_least_it_can(questions: Questions, place: Place) -> None:
    site = ("--legislature", 13, "--site", place.sites[13], "--delay", 0)
    assert "at least" not in questions("nightly", *site, "--dry-run").out
    assert questions("nightly", *site).code == 0
    place.pass_night(asked=3, answered=3)
    predicted = questions("nightly", *site, "--dry-run", "--json").answer
    assert (predicted["exact"], predicted["at_least"]) == (False, True)
    sentence = questions("nightly", *site, "--dry-run").out
    assert f"at least about {predicted['requests']:,} requests" in sentence
    assert "What has changed since comes on top." in sentence
    assert questions("nightly", *site, "--json").answer["requests"] >= predicted["requests"] + 6


def test_the_cost_of_a_site_that_is_down_is_not_told(questions: Questions, place: Place) -> None:
    place.tell("/demo/faults", {"mode": "down", "after_requests": 2})
    for site, reason in (("http://127.0.0.1:9", "robots.txt cannot be read: the connection was refused."),
                         (place.sites[13], "No question list could be read.")):  # fmt: skip
        ran = questions("crawl", "--legislature", 13, "--site", site, "--delay", 0, "--dry-run")
        assert (ran.code, ran.out) == (3, ""), ran.err
        assert ran.err.splitlines()[-1].endswith(reason)
        assert "failure.Failure" not in ran.err


def test_a_legislature_that_is_complete_is_left_out(questions: Questions, tmp_path: Path) -> None:
    whole = visit("13/aline-exemple-1/questions", announced=1, settled=True)
    scope = {"legislatures": [13, 14, 15, 16]}
    land(tmp_path / "data/landing", "run-1", deputy(), question(**ANSWERED), whole, scope=scope)
    ran = questions("nightly", "--source", "nosdeputes")
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Nothing to read: every legislature ended and is complete")
    assert "Loaded what was landed before" in ran.err


@pytest.fixture
def place(corpus: Corpus, tmp_path: Path) -> Iterator[Place]:
    with serving(corpus, today=START) as sites:
        yield Place({13: sites[13]}, tmp_path / "data", f"sqlite:///{tmp_path / 'data/questions.db'}", corpus)


def test_one_deputy_anew_whatever_is_known(questions: Questions, place: Place) -> None:
    site = ("--legislature", 13, "--site", place.sites[13], "--delay", 0, "--json")
    assert questions("crawl", *site).code == 0
    engine = connect(place.database)
    before = rows(engine)
    place.pass_night(corrected=3)
    authors = {change.slugs[0] for change in place.mirror.changes}
    corrected = {change.question_id for change in place.mirror.changes if change.slugs[0] == min(authors)}
    ran = questions("crawl", *site, "--deputy", min(authors), "--force")
    assert ran.code == 0, ran.err
    assert ran.answer["updated"] == len(corrected)
    after = rows(engine)
    engine.dispose()
    changed = {row for table in before for row in before[table] ^ after[table]}
    assert {key for row in changed for key in row if str(key).startswith("QANR5L")} == corrected
    assert {key for key in corrected if place.stored()[key] == place.truth()[key]} == corrected


def rows(engine: Engine) -> dict[str, set[tuple[Any, ...]]]:
    """Return all rows of data; a run's own books and the times at which pages were read are left out."""
    leave_out = (*TIMED, "question_reading", "deputy_source", "comment_count", "ministry_label")
    return {table: set(found) for table, found in dump(engine, leave_out=leave_out).items()}
