"""Telling somebody how a run went: a command or a web address gets the summary as JSON."""

import json
import logging
import shlex
import subprocess
from collections.abc import Mapping
from http.client import HTTPException
from typing import Annotated, Any, Literal
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import typer

from cli.errors import BadOption
from cli.exits import ExitCode

logger = logging.getLogger(__name__)

# A run must end although whoever is to be told does not answer.
SECONDS_TO_ANSWER = 30
WEB = ("https://", "http://")

Event = Literal["failure", "recovery", "stale"]

Notify = Annotated[
    str | None,
    typer.Option(
        "--notify",
        metavar="COMMAND|URL",
        envvar="QUESTIONS_NOTIFY",
        help="Tell this command (on its standard input) or web address (by POST) of a failure and of the recovery.",
        show_default=False,
    ),
]


def decide(exit_code: ExitCode, was_good: bool | None) -> Event | None:
    """Return what there is to tell of a run that ended so, after one that was good, was not, or was none (None).

    Rejections and failed pages (exit code 2) are everyday, and a run that left because another was at work did nothing.
    """
    match exit_code:
        case ExitCode.USAGE | ExitCode.STOPPED | ExitCode.CHECK_FAILED:
            return "failure"
        case ExitCode.DONE | ExitCode.INCOMPLETE:
            return "recovery" if was_good is False else None
        case ExitCode.LOCKED | ExitCode.INTERRUPTED:
            return None


def check_target(target: str | None) -> str | None:
    """Return a target that can be told; raise BadOption for one that is neither a command nor a web address."""
    if target is None or not target.strip():
        return None
    if not target.startswith(WEB):
        try:
            shlex.split(target)
        except ValueError as error:
            raise BadOption(f"--notify: {error} in the command") from None
    elif not urlsplit(target).hostname:
        raise BadOption("--notify: the web address names no host")
    return target


def notify(target: str, event: Mapping[str, Any]) -> None:
    """Tell an event; that it could not be told is a warning, and changes nothing else."""
    message = json.dumps(event, ensure_ascii=False, default=str).encode()
    try:
        if target.startswith(WEB):
            _post(target, message)
        else:
            _pipe(target, message)
    except (OSError, ValueError, HTTPException, subprocess.SubprocessError) as error:
        logger.warning("Could not notify %s of the %s: %s", _shown(target), event["event"], _reason(error))


def _post(url: str, message: bytes) -> None:
    request = Request(url, message, {"Content-Type": "application/json; charset=utf-8"})  # noqa: S310 - check_target
    with urlopen(request, timeout=SECONDS_TO_ANSWER):  # noqa: S310
        pass


def _pipe(command: str, message: bytes) -> None:
    """Run a command without a shell; what it prints goes nowhere, for standard output holds the answer."""
    words = shlex.split(command)
    subprocess.run(words, input=message, stdout=subprocess.DEVNULL, timeout=SECONDS_TO_ANSWER, check=True)  # noqa: S603


def _shown(target: str) -> str:
    """Return what a log may hold of a target: the path of a web hook and the arguments of a command may be secrets."""
    if target.startswith(WEB):
        address = urlsplit(target)
        return f"{address.scheme}://{address.hostname}"
    return shlex.split(target)[0]


def _reason(error: Exception) -> str:
    match error:
        case HTTPError():
            return f"it answers {error.code}"
        case subprocess.TimeoutExpired() | TimeoutError():
            return f"it took longer than {SECONDS_TO_ANSWER} s"
        case subprocess.CalledProcessError():
            return f"it ended with exit status {error.returncode}"
        case OSError():
            return str(getattr(error, "reason", None) or error.strerror or type(error).__name__)
        case _:
            return type(error).__name__
