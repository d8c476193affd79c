"""Nights against a demo site that changes: what a test asks of the site, of the command, and of the database."""

import json
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from demo.corpus import Corpus, build
from demo.nights import Nights
from etl.database import connect
from tests import forge
from tests.cli.command import ROOT, environment

START = date(2026, 1, 1)
FIELDS = (
    "state", "closed_on", "answered_on", "withdrawn_on", "withdrawal_reason", "asked_on", "deputy_id",
    "asked_ministry_label", "answering_ministry_label",
)  # fmt: skip
STORED = f"""
    SELECT q.question_id, {", ".join(f"q.{name}" for name in FIELDS)}, t.question_text, t.answer_text
    FROM question AS q LEFT JOIN question_text AS t ON t.question_id = q.question_id
    WHERE q.vanished_on IS NULL ORDER BY q.question_id
"""  # noqa: S608
ROUNDS = {"robots.txt": "robots", "deputes": "roster", "api": "document"}


@dataclass
class Place:
    """Sites that pass from night to night, a database, and a mirror of the sites to compare it with."""

    sites: Mapping[int, str]
    data: Path
    database: str
    corpus: Corpus
    mirror: Nights = field(init=False)

    def __post_init__(self) -> None:
        self.mirror = Nights(build(self.corpus.questions, self.corpus.seed), START)

    @property
    def legislatures(self) -> tuple[int, ...]:
        return tuple(self.sites)

    def pass_night(self, **kinds: int) -> None:
        """Let a night pass on the sites and in the mirror, with so many changes of these kinds."""
        asked = {"nights": 1, "kinds": kinds, "legislatures": self.legislatures}
        self.tell("/demo/night", asked)
        self.mirror.pass_nights(1, kinds=kinds, legislatures=self.legislatures)

    def change_after(self, requests: int, **kinds: int) -> None:
        """Let things change in the middle of the next crawl; ``changed`` tells the mirror afterwards."""
        asked = {"after_requests": requests, "kinds": kinds, "legislatures": self.legislatures}
        self.tell("/demo/night", asked)

    def changed(self, **kinds: int) -> None:
        self.mirror.during(kinds=kinds, legislatures=self.legislatures)

    def tell(self, path: str, asked: Mapping[str, Any], site: str | None = None) -> Any:
        """POST to one site; nights pass on all of them at once."""
        address = (site or self.sites[self.legislatures[0]]) + path
        request = urllib.request.Request(address, data=json.dumps(asked).encode(), method="POST")  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return json.load(answer)

    def ask(self, path: str, site: str | None = None) -> Any:
        with urllib.request.urlopen((site or self.sites[self.legislatures[0]]) + path) as answer:  # noqa: S310
            return json.load(answer)

    def forget(self) -> None:
        for site in self.sites.values():
            self.tell("/demo/forget", {}, site)

    def requests(self) -> Counter[str]:
        """Return what was asked of the sites since ``forget``, by kind of page."""
        paths = [path for site in self.sites.values() for path in self.ask("/demo/requests", site)["paths"]]
        return Counter(kind_of(path) for path in paths)

    def start(self, **said: Any) -> forge.Process:
        """Start a night at the sites' own time."""
        asked = {"sites": self.sites, "data": str(self.data), "database": self.database, **said}
        asked["now"] = self.ask("/demo/nights")["now"].rstrip("Z").removesuffix("+00:00")
        night = ("-W", "error", "tests/cli/one_night.py", json.dumps(asked))
        return forge.start(*night, cwd=ROOT, environment=environment())

    def night(self, **said: Any) -> dict[str, Any]:
        """Read the night; return its summary."""
        self.forget()
        with self.start(**said) as process:
            out, err = process.communicate(timeout=120)
        assert out, err
        return json.loads(out.splitlines()[-1])

    def stored(self) -> dict[str, dict[str, Any]]:
        """Return the questions that the database holds and that have not vanished."""
        engine = connect(self.database)
        try:
            return _stored(engine)
        finally:
            engine.dispose()

    def truth(self) -> dict[str, dict[str, Any]]:
        """Return what it must hold."""
        names = (*FIELDS, "question_text", "answer_text")
        return {
            expected.question_id: {name: plain(getattr(expected, name)) for name in names}
            | {"themes": list(expected.themes)}
            for legislature in self.legislatures
            for expected in self.mirror.corpus.expected(legislature, self.mirror.today)
        }


def _stored(engine: Engine) -> dict[str, dict[str, Any]]:
    themes: dict[str, list[str]] = defaultdict(list)
    with engine.connect() as connection:
        for row in connection.execute(text("SELECT * FROM question_theme ORDER BY question_id, position")):
            themes[row.question_id].append(row.theme)
        rows = connection.execute(text(STORED)).mappings().all()
    return {
        row["question_id"]: {name: plain(value) for name, value in row.items() if name != "question_id"}
        | {"themes": themes[row["question_id"]]}
        for row in rows
    }


def plain(value: Any) -> Any:
    return None if value is None else str(value)


def kind_of(path: str) -> str:
    """Return what a path leads to: robots, roster, list, deputy, question or document."""
    first = path.strip("/").split("/")[0].split("?")[0]
    if "/question/QE/" in path:
        return "question"
    return "list" if "/questions?" in path else ROUNDS.get(first, "deputy")
