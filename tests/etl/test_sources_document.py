"""docs/sources.md and docs/architecture.md name the witnesses and licences of the code, and their queries run."""

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from etl.load import load
from etl.witnesses import WITNESSES
from parliament.sources import SOURCES
from tests.etl.made_up import deputy, land, question
from tests.etl.official import official

DOCS = Path(__file__).parents[2] / "docs"
DOCUMENT = (DOCS / "sources.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?);\n```", DOCUMENT, re.DOTALL)


def table_rows(document: str, section: str) -> list[list[str]]:
    """Return the cells of the table in a section, without its head."""
    part = document.split(f"## {section}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_order_of_belief_is_the_codes() -> None:
    due = [[str(one.place), SOURCES[one.source].name, one.detail] for one in WITNESSES]
    assert table_rows((DOCS / "architecture.md").read_text(encoding="utf-8"), "Who is believed") == due


def test_the_licences_are_the_codes() -> None:
    due = [[one.name, one.url, f"[{one.licence}]({one.licence_url})"] for one in SOURCES.values()]
    assert table_rows(DOCUMENT, "Whom to name") == due


@pytest.fixture
def answers(engine: Engine, tmp_path: Path) -> list[list[tuple[Any, ...]]]:
    """What each query finds of a question that both sources tell of, and one that NosDéputés alone has."""
    same = {"question_text": "Texte."}
    land(tmp_path, "run-1", deputy(), official(**same, rubric="santé"), question(**same), question(3, **same))
    load(engine, tmp_path)
    with engine.connect() as connection:
        return [[tuple(row) for row in connection.execute(text(query))] for query in QUERIES]


def test_each_query_says_what_the_document_says(answers: list[list[tuple[Any, ...]]]) -> None:
    witnesses, differences, counts, months, gaps, sources = answers
    assert ("rubric", "assemblee", "document") in witnesses
    assert differences == [("rubric", "santé", "justice")]
    assert counts == [(13, "rubric", 1)]
    assert months == [("2009-04", 1, 2, 1)]
    assert gaps == [(13, 2, 2)]
    assert {row[0] for row in sources} == {one.name for one in SOURCES.values()}
