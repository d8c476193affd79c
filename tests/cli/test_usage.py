"""What is asked wrongly is told in one line, with exit code 1."""

import sys

import pytest

from cli.main import main
from tests.cli.command import Questions


def end_of(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    for name in ("QUESTIONS_DATABASE", "QUESTIONS_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "argv", ["questions", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing command"),
        (["crawll"], "No such command 'crawll'"),
        (["crawl"], "say what to crawl"),
        (["crawl", "--legislatur", "13"], "--legislatur"),
        (["crawl", "--legislature"], "requires an argument"),
        (["crawl", "--legislature", "thirteen"], "--legislature"),
        (["crawl", "--legislature", "12"], "12"),
        (["crawl", "marc-le-fur"], "marc-le-fur"),
        (["crawl", "--legislature", "13", "--number", "many"], "many"),
        (["crawl", "--legislature", "13", "--since", "yesterday"], "yesterday"),
        (["crawl", "--legislature", "13", "--for", "5"], "write 5h, 1h30, 30m or 90s"),
        (["crawl", "--legislature", "13", "--max-requests", "0"], "--max-requests"),
        (["crawl", "--legislature", "13", "--delay", "fast"], "--delay"),
        (["crawl", "--legislature", "13", "--delay", "0.1"], "0.5"),
        (["crawl", "--legislature", "13", "--database", "a file"], "no database URL"),
        (["crawl", "--legislature", "13", "--database", "sqlite:////proc/q.db"], "or give --database a file elsewhere"),
        (["crawl", "--legislature", "13", "--data", "/proc/data"], "give --data one that you may write to"),
        (["crawl", "--legislature", "13", "--metrics", "figures.txt"], "does not end in .prom"),
        (["nightly", "--dry-run", "--metrics", "figures"], "does not end in .prom"),
        (["load", "--all", "--run", "R"], "not both"),
        (["load", "--run", "R"], "no run 'R'"),
        (["status", "--nope"], "--nope"),
        (["demo", "--questions", "0"], "--questions"),
    ],
)
def test_one_line_on_standard_error_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    code = end_of(monkeypatch, *arguments)
    printed = capsys.readouterr()
    assert code == 1
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_a_wrong_option_in_a_shell(questions: Questions) -> None:
    ran = questions("crawl", "--legislature", "13", "--nope", "--json")
    assert (ran.code, ran.answer["exit_code"]) == (1, 1)
    assert ran.answer["error"].startswith("No such option: --nope")
    assert ran.err.startswith("questions: No such option: --nope")
    assert ran.err.endswith("(see questions crawl --help)\n")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("command", ["crawl", "load", "status", "demo"])
def test_help_tells_every_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert end_of(monkeypatch, command, "--help") == 0
    printed = capsys.readouterr().out
    assert "--data" in printed
    assert "--json" in printed


def test_help_names_the_commands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert end_of(monkeypatch, "--help") == 0
    printed = capsys.readouterr().out
    assert [name for name in ("crawl", "load", "status", "demo") if name not in printed] == []
