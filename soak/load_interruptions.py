"""Loads that are interrupted: the database is as before or as after a run, and the next load does the rest."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import cycle

from etl.database import connect
from etl.schema import ensure_schema
from soak.contents import Contents, contents, differing
from soak.interruptions import KILLED, Interruption, interruptions_of
from soak.place import PATIENCE, Place, Running
from soak.result import Line, tell
from soak.setting import LEGISLATURES, Setting, order, today_there, two_sites

LOAD = ("load",)
# A crawl cut short is landed as several runs, each loaded in a transaction of its own; then a night's changes.
CUTS = 3
CHANGES = {"asked": 30, "answered": 60, "withdrawn": 20, "announced": 20, "text": 40, "vanished": 5, "group": 5}
# The database could not be reached; stopped early.
ENDINGS = (1, 3)
WHAT_TO_DO = "run the same command again"


@dataclass(slots=True)
class Undisturbed:
    """What a database holds after each transaction, how long a load takes to begin, and then until its last commit."""

    states: list[Contents]
    until_loading: float
    seconds: float

    def left(self, reached: int) -> float:
        """Return the seconds that a load takes from the state it has reached."""
        return self.seconds * (1 - reached / len(self.states))


@dataclass(slots=True)
class Figures:
    """What was counted over all rounds."""

    kinds: Counter[str] = field(default_factory=Counter)
    rounds: list[int] = field(default_factory=list)
    mixtures: int = 0
    differences: int = 0
    unclear: int = 0


def load_interruptions(setting: Setting) -> Iterator[Line]:
    """Interrupt loads of what a wide crawl and a night landed; each round begins with an empty database."""
    landed = _landed(setting)
    undisturbed = _undisturbed(setting, landed)
    figures = Figures()
    kinds = cycle(interruptions_of(setting.fresh).items())
    while figures.kinds.total() < setting.sizes.load_interruptions:
        place = replace(landed, database=setting.fresh(f"interrupted-load-{len(figures.rounds)}"))
        _round(setting, place, undisturbed, kinds, figures)
    told = ", ".join(f"{count} {kind}" for kind, count in figures.kinds.items())
    note = f"{told}; rounds of {figures.rounds}, {len(undisturbed.states[-1]['question'])} questions"
    yield Line(what="loads interrupted", database=setting.kind, value=figures.kinds.total(), note=note)
    yield Line(what="… neither as before nor as after", database=setting.kind, value=figures.mixtures, bound=0)
    yield Line(what="… rows that differ at the end, all columns", database=setting.kind, value=figures.differences,
               bound=0)  # fmt: skip
    yield Line(what="… that did not say in one line what to do", database=setting.kind, value=figures.unclear, bound=0)


def _landed(setting: Setting) -> Place:
    """Crawl a wide corpus in several cuts, then read a night of changes; return where it is landed."""
    with two_sites(setting.sizes.questions_to_load, today=today_there() - timedelta(days=1)) as sites:
        place = Place(setting.folder / "wide", f"sqlite:///{setting.folder / 'wide.db'}", sites)
        most = setting.sizes.questions_to_load * 2 * 68 // 100 // CUTS
        for _ in range(CUTS - 1):
            place.run(place.reading("crawl", "--max-requests", most))
        place.run(place.reading("crawl"))
        order(sites[LEGISLATURES[0]], "/demo/night", {"kinds": CHANGES, "legislatures": LEGISLATURES})
        place.run(place.reading("nightly"))
    return place


def _undisturbed(setting: Setting, landed: Place) -> Undisturbed:
    """Load run by run, and all at once; return the states and the seconds."""
    place = replace(landed, database=setting.fresh("run-by-run"))
    states: list[Contents] = [contents(place.database, place.sites, whole=True)]
    engine = connect(place.database)
    ensure_schema(engine)
    engine.dispose()
    states.append(contents(place.database, place.sites, whole=True))
    empty = replace(place, data=setting.folder / "nothing-landed")
    (empty.data / "landing").mkdir(parents=True)
    empty.run(LOAD)
    states.append(contents(place.database, place.sites, whole=True))
    for run in sorted((landed.data / "landing").iterdir()):
        place.run((*LOAD, "--run", run.name))
        states.append(contents(place.database, place.sites, whole=True))
    before, seconds = _timed(replace(landed, database=setting.fresh("undisturbed-load")))
    told = f"{len(states[-1]['question'])} questions undisturbed in {before:.1f} + {seconds:.1f} s"
    tell(f"{setting.kind}: load of {told}, {len(states)} states")
    return Undisturbed(states, before, seconds)


def _timed(place: Place) -> tuple[float, float]:
    began = time.monotonic()
    with place.start(LOAD) as running:
        running.says("Loading")
        loading = time.monotonic()
        running.says("Indexing")
        indexing = time.monotonic()
        running.answer((0,))
    return loading - began, indexing - loading


def _round(
    setting: Setting,
    place: Place,
    undisturbed: Undisturbed,
    kinds: Iterator[tuple[str, Interruption]],
    figures: Figures,
) -> None:
    """Interrupt the load at random moments, then let it end; look at the database each time."""
    most = min(setting.sizes.kills_in_a_round, setting.sizes.load_interruptions - figures.kinds.total())
    reached, interrupted, ended = 0, 0, False
    while interrupted < most and not ended:
        kind, interrupt = next(kinds)
        left = undisturbed.left(reached)
        ended = not _is_interrupted(setting, place, undisturbed.until_loading, left, (kind, interrupt), figures)
        interrupted += not ended
        figures.kinds[kind] += not ended
        reached = _state(setting, place, undisturbed, reached, kind, figures)
    if not ended:
        place.run(LOAD)
    figures.rounds.append(interrupted)
    found = contents(place.database, place.sites, whole=True)
    name = f"{setting.kind}: load interrupted {interrupted} times"
    figures.differences += differing(undisturbed.states[-1], found, name)
    tell(f"{name}: {figures.mixtures} mixtures, {figures.differences} rows differ so far")


def _is_interrupted(
    setting: Setting,
    place: Place,
    until_loading: float,
    left: float,
    kind: tuple[str, Interruption],
    figures: Figures,
) -> bool:
    """Interrupt a load, one time in five before it loads; return whether it had not done all yet.

    It takes ``until_loading`` seconds to begin, then those ``left`` until its last commit.
    """
    name, interrupt = kind
    with place.start(LOAD) as running:
        if setting.dice.random() < 0.2:
            time.sleep(setting.dice.uniform(0, until_loading))
        elif running.says("Loading"):
            time.sleep(setting.dice.uniform(0, left))
        interrupt(place, running)
        if name == KILLED:
            return running.kill()
        code = running.process.wait(timeout=PATIENCE)
        if code and not _is_clear(running, code):
            figures.unclear += 1
            said = running.err.read_text(encoding="utf-8")[-2000:]
            tell(f"{setting.kind}: {name}: exit code {code}, unclear: {said}")
        return code != 0


def _is_clear(running: Running, code: int) -> bool:
    """Tell whether a command that failed said so in one line, and what to do."""
    said = running.err.read_text(encoding="utf-8")
    last = said.splitlines()[-1] if said else ""
    return code in ENDINGS and last.startswith("questions: ") and WHAT_TO_DO in last and "Traceback" not in said


def _state(setting: Setting, place: Place, undisturbed: Undisturbed, reached: int, kind: str, figures: Figures) -> int:
    """Return the state that the database is in; count it as a mixture when it is in none, or in an earlier one."""
    found = contents(place.database, place.sites, whole=True)
    for number, state in enumerate(undisturbed.states[reached:], start=reached):
        if found == state:
            return number
    figures.mixtures += 1
    differing(undisturbed.states[reached], found, f"{setting.kind}: {kind}: a mixture after state {reached}")
    return reached
