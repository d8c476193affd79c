"""The exceptions of this package, each with the exit code it ends the command with."""

from analysis.errors import AnalysisError
from cli.exits import ExitCode
from etl.errors import DatabaseUnreachable, NotHeld, SchemaMismatch
from parliament.errors import BadDecision
from scraper.errors import UsageError


class CommandError(Exception):
    """Raised when a command cannot go on for a reason that one line explains."""

    exit_code = ExitCode.USAGE


class BadOption(CommandError):
    """Raised when the value of an option cannot be used, alone or beside another."""


class NoDatabase(CommandError):
    """Raised when a command that only reads is pointed at a database that does not exist."""


class NoSuchRun(CommandError):
    """Raised when a run named on the command line is not in the landing zone."""


class Refused(CommandError):
    """Raised when the site knows nothing of what was asked for, e.g. a deputy of that name."""


class CountCutShort(CommandError):
    """Raised when the site stopped answering, or the crawl was stopped, before its cost was known."""

    exit_code = ExitCode.STOPPED


class SiteLocked(CommandError):
    """Raised when another run holds the lock of a site."""

    exit_code = ExitCode.LOCKED


class CorpusMissing(CommandError):
    """Raised when the demo's database does not hold what the demo's site served."""

    exit_code = ExitCode.CHECK_FAILED


def exit_code_of(error: Exception) -> ExitCode:
    """Return the exit code of a command that an error ends."""
    match error:
        case CommandError():
            return error.exit_code
        case UsageError() | BadDecision() | DatabaseUnreachable() | SchemaMismatch() | NotHeld() | AnalysisError():
            return ExitCode.USAGE
        case _:
            return ExitCode.STOPPED
