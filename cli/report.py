"""``questions report``: charts and tables of the database, in one page."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.report.report import report
from cli.errors import BadOption
from cli.logs import start_logging
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import places as places_of
from cli.status import filled_database
from cli.summary import print_answer


class Language(StrEnum):
    """The languages a report can be in."""

    fr = "fr"
    en = "en"


def report_command(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The page to write.")] = Path("report.html"),
    deputy: Annotated[
        str | None,
        typer.Option("--deputy", metavar="S", help="On one deputy: a slug, a name or a PA id.", show_default=False),
    ] = None,
    legislature: Annotated[
        int | None,
        typer.Option(
            "--legislature", metavar="N", help="Details of this one; the newest otherwise.", show_default=False
        ),
    ] = None,
    language: Annotated[Language, typer.Option("--lang", help="The language of the page.")] = Language.fr,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Write a page of charts and tables that needs no network: volume, backlog, delays, topics, groups, copies, gaps.

    A report.html in the data folder is linked by 'questions explore'.
    """
    console = start_logging(verbose)
    if deputy is not None and legislature is not None:
        raise BadOption("--legislature goes with the report on all questions; the one on a deputy shows all of theirs")
    places = places_of(data, database)
    engine = filled_database(places)
    with console.status("Reading and drawing…"):
        size = report(engine, out, language.value, deputy=deputy, legislature=legislature)
    told = {"report": str(out), "bytes": size, "language": language.value, "deputy": deputy}
    print_answer(told, f"The report: {out} ({size / 1e6:.1f} MB). Open it in a browser.", as_json=as_json)
