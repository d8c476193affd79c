"""Two demo sites that go from night to night, a mirror of them, and the database that is read from them."""

import json
import sqlite3
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from rich.console import Console

from cli.loop import crawl_and_load, new_run, open_database
from cli.night_parts import NightParts
from cli.nightly import read_night
from cli.places import places
from cli.summary import Summary
from demo.changes import Change
from demo.corpus import build
from demo.nights import Nights
from demo.site import serving
from scraper.nightly import Night
from scraper.order import Order

START = date(2026, 1, 1)
LEGISLATURES = (13, 16)
# One request at a time, as on the network: what changes in the middle of a night falls on the same page each time.
IN_TURN, AT_ONCE = 0.001, 0.0


class Row(NamedTuple):
    """What a question says, as text."""

    themes: str
    state: str
    closed_on: str
    answered_on: str
    withdrawn_on: str
    withdrawal_reason: str
    asked_on: str
    deputy_id: str
    asked_ministry_label: str
    answering_ministry_label: str
    comment_count: str
    question_text: str
    answer_text: str


FIELDS = Row._fields[1:]
THEMES = "SELECT theme FROM question_theme AS h WHERE h.question_id = q.question_id ORDER BY position"
STORED = f"""
    SELECT q.question_id, (SELECT group_concat(theme, '; ') FROM ({THEMES})), {", ".join(FIELDS)}
    FROM question AS q LEFT JOIN question_text AS t USING (question_id) WHERE q.vanished_on IS NULL
"""  # noqa: S608
# By question.
Rows = dict[str, Row]


class DemoNights:
    """The sites, told to change over HTTP, and ``mirror``, which goes through the same."""

    def __init__(self, sites: Mapping[int, str], folder: Path, pool: ProcessPoolExecutor, questions: int):
        self.sites = sites
        self.folder = folder
        self.mirror = Nights(build(questions), START)
        self._pool = pool

    def pass_night(self, **said: Any) -> list[Change]:
        """Let a night pass, with its usual mix of changes, or ``kinds``; return what changed."""
        _ask(f"{self.sites[LEGISLATURES[0]]}/demo/night", {"legislatures": LEGISLATURES, **said})
        return self._checked(self.mirror.pass_nights(legislatures=LEGISLATURES, **said))

    def change_after(self, requests: int, legislature: int, kinds: Mapping[str, int]) -> None:
        """Let things change once the next night has asked one of the sites so often; ``changed`` tells what."""
        said = {"after_requests": requests, "legislatures": LEGISLATURES, "kinds": kinds}
        _ask(f"{self.sites[legislature]}/demo/night", said)

    def changed(self, kinds: Mapping[str, int]) -> list[Change]:
        return self._checked(self.mirror.during(legislatures=LEGISLATURES, kinds=kinds))

    def _checked(self, made: list[Change]) -> list[Change]:
        told = _ask(f"{self.sites[LEGISLATURES[0]]}/demo/nights")["changes"]
        if told != [change.told() for change in self.mirror.changes]:
            raise AssertionError(f"site and mirror go different ways: {told[-len(made) :]}, {made}")
        return made

    def read(self, *, full: bool = False, delay: float = IN_TURN) -> int:
        """Read the night in a process of its own, by the sites' clock; return how much was asked of the sites."""
        night = Night(on=self.mirror.today, full=full)
        return self._read(Order(legislatures=LEGISLATURES, sites=dict(self.sites), delay=delay, night=night))

    def read_by_force(self) -> int:
        """Read everything anew, whatever is known; return how much was asked of the sites."""
        return self._read(Order(legislatures=LEGISLATURES, sites=dict(self.sites), delay=AT_ONCE))

    def _read(self, order: Order) -> int:
        for site in self.sites.values():
            _ask(f"{site}/demo/forget", {})
        summary = self._pool.submit(read, order, self.folder, self.mirror.clock.now).result()
        if summary.exit_code:
            raise AssertionError(f"the reading went wrong: {summary}")
        return len(self._paths())

    def _paths(self) -> list[tuple[int, str]]:
        """Return what the last reading asked for, with its legislature."""
        asked = ((n, _ask(f"{site}/demo/requests")["paths"]) for n, site in self.sites.items())
        return [(legislature, path) for legislature, paths in asked for path in paths]

    def pages_of_lists(self) -> dict[tuple[int, str], set[int]]:
        """Return the pages of question lists that the last reading asked for, by legislature and slug."""
        pages = defaultdict(set)
        for legislature, path in self._paths():
            url = urlsplit(path)
            if url.path.endswith("/questions"):
                slug = url.path.split("/")[-2]
                pages[legislature, slug].add(int(parse_qs(url.query).get("page", ["1"])[0]))
        return pages

    def truth(self, *, read_at_once: bool = False) -> Rows:
        """Return what the database must hold if it was read today, or if each change was read in its own night."""
        return {
            each.question_id: _row(("; ".join(each.themes), *(getattr(each, name) for name in FIELDS)))
            for legislature in LEGISLATURES
            for each in self.mirror.corpus.expect(legislature, self.mirror.today, read_at_once=read_at_once)
        }

    def stored(self) -> Rows:
        with closing(sqlite3.connect(self.folder / "questions.db")) as connection:
            return {row[0]: _row(row[1:]) for row in connection.execute(STORED)}


@contextmanager
def demo_nights(questions: int, folder: Path) -> Iterator[DemoNights]:
    """Serve the sites, and yield them before anything is read."""
    # Scrapy's reactor runs once per process; a fork server has imported everything when a night begins.
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with (
        serving(build(questions), today=START) as sites,
        ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool,
    ):
        yield DemoNights({number: sites[number] for number in LEGISLATURES}, folder, pool, questions)


def read(order: Order, folder: Path, now: datetime) -> Summary:
    """Read a night, or everything where the order has none, as if it were ``now``."""
    began = datetime.now(UTC)

    def clock() -> datetime:
        return now + (datetime.now(UTC) - began)

    where, console = places(folder, None), Console(quiet=True)
    if order.night is not None:
        return read_night(NightParts(pages=order), where, console, wait=False, clock=clock)
    return crawl_and_load(order, new_run(order, now), open_database(where), where, console, force=True, clock=clock)


def _row(values: Iterable[Any]) -> Row:
    return Row._make("" if value is None else str(value) for value in values)


def _ask(address: str, asked: Mapping[str, Any] | None = None) -> Any:
    body = None if asked is None else json.dumps(asked).encode()
    with urllib.request.urlopen(address, data=body) as answer:  # noqa: S310 (this machine's own sites)
        return json.load(answer)
