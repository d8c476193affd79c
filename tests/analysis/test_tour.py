"""docs/tour.ipynb runs from top to bottom on the demo's database."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from sqlalchemy import Engine

TOUR = Path(__file__).parents[2] / "docs/tour.ipynb"


@pytest.fixture(scope="module")
def notebook() -> nbformat.NotebookNode:
    return nbformat.read(TOUR, as_version=4)


@pytest.fixture(scope="module")
def executed(notebook: nbformat.NotebookNode, sqlite_demo: Engine) -> list[nbformat.NotebookNode]:
    """The code cells with their outputs. An error in one of them ends the run, and the test with it."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("QUESTIONS_DATABASE", str(sqlite_demo.url))
        copy = nbformat.from_dict(notebook)
        NotebookClient(copy, timeout=60, resources={"metadata": {"path": str(TOUR.parent)}}).execute()
    return [cell for cell in copy.cells if cell.cell_type == "code"]


def test_it_is_kept_without_outputs(notebook: nbformat.NotebookNode) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) >= 10
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_every_question_in_it_finds_something(executed: list[nbformat.NotebookNode]) -> None:
    shown = ["".join(output.get("text", "") or output["data"]["text/plain"] for output in cell.outputs)
             for cell in executed[1:-1]]  # fmt: skip
    assert all(shown)
    assert [text for text in shown if "Empty DataFrame" in text] == []


def test_nothing_is_written_to_standard_error(executed: list[nbformat.NotebookNode]) -> None:
    assert [output for cell in executed for output in cell.outputs if output.get("name") == "stderr"] == []
