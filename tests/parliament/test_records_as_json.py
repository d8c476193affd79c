"""The JSON and the hash of records: the same as ever, however they are made."""

import hashlib
import json
from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parliament.records import (
    HASHED_WHEN_TOLD,
    NOT_HASHED,
    Event,
    Mandate,
    Question,
    Rejection,
    as_json,
    as_line,
    content_hash,
    sealed_line,
)
from scraper.cleaning import Cleaning
from tests.scraper.items import deputy, question

ASKED = Cleaning().record(question(answer_text="Oui.", themes=("eau", "puits")))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def plainly(value: Any) -> str:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None, microsecond=0).isoformat(sep=" ")
    assert isinstance(value, date)
    return value.isoformat()


def asked(**values: Any) -> Question:
    assert isinstance(ASKED, Question)
    return replace(ASKED, **values)


def reference_hash(record: Any) -> str:
    """Return the hash by its definition: all that is hashed, and what is told, as JSON with sorted keys."""
    content = asdict(record)
    for field in fields(record):
        untold = field.name in HASHED_WHEN_TOLD and content[field.name] in (None, ())
        if field.name in NOT_HASHED or untold:
            del content[field.name]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plainly)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@given(
    TEXTS,
    st.lists(st.builds(Event, kind=st.just("asked"), happened_on=st.none() | st.dates(), detail=TEXTS), max_size=2),
)
def test_a_line_and_a_hash_by_their_definitions(text: str, events: list[Event]) -> None:
    record = asked(question_text=text, events=tuple(events), flagged=False)
    plain = json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":"), default=plainly)
    assert as_json(record) == plain
    assert as_line(record) == plain.encode() + b"\n"
    assert content_hash(record) == reference_hash(record)
    line = sealed_line(record)
    assert line is not None
    assert line.endswith(b"}\n")
    assert record.content_hash == reference_hash(record)
    assert line == sealed_line(record, "of another day")
    assert json.loads(line) == json.loads(as_line(record))
    assert sealed_line(record, record.content_hash) is None


@pytest.mark.parametrize("untold", [{"flagged": None}, {"events": ()}, {"group_id": "PO990300", "mandate_id": "PM7"}])
def test_a_sealed_line_holds_all_fields(untold: dict[str, Any]) -> None:
    record = asked(**untold)
    line = sealed_line(record)
    assert line is not None
    assert json.loads(line) == json.loads(as_line(record))


def test_the_hash_of_a_deputy() -> None:
    record: Any = Cleaning().record(deputy(raw_groups=(("PO990300", "2007-06-20", ""),)))
    assert record.content_hash == content_hash(record) == reference_hash(record)


def test_hashes_are_those_that_databases_hold() -> None:
    # Written down once: a change of it would make every question of every database look changed.
    assert asked().content_hash == content_hash(asked()) == "b18008c61350d6af486737cefe62f7b3"


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ({"a": 2**70}, '{"a":1180591620717411303424}'),
        ({"a": "\ud83d"}, '{"a":"?"}'),
        ({1: "b"}, '{"1":"b"}'),
        ({"a": [date(2026, 1, 2)]}, '{"a":["2026-01-02"]}'),
        ({"a": datetime(2026, 1, 2, 3, 4, 5, 6, UTC)}, '{"a":"2026-01-02 03:04:05"}'),
        (
            {"a": Mandate(starts_on=date(2026, 1, 2), ends_on=None, end_reason="é")},
            '{"a":{"starts_on":"2026-01-02","ends_on":null,"end_reason":"é"}}',
        ),
    ],
)  # fmt: skip
def test_whatever_was_refused_can_be_written(raw: dict[Any, Any], line: str) -> None:
    refused = Rejection(
        source="assemblee",
        key=None,
        url="u",
        stage="s",
        reason="r",
        raw=raw,
        rejected_at=datetime(2026, 1, 2, tzinfo=UTC),
    )
    assert as_line(refused).decode().partition('"raw":')[2].partition(',"rejected_at"')[0] == line
