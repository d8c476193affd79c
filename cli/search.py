"""``questions search``: what is found in the texts, best first."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.search import Found, Hit, search
from analysis.search_filters import Filters
from analysis.search_sql import Field
from analysis.snippets import END_MARK, MARK
from cli.days import first_day, last_day
from cli.errors import BadOption
from cli.logs import start_logging
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import places as places_of
from cli.status import filled_database
from cli.summary import print_answer
from parliament.records import STATES

NARROW = "Which questions"


def _several(name: str, metavar: str, text: str) -> typer.models.OptionInfo:
    return typer.Option(name, metavar=metavar, help=f"{text}; repeats.", rich_help_panel=NARROW, show_default=False)


def _day(name: str, text: str) -> typer.models.OptionInfo:
    return typer.Option(name, metavar="DATE", help=text, rich_help_panel=NARROW, show_default=False)


def search_command(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.", show_default=False)],
    field: Annotated[Field | None, typer.Option("--in", help="Look in this text only.", show_default=False)] = None,
    legislature: Annotated[list[int] | None, _several("--legislature", "N", "Of this legislature")] = None,
    portfolio: Annotated[
        list[str] | None, _several("--portfolio", "NAME", "Put to a ministry of it, or answered by one, e.g. sante")
    ] = None,
    ministry: Annotated[list[str] | None, _several("--ministry", "LABEL", "To it; a part of its label will do")] = None,
    deputy: Annotated[list[str] | None, _several("--deputy", "NAME", "By this deputy: slug, name or PA id")] = None,
    group: Annotated[
        list[str] | None, _several("--group", "ACRONYM", "By deputies of this group, by any name it ever had")
    ] = None,
    state: Annotated[list[str] | None, _several("--state", "STATE", f"In this state: {', '.join(STATES)}")] = None,
    since: Annotated[str | None, _day("--since", "Asked on or after: 2012, 2012-06 or 2012-06-20.")] = None,
    until: Annotated[str | None, _day("--until", "Asked on or before: 2012, 2012-06 or 2012-06-20.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=1000, help="How many to show.")] = 20,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Search the texts of questions and answers; the best hits come first.

    Words are found whatever their accents, in plural and feminine too: all of them must be there. "A phrase" in quotes
    (in a shell within '…') keeps its words together, begin* finds what begins so, -word leaves out, one OR another
    finds either. Put -- before words that begin with a hyphen. Exit code 1: there is no database, no index, or no such
    name.
    """
    start_logging(verbose)
    places = places_of(data, database)
    engine = filled_database(places)
    filters = Filters(
        legislatures=legislature or (),
        portfolios=portfolio or (),
        ministries=ministry or (),
        deputies=deputy or (),
        groups=group or (),
        states=_states(state or ()),
        since=first_day("--since", since),
        until=last_day("--until", until),
    )
    asked = " ".join(words)
    found = search(engine, asked, filters=filters, field=field, limit=limit)
    if found.hits and not as_json:
        Console(highlight=False).print(table_of(found.hits))
    print_answer({"words": asked, **asdict(found)}, _sentence(found), as_json=as_json)


def _states(asked: Sequence[str]) -> Sequence[str]:
    for state in asked:
        if state not in STATES:
            raise BadOption(f"--state: {state!r} is none of {', '.join(STATES)}")
    return asked


def table_of(hits: Sequence[Hit]) -> Table:
    """Return hits as a table, two lines of facts and a snippet each."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("question", no_wrap=True)
    table.add_column("author, ministry, state", ratio=2, overflow="fold")
    table.add_column("where it stands", ratio=5, overflow="fold")
    for hit in hits:
        group = f" ({hit.group_acronym})" if hit.group_acronym else ""
        facts = [f"{hit.deputy}{group}", hit.ministry or "", _state(hit)]
        shown = Text.assemble(f"{hit.field}: ", _marked(hit.snippet), "\n", (hit.official_url or "", "dim"))
        table.add_row(f"{hit.legislature}-{hit.number}\n{hit.asked_on}", Text("\n".join(facts)), shown)
    return table


def _state(hit: Hit) -> str:
    return f"answered {hit.answered_on}" if hit.state == "answered" and hit.answered_on else hit.state


def _marked(snippet: str) -> Text:
    text = Text()
    for place, part in enumerate(re.split(rf"[{re.escape(MARK + END_MARK)}]", snippet)):
        text.append(*((f"[{part}]", "bold") if place % 2 else (part,)))
    return text


def _sentence(found: Found) -> str:
    if not found.hits:
        return found.note or "Nothing is found."
    shown = f", the best {len(found.hits):,} of them shown" if len(found.hits) < found.total else ""
    more = "At least " if found.more else ""
    return f"{more}{found.total:,} found{shown}.{' ' + found.note if found.note else ''}"
