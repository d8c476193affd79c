"""``questions demo``: the whole loop against the bundled site, in a folder of its own."""

import shutil
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy import Engine, text

from cli.demo_queries import show_queries
from cli.errors import CorpusMissing
from cli.locks import hold
from cli.logs import say, start_logging
from cli.loop import crawl_and_load, new_run, open_database
from cli.options import DEFAULT_DATA, AsJson, Data, Verbose
from cli.places import Places
from cli.places import places as places_of
from cli.summary import Summary, crawl_sentence, show
from demo.corpus import Corpus, build
from demo.site import serving
from scraper.order import LEGISLATURES, Order


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

    The corpus is made up, but for question 47001. Everything goes to the folder demo in the data folder; the real
    database is never touched, whatever the environment says.
    """
    console = start_logging(verbose)
    places = places_of(data / "demo", None)
    places.make_data_folder()
    corpus = build(questions)
    with hold(places.locks, ["demo"], "demo", announce=None):
        if not keep:
            _clear(places)
        with serving(corpus) as sites:
            summary = _crawl(sites, places, console)
            engine = open_database(places)
            if summary.finish_reason == "finished":
                _check(engine, corpus)
            _show(summary, places, engine, as_json=as_json)
            if serve:
                _keep_up(sites, places, console)
    raise typer.Exit(summary.exit_code)


def _clear(places: Places) -> None:
    """Remove what an earlier demo made, and nothing else that may lie in that folder."""
    for folder in (places.landing, places.archive):
        shutil.rmtree(folder, ignore_errors=True)
    for suffix in ("", "-wal", "-shm"):
        (places.data / f"questions.db{suffix}").unlink(missing_ok=True)


def _crawl(sites: Mapping[int, str], places: Places, console: Console) -> Summary:
    order = Order(legislatures=LEGISLATURES, sites=sites, delay=0)
    order.check()
    engine = open_database(places)
    return crawl_and_load(order, new_run(order, datetime.now(UTC)), engine, places, console)


def _check(engine: Engine, corpus: Corpus) -> None:
    """Raise CorpusMissing unless every question of the corpus is in the database with its state and dates."""
    query = text("SELECT question_id, state, asked_on, answered_on FROM question")
    with engine.connect() as connection:
        loaded = {tuple("" if cell is None else str(cell) for cell in row) for row in connection.execute(query)}
    for legislature in corpus.legislatures:
        for each in corpus.expect(legislature):
            row = (each.question_id, each.state, str(each.asked_on), str(each.answered_on or ""))
            if row not in loaded:
                raise CorpusMissing(f"the database does not hold {', '.join(row)} of the demo corpus")


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
