"""What share of a crawl's CPU its date and ministry steps take."""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.crawl import QUESTIONS, answer_of
from bench.ours import order_for, run_for
from bench.result import Result
from demo.corpus import build
from demo.site import serving
from scraper.crawl import crawl
from scraper.pipelines.dates import DatesPipeline
from scraper.pipelines.ministries import MinistriesPipeline
from scraper.pipelines.ministry_counts import MinistryCountsPipeline

RUNS = 3
STEPS = (DatesPipeline, MinistriesPipeline, MinistryCountsPipeline)


def share_of_steps() -> Result:
    """Crawl the demo site with these pipelines timed; the value is the median share of some crawls."""
    with serving(build(questions=QUESTIONS)) as sites:
        shares = [answer_of("bench.steps", sites[13])["share"] for _ in range(RUNS)]
    return Result("date and ministry steps of a crawl", round(median(shares), 4), "of its CPU", target=0.05)


def timed(process_item: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    """Return a step that notes the CPU seconds of each item."""

    def step(self: Any, item: Any) -> Any:
        started = time.thread_time()
        item = process_item(self, item)
        spent.append(time.thread_time() - started)
        return item

    return step


def main() -> None:
    """Crawl legislature 13 at the address given, and print the share of the steps as JSON."""
    spent: list[float] = []
    for step in STEPS:
        step.process_item = timed(step.process_item, spent)  # type: ignore[method-assign]
    started = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        order = order_for(sys.argv[1])
        crawl(order, Path(folder) / "bench", run_for(order))
    print(json.dumps({"share": sum(spent) / (time.process_time() - started), "items": len(spent) // len(STEPS)}))


if __name__ == "__main__":
    main()
