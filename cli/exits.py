"""How a command ends: its exit code, from how the crawl ended."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    USAGE = 1
    INCOMPLETE = 2
    STOPPED = 3
    LOCKED = 4
    CHECK_FAILED = 5
    INTERRUPTED = 130


def exit_code(finish_reason: str, rejected: int, failed: int) -> ExitCode:
    """Return the exit code of a run that ended for this reason, with so many rejections and failed pages."""
    match finish_reason:
        case "finished" | "max_requests" | "max_seconds" | "interrupted":
            return ExitCode.INCOMPLETE if rejected or failed else ExitCode.DONE
        case "refused":
            return ExitCode.USAGE
        case "site_down" | "memory" | "disk" | "error":
            return ExitCode.STOPPED
        case _:
            raise ValueError(f"no exit code for a run that ended as {finish_reason!r}")
