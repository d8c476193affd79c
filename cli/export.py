"""``questions export``: tables and views as Parquet, CSV or JSON Lines, with a data package that describes them."""

import textwrap
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy import Engine

from analysis.exports.cells import read_where
from analysis.exports.csv_format import CSV
from analysis.exports.datapackage import Resource
from analysis.exports.export import DEFAULT, export
from analysis.exports.formats import Format
from analysis.exports.jsonl_format import JSONLines
from analysis.exports.parquet_format import Parquet
from analysis.exports.relations import exportable
from analysis.exports.selection import Wanted
from cli import export_options as options
from cli.days import first_day, last_day
from cli.durations import say_duration
from cli.errors import BadOption
from cli.export_options import FormatChoice
from cli.logs import start_logging
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import places as places_of
from cli.progress import Step, display_for
from cli.status import filled_database
from cli.summary import print_answer

NAMED_SEPARATORS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}


def export_command(
    names: options.Names = None,
    to: options.To = None,
    listed: options.Listed = False,
    legislature: options.Legislatures = None,
    since: options.Since = None,
    until: options.Until = None,
    deputy: options.Deputies = None,
    group: options.Groups = None,
    portfolio: options.Portfolios = None,
    state: options.States = None,
    where: options.Where = None,
    columns: options.Columns = None,
    form: options.Format = None,
    excel: options.Excel = False,
    separator: options.Separator = None,
    neutralise: options.Neutralise = None,
    force: options.Force = False,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Write tables and views to a folder, for pandas, R, DuckDB or a spreadsheet, with datapackage.json beside them.

    The folder is there whole or not at all, and the same database gives the same bytes. Comments of the public are
    exported only when the table comment is named.
    """
    console = start_logging(verbose)
    places = places_of(data, database)
    engine = filled_database(places)
    if listed:
        _list(engine, as_json=as_json)
        return
    if to is None:
        raise BadOption("say where to write: --to FOLDER (--list shows what can be exported)")
    wanted = Wanted(
        legislatures=tuple(legislature or ()),
        since=first_day("--since", since),
        until=last_day("--until", until),
        deputies=tuple(deputy or ()),
        groups=tuple(group or ()),
        portfolios=tuple(portfolio or ()),
        states=tuple(one.value for one in state or ()),
        where=tuple(read_where(written) for written in where or ()),
        columns=_columns(columns),
    )
    chosen = _format(form, excel=excel, separator=separator, neutralise=neutralise)
    started = time.monotonic()
    with display_for(console, "Exporting") as display:
        resources = export(
            engine,
            names or [DEFAULT],
            wanted,
            chosen,
            to,
            force=force,
            progress=lambda name, done, total: display.show(Step(done, total, f"rows of {name}")),
        )
    engine.dispose()
    _tell(resources, to, chosen, time.monotonic() - started, as_json=as_json)


def _columns(written: str | None) -> tuple[str, ...]:
    names = tuple(name.strip() for name in (written or "").split(",") if name.strip())
    if written is not None and not names:
        raise BadOption("--columns names none: write e.g. --columns question_id,asked_on, or leave it out for all")
    return names


def _format(form: FormatChoice | None, *, excel: bool, separator: str | None, neutralise: bool | None) -> Format:
    if form not in (None, FormatChoice.CSV) and (excel or separator is not None or neutralise is not None):
        raise BadOption(f"--excel, --separator and --neutralise are for CSV, not for {form}")
    match form:
        case FormatChoice.CSV | None:
            usual = ";" if excel else ","
            return CSV(
                separator=usual if separator is None else _separator(separator),
                excel=excel,
                neutralised=excel if neutralise is None else neutralise,
            )
        case FormatChoice.JSONL:
            return JSONLines()
        case FormatChoice.PARQUET:
            return Parquet()


def _separator(written: str) -> str:
    separator = NAMED_SEPARATORS.get(written, written)
    if len(separator) != 1 or separator in '"\r\n' or separator.isalnum():
        raise BadOption(f"--separator {written!r} is no single character that can separate; write ';' or tab")
    return separator


def _list(engine: Engine, *, as_json: bool) -> None:
    with engine.connect() as connection:
        found = exportable(connection)
    width = max(len(name) for name in found) + 2
    room = max(Console().width - width, 40)
    lines = [
        f"{name if place == 0 else '':{width}}{line}"
        for name, description in found.items()
        for place, line in enumerate(textwrap.wrap(description, room))
    ]
    answer = {"relations": [{"name": name, "description": told} for name, told in found.items()]}
    print_answer(answer, "\n".join(lines), as_json=as_json)


def _tell(resources: Sequence[Resource], to: Path, form: Format, seconds: float, *, as_json: bool) -> None:
    files = [file for resource in resources for file in resource.files]
    answer: dict[str, Any] = {
        "folder": str(to),
        "format": form.name,
        "rows": {resource.selection.relation.name: resource.rows for resource in resources},
        "files": [{"path": file.path, "rows": file.rows, "bytes": file.bytes, "sha256": file.sha256} for file in files],
        "seconds": round(seconds, 3),
    }
    rows = ", ".join(f"{rows:,} rows of {name}" for name, rows in answer["rows"].items())
    size = sum(file.bytes for file in files) / 1e6
    many = "1 file" if len(files) == 1 else f"{len(files)} files"
    sentence = f"{to}: {rows}, in {many} ({size:,.1f} MB), in {say_duration(seconds)}; datapackage.json describes them."
    print_answer(answer, sentence, as_json=as_json)
