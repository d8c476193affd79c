"""Questions with made-up texts in a database, and what is found of copies among them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from etl.copies import CopiesReport, refresh_copies
from etl.load import load
from parliament.records import Question
from tests.etl.made_up import deputy, land, question

ASKED = date(2009, 4, 21)


def asked(texts: Iterable[str | None], **said: Any) -> list[Question]:
    """Return questions with these texts, numbered from 1, one a day, by two deputies in turn."""
    return [
        question(
            number,
            question_text=found,
            asked_on=ASKED + timedelta(days=number),
            deputy_id=f"PA9900{1 + number % 2:02}",
            **said,
        )
        for number, found in enumerate(texts, start=1)
    ]


def refreshed(engine: Engine, folder: Path, *questions: Question, run: str = "run-1") -> CopiesReport:
    """Load questions as one run, then look for copies."""
    land(folder, run, deputy(1), deputy(2, group_label="GDR"), *questions)
    assert load(engine, folder).tables["question"].rejected == 0
    return refresh_copies(engine)


def clusters(engine: Engine) -> dict[int, int]:
    """Return of each question that has copies, by its number, the first of its cluster."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT question_id, cluster_id FROM question_cluster"))
        return {number_of(row.question_id): number_of(row.cluster_id) for row in rows}


def number_of(question_id: str) -> int:
    return int(question_id.partition("QE")[2])


def pairs(clusters: Mapping[int, int]) -> set[tuple[int, int]]:
    """Return the pairs of questions that are in one cluster."""
    members: dict[int, list[int]] = {}
    for one, first in sorted(clusters.items()):
        members.setdefault(first, []).append(one)
    return {pair for found in members.values() for pair in combinations(found, 2)}


def rows(engine: Engine, sql: str) -> list[dict[str, Any]]:
    """Return the rows of a query, dates as text."""
    with engine.connect() as connection:
        found = connection.execute(text(sql)).mappings()
        return [{key: str(value) if isinstance(value, date) else value for key, value in row.items()} for row in found]
