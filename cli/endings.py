"""The end of a run: whoever wants to know is told, and figures are written, however it ended."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from cli import metrics
from cli.alerts import check_target, decide, notify
from cli.errors import SiteLocked, exit_code_of
from cli.exits import ExitCode
from cli.places import Places
from cli.summary import Summary
from etl.database import connect
from etl.errors import DatabaseUnreachable, NotHeld
from etl.health import health, was_good_before
from etl.status import status

logger = logging.getLogger(__name__)


@dataclass
class Ending:
    """How a command ended: its summary, and whether the run before was good where the command itself knows it."""

    summary: Summary | None = None
    was_good: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who is told of a command's end: an alert's target, a file of figures."""

    command: str
    places: Places
    notify: str | None
    metrics: Path | None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


@contextmanager
def told(audience: Audience) -> Iterator[Ending]:
    """Tell how the block ends: by the summary that it puts into its Ending, or by the error that leaves it."""
    check_target(audience.notify)
    ending = Ending()
    try:
        yield ending
    except (SiteLocked, NotHeld):
        # Another run is at work, or a person's decision makes no sense: no run has failed.
        raise
    except Exception as error:
        _tell(audience, ending, exit_code_of(error), " ".join(str(error).split()) or type(error).__name__)
        raise
    if ending.summary is not None:
        _tell(audience, ending, ending.summary.exit_code, None)


def _tell(audience: Audience, ending: Ending, exit_code: ExitCode, error: str | None) -> None:
    summary = None if ending.summary is None or error is not None else asdict(ending.summary)
    if target := check_target(audience.notify):
        event = decide(exit_code, _was_good(audience, ending))
        if event is not None:
            about = {"event": event, "command": audience.command, "exit_code": int(exit_code), "error": error}
            notify(target, about | (summary or {}))
    if audience.metrics is not None:
        _write_metrics(audience, audience.metrics, exit_code, summary)


def _was_good(audience: Audience, ending: Ending) -> bool | None:
    """Tell whether the run before was good; None where nobody knows."""
    if ending.was_good is not None or ending.summary is None or ending.summary.run_id is None:
        return ending.was_good
    runs = ending.summary.run_ids or (ending.summary.run_id,)
    try:
        engine = connect(audience.places.database)
        before = {was_good_before(engine, run_id) for run_id in runs}
    except (DatabaseUnreachable, SQLAlchemyError):
        return None
    return None if before == {None} else False not in before


def _write_metrics(audience: Audience, path: Path, exit_code: ExitCode, summary: dict[str, Any] | None) -> None:
    success = exit_code in (ExitCode.DONE, ExitCode.INCOMPLETE)
    gauges = [*metrics.of_run(audience.clock(), success=success, summary=summary)]
    file = audience.places.database_file
    try:
        if file is None or file.exists():
            engine = connect(audience.places.database)
            gauges += metrics.of_database(status(engine), health(engine, audience.clock(), timedelta.max))
    except (DatabaseUnreachable, SQLAlchemyError) as error:
        logger.warning("The metrics say nothing of the database: %s", error.args[0])
    metrics.write(path, metrics.exposition(iter(gauges)))
