"""What stays of the archive and the landing zone: the options of every command that crawls, and what follows it."""

import logging
import shutil
from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy import Engine

from cli.logs import say
from cli.places import Places
from etl.spent import spent_runs
from scraper.archive_keeping import keep_archive

logger = logging.getLogger(__name__)

PANEL = "What to keep"

KeepArchive = Annotated[
    int | None,
    typer.Option(
        "--keep-archive",
        metavar="DAYS",
        min=1,
        help="Remove archived copies older than this of pages of which there is a newer one. Without it: keep all.",
        rich_help_panel=PANEL,
    ),
]
KeepLanding = Annotated[
    int | None,
    typer.Option(
        "--keep-landing",
        metavar="DAYS",
        min=1,
        help="Remove landed runs that ended so long ago and are loaded completely. Without it: keep all.",
        rich_help_panel=PANEL,
    ),
]


def tidy(
    engine: Engine, places: Places, console: Console, now: datetime, *, archive: int | None, landing: int | None
) -> None:
    """Remove what is older than so many days and no longer needed, and say so if there was anything.

    What cannot be removed is a warning: the run itself ended as it did.
    """
    try:
        _tidy(engine, places, console, now, archive=archive, landing=landing)
    except OSError as error:
        logger.warning("Could not remove all that is old: %s", error)


def _tidy(
    engine: Engine, places: Places, console: Console, now: datetime, *, archive: int | None, landing: int | None
) -> None:
    if archive is not None:
        removed = keep_archive(places.archive, now - timedelta(days=archive))
        if removed.pages:
            say(console, f"Removed {removed.pages:,} archived pages of which there is a newer copy.")
    if landing is not None:
        spent = spent_runs(engine, places.landing, now - timedelta(days=landing))
        for folder in spent:
            shutil.rmtree(folder)
        if spent:
            say(console, f"Removed {len(spent):,} landed runs that are loaded.")
