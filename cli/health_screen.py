"""The top of ``questions status``: whether all is well, and if not, why and what to do."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from cli.durations import say_duration


def screen(health: Mapping[str, Any]) -> RenderableType:
    """Return the verdict, the last good run with its figures, and what the checks found."""
    return Group(*(Text(line) for line in _lines(health)))


def _lines(health: Mapping[str, Any]) -> Iterator[str]:
    yield f"Health: {_verdict(health)}"
    yield f"Last good run: {_last_good(health)}"
    for held in health["held_runs"]:
        yield (
            f"Held: {held['run_id']} by {held['check']}: {held['sentence']}{_rows(held)}\n"
            f"  questions load --run {held['run_id']} --accept {held['check']}\n"
            f"  questions load --discard {held['run_id']}"
        )
    for failing in health["failing_checks"]:
        if failing["severity"] == "warning":
            yield f"Warning: {failing['check']}: {failing['sentence']}{_rows(failing)}"


def _verdict(health: Mapping[str, Any]) -> str:
    if health["last_run"] is None:
        return "nothing was crawled yet"
    reasons = []
    if health["stale"]:
        seconds = health["seconds_since_good_run"]
        reasons.append("stale: no run ended well" + ("" if seconds is None else f" for {say_duration(seconds)}"))
    if health["held_runs"]:
        reasons.append("a check keeps a run out of the database")
    return "; ".join(reasons) or "all is well"


def _last_good(health: Mapping[str, Any]) -> str:
    run = health["last_good_run"]
    if run is None:
        return "none"
    return (
        f"{run['run_id']}, {say_duration(health['seconds_since_good_run'])} ago: {run['requests']:,} requests, "
        f"{run['inserted']:,} questions inserted, {run['updated']:,} updated, {run['rejected']:,} pages rejected, "
        f"{run['failed']:,} failed"
    )


def _rows(found: Mapping[str, Any]) -> str:
    return f" ({', '.join(found['rows'])})" if found["rows"] else ""
