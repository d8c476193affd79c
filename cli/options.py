"""The options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_DATA = Path("data")

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        envvar="QUESTIONS_DATABASE",
        help="The database, e.g. postgresql+psycopg://user@host/name. Without it: questions.db in the data folder.",
        show_default=False,
    ),
]
Data = Annotated[
    Path,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar="QUESTIONS_DATA",
        help="The data folder: landing zone, locks and, by default, the database.",
    ),
]
AsJson = Annotated[
    bool,
    typer.Option("--json", help="Print the answer as one JSON object, the last line of standard output."),
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Log what is done, and show the traceback of an unexpected error.")
]
