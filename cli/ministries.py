"""``questions ministries``: the labels that wait for a person, and what a person decides about them."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from cli.errors import BadOption
from cli.exits import ExitCode
from cli.logs import start_logging
from cli.loop import open_database
from cli.options import DEFAULT_DATA, AsJson, Data, Database, Verbose
from cli.places import Places
from cli.places import places as places_of
from cli.status import filled_database
from cli.summary import print_answer
from etl.ministries import bring_in_line, stored_decisions
from etl.review import labels, unused
from parliament.dates import parse_date
from parliament.errors import UnreadableDate
from parliament.ministries import nearest
from parliament.ministries.decisions import Decision, with_decision, write_decisions
from parliament.ministries.register import MINISTRIES, PORTFOLIOS, Ministry
from parliament.ministries.validation import problems
from parliament.text import clean_line

app = typer.Typer(help="Review ministry labels: those no rule resolves wait for a person.", invoke_without_command=True)


@app.callback()
def ministries_command(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="List every label, with what it was resolved to.")] = False,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """List the ministry labels that no rule resolves, most frequent first, each with the nearest candidates.

    'questions ministries resolve' stores what a label means; decisions that no label uses are named at the end.
    """
    if context.invoked_subcommand is not None:
        if everything or database is not None or data != DEFAULT_DATA or as_json or verbose:
            raise BadOption(f"give the options after {context.invoked_subcommand}")
        return
    start_logging(verbose)
    places = places_of(data, database)
    filled_database(places).dispose()
    engine = open_database(places)
    found = labels(engine)
    pending = [row | {"candidates": _candidates(row)} for row in found if row["status"] == "pending"]
    idle = unused(stored_decisions(engine), found)
    if as_json:
        listed = {"pending": len(pending), "labels": found if everything else pending}
        print_answer(listed | {"unused_decisions": [asdict(one) for one in idle]}, "", as_json=True)
        return
    lines = [*(_resolved(found) if everything else ()), *_waiting(pending), *map(_idle, idle)]
    Console(highlight=False).print(Text("\n".join(lines)), soft_wrap=True)


@app.command("resolve")
def resolve_command(
    label: Annotated[str, typer.Argument(help="The label, as it is listed.")],
    ministry: Annotated[
        str | None, typer.Option(metavar="PO…", help="The tenure it means, by the Assembly's organe.")
    ] = None,
    portfolio: Annotated[
        str | None, typer.Option(metavar="SLUG", help="The portfolio it means, where the tenure is not certain.")
    ] = None,
    nothing: Annotated[bool, typer.Option("--none", help="It names no ministry: do not ask again.")] = False,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day on which it means that, e.g. 2017-06-22.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="First day on which it no longer does, e.g. 2018-10-17.")
    ] = None,
    database: Database = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Store what a label means in ministry_decisions.csv of the data folder, and correct the questions that carry it.

    Nothing is crawled. To withdraw a decision, delete its line: the next command that opens the database follows.
    """
    start_logging(verbose)
    places = places_of(data, database)
    filled_database(places).dispose()
    decision = decided(label, ministry, portfolio, since, until, nothing=nothing)
    engine = open_database(places)
    # In line with the file, or where it is missing what it is to hold again.
    decisions = with_decision(stored_decisions(engine), decision)
    # The database first: where it cannot be written, nothing is decided; were the file, the next command undoes this.
    correction = bring_in_line(engine, decisions)
    write_decisions(places.decisions, decisions)
    answer = {"decision": asdict(decision), "questions": correction.questions, "changed": correction.changed}
    idle = unused((decision,), labels(engine))
    print_answer(answer | {"used": not idle}, _told(decision, correction.changed, places), as_json=as_json)
    if idle and not as_json:
        print_answer({}, _idle(decision), as_json=False)


