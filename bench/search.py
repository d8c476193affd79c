"""How fast the search index follows, and how fast it answers."""

import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

from sqlalchemy import Engine

from analysis.search import search
from analysis.search_filters import Filters
from bench.growth import landed
from bench.result import Result
from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from etl.search_index import update_search
from soak.databases import Fresh, postgresql, sqlite_in

COUNT = 20_000
RUNS = 5
AT_MOST_MS = 200
# Every sentence of the made-up corpus stands in thousands of questions: real words are rarer.
TYPED = (
    "réforme", "gouvernement", "usagers doutent", "formulaires simplification associations", '"modèles réduits"',
    '"garde des sceaux"', "garde des sceaux", "maquett*", "loups OR maquettes", "exemple -fictive", "departement",
)  # fmt: skip
NARROWED = (
    Filters(),
    Filters(legislatures=(13,)),
    Filters(portfolios=("sante",), states=("pending",), since=date(2012, 1, 1)),
)


def search_speed() -> list[Result]:
    """Index a database from nothing, then ask it the same searches again and again."""
    with tempfile.TemporaryDirectory() as name, postgresql() as server:
        folder = Path(name)
        zone = landed(folder / "landing", COUNT)
        kinds = (("SQLite", sqlite_in(folder)), ("PostgreSQL", server))
        return [line for kind, fresh in kinds for line in _lines(kind, fresh, zone)]


def _lines(kind: str, fresh: Fresh, zone: Path) -> list[Result]:
    engine = connect(fresh("search"))
    ensure_schema(engine)
    load(engine, zone)
    began = time.perf_counter()
    if update_search(engine).added != COUNT:
        raise AssertionError(f"not all of {COUNT} questions were indexed")
    per_thousand = (time.perf_counter() - began) / COUNT * 1000
    lines = [
        Result(f"search index, of 1,000 questions, {kind}", round(per_thousand * 1000), "ms"),
        *searches(engine, f"{COUNT:,} questions, {kind}"),
    ]
    engine.dispose()
    return lines


def searches(engine: Engine, of: str) -> list[Result]:
    """Return what the slowest of all searches takes, and one in the middle, each once its pages are in memory."""
    taken = [_warm(engine, typed, one) for typed in TYPED for one in NARROWED]
    return [
        Result(f"slowest of {len(taken)} searches of {of}", round(max(taken)), "ms", target=AT_MOST_MS),
        Result(f"median of {len(taken)} searches of {of}", round(median(taken)), "ms"),
    ]


def _warm(engine: Engine, typed: str, filters: Filters) -> float:
    """Return the median time of a search whose pages a first one, not counted, has brought into memory."""
    _first, *taken = (_milliseconds(engine, typed, filters) for _ in range(RUNS + 1))
    return median(taken)


def _milliseconds(engine: Engine, typed: str, filters: Filters) -> float:
    began = time.perf_counter()
    search(engine, typed, filters=filters)
    return (time.perf_counter() - began) * 1000
