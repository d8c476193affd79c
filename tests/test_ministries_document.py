"""docs/ministries.md says what the register says."""

import re
from pathlib import Path

from parliament.ministries.register import GOVERNMENTS, MINISTRIES, READ_ON, read_rows
from parliament.ministries.resolution import CONFIDENCE

DOCUMENT = (Path(__file__).parent.parent / "docs/ministries.md").read_text(encoding="utf-8")


def test_every_pair_of_homonyms_is_listed():
    for row in read_rows("exceptions.csv"):
        if row["kind"] in {"homonyms", "hole"}:
            assert f"| {row['ids'].replace('|', ', ')} |" in DOCUMENT


def test_every_undated_ministry_is_listed():
    assert READ_ON.isoformat() in DOCUMENT
    for ministry in MINISTRIES.values():
        if ministry.starts_on is None:
            assert ministry.ministry_id in DOCUMENT


def test_the_tenures_of_defence_are_those_of_the_register():
    rows = [
        f"| {one.ministry_id} | {one.short_name} | {one.rank} | {one.starts_on} | {one.ends_before or '–'} "
        f"| {GOVERNMENTS[one.government_id].name.removeprefix('Gouvernement ')} |"
        for one in MINISTRIES.values()
        if one.portfolios[0] == "defense"
    ]
    assert re.findall(r"^\| PO\d+ \| .*\|$", DOCUMENT, re.MULTILINE) == rows


def test_every_method_is_explained_with_its_confidence():
    for method, confidence in CONFIDENCE.items():
        assert f"| `{method}` | {confidence or 0} |" in DOCUMENT
