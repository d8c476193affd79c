"""docs/performance.md tells the figures of bench/results.json."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs/performance.md").read_text(encoding="utf-8")
RESULTS = {line["name"]: line for line in json.loads((ROOT / "bench/results.json").read_bytes())}
ROWS = re.findall(r"^\| ([^|`]+) \| ([\d.]+) \| ([\d.]+) \|$", DOCUMENT, re.MULTILINE)


def test_each_ratio_told_is_the_one_measured():
    assert len(ROWS) > 5
    assert [(name, f"{RESULTS[name]['ratio']:.2f}", f"{RESULTS[name]['target']}") for name, *_ in ROWS] == ROWS


def test_each_line_of_the_bench_is_explained():
    commands = re.findall(r"^\| `(\w+)` \|", DOCUMENT, re.MULTILINE)
    assert {"first", "again", "others", "growth", "reparse"} <= {*commands}
