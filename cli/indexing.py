"""``questions index``, and the same step after every load."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from sqlalchemy import Engine

from cli.advice import advice
from cli.durations import say_duration
from cli.exits import ExitCode
from cli.logs import say, start_logging
from cli.loop import open_database
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import Places
from cli.places import places as places_of
from cli.progress import Step, display_for
from cli.status import filled_database
from cli.summary import print_answer
from etl.indexing import PartDone, Progress, index

NoIndex = Annotated[
    bool,
    typer.Option(
        "--no-index", help="Leave search index and copies as they are; 'questions index' brings them up to date."
    ),
]
TITLES = {"search": "Search index", "copies": "Copied questions"}
COUNTS = {
    "added": "questions added",
    "changed": "brought up to date",
    "signed": "texts compared",
    "written": "rows written",
}


def index_command(
    anew: Annotated[bool, typer.Option("--anew", help="Make it all anew, not only what changed.")] = False,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Bring up to date what is made of all questions at once: the search index, and which questions are copies.

    Every load does it at its end, so it is needed only after a load with --no-index, or one that was killed. Only rows
    that changed are worked on. Exit code 3: a part could not be brought up to date; run it again.
    """
    console = start_logging(verbose)
    places = places_of(data, database)
    filled_database(places).dispose()
    parts = index_all(open_database(places), console, anew=anew)
    print_answer(answer_of(parts), "\n".join(map(line_of, parts)), as_json=as_json)
    raise typer.Exit(ExitCode.STOPPED if any(part.error for part in parts) else ExitCode.DONE)


def index_loaded(places: Places, console: Console, *, skip: bool = False) -> dict[str, Any]:
    """Bring all up to date after a load, and say what that did; return it for the summary, nothing with ``skip``."""
    if skip:
        return {}
    parts = index_all(open_database(places), console)
    for part in parts:
        if part.error is not None or any(part.counts.values()):
            say(console, line_of(part))
    return answer_of(parts)


def index_all(engine: Engine, console: Console, *, anew: bool = False) -> list[PartDone]:
    """Bring all parts up to date; return what each did."""
    with display_for(console, "Indexing") as display:

        def progress(_name: str) -> Progress:
            return lambda done, total: display.show(Step(done, total))

        return list(index(engine, anew=anew, progress=progress))


def answer_of(parts: Sequence[PartDone]) -> dict[str, Any]:
    """Return what the parts did for a program: seconds, and the first error that there was."""
    told = {part.name: {name: value for name, value in asdict(part).items() if name != "name"} for part in parts}
    error = next((part.error for part in parts if part.error is not None), None)
    return {"seconds": round(sum(part.seconds for part in parts), 3), "error": error, "parts": told}


def line_of(part: PartDone) -> str:
    """Say in one line what a part did."""
    title = TITLES[part.name]
    if part.error is not None:
        return f"{title}: not up to date, 'questions index' makes up for it: {part.error}{advice(part.error)}"
    counts = ", ".join(f"{value:,} {COUNTS[name]}" for name, value in part.counts.items() if value) or "nothing to do"
    return f"{title}: {counts} in {say_duration(part.seconds)}."
