"""``questions demo``: the whole loop, in a folder of its own."""

import signal
import sqlite3
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

from demo.corpus import build
from tests.cli.command import Questions, start


def count(database: Path) -> int:
    connection = sqlite3.connect(database)
    try:
        return connection.execute("SELECT COUNT(*) FROM question").fetchone()[0]
    finally:
        connection.close()


def told_by_both(questions: int) -> int:
    """Return how many questions the pages and the archives of a corpus tell of."""
    corpus = build(questions, assembly=True)
    assert corpus.assembly is not None
    archives = {each.question_id for each in corpus.assembly.all_expected(datetime.now(UTC).date())}
    return len(archives | {each.question_id for number in corpus.legislatures for each in corpus.expect(number)})


# Which field a recorded difference shows in.
FIELDS = {"text": "question_text", "ministry": "asked_ministry", "answer": "state"}


def differences(database: Path) -> set[tuple[str, str]]:
    connection = sqlite3.connect(database)
    try:
        return set(connection.execute("SELECT question_id, field FROM source_difference"))
    finally:
        connection.close()


def recorded(questions: int) -> dict[str, str]:
    """Return how the archives tell otherwise of questions that the pages tell of, too, by question."""
    assembly = build(questions, assembly=True).assembly
    assert assembly is not None
    return {one.question_id: one.kind for one in assembly.differences if not one.kind.endswith("in the archive")}


def test_the_demo_loads_its_whole_corpus_and_answers_its_queries(questions: Questions, tmp_path: Path) -> None:
    real = tmp_path / "real.db"
    ran = questions("demo", "--questions", 60, QUESTIONS_DATABASE=f"sqlite:///{real}")
    assert ran.code == 0, ran.err
    assert count(tmp_path / "data/demo/questions.db") == told_by_both(60) > len(build(60))
    assert [ran.out.count(f"\n{number}. ") for number in (1, 2, 3, 4, 5)] == [1, 1, 1, 1, 0]
    found, otherwise = differences(tmp_path / "data/demo/questions.db"), recorded(60)
    assert "answer" in otherwise.values()
    assert {(question, FIELDS[kind]) for question, kind in otherwise.items() if kind in FIELDS} <= found
    assert {question for question, _ in found} <= set(otherwise)
    assert "JO_QUESTION" in ran.out
    assert "L'opération « Passeport" in ran.out
    assert "data/demo/questions.db" in ran.out
    assert not real.exists()


def test_a_demo_starts_afresh_or_goes_on_top(questions: Questions, tmp_path: Path) -> None:
    mine = tmp_path / "data/demo/notes.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    for _ in range(2):
        assert questions("demo", "--questions", 20, "--json").answer["inserted"] == told_by_both(20)
    kept = questions("demo", "--questions", 20, "--keep", "--json").answer
    assert (kept["inserted"], kept["unchanged"]) == (0, len(build(20)))
    assert mine.read_text() == "mine"


def test_the_site_can_be_kept_up(tmp_path: Path) -> None:
    process = start("demo", "--questions", 20, "--serve", "--json", cwd=tmp_path)
    assert process.stderr is not None
    address = next(line for line in process.stderr if line.startswith("Legislature 13: ")).split()[-1]
    with urllib.request.urlopen(f"{address}/robots.txt") as response:  # noqa: S310
        assert response.status == 200
    assert any("Ctrl-C" in line for line in process.stderr)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 0
