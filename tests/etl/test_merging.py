"""What stands when sources disagree: newest of each detail, documents before pages, announced before withdrawn."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from etl.load import LoadReport, load
from parliament.records import Mandate, Record
from tests.etl.made_up import ANNOUNCED, ANSWERED, RETIRED, deputy, dump, land, one, page, question, visit

WITHDRAWN = RETIRED | {"withdrawal_reason": "fin de mandat", "closure_kind": "end_of_mandate"}


def load_runs(engine: Engine, folder: Path, *runs: list[Record]) -> list[LoadReport]:
    """Land and load one run after the other, deputies in the first."""
    reports = []
    for number, records in enumerate(runs):
        land(folder / "landing", f"run-{number}", *([deputy()] if number == 0 else []), *records)
        reports.append(load(engine, folder / "landing"))
    return reports


def standing(engine: Engine) -> dict[str, Any]:
    return one(engine, "SELECT * FROM question JOIN question_text USING (question_id)")


def test_a_later_answer_updates_the_question(engine: Engine, tmp_path: Path) -> None:
    _, second = load_runs(engine, tmp_path, [question()], [question(day=1, **ANSWERED)])
    assert second.tables["question"].as_dict() == {"inserted": 0, "updated": 1, "unchanged": 0, "rejected": 0}
    row = standing(engine)
    assert (row["state"], row["answer_text"]) == ("answered", "La réponse.")
    assert (str(row["first_seen_at"]), str(row["last_changed_at"])) == ("2026-03-01 08:00:00", "2026-03-02 08:00:00")


def test_an_older_run_after_a_newer_one_changes_nothing_and_says_so(engine: Engine, tmp_path: Path) -> None:
    _, second = load_runs(engine, tmp_path, [question(day=1, **ANSWERED)], [question(), visit("QANR5L13QE1")])
    assert second.older == 1
    assert second.tables["question"].as_dict() == {"inserted": 0, "updated": 0, "unchanged": 1, "rejected": 0}
    assert standing(engine)["state"] == "answered"


def test_a_page_fills_only_what_the_document_leaves_empty(engine: Engine, tmp_path: Path) -> None:
    document = question(asked_ministry_label=None, rubric="greffes")
    newer = page(day=1, rubric="autre", official_url="https://example.invalid/officiel")
    load_runs(engine, tmp_path, [document], [newer])
    row = standing(engine)
    assert row["asked_ministry_label"] == "Ministère de la Justice"
    assert row["rubric"] == "greffes"
    assert row["official_url"] == "https://example.invalid/officiel"
    assert row["question_text"].startswith("Texte de la question 1")
    assert (row["detail"], row["content_hash"]) == ("document", f"{document.content_hash}+{newer.content_hash}")


@pytest.mark.parametrize(
    ("document", "newer", "state"),
    [
        ({}, ANSWERED, "answered"),
        ({}, ANNOUNCED, "announced"),
        (ANNOUNCED, ANSWERED, "answered"),
        (ANNOUNCED, RETIRED, "announced"),
        (ANNOUNCED, WITHDRAWN, "withdrawn"),
        (ANNOUNCED, RETIRED | {"closed_on": date(2026, 3, 9)}, "withdrawn"),
        (ANSWERED, {}, "answered"),
    ],
)
def test_a_newer_page_closes_what_the_document_leaves_open(
    engine: Engine, tmp_path: Path, document: dict[str, Any], newer: dict[str, Any], state: str
) -> None:
    load_runs(engine, tmp_path, [question(**document)], [page(day=1, **newer)])
    assert standing(engine)["state"] == state


def test_an_older_page_closes_nothing(engine: Engine, tmp_path: Path) -> None:
    load_runs(engine, tmp_path, [page(**ANSWERED)], [question(day=1)])
    assert standing(engine)["state"] == "pending"
    assert standing(engine)["answer_text"] == "La réponse."


@pytest.mark.parametrize("days", [(0, 1), (1, 0)])
def test_an_announced_answer_stays_announced_when_its_day_passes(
    engine: Engine, tmp_path: Path, days: tuple[int, int]
) -> None:
    first, second = question(day=days[0], **ANNOUNCED), question(day=days[1], **RETIRED)
    assert first.content_hash == second.content_hash
    load_runs(engine, tmp_path, [second], [first])
    row = standing(engine)
    assert (row["state"], row["withdrawn_on"], row["closure_kind"]) == ("announced", None, None)
    assert [event[1] for event in dump(engine)["question_event"]] == ["announced", "asked"]


def test_a_text_that_goes_missing_is_kept(engine: Engine, tmp_path: Path) -> None:
    load_runs(engine, tmp_path, [question(**ANSWERED)], [question(day=1, **(ANSWERED | {"answer_text": None}))])
    assert standing(engine)["answer_text"] == "La réponse."


def test_comments_are_no_change_of_the_question(engine: Engine, tmp_path: Path) -> None:
    load_runs(engine, tmp_path, [question()], [question(day=1, comment_count=4)])
    row = standing(engine)
    assert (row["comment_count"], str(row["last_changed_at"])) == (4, "2026-03-01 08:00:00")
    assert one(engine, "SELECT * FROM comment_count")["comment_count"] == 4


def test_an_unchanged_reading_touches_readings_only(engine: Engine, tmp_path: Path) -> None:
    load_runs(engine, tmp_path, [question()])
    before = dump(engine)
    (report,) = load_runs_again(engine, tmp_path, [question(day=3)])
    after = dump(engine)
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"question_reading", "comment_count", "crawl_run", "landing_file", "check_result"}
    assert report.tables["question"].as_dict() == {"inserted": 0, "updated": 0, "unchanged": 1, "rejected": 0}


def load_runs_again(engine: Engine, folder: Path, records: list[Record]) -> list[LoadReport]:
    land(folder / "landing", "run-again", *records)
    return [load(engine, folder / "landing")]


def test_fewer_themes_leave_none_behind(engine: Engine, tmp_path: Path) -> None:
    load_runs(engine, tmp_path, [question()], [question(day=1, themes=("seul",))])
    assert dump(engine)["question_theme"] == [("QANR5L13QE1", 1, "seul")]


def test_the_group_is_that_of_the_day_of_asking(engine: Engine, tmp_path: Path) -> None:
    early = {"legislature": 14, "group_label": "SRC", "asked_on": date(2013, 1, 8)}
    land(
        tmp_path / "landing", "run-1", deputy(),
        question(1, question_id="QANR5L14QE1", **early),
        question(2, question_id="QANR5L14QE2", **early | {"asked_on": date(2012, 6, 25)}),
        question(3, question_id="QANR5L14QE3", **early | {"group_label": "inconnu"}),
    )  # fmt: skip
    load(engine, tmp_path / "landing")
    assert [(row[0], row[5]) for row in dump(engine)["question"]] == [
        ("QANR5L14QE1", "PO656002"), ("QANR5L14QE2", "PO656002"), ("QANR5L14QE3", None),
    ]  # fmt: skip


def test_a_deputy_is_what_the_highest_legislature_says(engine: Engine, tmp_path: Path) -> None:
    later = (Mandate(starts_on=date(2012, 6, 20), ends_on=date(2013, 1, 2), end_reason="démission"),)
    land(
        tmp_path / "landing", "run-1",
        deputy(legislature=14, name="Aline Exemple-Fictif", slug="aline-exemple-fictif", mandates=later),
        deputy(day=1, profession="Notaire"),
    )  # fmt: skip
    load(engine, tmp_path / "landing")
    row = one(engine, "SELECT * FROM deputy")
    assert (row["legislature"], row["name"], row["profession"]) == (14, "Aline Exemple-Fictif", None)
    rows = dump(engine)
    assert [name[:3] for name in rows["deputy_name"]] == [
        ("PA990001", 13, "aline-exemple-1"), ("PA990001", 14, "aline-exemple-fictif"),
    ]  # fmt: skip
    assert [found[1:5] for found in rows["mandate"]] == [
        (13, "2007-06-20", None, None), (14, "2012-06-20", "2013-01-02", "démission"),
    ]  # fmt: skip
    assert ("PA990001", 13, "PO389507", "2007-06-26", None, 1, "2007-06-26") in rows["group_membership"]


def test_both_databases_end_with_the_same_rows(
    sqlite_engine: Engine, postgresql_engine: Engine, tmp_path: Path
) -> None:
    landing = tmp_path / "landing"
    stranger = question(9, deputy_id="PA1")
    land(landing, "run-1", deputy(), deputy(2, former=True), question(**ANNOUNCED), question(2), stranger)
    listed = visit("13/x/questions", announced=2, settled=True)
    land(landing, "run-2", question(day=1, **RETIRED), page(2, day=2, **WITHDRAWN), listed)
    for engine in (sqlite_engine, postgresql_engine):
        load(engine, landing)
    assert dump(sqlite_engine) == dump(postgresql_engine)


def test_a_count_of_comments_outlives_a_reading_without_one(engine: Engine, tmp_path: Path) -> None:
    # Two readings of one content in one batch: the newer one, which counts no comments, hid the older one's count.
    load_runs(engine, tmp_path, [question(comment_count=4), question(day=1, comment_count=None)])
    assert standing(engine)["comment_count"] == 4
    assert str(one(engine, "SELECT * FROM comment_count")["counted_at"]) == "2026-03-01 08:00:00"


def test_a_batch_of_repeated_and_uncounted_readings_is_loaded(engine: Engine, tmp_path: Path) -> None:
    # A repeated content made the time of a count that was never taken no time at all, and PostgreSQL refused the batch.
    load_runs(engine, tmp_path, [question(), question(day=1), question(2, comment_count=None)])
    assert dump(engine)["comment_count"] == [("nosdeputes", "QANR5L13QE1", 0, "2026-03-02 08:00:00")]


def test_a_question_that_moves_to_another_author_leaves_no_trace_of_the_first(engine: Engine, tmp_path: Path) -> None:
    moved = question(day=1, deputy_id="PA990002", author_name="Aline Exemple 2", asked_ministry_label="Budget")
    load_runs(engine, tmp_path, [deputy(2), question()], [moved])
    assert standing(engine)["deputy_id"] == "PA990002"
    assert [row[0] for row in dump(engine)["ministry_label"]] == ["Budget", "Justice et libertés"]


def test_a_label_split_by_date_counts_each_part_anew(engine: Engine, tmp_path: Path) -> None:
    # The part that no question carries any more kept its count while the other part was still carried.
    early, late = {"asked_on": date(2008, 1, 8)}, {"asked_on": date(2013, 1, 8)}
    load_runs(engine, tmp_path, [question(1, **late), question(2, **early)])
    assert [row[7:] for row in dump(engine)["ministry_label"] if row[0] == "Justice"] == [
        ("2008-01-08", "2008-01-08", 1), ("2013-01-08", "2013-01-08", 1),
    ]  # fmt: skip
    load_runs_again(
        engine, tmp_path, [question(1, day=1, **late), question(2, day=1, asked_ministry_label=None, **early)]
    )
    assert [row[7:] for row in dump(engine)["ministry_label"] if row[0] == "Justice"] == [
        ("2013-01-08", "2013-01-08", 1),
    ]  # fmt: skip


def test_a_withdrawal_that_turns_into_an_answer_leaves_no_event_behind(engine: Engine, tmp_path: Path) -> None:
    load_runs(engine, tmp_path, [question(**WITHDRAWN)], [question(day=1, **ANSWERED)])
    assert [event[1] for event in dump(engine)["question_event"]] == ["answered", "asked", "succeeded"]


def test_a_mandate_left_out_later_is_gone_and_every_name_stays_known(engine: Engine, tmp_path: Path) -> None:
    two = (
        Mandate(starts_on=date(2007, 6, 20), ends_on=date(2009, 7, 23), end_reason="nommé au gouvernement"),
        Mandate(starts_on=date(2010, 12, 15), ends_on=None, end_reason=None),
    )
    load_runs(engine, tmp_path, [deputy(day=1, name="Aline Fictif", mandates=two[:1])], [deputy(mandates=two)])
    rows = dump(engine)
    assert [row[2] for row in rows["mandate"]] == ["2007-06-20"]
    assert [row[3] for row in rows["deputy_name"]] == ["Aline Exemple 1", "Aline Fictif"]


def test_long_texts_are_compressed_as_their_column_asks(postgresql_engine: Engine, tmp_path: Path) -> None:
    # Texts kept the compression under which they had been staged.
    load_runs(postgresql_engine, tmp_path, [question(question_text="Monsieur le ministre, " * 300)])
    found = one(postgresql_engine, "SELECT pg_column_compression(question_text) AS kind FROM question_text")
    assert found["kind"] == "lz4"
