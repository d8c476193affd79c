"""A crawl of one legislature as the command line makes it, without the load."""

import json
import sys
import tempfile
from pathlib import Path

from parliament.landing import Run
from scraper.crawl import crawl
from scraper.order import Order


def order_for(address: str) -> Order:
    """Return the order of all of legislature 13 at an address."""
    return Order(legislatures=(13,), sites={13: address}, delay=0)


def run_for(order: Order) -> Run:
    """Return the run of an order, the same each time."""
    return Run(run_id="bench", source="nosdeputes", scope=order.scope(), started_at="2026-01-01 00:00:00")


def main() -> None:
    """Crawl legislature 13 at the address given, and print pages and seconds as JSON."""
    order = order_for(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        outcome = crawl(order, Path(folder) / "bench", run_for(order))
    print(json.dumps({"pages": outcome.figures.pages, "seconds": outcome.seconds, "items": outcome.figures.items}))


if __name__ == "__main__":
    main()
