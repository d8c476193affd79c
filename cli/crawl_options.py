"""The options of ``questions crawl``."""

from enum import StrEnum
from typing import Annotated, Literal

import typer

WHAT = "What to crawl"
HOW = "How to crawl it"


class SourceChoice(StrEnum):
    """The sources by the names that are typed; Typer takes a list of an enumeration, and of no Literal."""

    NOSDEPUTES = "nosdeputes"
    ASSEMBLEE = "assemblee"


Legislatures = Annotated[
    list[int] | None,
    typer.Option("--legislature", metavar="N", help="13, 14, 15, 16 or 17; repeats.", rich_help_panel=WHAT),
]
SourceName = Annotated[
    Literal["nosdeputes", "assemblee"] | None,
    typer.Option(
        "--source",
        help="Where to read: NosDéputés.fr (13 to 16), or the Assembly's own site (14 and later), whole legislatures "
        "from its open data. Without it: the former for all that it has.",
        rich_help_panel=WHAT,
    ),
]
NightSources = Annotated[
    list[SourceChoice] | None,
    typer.Option(
        "--source",
        help="Where to read: the Assembly's open data, or NosDéputés.fr; repeats. Without it: the former, or where the "
        "legislatures given are usually read.",
        rich_help_panel=WHAT,
    ),
]
Deputies = Annotated[
    list[str] | None,
    typer.Option(
        "--deputy",
        metavar="WHO",
        help="A deputy's slug, name or PA id; repeats. Without --legislature: in all that the source has. "
        "The Assembly's own site knows PA ids alone.",
        rich_help_panel=WHAT,
    ),
]
Numbers = Annotated[
    list[str] | None,
    typer.Option(
        "--number",
        metavar="N|N-N",
        help="A question's number or a range of one legislature, e.g. 47001 or 47001-47100; repeats.",
        rich_help_panel=WHAT,
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="Asked on or after: 2009, 2009-04 or 2009-04-21.",
        rich_help_panel=WHAT,
    ),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="DATE",
        help="Asked on or before: 2009, 2009-04 or '21 avril 2009'.",
        rich_help_panel=WHAT,
    ),
]
Sites = Annotated[
    list[str] | None,
    typer.Option(
        "--site",
        metavar="N=URL",
        help="Another base address for a legislature's site, e.g. 13=http://localhost:8013; repeats. "
        "A bare URL will do when one legislature is given. One of the Assembly's stands for all its archives.",
        rich_help_panel=HOW,
    ),
]
Delay = Annotated[
    float,
    typer.Option(
        "--delay",
        metavar="SECONDS",
        help="Between two requests to one host; below 0.5 only for sites on this machine.",
        rich_help_panel=HOW,
    ),
]
MaxTime = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="TIME",
        help="Stop cleanly after 5h, 1h30, 30m or 90s; the same command goes on from there.",
        rich_help_panel=HOW,
    ),
]
MaxRequests = Annotated[
    int | None,
    typer.Option(
        "--max-requests",
        metavar="N",
        min=1,
        help="Stop cleanly after so many requests; the same command goes on from there.",
        rich_help_panel=HOW,
    ),
]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Read again what an unfinished run has read already, or an archive that did not change.",
        rich_help_panel=HOW,
    ),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Only print the requests and hours it would take.", rich_help_panel=HOW),
]
Wait = Annotated[
    bool,
    typer.Option("--wait", help="Wait when another run crawls the same site.", rich_help_panel=HOW),
]
