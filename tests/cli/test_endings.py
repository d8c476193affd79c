"""How an error ends a command: one line, the right exit code, a traceback only when asked for."""

import logging
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import OperationalError

from cli.errors import CorpusMissing, NoDatabase, SiteLocked
from cli.logs import start_logging
from cli.main import _end_of
from etl.errors import DatabaseUnreachable, SchemaMismatch
from parliament.errors import BrokenLanding
from scraper.errors import UsageError


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("why"), 1),
        (DatabaseUnreachable("why"), 1),
        (SchemaMismatch("why"), 1),
        (NoDatabase("why"), 1),
        (BrokenLanding("why"), 3),
        (OSError("why"), 3),
        (SiteLocked("why"), 4),
        (CorpusMissing("why"), 5),
    ],
)
def test_an_expected_error_is_its_own_line(capsys: pytest.CaptureFixture[str], error: Exception, code: int) -> None:
    assert _end_of(error) == code
    assert capsys.readouterr().err == "questions: why\n"


def test_an_unexpected_error_says_how_to_see_more(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(verbose=False)
    assert _end_of(RuntimeError("odd\nthing")) == 3
    assert capsys.readouterr().err == "questions: RuntimeError: odd thing; run again with -v to see where\n"


def test_an_unexpected_error_shows_its_traceback_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(verbose=True)
    try:
        raise RuntimeError("odd")
    except RuntimeError as error:
        assert _end_of(error) == 3
    printed = capsys.readouterr().err
    assert "Traceback" in printed
    assert printed.endswith("questions: RuntimeError: odd\n")


@pytest.mark.parametrize(
    ("error", "what_to_do"),
    [
        (OSError(28, "No space left on device"), "make room on the disk"),
        (OperationalError("INSERT", {}, Exception("database or disk is full")), "make room on the disk"),
        (DatabaseUnreachable("cannot open q.db: database disk image is malformed"), "'questions load --all'"),
        (DatabaseUnreachable("cannot open q.db: file is not a database"), "'questions load --all'"),
        (DatabaseUnreachable("cannot open q.db: unable to open database file"), "see that the folder is there"),
        (DatabaseUnreachable("cannot open q.db: attempt to write a readonly database"), "you may write to both"),
    ],
)
def test_what_a_person_can_mend_says_how(capsys: pytest.CaptureFixture[str], error: Exception, what_to_do: str) -> None:
    _end_of(error)
    printed = capsys.readouterr().err
    assert what_to_do in printed
    assert printed.count("\n") == 1
    assert "-v" not in printed


def test_a_database_error_shows_no_statement(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(verbose=False)
    assert _end_of(OperationalError("INSERT INTO question …", {}, Exception("disk is full"))) == 3
    printed = capsys.readouterr().err
    assert "disk is full" in printed
    assert "INSERT" not in printed
