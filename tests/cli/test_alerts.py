"""Who is told of what: events are decided from two endings, and telling never gets in the way of a run."""

import json
import logging
import shlex
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from cli.alerts import check_target, decide, notify
from cli.endings import Audience, told
from cli.errors import BadOption, SiteLocked
from cli.exits import ExitCode
from cli.places import places
from cli.summary import Summary

EVENT = {"event": "failure", "run_id": "R1", "sentence": "$(touch nobody) « été »"}


def command(code: str, *arguments: object) -> str:
    return shlex.join([sys.executable, "-c", code, *map(str, arguments)])


def writer(path: Path) -> str:
    """Return a command that appends what it is told to a file, a line each."""
    return command("import sys; open(sys.argv[1], 'a').write(sys.stdin.read() + chr(10))", path)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


class Hook(BaseHTTPRequestHandler):
    """A web hook: keeps what it is sent, and answers by its path."""

    received: list[tuple[str, str, dict[str, Any]]] = []  # noqa: RUF012 - emptied by the fixture

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.received.append((self.path, self.headers["Content-Type"], json.loads(body)))
        self.send_response(500 if self.path.startswith("/broken") else 204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def hook() -> Iterator[str]:
    """The address of a web hook."""
    Hook.received.clear()
    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("exit_code", "was_good", "event"),
    [
        (ExitCode.DONE, True, None),
        (ExitCode.DONE, None, None),
        (ExitCode.DONE, False, "recovery"),
        (ExitCode.INCOMPLETE, True, None),
        (ExitCode.INCOMPLETE, False, "recovery"),
        (ExitCode.STOPPED, True, "failure"),
        (ExitCode.STOPPED, False, "failure"),
        (ExitCode.CHECK_FAILED, True, "failure"),
        (ExitCode.USAGE, None, "failure"),
        (ExitCode.LOCKED, False, None),
        (ExitCode.INTERRUPTED, False, None),
    ],
)
def test_what_there_is_to_tell(exit_code: ExitCode, was_good: bool | None, event: str | None) -> None:
    assert decide(exit_code, was_good) == event


def test_a_command_gets_the_event_on_its_standard_input_and_no_shell_reads_it(tmp_path: Path) -> None:
    notify(writer(tmp_path / "told; touch never"), EVENT)
    assert lines(tmp_path / "told; touch never") == [EVENT]
    assert [path.name for path in tmp_path.iterdir()] == ["told; touch never"]


def test_what_a_command_prints_stays_out_of_the_answer(capfd: pytest.CaptureFixture[str]) -> None:
    notify(command("print('noise')"), EVENT)
    assert capfd.readouterr().out == ""


def test_a_web_hook_is_posted_json(hook: str) -> None:
    notify(f"{hook}/told?token=secret", EVENT)
    assert Hook.received == [("/told?token=secret", "application/json; charset=utf-8", EVENT)]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("/nowhere/at-all --password secret", "Could not notify /nowhere/at-all of the failure: No such file"),
        (
            command("raise SystemExit(3)"),
            f"Could not notify {sys.executable} of the failure: it ended with exit status 3",
        ),
        ("http://me:secret@127.0.0.1:1/secret?token=secret", "Could not notify http://127.0.0.1 of the failure: "),
        ("https://exa mple.invalid/secret", "Could not notify https://exa mple.invalid of the failure: "),
    ],
    ids=["no command", "failing command", "nobody listens", "no address"],
)
def test_an_alert_that_fails_is_a_warning_without_secrets(
    target: str, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    notify(target, EVENT)
    (record,) = caplog.records
    assert (record.levelno, record.getMessage().startswith(message)) == (logging.WARNING, True), record.getMessage()
    assert "secret" not in record.getMessage()


def test_a_web_hook_that_refuses_is_a_warning(hook: str, caplog: pytest.LogCaptureFixture) -> None:
    notify(f"{hook}/broken?token=secret", EVENT)
    assert caplog.messages == ["Could not notify http://127.0.0.1 of the failure: it answers 500"]


def test_a_command_that_hangs_is_given_up(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.alerts.SECONDS_TO_ANSWER", 0.2)
    notify(command("import time; time.sleep(60)"), EVENT)
    assert "it took longer than" in caplog.text


@pytest.mark.parametrize("target", ["mail 'root", "https://", "http:///path"])
def test_a_target_that_cannot_be_told_is_a_bad_option(target: str) -> None:
    with pytest.raises(BadOption, match="--notify"):
        check_target(target)


@pytest.mark.parametrize("target", [None, "", "  "])
def test_no_target_is_none(target: str | None) -> None:
    assert check_target(target) is None


def audience(folder: Path) -> Audience:
    target = writer(folder / "told")
    return Audience(command="nightly", places=places(folder / "data", None), notify=target, metrics=folder / "x.prom")


def test_an_error_is_told_and_goes_on(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), told(audience(tmp_path)):
        raise ZeroDivisionError("what\nbroke")
    assert lines(tmp_path / "told") == [
        {"event": "failure", "command": "nightly", "exit_code": 3, "error": "what broke"}
    ]
    assert "questions_last_run_success 0\n" in (tmp_path / "x.prom").read_text()
    assert not (tmp_path / "data").exists()


def test_a_locked_site_is_no_news(tmp_path: Path) -> None:
    with pytest.raises(SiteLocked), told(audience(tmp_path)):
        raise SiteLocked("another run is at work")
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_stopped_early_is_told_with_its_summary(tmp_path: Path) -> None:
    with told(audience(tmp_path)) as ending:
        ending.summary = Summary(run_id=None, finish_reason="site_down", requests=7)
    (event,) = lines(tmp_path / "told")
    assert (event["event"], event["exit_code"], event["requests"]) == ("failure", 3, 7)


def test_a_good_run_after_a_bad_one_is_told_once(tmp_path: Path) -> None:
    for was_good in (False, True):
        with told(audience(tmp_path)) as ending:
            ending.summary, ending.was_good = Summary(run_id=None), was_good
    assert [event["event"] for event in lines(tmp_path / "told")] == ["recovery"]
