"""What is written down is so: commands and options exist, messages are those of the code, figures are computed."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bench.__main__ import cost_of_a_legislature
from cli.main import app
from scraper.estimate import estimate

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for package in ("scraper", "cli", "etl") for path in (ROOT / package).rglob("*.py")
)


def commands() -> list[tuple[str, str]]:
    """Return every command line of ours in the documents, with the document's name."""
    line = re.compile(r"^(?:\.venv/bin/)?questions (\w.*)$", re.MULTILINE)
    return [(path.name, found) for path in DOCUMENTS for found in line.findall(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("document", "line"), commands())
def test_a_command_line_can_be_typed(document: str, line: str) -> None:
    name, *words = shlex.split(line, comments=True)
    # Only a bare word can be a subcommand; "--deputy --help" would crawl.
    may_nest = words and not words[0].startswith("-")
    nested = may_nest and CliRunner().invoke(app, [name, words[0], "--help"]).exit_code == 0
    path = [name, words[0]] if nested else [name]
    helped = CliRunner().invoke(app, [*path, "--help"], env={"COLUMNS": "200"})
    assert helped.exit_code == 0, document
    for option in (word for word in words if word.startswith("--")):
        assert re.search(rf"{option}\b", helped.output), option


def test_there_are_command_lines() -> None:
    assert len(commands()) > 8


def messages() -> list[str]:
    table = (ROOT / "docs/operations.md").read_text(encoding="utf-8").split("## What the log says")[1]
    return re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)


@pytest.mark.parametrize("message", messages())
def test_a_documented_message_is_one_of_the_code(message: str) -> None:
    parts = [part.strip() for part in re.split(r"…|[():,]|\bN\b|\b\d+\b|Forbidden by .*", message)]
    assert all(part in SOURCES for part in parts if len(part) > 5), parts


def test_every_warning_is_documented() -> None:
    written = re.findall(r'logger\.(?:warning|error)\(\s*"((?:[^"\\]|\\.)*)"', SOURCES)
    documented = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert written
    for message in written:
        longest = max(re.split(r"%\S+", message), key=len).strip(" :;()")
        assert longest in documented, message


def test_the_cost_of_a_legislature_is_the_computed_one() -> None:
    cost = cost_of_a_legislature()
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    requests = int(re.search(r"([\d,]+) requests$", cost.name)[1].replace(",", ""))
    assert f"about {round(requests, -3):,} requests and {round(cost.value)} hours" in readme


def test_the_cost_of_a_deputy_is_the_computed_one() -> None:
    cost = estimate(sites=1, deputies=1, counts=[200], numbers=0, delay=1.0)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"200 questions takes {cost.requests} requests and {round(cost.hours * 60)} minutes" in readme
