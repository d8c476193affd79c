"""The recipes of the cookbook and searches, asked of 320,000 questions in each kind of database, with a warm cache."""

import tempfile
import time
from pathlib import Path
from statistics import median

from sqlalchemy import Engine, text

from bench.recipes import COOKBOOK, Recipe, recipes
from bench.result import Result
from bench.search import searches
from bench.whole import COUNT, land_all, load_all
from etl.copies import refresh_copies
from etl.dialects.sqlite import MAPPED
from etl.search_index import update_search
from soak.databases import postgresql, sqlite_in

RUNS = 5
# Milliseconds.
AT_MOST, AT_MOST_OF_MEDIANS = 200, 500


def cookbook_speed() -> list[Result]:
    """Land all legislatures once, load them into each kind of database, ask every recipe, and search."""
    with tempfile.TemporaryDirectory() as name, postgresql() as server:
        folder = Path(name)
        # No recipe reads the texts, and how many of them hold a word matters more to a search than how long they are.
        land_all(folder / "landing", long=False)
        return [
            line
            for kind, fresh in (("SQLite", sqlite_in(folder)), ("PostgreSQL", server))
            for line in measured(kind, load_all(fresh("whole"), folder / "landing"))
        ]


def measured(kind: str, engine: Engine) -> list[Result]:
    """Return what every recipe takes, in milliseconds, copies found; the database is disposed of."""
    refresh_copies(engine)
    _settle(engine)
    lines = [
        Result(
            name=f"cookbook: {recipe.title} {kind}",
            value=round(_milliseconds(engine, recipe), 1),
            unit="ms",
            target=AT_MOST_OF_MEDIANS if recipe.is_median_or_share else AT_MOST,
        )
        for recipe in recipes(COOKBOOK.read_text(encoding="utf-8"))
    ]
    update_search(engine)
    _settle(engine)
    lines += searches(engine, f"{COUNT:,} questions, {kind}")
    engine.dispose()
    return lines


def _settle(engine: Engine) -> None:
    """Have PostgreSQL do what it does by itself within a minute of a load."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _milliseconds(engine: Engine, recipe: Recipe) -> float:
    """Return the median time of a recipe, once the cache is warm."""
    seconds = []
    with engine.connect() as connection:
        # As the cookbook says.
        if engine.dialect.name == "sqlite":
            connection.execute(text(MAPPED))
        for _ in range(RUNS + 1):
            began = time.perf_counter()
            connection.execute(text(recipe.sql)).all()
            seconds.append(time.perf_counter() - began)
    return 1000 * median(seconds[1:])
