"""Copies depend on the texts alone: whatever comes first, and however often they are looked for between."""

import shutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bench.near_copies import Corpus
from etl.copies import refresh_copies
from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from parliament.records import Question
from tests.etl.copied import asked
from tests.etl.made_up import ANSWERED, deputy, dump, land

TABLES = ("question_signature", "question_cluster", "cluster_summary", "answer_group")
ANSWER = "Le Gouvernement est attentif à la situation des gabarits. " * 5


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the tables and registers, to copy."""
    path = tmp_path_factory.mktemp("template") / "questions.db"
    engine = connect(f"sqlite:///{path}")
    ensure_schema(engine)
    engine.dispose()
    return path


def questions() -> list[Question]:
    """Copies near and far, texts in between, and corrections of some of them."""
    corpus = Corpus(21)
    bodies = [corpus.body() for _ in range(3)]
    near = [corpus.changed(body, share) for body in bodies for share in (0.0, 0.2, 0.4, 0.5, 0.6)]
    # Texts whose first question is open to dispute: half of one body, half of another.
    between = [
        type(one)(one.words[::2] + other.words[1::2], one.topic) for one, other in zip(near, near[5:], strict=False)
    ]
    texts = [corpus.text(body) for body in (*near, *between)]
    corrected = asked(corpus.dice.sample(texts, len(texts)), day=2, **ANSWERED | {"answer_text": ANSWER})
    return [*asked(texts), *corrected[::4]]


QUESTIONS = questions()


def found(template: Path, runs: Sequence[Sequence[Question]]) -> dict[str, list[tuple[Any, ...]]]:
    """Load runs one after the other and look for copies after each; return the rows, which all anew are the same."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(template, folder / "questions.db")
        engine = connect(f"sqlite:///{folder}/questions.db")
        for place, run in enumerate(runs):
            land(folder / "landing", f"run-{place}", deputy(1), deputy(2), *run)
            load(engine, folder / "landing")
            refresh_copies(engine)
        tables = {table: rows for table, rows in dump(engine).items() if table in TABLES}
        assert refresh_copies(engine, anew=True).written == 0
        assert {table: rows for table, rows in dump(engine).items() if table in TABLES} == tables
        engine.dispose()
    return tables


@pytest.fixture(scope="module")
def at_once(template: Path) -> dict[str, list[tuple[Any, ...]]]:
    tables = found(template, [QUESTIONS])
    assert len(tables["question_cluster"]) > len(QUESTIONS) // 3
    assert tables["answer_group"]
    return tables


@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(order=st.permutations(QUESTIONS), cuts=st.lists(st.integers(0, len(QUESTIONS)), max_size=3))
def test_any_order_and_any_cutting_gives_the_same_rows(
    template: Path, at_once: dict[str, list[tuple[Any, ...]]], order: list[Question], cuts: list[int]
) -> None:
    edges = [0, *sorted(cuts), len(order)]
    runs = [order[start:end] for start, end in pairwise(edges)]
    assert found(template, runs) == at_once
