"""A crawl compared with bare Scrapy on the same pages."""

import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from statistics import median
from typing import Any

from bench.result import Result
from demo.corpus import build
from demo.site import serving

QUESTIONS = 1_500
RUNS = 5


def answer_of(module: str, argument: str) -> dict[str, Any]:
    """Return what one run of a module prints as its last line."""
    command = [sys.executable, "-m", module, argument]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def speed(module: str, argument: str) -> float:
    """Return the pages per second of one run of a module."""
    answer = answer_of(module, argument)
    return float(answer["pages"] / answer["seconds"])


def crawl_speed() -> Result:
    """Compare a crawl with bare Scrapy on the same pages, in turn; the ratio is the median of the pairs."""
    with serving(build(questions=QUESTIONS)) as sites, tempfile.TemporaryDirectory() as folder:
        site = sites[13]
        speed("bench.ours", site)
        with urllib.request.urlopen(f"{site}/demo/requests") as answer:  # noqa: S310
            paths = json.load(answer)["paths"]
        urls = Path(folder) / "urls"
        urls.write_text("\n".join(site + path for path in paths if path != "/robots.txt"), encoding="utf-8")
        pairs = [(speed("bench.ours", site), speed("bench.floor", str(urls))) for _ in range(RUNS)]
    return Result(
        name="crawl, pages read and landed",
        value=round(median(ours for ours, _ in pairs), 1),
        unit="pages/s",
        floor=round(median(floor for _, floor in pairs), 1),
        ratio=round(median(ours / floor for ours, floor in pairs), 3),
        target=0.55,
    )
