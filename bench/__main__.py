"""Run every measurement, or those named (``python -m bench parse_date``), print a table, write ``results.json``."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.beside import others
from bench.cookbook import cookbook_speed
from bench.copies import copies
from bench.cost import cost_of_a_legislature
from bench.crawl import crawl_speed
from bench.dates import date_speed
from bench.growth import growth
from bench.labels import label_speed
from bench.loads import first_loads, loads_again
from bench.nights import thirty_nights
from bench.open_data import archive_speed
from bench.reparse import reparse_speed
from bench.result import Result
from bench.search import search_speed
from bench.steps import share_of_steps

LINES: dict[str, Callable[[], Result | list[Result]]] = {
    "crawl": crawl_speed,
    "cost": cost_of_a_legislature,
    "nights": thirty_nights,
    "first": first_loads,
    "again": loads_again,
    "others": others,
    "growth": growth,
    "reparse": reparse_speed,
    "archive": archive_speed,
    "copies": copies,
    "parse_date": date_speed,
    "resolve": label_speed,
    "steps": share_of_steps,
    "cookbook": cookbook_speed,
    "search": search_speed,
}
RESULTS = Path(__file__).with_name("results.json")


def keep(results: list[Result], whole: bool) -> None:
    """Write the results; those of a part replace the lines of their names and leave the others."""
    lines = {} if whole or not RESULTS.exists() else {line["name"]: line for line in json.loads(RESULTS.read_bytes())}
    lines.update((result.name, asdict(result)) for result in results)
    RESULTS.write_text(json.dumps(list(lines.values()), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measure(name: str) -> list[Result]:
    """Return what a line, or several of one name, measure."""
    found = LINES[name]()
    return found if isinstance(found, list) else [found]


def show(results: list[Result]) -> None:
    table = Table("what", "value", "unit", "floor", "ratio", "target")
    for result in results:
        table.add_row(*("" if value is None else f"{value}" for value in asdict(result).values()))
    Console().print(table)


def main() -> None:
    asked = sys.argv[1:] or list(LINES)
    if unknown := [name for name in asked if name not in LINES]:
        sys.exit(f"no line {', '.join(unknown)}; there are {', '.join(LINES)}")
    results = [result for name in asked for result in measure(name)]
    keep(results, whole=len(asked) == len(LINES))
    show(results)


if __name__ == "__main__":
    main()
