"""Whoever reads the output may stop reading, as head -1 does: that is no error."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.database import connect
from etl.schema import ensure_schema
from tests.cli.command import environment


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database that holds the registers and no question."""
    folder = tmp_path_factory.mktemp("folder")
    engine = connect(f"sqlite:///{folder / 'data/questions.db'}")
    ensure_schema(engine)
    engine.dispose()
    return folder


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("--help", 0),
        ("export --list", 0),
        ("ministries", 0),
        ("ministries check --json", 0),
        ("status", 0),
        ("status --json", 0),
        ("status --nope --json", 1),
    ],
)
def test_output_that_nobody_reads_changes_no_ending(command: str, code: int, folder: Path) -> None:
    read, written = os.pipe()
    os.close(read)
    with os.fdopen(written, "wb") as out:
        ran = subprocess.run(
            [sys.executable, "-m", "cli", *command.split()],
            stdout=out,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment(),
            text=True,
            check=False,
        )
    assert (ran.returncode, ran.stderr.count("\n")) == (code, code), ran.stderr
