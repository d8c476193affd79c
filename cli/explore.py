"""``questions explore``: the database in a browser."""

import threading
import webbrowser
from typing import Annotated

import typer

from analysis.errors import ExtraMissing
from cli.errors import BadOption
from cli.logs import start_logging
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import Places
from cli.places import places as places_of
from cli.status import filled_database
from cli.summary import print_answer

REPORT = "report.html"


def explore_command(
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="Where to listen; 0 is any free port.")
    ] = 0,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Serve the SQLite database to a browser on this machine, to look at, filter, search and query, until Ctrl-C.

    Nothing can be written, and a load may go on meanwhile. With --json the address is the first and only line.
    """
    start_logging(verbose)
    places = places_of(data, database)
    file = places.database_file
    if file is None:
        raise BadOption(
            "explore works on SQLite files: 'questions load --all --database sqlite:///questions.db' makes one from "
            "what is landed; then give explore the same --database"
        )
    engine = filled_database(places)
    try:
        from analysis.explore.server import listening, serve
        from analysis.explore.site import site
    except ModuleNotFoundError as error:
        message = f"explore needs {error.name}: pip install 'questions-ecrites[explore]'"
        raise ExtraMissing(message) from None
    app = site(engine, file, places.data / REPORT)
    with listening(port) as (listener, address):
        _tell(places, address, as_json=as_json)
        if open_browser:
            # A browser for the terminal keeps whoever called it waiting.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        serve(app.app(), listener)
    engine.dispose()


def _tell(places: Places, address: str, *, as_json: bool) -> None:
    sentence = f"{places.shown} is at {address}, read-only; Ctrl-C ends it."
    print_answer({"database": places.shown, "url": address}, sentence, as_json=as_json)
