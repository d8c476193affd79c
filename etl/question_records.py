"""Landed questions: their columns, and what makes one loadable."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd

from etl.shapes import Rule, Shape, Shaped, legislature_rule, shape
from etl.staging import Staging, typed
from parliament.records import CLOSURE_KINDS, DETAILS, EVENT_KINDS, STATES

TYPES = frozenset({"QE", "QG", "QOSD"})
FIRST_DAY, LAST_DAY = "1958-10-04", "2100-01-01"

QUESTION = Shape(
    text=(
        "source", "question_id", "detail", "content_hash", "type", "deputy_id", "author_name", "author_slug",
        "group_label", "asked_ministry_label", "answering_ministry_label", "rubric", "heading", "state",
        "withdrawal_reason", "closure_kind", "official_url", "page_url", "question_text", "answer_text", "group_id",
        "asked_ministry_id", "answering_ministry_id", "mandate_id", "closure_code",
    ),
    whole=("legislature", "number", "site_id", "response_days", "comment_count"),
    dates=("asked_on", "closed_on", "answered_on", "withdrawn_on"),
    times=("site_updated_at", "fetched_at"),
    booleans=("flagged",),
    lists=("themes", "events"),
    required=(
        "source", "question_id", "detail", "content_hash", "type", "deputy_id", "author_name", "state", "page_url",
        "legislature", "number", "asked_on", "fetched_at",
    ),
    allowed=(
        ("type", TYPES),
        ("detail", frozenset(DETAILS)),
        ("state", frozenset(STATES)),
        ("closure_kind", frozenset(CLOSURE_KINDS)),
    ),
)  # fmt: skip

# The CHECKs of question and question_source, in the order in which a person would want to be told.
RULES: tuple[Rule, ...] = (
    ("number is not positive", lambda f: f["number"] <= 0),
    ("question_id does not match legislature, type and number", lambda f: f["question_id"] != _uid(f)),
    ("deputy_id is not PA and a number", lambda f: ~f["deputy_id"].str.fullmatch(r"PA\d+")),
    (f"asked_on is not between {FIRST_DAY} and {LAST_DAY}", lambda f: ~f["asked_on"].between(FIRST_DAY, LAST_DAY)),
    ("comment_count is negative", lambda f: f["comment_count"] < 0),
    ("themes are not all texts", lambda f: ~f["themes"].map(_are_texts).astype(bool)),
    ("events are not all events with dates", lambda f: ~f["events"].map(_are_events).astype(bool)),
    (
        "it has an answer's date or delay and is not answered",
        lambda f: _only(f, "answered", "answered_on", "response_days"),
    ),
    (
        "it has a withdrawal's date or kind and is not withdrawn",
        lambda f: _only(f, "withdrawn", "withdrawn_on", "closure_kind"),
    ),
    ("it is withdrawn and closure_kind is missing", lambda f: (f["state"] == "withdrawn") & f["closure_kind"].isna()),
    ("it is announced and closed_on is missing", lambda f: (f["state"] == "announced") & f["closed_on"].isna()),
)  # fmt: skip

READ = (
    ("first_read_at", "TIMESTAMP"),
    ("last_read_at", "TIMESTAMP"),
    ("parsed_at", "TIMESTAMP"),
    ("announced", "INTEGER"),
    ("has_question", "INTEGER"),
    ("has_answer", "INTEGER"),
    ("counted_at", "TIMESTAMP"),
)
# As json.dumps, which makes an encoder anew each time.
AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
# A record that waited for its deputy comes back with its keys in another order.
AS_SORTED_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
TEXTS = ("question_text", "answer_text")
STAGED = Staging(
    "staged_question",
    (
        ("line", "INTEGER PRIMARY KEY"),
        *typed([name for name in QUESTION.text if name not in TEXTS], "TEXT"),
        *typed(QUESTION.whole, "INTEGER"),
        *typed(QUESTION.dates, "DATE"),
        ("site_updated_at", "TIMESTAMP"),
        ("flagged", "BOOLEAN"),
        ("themes", "TEXT"),
        ("events", "TEXT"),
        *READ,
    ),
)
CONTENT = ["source", "question_id", "detail", "content_hash"]


# What a record of an earlier program does not tell.
UNTOLD: dict[str, Any] = {
    "group_id": None,
    "asked_ministry_id": None,
    "answering_ministry_id": None,
    "mandate_id": None,
    "closure_code": None,
    "flagged": None,
    "events": [],
}


def prepare(found: list[dict[str, Any]], legislatures: Collection[int]) -> Shaped:
    """Type landed questions and bring them into the form in which they are staged."""
    whole = [record if "events" in record else UNTOLD | record for record in found]
    shaped = shape(whole, QUESTION, (legislature_rule(legislatures), *RULES))
    return Shaped(one_row_per_content(shaped.frame), shaped.refused)


def one_row_per_content(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame as it is staged: repeated readings of one content become its first and last reading."""
    staged = frame.assign(
        themes=frame["themes"].map(AS_JSON),
        events=frame["events"].map(lambda events: AS_SORTED_JSON(events) if events else "[]"),
        first_read_at=frame["fetched_at"],
        last_read_at=frame["fetched_at"],
        announced=(frame["state"] == "announced").astype("Int64"),
        has_question=frame["question_text"].notna().astype("Int64"),
        has_answer=frame["answer_text"].notna().astype("Int64"),
        counted_at=frame["fetched_at"].where(frame["comment_count"].notna(), None),
    )
    if not staged.duplicated(CONTENT).any():
        return staged
    # The newest reading's row stays; equal times are told apart by what may differ under one hash.
    staged = staged.sort_values(["fetched_at", "page_url"], kind="stable").set_index(CONTENT, drop=False)
    # The newest count is that of the newest reading that counted: a document counts, a page may not.
    counted = staged[staged["comment_count"].notna()].sort_values(["fetched_at", "comment_count"])
    counted = counted[~counted.index.duplicated(keep="last")]
    staged["comment_count"] = counted["comment_count"].reindex(staged.index)
    # What is not there is NaN, which no time can be.
    counted_at = counted["counted_at"].reindex(staged.index)
    staged["counted_at"] = counted_at.where(counted_at.notna(), None)
    staged = staged.reset_index(drop=True)
    readings = staged.groupby(CONTENT)
    staged["first_read_at"] = readings["fetched_at"].transform("min")
    staged["announced"] = readings["announced"].transform("max")
    return staged.drop_duplicates(CONTENT, keep="last")


def _are_texts(values: list[Any]) -> bool:
    return all(isinstance(one, str) for one in values)


def _are_events(values: list[Any]) -> bool:
    return not values or all(isinstance(one, dict) and _is_event(one) for one in values)


def _is_event(value: dict[str, Any]) -> bool:
    """Tell whether an event has a kind, and texts besides, of which the day is one."""
    if value.get("kind") not in EVENT_KINDS or any(not isinstance(one, str | None) for one in value.values()):
        return False
    day = value.get("happened_on")
    try:
        return day is None or date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _uid(frame: pd.DataFrame) -> "pd.Series[str]":
    return "QANR5L" + frame["legislature"].astype(str) + frame["type"] + frame["number"].astype(str)


def _only(frame: pd.DataFrame, state: str, *columns: str) -> "pd.Series[bool]":
    """Tell which rows have one of the columns although they are not in that state."""
    return (frame["state"] != state) & frame[list(columns)].notna().any(axis=1)