@app.command("check")
def check_command(as_json: AsJson = False, verbose: Verbose = False) -> None:
    """Check the register of ministries that this program brings: holes, overlaps, unknown portfolios."""
    start_logging(verbose)
    found = problems()
    sentence = "\n".join(found) or f"The register of {len(MINISTRIES)} ministries has no problem."
    print_answer({"problems": found}, sentence, as_json=as_json)
    raise typer.Exit(ExitCode.CHECK_FAILED if found else ExitCode.DONE)


def decided(
    label: str, ministry: str | None, portfolio: str | None, since: str | None, until: str | None, *, nothing: bool
) -> Decision:
    """Return what the options decide; raise BadOption or BadDecision where they cannot be followed."""
    if [ministry is not None, portfolio is not None, nothing].count(True) != 1:
        raise BadOption("give one of --ministry, --portfolio and --none")
    for what, given, known in (("ministry", ministry, MINISTRIES), ("portfolio", portfolio, PORTFOLIOS)):
        if given is not None and given not in known:
            near = ", ".join(get_close_matches(given, known, cutoff=0.0))
            raise BadOption(f"--{what}: the register has no {given!r}; the nearest are {near}")
    decision = Decision(clean_line(label), _day("--from", since), _day("--to", until), ministry, portfolio)
    if ministry is not None and not _share_a_day(decision, MINISTRIES[ministry]):
        held = _period(MINISTRIES[ministry].starts_on, MINISTRIES[ministry].ends_before)
        raise BadOption(f"--ministry: {ministry} was in force {held}; --from and --to give another time")
    return decision


def _share_a_day(decision: Decision, ministry: Ministry) -> bool:
    since = max(decision.from_day or date.min, ministry.starts_on or date.min)
    return since < min(decision.to_day or date.max, ministry.ends_before or date.max)


def _day(option: str, text: str | None) -> date | None:
    try:
        return parse_date(text) if text is not None else None
    except UnreadableDate as error:
        raise BadOption(f"{option}: {error}") from None


def _candidates(row: dict[str, Any]) -> list[dict[str, Any]]:
    found = nearest(row["label"], date.fromisoformat(row["last_met_on"]))
    return [{name: getattr(one, name) for name in ("ministry_id", "name", "starts_on", "ends_before")} for one in found]


def _resolved(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in found:
        if row["status"] == "resolved":
            meaning = _named(row["ministry_id"]) or row["portfolio_id"] or "no ministry"
            yield f"{row['occurrences']:>7,}  {row['label']}  [{_period(row['valid_from'], row['ends_before'])}]"
            yield f"         = {meaning} ({row['method']}, {row['confidence']:.1f})"


def _waiting(pending: list[dict[str, Any]]) -> Iterator[str]:
    if not pending:
        yield "No label waits for a person."
        return
    yield f"{len(pending):,} wait for a person: how often each was met, from when to when, what it may mean."
    for row in pending:
        yield f"{row['occurrences']:>7,}  {row['label']}  [{row['first_met_on']} to {row['last_met_on']}]"
        for one in row["candidates"]:
            yield f"           {one['ministry_id']}  {one['name']}  [{_period(one['starts_on'], one['ends_before'])}]"


def _named(ministry_id: str | None) -> str | None:
    if ministry_id is None:
        return None
    ministry: Ministry = MINISTRIES[ministry_id]
    return f"{ministry_id} {ministry.name}"


def _period(since: object, until: object) -> str:
    return f"{since or '?'} to before {until}" if until else f"from {since or '?'}"


def _told(decision: Decision, changed: int, places: Places) -> str:
    meaning = _named(decision.ministry_id) or decision.portfolio_id or "no ministry"
    return f"{decision.label!r} means {meaning}: {changed:,} questions changed. Stored in {places.decisions}."


def _idle(decision: Decision) -> str:
    since = f" from {decision.from_day}" if decision.from_day else ""
    until = f" before {decision.to_day}" if decision.to_day else ""
    return f"Unused decision: no question carries {decision.label!r}{since}{until}."
