"""Landed records of the size of real ones, 4 to 6 kB a question, made of the demo's corpus."""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from demo.corpus import build
from demo.truth import Expected
from parliament.landing import Run
from parliament.records import Deputy, Question, as_json, content_hash

LEGISLATURE = 13
READ_AT = datetime(2026, 1, 1, 2, 0, 0)  # noqa: DTZ001 (records tell UTC without a zone)
SMALLEST, LARGEST = 4_000, 6_000
# What a record takes beside its texts.
FRAME = 900
# The demo's own share of questions of this legislature, and how much of a record is the question's text.
SHARE, QUESTION_SHARE = 0.55, 0.4
STOCK = 2_000


def questions(count: int, seed: int = 1) -> Iterator[str]:
    """Yield so many questions, each as one line of JSON."""
    chamber = build(round(count / SHARE) + 50)
    dice = random.Random(seed)  # noqa: S311 (sizes, not secrets)
    stock = [said.question_text for said in islice(chamber.expect(LEGISLATURE), STOCK) if said.question_text]
    return (as_json(_question(said, stock, dice)) for said in islice(chamber.expect(LEGISLATURE), count))


def authors(lines: Iterable[str]) -> list[str]:
    """Return the deputies who ask these questions, each as one line of JSON."""
    asked: dict[str, str] = {}
    for line in lines:
        note_author(line, asked)
    return list(asked.values())


def note_author(line: str, asked: dict[str, str]) -> None:
    """Add who asks a question to those known, by their keys, each as one line of JSON."""
    record = json.loads(line)
    if record["deputy_id"] not in asked:
        asked[record["deputy_id"]] = as_json(_deputy(record))


def run_of(count: int, number: int = 0) -> Run:
    """Return a run that has read so many questions by their numbers."""
    return Run(
        run_id=f"20260101T02000000000{number}Z-nosdeputes-{LEGISLATURE}",
        source="nosdeputes",
        scope={"legislatures": [LEGISLATURE], "numbers": [[1, count]]},
        started_at=f"2026-01-01 02:00:0{number}",
        finished_at="2026-01-01 03:00:00",
        finish_reason="finished",
    )


def changed(line: str, day: int) -> str:
    """Return a question as it was read so many days later, its text corrected."""
    record = json.loads(line)
    record["question_text"] += f"\nRectifié le {day}."
    record["content_hash"] = f"{day:02}{record['content_hash'][2:]}"
    record["fetched_at"] = f"2026-01-{1 + day:02} 02:00:00"
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _question(said: Expected, stock: list[str], dice: random.Random) -> Question:
    question_text, answer_text = long_texts(said.question_text, said.answer_text, stock, dice)
    record = Question(
        source="nosdeputes",
        type="QE",
        rubric=None,
        heading=None,
        detail="document",
        site_updated_at=READ_AT,
        page_url=f"https://example.invalid/13/question/QE/{said.number}",
        fetched_at=READ_AT,
        question_text=question_text,
        answer_text=answer_text,
        **{name: getattr(said, name) for name in _SHARED},
    )
    return replace(record, content_hash=content_hash(record))


_SHARED = (
    "question_id", "legislature", "number", "site_id", "deputy_id", "author_name", "author_slug", "group_label",
    "asked_on", "asked_ministry_label", "answering_ministry_label", "themes", "state", "closed_on", "answered_on",
    "withdrawn_on", "withdrawal_reason", "closure_kind", "response_days", "comment_count", "official_url",
)  # fmt: skip


def long_texts(
    question: str | None, answer: str | None, stock: list[str], dice: random.Random
) -> tuple[str, str | None]:
    """Return both texts of a question made as long as real ones are; an answer that is missing stays so."""
    wanted = dice.randint(SMALLEST, LARGEST) - FRAME
    if answer is None:
        return _long(question, wanted, stock, dice), None
    asked = round(wanted * QUESTION_SHARE)
    return _long(question, asked, stock, dice), _long(answer, wanted - asked, stock, dice)


def _long(text: str | None, size: int, stock: list[str], dice: random.Random) -> str:
    parts = [text or ""]
    while sum(map(len, parts)) < size:
        parts.append(dice.choice(stock))
    return "\n".join(parts)[:size]


def _deputy(record: dict[str, Any]) -> Deputy:
    first, _, last = record["author_name"].partition(" ")
    said: dict[str, Any] = dict.fromkeys(
        ("sex", "born_on", "birthplace", "department", "constituency", "constituency_number", "profession", "seat",
         "party", "group_name", "group_since", "official_url")
    )  # fmt: skip
    deputy = Deputy(
        source="nosdeputes",
        deputy_id=record["deputy_id"],
        legislature=LEGISLATURE,
        site_id=int(record["deputy_id"][2:]),
        slug=record["author_slug"],
        name=record["author_name"],
        first_name=first,
        last_name=last or first,
        group_label=record["group_label"],
        former=False,
        mandates=(),
        detail="document",
        page_url=f"https://example.invalid/{record['author_slug']}",
        fetched_at=READ_AT,
        **said,
    )
    return replace(deputy, content_hash=content_hash(deputy))
