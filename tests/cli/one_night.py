"""One night in a process of its own, at a time that the test chooses: ``python tests/cli/one_night.py ORDER``.

ORDER is JSON: {"sites": {"13": URL}, "data": FOLDER, "now": ISO time in UTC, "database": URL or null, and any of
"full", "sweep_nights", "max_requests"}. The summary is printed as JSON.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from cli.night_parts import NightParts
from cli.nightly import SITE_TIME, read_night
from cli.places import places
from scraper.nightly import Night
from scraper.order import Order


def main(asked: Mapping[str, Any]) -> None:
    began, now = datetime.now(UTC), datetime.fromisoformat(asked["now"]).replace(tzinfo=UTC)
    night = Night(
        on=now.astimezone(SITE_TIME).date(),
        full=asked.get("full", False),
        sweep_nights=asked.get("sweep_nights", 7),
    )
    order = Order(
        legislatures=tuple(map(int, asked["sites"])),
        sites={int(number): url for number, url in asked["sites"].items()},
        delay=0,
        max_requests=asked.get("max_requests"),
        night=night,
    )

    def clock() -> datetime:
        return now + (datetime.now(UTC) - began)

    where = places(Path(asked["data"]), asked.get("database"))
    summary = read_night(NightParts(pages=order), where, Console(stderr=True), wait=False, clock=clock)
    sys.stdout.write(json.dumps(asdict(summary), default=str) + "\n")
    sys.exit(summary.exit_code)


main(json.loads(sys.argv[1]))
