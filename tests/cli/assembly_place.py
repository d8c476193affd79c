"""The Assembly's side of the demo and a database that it is read into: what the site tells, and what is stored."""

import json
import sqlite3
import urllib.request
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect, text

from demo.assembly.truth import Told
from demo.corpus import Corpus, build
from demo.nights import Nights
from etl.database import connect
from tests import forge
from tests.cli.command import Ran, start

# The sites are behind, so that nights may pass and their days are over for a reader of today.
START = datetime.now(UTC).date() - timedelta(days=10)
FIELDS = (
    "legislature", "number", "deputy_id", "mandate_id", "group_id", "asked_on", "asked_ministry_id",
    "asked_ministry_label", "answering_ministry_id", "answering_ministry_label", "rubric", "heading", "state",
    "closed_on", "answered_on", "withdrawn_on", "withdrawal_reason", "closure_kind", "closure_code", "response_days",
)  # fmt: skip
TEXTS = ("question_text", "answer_text")
JO = ("jo_type", "jo_page", "jo_number", "jo_url", "jo_reference")
# What runs did, not what they found.
BOOKS = {"schema_version", "crawl_run", "landing_file", "check_result", "rejection", "visit"}
MOVES = {"attributed", "reattributed", "succeeded"}
STORED = f"""
    SELECT q.question_id, q.flagged, {", ".join(f"q.{name}" for name in FIELDS)}, t.question_text, t.answer_text
    FROM question AS q LEFT JOIN question_text AS t ON t.question_id = q.question_id WHERE q.vanished_on IS NULL
"""  # noqa: S608


@dataclass
class AssemblyPlace:
    """A demo site with the Assembly's side, a folder and a database."""

    sites: Mapping[int, str]
    folder: Path
    corpus: Corpus
    database: str | None = None

    def __post_init__(self) -> None:
        self.database = self.database or f"sqlite:///{self.folder / 'data/questions.db'}"
        self.mirror = Nights(build(self.corpus.questions, self.corpus.seed, assembly=True), START)

    @property
    def site(self) -> str:
        return self.sites[17]

    def start(self, *arguments: object) -> forge.Process:
        return start(*arguments, "--database", self.database, cwd=self.folder)

    def run(self, *arguments: object) -> Ran:
        with self.start(*arguments) as process:
            out, err = process.communicate(timeout=120)
        return Ran(process.returncode, out, err)

    def night(self, *more: object) -> Ran:
        return self.run("nightly", "--site", f"17={self.site}", "--delay", 0, "--json", *more)

    def crawl(self, legislature: int = 17, *more: object) -> Ran:
        named = ("--source", "assemblee", "--legislature", legislature, "--site", self.site)
        return self.run("crawl", *named, "--delay", 0, "--json", *more)

    def tell(self, path: str, **asked: Any) -> Any:
        request = urllib.request.Request(self.site + path, data=json.dumps(asked).encode(), method="POST")  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return json.load(answer)

    def requests(self) -> list[str]:
        """Return what was asked of the Assembly since this was last asked."""
        with urllib.request.urlopen(f"{self.site}/demo/requests") as answer:  # noqa: S310
            paths = json.load(answer)["paths"]
        self.tell("/demo/forget")
        return list(paths)

    def pass_night(self, **kinds: int) -> None:
        """Let a night pass on the site and in the mirror."""
        self.tell("/demo/night", nights=1, kinds=kinds, legislatures=[17])
        self.mirror.pass_nights(1, kinds=kinds, legislatures=[17])

    def engine(self) -> Engine:
        return connect(str(self.database))

    def truth(self, *legislatures: int) -> dict[str, dict[str, Any]]:
        """Return what the database must hold of the archives."""
        assembly = self.mirror.corpus.assembly
        assert assembly is not None
        told = (one for number in legislatures or (14, 15, 16, 17) for one in assembly.expected(number, self.today))
        return {one.question_id: _of_truth(one) for one in told}

    @property
    def today(self) -> date:
        return self.mirror.today

    def stored(self) -> dict[str, dict[str, Any]]:
        """Return what it holds."""
        engine = self.engine()
        try:
            return stored(engine)
        finally:
            engine.dispose()

    def count(self, query: str) -> int:
        """Return the first value of a query to a SQLite database."""
        connection = sqlite3.connect(str(self.database).removeprefix("sqlite:///"))
        try:
            return int(connection.execute(query).fetchone()[0])
        finally:
            connection.close()


def data_of(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of all tables of data but the search index, without the times of reading and first seeing."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    inspector = inspect(engine)
    with engine.connect() as connection:
        names = {name for name in inspector.get_table_names() if not name.startswith(("question_search", "search_"))}
        for name in names - BOOKS:
            columns = [one["name"] for one in inspector.get_columns(name) if not one["name"].endswith("_at")]
            rows = connection.execute(text(f"SELECT {', '.join(columns)} FROM {name}"))  # noqa: S608
            found[name] = sorted((tuple(map(_comparable, row)) for row in rows), key=repr)
    engine.dispose()
    return found


def _comparable(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int)) else str(value)


def stored(engine: Engine) -> dict[str, dict[str, Any]]:
    themes: dict[str, list[str]] = defaultdict(list)
    events: dict[str, set[Any]] = defaultdict(set)
    with engine.connect() as connection:
        for row in connection.execute(text("SELECT * FROM question_theme ORDER BY question_id, position")):
            themes[row.question_id].append(row.theme)
        for event in connection.execute(text("SELECT * FROM question_event")):
            kind = "moved" if event.kind in MOVES else event.kind
            events[event.question_id].add(_event(event, kind, event.happened_on, event.detail, event.ministry_id))
        rows = connection.execute(text(STORED)).mappings().all()
    return {
        row["question_id"]: {name: _plain(row[name]) for name in (*FIELDS, *TEXTS)}
        | {"flagged": None if row["flagged"] is None else bool(row["flagged"])}
        | {"themes": themes[row["question_id"]], "events": events[row["question_id"]]}
        for row in rows
    }


def _of_truth(told: Told) -> dict[str, Any]:
    said = {name: _plain(getattr(told, name)) for name in (*FIELDS, *TEXTS)}
    events = {event for event in map(_as_stored, told.events, [told] * len(told.events)) if event is not None}
    return said | {"flagged": told.flagged, "themes": list(told.themes), "events": events}


def _as_stored(event: Any, told: Told) -> Any:
    """Return an event as the tables tell it: a closing is a withdrawal, unless an answer is what closes."""
    match event.kind:
        case "attributed":
            return _event(event, "moved", event.happened_on, event.detail, event.ministry_id)
        case "closed":
            if told.state != "withdrawn":
                return None
            return _event(event, "withdrawn", told.withdrawn_on, told.withdrawal_reason, None)
        case _:
            return _event(event, event.kind, event.happened_on, event.detail, event.ministry_id)


def _event(event: Any, kind: str, happened_on: Any, detail: str | None, ministry_id: str | None) -> tuple[Any, ...]:
    return kind, _plain(happened_on), detail, ministry_id, *(getattr(event, name) for name in JO)


def _plain(value: Any) -> Any:
    return None if value is None else str(value)
