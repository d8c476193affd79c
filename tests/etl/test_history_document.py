"""Every query of docs/history.md runs on both databases, and says what the document says it does."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from etl.load import load
from tests.etl.made_up import ANSWERED, deputy, land, question

DOCUMENT = Path(__file__).parents[2] / "docs" / "history.md"
QUERIES = re.findall(r"```sql\n(.*?);\n```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def answers(engine: Engine, tmp_path: Path) -> list[list[tuple[Any, ...]]]:
    """What each query finds of a question that was pending, then answered, then corrected."""
    corrected = ANSWERED | {"answer_text": "La réponse, rectifiée."}
    stages: list[dict[str, Any]] = [{}, ANSWERED, corrected]
    for day, said in enumerate(stages):
        land(tmp_path, f"run-{day}", deputy(day=day), question(day=day, **said), question(2, day=day))
        load(engine, tmp_path)
    with engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(text(query))] for query in QUERIES]


def test_each_says_what_was_known(answers: list[list[tuple[Any, ...]]]) -> None:
    waiting, texts, known, changed, events, groups = answers
    assert [row[1] for row in waiting] == [1]
    assert [row[3] for row in texts] == [None, ANSWERED["answer_text"], "La réponse, rectifiée."]
    assert [row[0] for row in known] == ["answered"]
    assert sum(row[1] for row in changed) == 2
    assert {row[0] for row in events} == {"asked", "succeeded", "answered", "corrected"}
    assert [row[0] == row[1] for row in groups] == [True]
