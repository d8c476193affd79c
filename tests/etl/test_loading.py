"""The load: what is landed reaches the tables, once, whatever the order."""

from pathlib import Path

from sqlalchemy import Engine

from etl.load import load
from tests.etl.made_up import ANSWERED, deputy, dump, land, one, question, visit


def test_a_question_reaches_every_table(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path / "landing", "run-1", deputy(), question(**ANSWERED), visit("QANR5L13QE1"))
    report = load(engine, tmp_path / "landing")
    assert report.tables["question"].as_dict() == {"inserted": 1, "updated": 0, "unchanged": 0, "rejected": 0}
    row = one(engine, "SELECT * FROM question")
    assert (row["question_id"], row["deputy_id"], row["group_id"]) == ("QANR5L13QE1", "PA990001", "PO389507")
    assert (str(row["asked_on"]), str(row["answered_on"]), row["response_days"]) == ("2009-04-21", "2009-08-04", 105)
    assert (row["state"], row["detail"], row["comment_count"]) == ("answered", "document", 0)
    assert (str(row["first_seen_at"]), str(row["last_changed_at"])) == ("2026-03-01 08:00:00", "2026-03-01 08:00:00")
    texts = one(engine, "SELECT * FROM question_text")
    assert texts["question_text"] == "Texte de la question 1, « œuvre » à 100 %.\n\tUne cellule\\n"
    assert texts["answer_text"] == "La réponse."
    rows = dump(engine)
    assert rows["question_theme"] == [("QANR5L13QE1", 1, "justice"), ("QANR5L13QE1", 2, "greffes")]
    assert [(kind, day) for _, kind, _, day, *_ in rows["question_event"]] == [
        ("answered", "2009-08-04"), ("asked", "2009-04-21"), ("succeeded", None),
    ]  # fmt: skip
    assert [(row[0], row[2], row[9]) for row in rows["ministry_label"]] == [
        ("Justice et libertés", "PO419528", 1), ("Justice", "PO388090", 1),
    ]  # fmt: skip


def test_loading_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path / "landing", "run-1", deputy(), question(**ANSWERED), question(2), visit("QANR5L13QE1"))
    load(engine, tmp_path / "landing")
    before = dump(engine)
    again = load(engine, tmp_path / "landing")
    assert again.run_ids == ()
    assert dump(engine) == before
    everything = load(engine, tmp_path / "landing", everything=True)
    assert dump(engine) == before
    assert everything.tables["question"].as_dict() == {"inserted": 0, "updated": 0, "unchanged": 2, "rejected": 0}
    assert not [name for name, counts in everything.tables.items() if counts.inserted or counts.updated]
