"""What a command did, for a person and for a program."""

import json
from dataclasses import dataclass

import pytest

from cli.summary import Summary, crawl_sentence, joined, show


@dataclass
class Counts:
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0


def summary_of(**fields: object) -> Summary:
    return Summary(run_id="R1", **fields)  # type: ignore[arg-type]


def test_the_counts_at_the_top_are_of_questions() -> None:
    summary = summary_of()
    summary.add_tables({"question": Counts(3, 2, 1), "deputy": Counts(9, 9, 9)})
    assert (summary.inserted, summary.updated, summary.unchanged) == (3, 2, 1)


def test_loads_add_up() -> None:
    summary = summary_of()
    summary.add_tables({"question": Counts(inserted=3), "deputy": Counts(unchanged=1)})
    summary.add_tables({"question": Counts(inserted=2, rejected=1)})
    assert summary.tables["question"] == {"inserted": 5, "updated": 0, "unchanged": 0, "rejected": 1}
    assert summary.tables["deputy"] == {"inserted": 0, "updated": 0, "unchanged": 1, "rejected": 0}


def test_several_runs_of_one_night_are_one_summary() -> None:
    first = Summary(run_id="A", requests=4, seconds=1.0, finish_reason="site_down", reason="It is down.")
    second = Summary(run_id="N", requests=9, failed=1, seconds=2.5, continues="M")
    first.add_tables({"question": Counts(inserted=3), "deputy": Counts(updated=1)})
    second.add_tables({"question": Counts(updated=2, unchanged=5)})
    second.unchanged += 4
    night = joined([first, second])
    assert (night.run_id, night.run_ids, night.requests, night.failed, night.seconds) == ("N", ("A", "N"), 13, 1, 3.5)
    assert (night.inserted, night.updated, night.unchanged) == (3, 2, 9)
    assert night.tables["question"] == {"inserted": 3, "updated": 2, "unchanged": 5, "rejected": 0}
    assert (night.finish_reason, night.reason, night.continues) == ("site_down", "It is down.", "M")
    assert joined([second]) is second


def test_the_json_answer_is_one_line_with_every_count(capsys: pytest.CaptureFixture[str]) -> None:
    show(summary_of(requests=7, finish_reason="max_requests"), "a sentence", as_json=True)
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    assert set(json.loads(printed)) >= {
        *("run_id", "requests", "pages", "items", "inserted", "updated", "unchanged", "rejected", "failed"),
        *("seconds", "finish_reason", "tables"),
    }


def test_a_person_sees_a_table_without_idle_rows_and_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    summary = summary_of()
    summary.add_tables({"question": Counts(inserted=1234), "comment": Counts()})
    show(summary, "That is all.", as_json=False)
    printed = capsys.readouterr().out
    assert "1,234" in printed
    assert "comment" not in printed
    assert printed.endswith("That is all.\n")


@pytest.mark.parametrize(
    "reason", ["max_requests", "max_seconds", "interrupted", "site_down", "memory", "disk", "error"]
)
def test_a_run_cut_short_says_that_the_same_command_goes_on(reason: str) -> None:
    assert "goes on from here" in crawl_sentence(summary_of(finish_reason=reason, inserted=1))


def test_too_few_requests_are_told() -> None:
    assert "too few to reach a question" in crawl_sentence(summary_of(finish_reason="max_requests"))


def test_questions_that_are_not_there_are_told() -> None:
    assert crawl_sentence(summary_of(not_found=3)).endswith("3 questions are not there.")


def test_a_finished_run_says_what_it_did() -> None:
    sentence = crawl_sentence(summary_of(pages=163, requests=1165, seconds=62.0, inserted=80, unchanged=1))
    assert sentence == (
        "163 pages read with 1,165 requests in 1 min 02 s: "
        "80 questions inserted, 0 updated, 1 unchanged, 0 rejected, 0 pages failed."
    )
