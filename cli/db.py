"""``questions db``: the tables of the database, upgraded to this program's version or checked."""

from dataclasses import replace
from typing import Annotated

import typer

from cli.errors import NoDatabase
from cli.exits import ExitCode
from cli.logs import start_logging
from cli.loop import open_database
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import Places
from cli.places import places as places_of
from cli.status import existing_database
from cli.summary import print_answer
from etl.schema import VERSION
from etl.search_check import index_faults
from etl.soundness import Soundness, soundness
from etl.upgrade import Step, upgrade, version_found

ANEW = (
    "No command mends this in place: 'questions load --all --database URL', with the address of an empty database, "
    "builds it anew from all that is landed. What --keep-landing removed comes back from a backup alone."
)
app = typer.Typer(help="Upgrade the tables of the database, or check them.")


@app.command("upgrade")
def upgrade_command(
    database: Database = None, data: Data = DEFAULT_DATA, as_json: AsJson = False, verbose: Verbose = False
) -> None:
    """Bring the tables of an earlier version of this program to this one's, and keep all they hold.

    Each step is one transaction: one that fails or is killed leaves the database as it was before it. A load that is
    under way is waited for. Make a backup first.
    """
    start_logging(verbose)
    places = places_of(data, database)
    engine = existing_database(places)
    before = version_found(engine)
    steps = list(upgrade(engine))
    engine.dispose()
    if steps:
        # Brings registers and labels in line, as every command does that opens the database.
        open_database(places).dispose()
    answer = {
        "database": places.shown,
        "from": before,
        "to": steps[-1].version if steps else before,
        "steps": [{"version": step.version, "brings": step.brings} for step in steps],
    }
    print_answer(answer, _upgraded(places, before, steps), as_json=as_json)


@app.command("check")
def check_command(
    search_index: Annotated[
        bool,
        typer.Option("--index", help="Compare the search index with all texts, too; no load can write meanwhile."),
    ] = False,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Check that the database is sound: version, tables, columns, constraints, indexes, views, references.

    Only reads. Exit codes: 0 all is well, 1 there is no database, 5 something is wrong.
    """
    start_logging(verbose)
    places = places_of(data, database)
    engine = existing_database(places)
    found = soundness(engine)
    if found.version is None:
        raise NoDatabase(f"the database {places.shown} is empty")
    if search_index and not found.faults:
        found = replace(found, faults=tuple(index_faults(engine)))
    answer = {
        "database": places.shown,
        "version": found.version,
        "needed": VERSION,
        "sound": not found.faults,
        "faults": list(found.faults),
        "additional": list(found.additional),
        "what_to_do": ANEW if found.is_past_mending else None,
    }
    print_answer(answer, _told(places, found), as_json=as_json)
    raise typer.Exit(ExitCode.CHECK_FAILED if found.faults else ExitCode.DONE)


def _upgraded(places: Places, before: int | None, steps: list[Step]) -> str:
    if before is None:
        return f"The database {places.shown} is empty: there is nothing to upgrade."
    if not steps:
        return f"The database {places.shown} has version {before} of the tables, the one this program needs."
    lines = [f"The database {places.shown} is upgraded from version {before} to {steps[-1].version} of the tables."]
    return "\n".join([*lines, *(f"  {step.version}: {step.brings}" for step in steps)])


def _told(places: Places, found: Soundness) -> str:
    verdict = "not sound:" if found.faults else "sound."
    lines = [f"The database {places.shown}, version {found.version} of the tables, is {verdict}"]
    notes = [f"  none of this program's: {name}" for name in found.additional]
    what_to_do = [ANEW] if found.is_past_mending else []
    return "\n".join([*lines, *(f"  {fault}" for fault in found.faults), *notes, *what_to_do])
