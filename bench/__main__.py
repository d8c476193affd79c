"""Run every measurement, print one table, and write ``bench/results.json``."""

import json
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from demo.corpus import build
from demo.site import serving
from scraper.estimate import estimate

QUESTIONS = 1_500
RUNS = 5
# Figures of the Assemblée nationale: questions and deputies ever in office, legislature 13.
LEGISLATURE_13 = {"questions": 132_810, "deputies": 639}


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table; ``ratio`` is value / floor, and None where there is no floor."""

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    target: float | None


def measured(module: str, argument: str) -> float:
    """Return the pages per second of one run of a module."""
    command = [sys.executable, "-m", module, argument]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["pages"] / answer["seconds"]


def crawl_speed() -> Result:
    """Compare a crawl with bare Scrapy on the same pages, in turn; the ratio is the median of the pairs."""
    with serving(build(questions=QUESTIONS)) as sites, tempfile.TemporaryDirectory() as folder:
        site = sites[13]
        measured("bench.ours", site)
        with urllib.request.urlopen(f"{site}/demo/requests") as answer:  # noqa: S310
            paths = json.load(answer)["paths"]
        urls = Path(folder) / "urls"
        urls.write_text("\n".join(site + path for path in paths if path != "/robots.txt"), encoding="utf-8")
        pairs = [(measured("bench.ours", site), measured("bench.floor", str(urls))) for _ in range(RUNS)]
    return Result(
        name="crawl, pages read and landed",
        value=round(median(ours for ours, _ in pairs), 1),
        unit="pages/s",
        floor=round(median(floor for _, floor in pairs), 1),
        ratio=round(median(ours / floor for ours, floor in pairs), 3),
        target=0.55,
    )


def cost_of_a_legislature() -> Result:
    """Say what the whole 13th legislature costs at the default delay; lists are taken to be of equal length."""
    mean = LEGISLATURE_13["questions"] // LEGISLATURE_13["deputies"]
    cost = estimate(
        sites=1,
        deputies=LEGISLATURE_13["deputies"],
        counts=[mean] * LEGISLATURE_13["deputies"],
        numbers=0,
        delay=1.0,
    )
    return Result(
        f"whole legislature 13 at the default delay: {cost.requests:,} requests", cost.hours, "hours", None, None, None
    )


def main() -> None:
    results = [crawl_speed(), cost_of_a_legislature()]
    path = Path(__file__).parent / "results.json"
    path.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n", encoding="utf-8")
    table = Table("what", "value", "unit", "floor", "ratio", "to reach")
    for result in results:
        table.add_row(*("" if value is None else f"{value}" for value in asdict(result).values()))
    Console().print(table)


if __name__ == "__main__":
    main()
