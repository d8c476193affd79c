"""SIGKILL in the load: what is landed is loaded as if nothing had happened, clock times and all."""

import time
from collections.abc import Iterator
from dataclasses import replace

from soak.contents import contents, differing
from soak.place import Place
from soak.result import Line, tell
from soak.setting import Setting, two_sites

LOAD = ("load",)
# A crawl cut short is landed as several runs, each loaded in a transaction of its own.
CUTS = 3


def load_kills(setting: Setting) -> Iterator[Line]:
    """Kill loads of what a wide crawl landed; each round begins with an empty database."""
    landed = _landed(setting)
    reference = replace(landed, database=setting.fresh("undisturbed-load"))
    before, seconds = _undisturbed(reference)
    expected = contents(reference.database, landed.sites, whole=True)
    tell(f"{setting.kind}: load of {len(expected['question'])} questions undisturbed in {before:.1f} + {seconds:.1f} s")
    rounds: list[int] = []
    differences = 0
    while sum(rounds) < setting.sizes.load_kills:
        place = replace(landed, database=setting.fresh(f"killed-load-{len(rounds)}"))
        rounds.append(_round(setting, place, (before, seconds), setting.sizes.load_kills - sum(rounds)))
        name = f"{setting.kind}: load killed {rounds[-1]} times"
        differences += differing(expected, contents(place.database, landed.sites, whole=True), name)
        tell(f"{name}: {differences} rows differ so far")
    note = f"{len(rounds)} rounds of {rounds} kills, {len(expected['question'])} questions"
    yield Line(what="kills in the load", database=setting.kind, value=sum(rounds), note=note)
    yield Line(what="… rows that differ, all columns", database=setting.kind, value=differences, bound=0)


def _landed(setting: Setting) -> Place:
    """Crawl a wide corpus in several cuts; return where it is landed."""
    with two_sites(setting.sizes.questions_to_load) as sites:
        place = Place(setting.folder / "wide", f"sqlite:///{setting.folder / 'wide.db'}", sites)
        most = setting.sizes.questions_to_load * 2 * 68 // 100 // CUTS
        for _ in range(CUTS - 1):
            place.run(place.reading("crawl", "--max-requests", most))
        place.run(place.reading("crawl"))
    return place


def _undisturbed(place: Place) -> tuple[float, float]:
    """Load; return the seconds until it loads and those it takes."""
    began = time.monotonic()
    with place.start(LOAD) as running:
        running.says("Loading")
        loading = time.monotonic()
        running.answer((0,))
    return loading - began, time.monotonic() - loading


def _round(setting: Setting, place: Place, seconds: tuple[float, float], left: int) -> int:
    """Kill the load at random moments, one in five before it loads, then let it end; return the number of kills."""
    kills, ended, (before, loading) = 0, False, seconds
    while kills < min(setting.sizes.kills_in_a_round, left) and not ended:
        with place.start(LOAD) as running:
            if setting.dice.random() < 0.2:
                time.sleep(setting.dice.uniform(0, before))
            elif running.says("Loading"):
                time.sleep(setting.dice.uniform(0, loading * 0.9))
            ended = not running.kill()
            kills += not ended
    if not ended:
        place.run(LOAD)
    return kills
