"""Runs a fetch of archives in a process of its own, and reads what it left."""

import hashlib
import io
import json
import os
import random
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import forge
from tests.scraper.crawling import Landed, read_run

ROOT = Path(__file__).parent.parent.parent.parent
PIECE = 1000
QUESTIONS = "/static/openData/repository/{}/questions/questions_ecrites/Questions_ecrites.json.zip"
DEPUTIES = (
    "/static/openData/repository/{}/amo/tous_acteurs_mandats_organes_xi_legislature/"
    "AMO30_tous_acteurs_tous_mandats_tous_organes_historique.json.zip"
)
QUESTIONS_17, KEY_17, NAME_17 = QUESTIONS.format(17), "17/questions.json.zip", "17-questions.json.zip"

SCRIPT = """
import json, logging, sys
from dataclasses import asdict
from pathlib import Path
from parliament.landing import Run
from scraper.archives_wanted import ArchivesWanted
from scraper.fetching import fetch_archives

logging.basicConfig(level=logging.INFO)
data, site, run_id, options = Path(sys.argv[1]), sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
present = options.pop("present", False)
wanted = ArchivesWanted(
    folder=data / "downloads/assemblee", legislatures=(17,), sites={17: site}, present=present
)
run = Run(run_id=run_id, source="assemblee", scope=wanted.scope(), started_at="2026-01-01 00:00:00")
steps = []
fetched = fetch_archives(
    wanted, data / "landing" / run_id, run, delay=0, on_progress=lambda figures: steps.append(figures), **options
)
print(json.dumps(asdict(fetched) | {"steps": [[step.done, step.total] for step in steps]}))
"""


@dataclass
class Fetch:
    """How one fetch ended, what it landed and what it left in the folder of downloads."""

    told: dict[str, Any]
    landed: Landed
    folder: Path

    @property
    def became(self) -> dict[str, Any]:
        """What became of the questions of legislature 17."""
        return self.told["became"][KEY_17]

    @property
    def body(self) -> bytes | None:
        path = self.folder / NAME_17
        return path.read_bytes() if path.exists() else None

    @property
    def sidecar(self) -> dict[str, Any]:
        return json.loads((self.folder / f"{NAME_17}.json").read_text(encoding="utf-8"))

    @property
    def left(self) -> set[str]:
        return {path.name for path in self.folder.glob("*")}


def begin(data: Path, site: str, run_id: str, options: dict[str, Any]) -> forge.Process:
    """Begin a fetch."""
    settings = {"FILE_PIECE_SIZE": PIECE, "FILE_SPACE_LEFT": 0, **options.pop("settings", {})}
    arguments = [str(data), site, run_id, json.dumps({**options, "settings": settings})]
    return forge.start("-W", "error", "-c", SCRIPT, *arguments, cwd=ROOT, environment=os.environ)


def fetch(data: Path, site: str, **options: Any) -> Fetch:
    """Fetch the questions of legislature 17 from a site, one piece being 1,000 bytes; each call is a run of its own."""
    run_id = f"run-{len(list(data.glob('landing/*')))}"
    with begin(data, site, run_id, options) as process:
        out, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert "Traceback" not in said, said
    landed = read_run(data / "landing" / run_id, said)
    return Fetch(json.loads(out.splitlines()[-1]), landed, data / "downloads/assemblee")


def leave(data: Path, name: str, body: bytes, told: dict[str, Any]) -> Path:
    """Put a file and its sidecar into the folder of downloads, as an earlier run would have."""
    path = data / "downloads/assemblee" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(body)
    path.with_name(f"{name}.json").write_text(json.dumps(told), encoding="utf-8")
    return path


def leave_finished(
    data: Path,
    site: str,
    body: bytes,
    etag: str | None = '"1"',
    last_modified: str | None = "Mon, 02 Nov 2026 03:00:00 GMT",
) -> dict[str, Any]:
    """Put the questions of legislature 17 there, fetched whole; return what their sidecar says."""
    told = {
        "url": site + QUESTIONS_17,
        "etag": etag,
        "last_modified": last_modified,
        "size": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
        "fetched_at": "2026-11-02 04:00:00",
    }
    leave(data, NAME_17, body, told)
    return told


def make_zip(seed: int, size: int = 4200) -> bytes:
    """Return a zip that cannot be made smaller, of about so many bytes, the same for the same seed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        member = zipfile.ZipInfo("json/QANR5L17QE1.json", (2026, 11, 2, 3, 0, 0))
        archive.writestr(member, random.Random(seed).randbytes(size))  # noqa: S311
    return held.getvalue()
