"""``questions export``: what it says, and what it refuses."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.errors import BadOption
from cli.export import _format
from cli.export_options import FormatChoice
from cli.main import app
from etl.database import connect
from etl.schema import ensure_schema
from tests.cli.command import Questions


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with a database that holds the registers and no question."""
    folder = tmp_path_factory.mktemp("data")
    engine = connect(f"sqlite:///{folder / 'questions.db'}")
    ensure_schema(engine)
    engine.dispose()
    yield folder


def test_it_says_what_it_wrote_and_what_is_wrong(questions: Questions, data: Path, tmp_path: Path) -> None:
    ran = questions("export", "legislature", "--to", "out", "--data", data, "--json")
    assert ran.code == 0, ran.err
    assert (ran.answer["format"], ran.answer["rows"]) == ("csv", {"legislature": ran.answer["files"][0]["rows"]})
    assert ran.answer["files"][0]["bytes"] == (tmp_path / "out/legislature.csv").stat().st_size
    refused = questions("export", "legislature", "--to", "out", "--data", data)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.splitlines()[-1].endswith("/out holds an export already: --force replaces it")
    assert "Traceback" not in refused.err


def test_a_list_tells_what_there_is(data: Path) -> None:
    listed = CliRunner().invoke(app, ["export", "--list", "--data", str(data)])
    assert listed.exit_code == 0
    lines = listed.output.splitlines()
    assert any(line.startswith("question_flat  ") and "One row per question" in line for line in lines)
    assert any(line.startswith("deputy  ") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "say where to write: --to FOLDER"),
        (["--to", "out", "--format", "parquet", "--excel"], "are for CSV, not for parquet"),
        (["--to", "out", "--separator", "ab"], "is no single character"),
        (["--to", "out", "--separator", "1"], "is no single character"),
        (["--to", "out", "--since", "yesterday"], "'yesterday' is no date"),
        (["--to", "out", "--where", "rubric"], "names no column"),
        (["--to", "out", "--where", "asked_on=2012"], "asked_on holds a day, e.g. 2012-01-31"),
        (["--to", "out", "--columns", ""], "--columns names none: write e.g. --columns question_id,asked_on"),
        (["--to", "out", "--columns", " , "], "--columns names none"),
        (["questoin", "--to", "out"], "there is no table or view 'questoin'"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: list[str], message: str, data: Path) -> None:
    ran = CliRunner().invoke(app, ["export", *arguments, "--data", str(data)])
    assert message in str(ran.exception)
    assert "\n" not in str(ran.exception)


def test_formulas_are_neutralised_for_spreadsheets_alone_unless_it_is_said() -> None:
    def neutralised(excel: bool, said: bool | None) -> bool:
        return _format(None, excel=excel, separator=None, neutralise=said).neutralised

    assert [neutralised(True, None), neutralised(False, None)] == [True, False]
    assert [neutralised(True, False), neutralised(False, True)] == [False, True]


def test_the_separator_is_the_one_of_the_reader() -> None:
    def separator(excel: bool, said: str | None) -> str:
        return _format(FormatChoice.CSV, excel=excel, separator=said, neutralise=None).separator

    assert [separator(True, None), separator(False, None)] == [";", ","]
    assert [separator(True, "tab"), separator(False, "|")] == ["\t", "|"]


def test_parquet_without_its_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # As the import system tells of a package that is not there.
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(Exception, match=r"pip install 'questions-ecrites\[analytics\]'") as error:
        _format(FormatChoice.PARQUET, excel=False, separator=None, neutralise=None)
    assert "\n" not in str(error.value)


def test_options_of_csv_alone_go_with_no_other_format() -> None:
    with pytest.raises(BadOption, match="not for jsonl"):
        _format(FormatChoice.JSONL, excel=False, separator=None, neutralise=False)
