"""Runs the scrapy command as a user would, and reads what it landed."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parliament.landing import read_records
from tests import forge

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Landed:
    """What one crawl left in its folder."""

    run: dict[str, Any]
    questions: dict[str, dict[str, Any]]
    deputies: list[dict[str, Any]]
    visits: dict[str, dict[str, Any]]
    rejections: list[dict[str, Any]]
    log: str


def scrapy(folder: Path, spider: str, arguments: Mapping[str, str], settings: Mapping[str, str]) -> Landed:
    """Crawl with one request at a time and no delay; warnings are errors there too."""
    settings = {"DOWNLOAD_DELAY": "0", "AUTOTHROTTLE_ENABLED": "0", "LANDING_DIR": str(folder), **settings}
    command = ["-W", "error", "-m", "scrapy", "crawl", spider]
    for flag, values in (("-a", arguments), ("-s", settings)):
        for name, value in values.items():
            command += [flag, f"{name}={value}"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with forge.start(*command, cwd=ROOT, environment=environment) as crawl:
        _, said = crawl.communicate(timeout=120)
    runs = sorted(folder.glob("*/run.json"))
    assert runs, said
    return read_run(runs[-1].parent, said)


def read_run(folder: Path, log: str) -> Landed:
    def lines(name: str) -> list[dict[str, Any]]:
        return list(read_records(folder / f"{name}.jsonl"))

    return Landed(
        run=json.loads((folder / "run.json").read_text(encoding="utf-8")),
        questions={record["question_id"]: record for record in lines("questions")},
        deputies=lines("deputies"),
        visits={record["key"]: record for record in lines("visits")},
        rejections=lines("rejections"),
        log=log,
    )
