"""What cannot be loaded is recorded with its reason, and the rest goes on; a load that fails leaves nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from etl.load import load
from parliament.records import as_json
from tests.etl.made_up import ANSWERED, deputy, dump, land, one, question, visit


def append(folder: Path, name: str, line: bytes) -> None:
    with (folder / name).open("ab") as file:
        file.write(line)


def altered(**said: Any) -> bytes:
    record = json.loads(as_json(question(7)))
    return json.dumps(record | said, ensure_ascii=False).encode() + b"\n"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"state": "lost"}, "state is none of announced, answered, pending, withdrawn"),
        ({"asked_on": "2009-13-01"}, "asked_on is no date"),
        ({"asked_on": None}, "asked_on is missing"),
        ({"asked_on": "1900-01-01"}, "asked_on is not between 1958-10-04 and 2100-01-01"),
        ({"number": "sept"}, "number is no whole number"),
        ({"number": 7.5}, "number is no whole number"),
        ({"number": 8}, "question_id does not match legislature, type and number"),
        ({"legislature": 3}, "legislature is none of 13, 14, 15, 16, 17"),
        ({"themes": "justice"}, "themes is no list"),
        ({"themes": [1]}, "themes are not all texts"),
        ({"deputy_id": "1874"}, "deputy_id is not PA and a number"),
        ({"deputy_id": "PA1"}, "PA1 is no deputy of the database"),
        ({"question_text": {"a": 1}}, "question_text is no text"),
        ({"response_days": 3}, "it has an answer's date or delay and is not answered"),
        ({"state": "announced"}, "it is announced and closed_on is missing"),
        ({"state": "withdrawn"}, "it is withdrawn and closure_kind is missing"),
        ({"comment_count": -1}, "comment_count is negative"),
        ({"fetched_at": "yesterday"}, "fetched_at is no time"),
        ({"content_hash": ""}, "content_hash is missing"),
    ],
)
def test_a_bad_record_is_refused_and_the_rest_loaded(
    sqlite_engine: Engine, tmp_path: Path, said: dict[str, Any], reason: str
) -> None:
    folder = land(tmp_path / "landing", "run-1", deputy(), question())
    append(folder, "questions.jsonl", altered(**said))
    report = load(sqlite_engine, tmp_path / "landing")
    assert report.tables["question"].as_dict() == {"inserted": 1, "updated": 0, "unchanged": 0, "rejected": 1}
    refusal = one(sqlite_engine, "SELECT * FROM rejection")
    assert (refusal["reason"], refusal["stage"], refusal["run_id"]) == (reason, "load", "run-1")
    assert json.loads(refusal["raw"])["author_name"] == "Aline Exemple 1"


@pytest.mark.parametrize(
    "line", [b"{broken\n", b"[]\n", b"\xff\xfe\n", b'{"question_text": "\\u0000"}\n', b'{"a": "\\ud800"}\n']
)
def test_a_broken_line_is_refused_with_file_and_byte(engine: Engine, tmp_path: Path, line: bytes) -> None:
    folder = land(tmp_path / "landing", "run-1", deputy(), question())
    byte = (folder / "questions.jsonl").stat().st_size
    append(folder, "questions.jsonl", line)
    append(folder, "questions.jsonl", altered())
    report = load(engine, tmp_path / "landing")
    assert report.tables["question"].inserted == 2
    assert one(engine, "SELECT * FROM rejection")["url"] == f"run-1/questions.jsonl#byte={byte}"


def test_a_torn_last_line_waits_for_its_end(engine: Engine, tmp_path: Path) -> None:
    folder = land(tmp_path / "landing", "run-1", deputy(), question())
    line = altered()
    append(folder, "questions.jsonl", line[:100])
    assert load(engine, tmp_path / "landing").tables["question"].inserted == 1
    append(folder, "questions.jsonl", line[100:])
    assert load(engine, tmp_path / "landing").tables["question"].inserted == 1
    assert one(engine, "SELECT count(*) AS refused FROM rejection")["refused"] == 0


def test_a_question_refused_for_its_deputy_is_loaded_with_the_deputy(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path / "landing", "run-1", question(**ANSWERED))
    assert load(engine, tmp_path / "landing").tables["question"].rejected == 1
    land(tmp_path / "landing", "run-2", deputy(), started_at="2026-03-02 07:00:00")
    assert load(engine, tmp_path / "landing").tables["question"].inserted == 1
    assert str(one(engine, "SELECT * FROM rejection")["replayed_at"]) == "2026-03-02 07:00:00"
    before = dump(engine)
    load(engine, tmp_path / "landing", everything=True)
    assert dump(engine) == before


class Killed(Exception):
    """Raised in the place of a signal."""


def test_a_load_that_is_killed_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
    def kill_at_the_end(done: int, total: int) -> None:
        if done == total:
            raise Killed

    land(tmp_path / "landing", "run-1", deputy(), question(), visit("QANR5L13QE1"))
    before = dump(engine)
    with pytest.raises(Killed):
        load(engine, tmp_path / "landing", progress=kill_at_the_end)
    assert dump(engine) == before
    assert load(engine, tmp_path / "landing").tables["question"].inserted == 1
