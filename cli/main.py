"""The console script ``questions``: its commands, and how every one of them ends."""

import json
import logging
import os
import re
import sys
from typing import NoReturn

import typer
from sqlalchemy.exc import SQLAlchemyError

from analysis.errors import AnalysisError, ExportFailed
from cli import (
    crawl,
    db,
    demo,
    explore,
    export,
    indexing,
    load,
    ministries,
    nightly,
    rejects,
    reparse,
    report,
    search,
    status,
)
from cli.advice import advice
from cli.errors import CommandError, exit_code_of
from cli.exits import ExitCode
from cli.logs import is_verbose
from etl.errors import DatabaseBusy, DatabaseUnreachable, NotHeld, SchemaMismatch, UpgradeFailed
from parliament.errors import BadDecision, BrokenLanding
from scraper.errors import UsageError

app = typer.Typer(
    name="questions",
    help="Written questions of the French Assemblée nationale: crawled politely, cleaned, in a relational database.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
# The commands that land or load.
LANDING = {"crawl", "nightly", "load", "reparse", "demo"}
LANDED_STAYS = "; what is landed stays, and the next command loads it"
app.command("crawl")(crawl.crawl_command)
app.command("nightly")(nightly.nightly_command)
app.command("load")(load.load_command)
app.command("index")(indexing.index_command)
app.command("reparse")(reparse.reparse_command)
app.command("rejects")(rejects.rejects_command)
app.command("status")(status.status_command)
app.command("search")(search.search_command)
app.command("export")(export.export_command)
app.command("report")(report.report_command)
app.command("explore")(explore.explore_command)
app.command("demo")(demo.demo_command)
app.add_typer(ministries.app, name="ministries")
app.add_typer(db.app, name="db")


def main() -> NoReturn:
    """Run the command line and leave with its exit code; no error shows a traceback unless -v asks for it."""
    sys.exit(_ending())


def _ending() -> int:
    try:
        code = app(prog_name="questions", standalone_mode=False)
    except typer.TyperException as error:
        return _fail(f"{_told(error)} (see {_command(error)} --help)", ExitCode.USAGE)
    except (KeyboardInterrupt, typer.Abort):
        code = ExitCode.INTERRUPTED
    except SystemExit as end:
        # Rich and Typer make an error of whoever has read enough, e.g. head -1.
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        _drop_output()
        return ExitCode.DONE
    except Exception as error:  # noqa: BLE001 - the boundary of every command
        return _end_of(error)
    if code == ExitCode.INTERRUPTED:
        return _fail(f"interrupted{LANDED_STAYS if LANDING & {*sys.argv} else ''}", ExitCode.INTERRUPTED)
    return int(code or 0)


def _end_of(error: Exception) -> int:
    match error:
        case CommandError() | UsageError() | BadDecision() | DatabaseUnreachable() | SchemaMismatch() | NotHeld():
            return _fail(f"{error}{advice(str(error))}", exit_code_of(error))
        case AnalysisError():
            return _fail(str(error), exit_code_of(error))
        case ExportFailed():
            return _fail(f"{error}; nothing was left behind", exit_code_of(error))
        case BrokenLanding() | OSError() | UpgradeFailed() | DatabaseBusy():
            return _fail(f"{error}{advice(str(error))}", exit_code_of(error))
        case SQLAlchemyError():
            # PostgreSQL points at the place in the query.
            reason = str(error.args[0] if error.args else error).partition("\nLINE ")[0]
            if what_to_do := advice(reason):
                return _fail(f"the database refused: {reason}{what_to_do}", ExitCode.STOPPED)
            return _unexpected(f"the database refused: {reason}")
        case _:
            return _unexpected(f"{type(error).__name__}: {error}")


def _unexpected(text: str) -> int:
    if is_verbose():
        logging.getLogger(__name__).exception("This is an error of the program")
        return _fail(text, ExitCode.STOPPED)
    return _fail(f"{text}; run again with -v to see where", ExitCode.STOPPED)


def _fail(text: str, code: ExitCode) -> int:
    """Say what went wrong in one line; a program that asked for JSON gets it as an object too."""
    if "--json" in sys.argv:
        try:
            answer = json.dumps({"error": _one_line(text), "exit_code": int(code)}, ensure_ascii=False)
            print(answer, flush=True)  # noqa: T201
        except OSError:
            _drop_output()
    print(f"questions: {_one_line(text)}", file=sys.stderr)  # noqa: T201
    return int(code)


def _drop_output() -> None:
    """Let what nobody reads go nowhere, or Python complains about it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _told(error: typer.TyperException) -> str:
    # Typer passes on how its validator calls what a choice refuses.
    text = _one_line(error.format_message()).replace("Value error, ", "")
    if _command(error) == "questions search" and re.match("No such option: -[^-]", text):
        return f"{text}; -- goes before words that begin with a hyphen: questions search -- -word"
    return text


def _command(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return context.command_path if context is not None else "questions"
