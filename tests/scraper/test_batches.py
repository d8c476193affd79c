"""A long crawl hands over what it landed while it goes on."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

# A process can crawl only once, so this runs in one of its own, with batches of 40 instead of 5,000.
SCRIPT = """
import json, sys, threading
from pathlib import Path
import scraper.crawl
from parliament.landing import Run
from scraper.order import Order

scraper.crawl.BATCH = 40
scraper.crawl.SECONDS_BETWEEN_REPORTS = 0.01
site, folder = sys.argv[1], Path(sys.argv[2]) / "run"
order = Order(legislatures=(13,), deputies=("aline-exemple",), sites={13: site}, delay=0)
run = Run(run_id="run", source="nosdeputes", scope=order.scope(), started_at="2026-01-01 00:00:00")
batches, steps = [], []

def on_batch():
    landed = len((folder / "questions.jsonl").read_text().splitlines())
    batches.append([landed, threading.current_thread() is threading.main_thread()])

outcome = scraper.crawl.crawl(order, folder, run, on_batch=on_batch, on_progress=lambda figures: steps.append(figures))
last = steps[-1]
print(json.dumps({"batches": batches, "reason": outcome.finish_reason, "done": last.done, "total": last.total,
                  "known_total": [figures.total for figures in steps if figures.total is not None][0]}))
"""


def test_batches_are_handed_over_while_the_crawl_goes_on(tmp_path: Path, demo_sites: dict[int, str]) -> None:
    command = [sys.executable, "-W", "error", "-c", SCRIPT, demo_sites[13], str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["reason"] == "finished"
    assert len(told["batches"]) in (2, 3)
    assert all(landed >= 40 * number for number, (landed, _) in enumerate(told["batches"], start=1))
    assert not any(in_main_thread for _, in_main_thread in told["batches"])
    assert (told["done"], told["total"], told["known_total"]) == (122, 122, 122)
