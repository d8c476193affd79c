"""The options of ``questions export``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

WHICH = "Which rows and columns"
HOW = "How they are written"


class FormatChoice(StrEnum):
    """The formats by the names that are typed."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


class StateChoice(StrEnum):
    """The states of a question."""

    PENDING = "pending"
    ANNOUNCED = "announced"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[VIEW|TABLE]...", help="What to export; question_flat when nothing is named."),
]
To = Annotated[
    Path | None,
    typer.Option("--to", metavar="FOLDER", help="Where to write; the folder is made, and must not hold anything yet."),
]
Listed = Annotated[bool, typer.Option("--list", help="Only list what can be exported, and what it is.")]
Legislatures = Annotated[
    list[int] | None,
    typer.Option(
        "--legislature",
        metavar="N",
        min=1,
        max=99,
        help="E.g. 13; of the table deputy those who sat in it. Repeats.",
        rich_help_panel=WHICH,
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="DATE", help="Asked on or after: 2009, 2009-04 or 2009-04-21.", rich_help_panel=WHICH
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DATE", help="Asked on or before: 2009, 2009-04 or 2009-04-21.", rich_help_panel=WHICH
    ),
]
Deputies = Annotated[
    list[str] | None,
    typer.Option("--deputy", metavar="WHO", help="The author: slug, name or PA id; repeats.", rich_help_panel=WHICH),
]
Groups = Annotated[
    list[str] | None,
    typer.Option(
        "--group",
        metavar="ACRONYM",
        help="The author's group when asking, by any name it ever had; repeats.",
        rich_help_panel=WHICH,
    ),
]
Portfolios = Annotated[
    list[str] | None,
    typer.Option(
        "--portfolio",
        metavar="NAME",
        help="Put to a ministry of it, or answered by one, e.g. defense; repeats.",
        rich_help_panel=WHICH,
    ),
]
States = Annotated[
    list[StateChoice] | None, typer.Option("--state", help="How it stands; repeats.", rich_help_panel=WHICH)
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="COLUMN=VALUE",
        help="A value of any column, e.g. rubric=justice; COLUMN= means an empty one. Repeats: several values of one "
        "column mean any of them, several columns all of them.",
        rich_help_panel=WHICH,
    ),
]
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="NAME,NAME", help="Only these, in this order.", rich_help_panel=WHICH),
]
Format = Annotated[
    FormatChoice | None,
    typer.Option("--format", help="csv when nothing is said. Parquet needs the extra analytics.", rich_help_panel=HOW),
]
Excel = Annotated[
    bool,
    typer.Option(
        "--excel",
        help="CSV that opens with a double click: byte order mark, semicolons, CRLF, formulas neutralised.",
        rich_help_panel=HOW,
    ),
]
Separator = Annotated[
    str | None,
    typer.Option("--separator", metavar="CHARACTER", help="Of CSV, e.g. ';' or tab.", rich_help_panel=HOW),
]
Neutralise = Annotated[
    bool | None,
    typer.Option(
        "--neutralise/--no-neutralise",
        help="In CSV, put an apostrophe before texts that a spreadsheet would compute (= + - @). Usual with --excel "
        "alone: a plain CSV file is for programs, and exact.",
        show_default=False,
        rich_help_panel=HOW,
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="Replace an earlier export that stands there.", rich_help_panel=HOW)
]
