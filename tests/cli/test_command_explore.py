"""``questions explore``: where it does not work it says what to do."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.errors import ExtraMissing
from cli.main import app
from etl.database import connect
from etl.schema import ensure_schema


def refusal(*arguments: str) -> str:
    ran = CliRunner().invoke(app, ["explore", *arguments])
    assert ran.exit_code == 1
    assert "\n" not in str(ran.exception)
    return str(ran.exception)


def test_a_server_is_refused_with_the_way_to_a_file() -> None:
    said = refusal("--database", "postgresql+psycopg://me@localhost/questions")
    assert said.startswith("explore works on SQLite files: 'questions load --all --database sqlite:///questions.db'")


def test_without_a_database_it_says_how_to_make_one(tmp_path: Path) -> None:
    assert "there is no database" in refusal("--data", str(tmp_path))


def test_without_datasette_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'questions.db'}")
    ensure_schema(engine)
    engine.dispose()
    # As the import system tells of a package that is not there.
    monkeypatch.setitem(sys.modules, "datasette", None)
    monkeypatch.delitem(sys.modules, "analysis.explore.site", raising=False)
    said = refusal("--data", str(tmp_path))
    assert said == "explore needs datasette: pip install 'questions-ecrites[explore]'"
    assert isinstance(CliRunner().invoke(app, ["explore", "--data", str(tmp_path)]).exception, ExtraMissing)
