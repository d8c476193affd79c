"""The archives of the open data: zips whose bytes depend on nothing but what they hold."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from demo.answer import Answer
from demo.assembly.actors import actors
from demo.assembly.chambers import CURRENT, SHARED, Assembly
from demo.assembly.organes import organes
from demo.assembly.question_data import question_data
from demo.clock import SITE_TIME, Clock
from parliament.legislatures import LEGISLATURES

REPOSITORY = "/static/openData/repository"
QUESTIONS = {14: "Questions_ecrites_XIV.json.zip", 15: "Questions_ecrites_XV.json.zip"}
ACTORS = (
    "tous_acteurs_mandats_organes_xi_legislature/"
    "AMO30_tous_acteurs_tous_mandats_tous_organes_historique.json.zip"
)  # fmt: skip
# The archives of these are one file.
_IN_ONE = frozenset(QUESTIONS)
_WRITTEN_AT = (2024, 7, 18, 2, 0, 0)


@dataclass(slots=True)
class Archive(Answer):
    """A file to download: its bytes, what they are known by, when they were written, and whether parts are sent."""

    data: bytes = b""
    etag: str = ""
    modified: datetime = datetime(2024, 7, 18, tzinfo=UTC)
    in_parts: bool = True

    @property
    def content(self) -> bytes:
        return self.data


class Archives:
    """The archives by their addresses, each made when first asked for and again when what it holds has changed."""

    def __init__(self, assembly: Assembly, clock: Clock):
        self.assembly = assembly
        self.clock = clock
        self._kept: dict[str, tuple[object, Archive]] = {}

    def at(self, path: str) -> Archive | None:
        """Return the archive at an address, None where there is none today."""
        today = self.clock.today
        for legislature in self.assembly.legislatures(today):
            base = f"{REPOSITORY}/{legislature}"
            if path == f"{base}/questions/questions_ecrites/{QUESTIONS.get(legislature, 'Questions_ecrites.json.zip')}":
                return self._archive(path, legislature, legislature in SHARED)
            if path == f"{base}/amo/{ACTORS}" and legislature >= CURRENT:
                return self._archive(path, legislature, False)
        return None

    def _archive(self, path: str, legislature: int, ended: bool) -> Archive:
        today, ledger = self.clock.today, self.assembly.chambers[min(legislature, CURRENT)].ledger
        state = ledger.version if ended else (ledger.version, today)
        kept = self._kept.get(path)
        if kept is None or kept[0] != state:
            data = _zip(self._actors(today) if "/amo/" in path else self._questions(legislature, today))
            kept = self._kept[path] = (state, self._written(data, legislature, ended))
        return kept[1]

    def _written(self, data: bytes, legislature: int, ended: bool) -> Archive:
        """Date an archive: that of a sitting legislature is written anew each night, others when something changed."""
        ledger = self.assembly.chambers[min(legislature, CURRENT)].ledger
        day = self.clock.today
        if ended:
            last = LEGISLATURES[legislature].ends_on or day
            day = max(ledger.changed_on.values(), default=last + timedelta(days=1))
        # A change in the course of a day is another second of it.
        midnight = datetime.combine(day, time(), SITE_TIME).astimezone(UTC)
        modified = min(midnight + timedelta(seconds=ledger.version), self.clock.now)
        etag = f'"{sha256(data).hexdigest()[:32]}"'
        return Archive(content_type="application/zip", data=data, etag=etag, modified=modified)

    def _questions(self, legislature: int, today: date) -> Iterator[tuple[str, str]]:
        trees = (question_data(dossier) for dossier in self.assembly.dossiers(legislature, today))
        if legislature in _IN_ONE:
            name = QUESTIONS[legislature].removesuffix(".zip")
            yield name, _json({"questionsEcrites": {"question": list(trees)}})
            return
        yield from ((f"json/{tree['uid']}.json", _json({"question": tree})) for tree in trees)

    def _actors(self, today: date) -> Iterator[tuple[str, str]]:
        for actor in actors(self.assembly, today):
            yield f"json/acteur/{actor['acteur']['uid']['#text']}.json", _json(actor)
        for organe in organes(self.assembly.next_starts_on if self.assembly.has_next(today) else None):
            yield f"json/organe/{organe['organe']['uid']}.json", _json(organe)


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _zip(files: Iterator[tuple[str, str]]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, text in files:
            info = ZipInfo(name, _WRITTEN_AT)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, text)
    return buffer.getvalue()
