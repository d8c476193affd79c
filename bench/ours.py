"""A crawl of one legislature as the command line makes it, without the load."""

import json
import sys
import tempfile
from pathlib import Path

from parliament.landing import Run
from scraper.crawl import crawl
from scraper.order import Order


def main() -> None:
    """Crawl legislature 13 at the address given, and print pages and seconds as JSON."""
    order = Order(legislatures=(13,), sites={13: sys.argv[1]}, delay=0)
    run = Run(run_id="bench", source="nosdeputes", scope=order.scope(), started_at="2026-01-01 00:00:00")
    with tempfile.TemporaryDirectory() as folder:
        outcome = crawl(order, Path(folder) / run.run_id, run)
    print(json.dumps({"pages": outcome.figures.pages, "seconds": outcome.seconds, "items": outcome.figures.items}))


if __name__ == "__main__":
    main()
