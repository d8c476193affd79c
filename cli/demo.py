"""``questions demo``: the whole loop against the bundled site, in a folder of its own."""

import shutil
import time
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from sqlalchemy import Engine, text

from cli.demo_queries import show_queries
from cli.errors import CorpusMissing
from cli.indexing import index_loaded
from cli.locks import hold
from cli.logs import say, start_logging
from cli.loop import open_database
from cli.night_parts import NightParts
from cli.nightly import read_night
from cli.options import DEFAULT_DATA, AsJson, Data, Verbose
from cli.places import Places
from cli.places import places as places_of
from cli.summary import Summary, crawl_sentence, show
from demo.assembly.chambers import CURRENT
from demo.corpus import Corpus, build
from demo.site import serving
from scraper.order import LEGISLATURES, Order
from scraper.sources import ASSEMBLEE
from scraper.spiders.archives import FOLDER


def demo_command(
    questions: Annotated[int, typer.Option("--questions", metavar="N", min=1, help="The size of the corpus.")] = 600,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep what an earlier demo left, and crawl again on top.")
    ] = False,
    serve: Annotated[
        bool, typer.Option("--serve", help="Keep the site up afterwards, to be crawled by hand, until Ctrl-C.")
    ] = False,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Crawl the bundled look-alike of the sites and load it, without the network.

    NosDéputés.fr is read page by page, the Assembly's open data from its archives; what both tell of a question is one
    row. The corpus is made up, but for question 47001. Everything goes to the folder demo in the data folder; the real
    database is never touched, whatever the environment says.
    """
    console = start_logging(verbose)
    places = places_of(data / "demo", None)
    places.make_data_folder()
    corpus = build(questions, assembly=True)
    with hold(places.locks, ["demo"], "demo", announce=None):
        if not keep:
            _clear(places)
        with serving(corpus) as sites:
            summary = _crawl(sites, places, console)
            engine = open_database(places)
            if summary.finish_reason == "finished":
                _check(engine, corpus)
            summary.index = index_loaded(places, console)
            _show(summary, places, engine, as_json=as_json)
            if serve:
                _keep_up(sites, places, console)
    raise typer.Exit(summary.exit_code)


def _clear(places: Places) -> None:
    """Remove what an earlier demo made, and nothing else that may lie in that folder."""
    for folder in (places.landing, places.archive, places.data / FOLDER):
        shutil.rmtree(folder, ignore_errors=True)
    for suffix in ("", "-wal", "-shm"):
        (places.data / f"questions.db{suffix}").unlink(missing_ok=True)


def _crawl(sites: Mapping[int, str], places: Places, console: Console) -> Summary:
    pages = Order(legislatures=LEGISLATURES, sites={number: sites[number] for number in LEGISLATURES}, delay=0)
    archives = Order(source=ASSEMBLEE.name, legislatures=(CURRENT,), sites={CURRENT: sites[CURRENT]}, delay=0)
    pages.check()
    archives.check()
    return read_night(NightParts(pages=pages, archives=archives), places, console, wait=False)


def _check(engine: Engine, corpus: Corpus) -> None:
    """Raise CorpusMissing unless every question of the corpus is in the database with its state and dates.

    Where both sources tell of a question and differ, either will do: which one is believed is for the load to decide.
    """
    query = text("SELECT question_id, state, asked_on, answered_on FROM question")
    with engine.connect() as connection:
        loaded = {row.question_id: _shown(row) for row in connection.execute(query)}
    for question_id, told in statements(corpus, datetime.now(UTC).date()).items():
        if loaded.get(question_id) not in told:
            raise CorpusMissing(f"the database does not hold {question_id} ({', '.join(told[0])}) of the demo corpus")


def statements(corpus: Corpus, today: date) -> dict[str, list[tuple[str, ...]]]:
    """Return state and dates of each question as each source tells them that does."""
    pages = (each for legislature in corpus.legislatures for each in corpus.expect(legislature))
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    archives = corpus.assembly.all_expected(today) if corpus.assembly else iter(())
    for each in chain[Any](pages, archives):
        found[each.question_id].append(_shown(each))
    return found


def _shown(each: Any) -> tuple[str, ...]:
    return each.state, str(each.asked_on), str(each.answered_on or "")


def _show(summary: Summary, places: Places, engine: Engine, *, as_json: bool) -> None:
    show(summary, crawl_sentence(summary), as_json=as_json)
    if as_json:
        return
    console = Console(highlight=False)
    show_queries(engine, console)
    console.print(f"The database: {places.shown}", markup=False, soft_wrap=True)
    console.print(f"Try them yourself: sqlite3 -box {places.shown}", markup=False, soft_wrap=True)


def _keep_up(sites: Mapping[int, str], places: Places, console: Console) -> None:
    try:
        for legislature, url in sorted(sites.items()):
            say(console, f"Legislature {legislature}: {url}")
        example = f"--legislature 13 --site {sites[13]} --delay 0 --deputy marc-le-fur --data {Path(places.data)}"
        say(console, f"Try: questions crawl {example}\nCtrl-C ends it.")
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        say(console, "Closed.")
