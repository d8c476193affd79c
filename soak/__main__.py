"""Soak both databases at once, print a table, write ``results.json``: ``python -m soak [--short] [--seed N]``."""

import argparse
import json
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from soak.crawl_kills import crawl_kills
from soak.databases import postgresql, sqlite_in
from soak.fault_runs import fault_runs
from soak.load_interruptions import load_interruptions
from soak.result import Line, tell
from soak.same_night import same_night_twice
from soak.setting import FULL, SHORT, Setting, Sizes

RESULTS = Path(__file__).with_name("results.json")
PARTS: dict[str, Callable[[Setting], Iterator[Line]]] = {
    "crawl": crawl_kills,
    "load": load_interruptions,
    "twice": same_night_twice,
    "faults": fault_runs,
}


def soaked(setting: Setting, parts: list[str]) -> list[Line]:
    """Return the lines of one kind of database."""
    lines = []
    for part in parts:
        lines += list(PARTS[part](setting))
        tell(f"{setting.kind}: {part} done")
    return lines


def both(sizes: Sizes, seed: int, parts: list[str]) -> list[Line]:
    """Soak SQLite and PostgreSQL side by side."""
    with tempfile.TemporaryDirectory(prefix="questions-soak-") as name, postgresql() as server:
        settings = []
        for kind, fresh in (("SQLite", sqlite_in(Path(name))), ("PostgreSQL", server)):
            folder = Path(name) / kind
            folder.mkdir()
            dice = random.Random(f"{seed} {kind}")  # noqa: S311 (moments, not secrets)
            settings.append(Setting(kind, fresh, folder, sizes, dice))
        with ThreadPoolExecutor(len(settings)) as pool:
            return [line for lines in pool.map(lambda one: soaked(one, parts), settings) for line in lines]


def show(lines: list[Line]) -> None:
    table = Table("what", "database", "value", "at most", "", "note")
    for line in lines:
        bound = "" if line.bound is None else f"{line.bound}"
        table.add_row(line.what, line.database, f"{line.value}", bound, "" if line.is_good else "FAILED", line.note)
    Console().print(table)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m soak", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all without")
    parser.add_argument("--short", action="store_true", help="a minute's worth, for development")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    asked = parser.parse_args()
    if unknown := set(asked.parts) - PARTS.keys():
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    began = time.monotonic()
    tell(f"seed {asked.seed}")
    lines = both(SHORT if asked.short else FULL, asked.seed, asked.parts or list(PARTS))
    seconds = round(time.monotonic() - began)
    if not asked.short and not asked.parts:
        told = {"seed": asked.seed, "seconds": seconds, "lines": [asdict(line) for line in lines]}
        RESULTS.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    show(lines)
    tell(f"seed {asked.seed}: {seconds} s, {'all good' if all(line.is_good for line in lines) else 'FAILED'}")
    sys.exit(not all(line.is_good for line in lines))


if __name__ == "__main__":
    main()
