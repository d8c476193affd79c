"""SIGKILL in the crawl: nothing is lost, and little is read twice."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from soak.contents import Contents, contents, differing
from soak.place import Place
from soak.result import Line, tell
from soak.setting import Setting, ask, order, two_sites

COMMANDS = ("crawl", "nightly")
# How many requests to a site of this machine are under way at once.
UNDER_WAY = 8
LATENCY = 0.02


@dataclass(slots=True)
class Undisturbed:
    """A run that nothing disturbed: what it left, and how long it took to begin and to end."""

    left: Contents
    until_crawling: float
    seconds: float


@dataclass(slots=True)
class Figures:
    """What was counted over all rounds."""

    kills: int = 0
    differences: int = 0
    pages: int = 0
    read_again: int = 0
    bound: int = 0
    rounds: list[int] = field(default_factory=list)


def crawl_kills(setting: Setting) -> Iterator[Line]:
    """Kill crawls and first nights in turn, some times each, and let each end; compare with undisturbed ones."""
    figures = Figures()
    with two_sites(setting.sizes.questions, latency=LATENCY) as sites:
        references = {command: _undisturbed(setting, sites, command) for command in COMMANDS}
        while figures.kills < setting.sizes.crawl_kills:
            command = COMMANDS[len(figures.rounds) % len(COMMANDS)]
            place = setting.place(f"killed-{command}-{len(figures.rounds)}", sites)
            _round(setting, place, command, references[command], figures)
    note = f"{len(figures.rounds)} rounds of {figures.rounds} kills"
    yield Line(what="kills in the crawl", database=setting.kind, value=figures.kills, note=note)
    yield Line(what="… rows that differ", database=setting.kind, value=figures.differences, bound=0)
    yield Line(
        what="… question pages read again", database=setting.kind, value=figures.read_again, bound=figures.bound,
        note=f"of {figures.pages} read",
    )  # fmt: skip


def _undisturbed(setting: Setting, sites: dict[int, str], command: str) -> Undisturbed:
    place = setting.place(f"undisturbed-{command}", sites)
    began = time.monotonic()
    with place.start(place.reading(command)) as running:
        running.says("Crawling")
        until_crawling = time.monotonic() - began
        running.answer((0,))
    seconds = time.monotonic() - began
    tell(f"{setting.kind}: {command} undisturbed in {seconds:.1f} s, crawling after {until_crawling:.1f} s")
    return Undisturbed(contents(place.database, sites), until_crawling, seconds)


def _round(setting: Setting, place: Place, command: str, reference: Undisturbed, figures: Figures) -> None:
    most = min(setting.sizes.kills_in_a_round, setting.sizes.crawl_kills - figures.kills)
    for site in place.sites.values():
        order(site, "/demo/forget", {})
    kills, arguments, ended = 0, place.reading(command), False
    while kills < most and not ended:
        ended = not _killed(setting, place, arguments, reference, most)
        kills += not ended
    place.run(("index",) if ended else arguments)
    again, pages = _read_again(place)
    figures.kills += kills
    figures.rounds.append(kills)
    figures.pages += pages
    figures.read_again += again
    figures.bound += pages // 100 + UNDER_WAY * len(place.sites) * kills
    name = f"{setting.kind}: {command} killed {kills} times"
    found = contents(place.database, place.sites)
    figures.differences += differing(reference.left, found, name)
    tell(f"{name}: {again} of {pages} question pages read again, {figures.differences} rows differ so far")


def _killed(setting: Setting, place: Place, arguments: tuple[object, ...], reference: Undisturbed, kills: int) -> bool:
    """Kill a command at a random moment, one in five before it crawls; return whether it had not loaded all yet."""
    dice = setting.dice
    with place.start(arguments) as running:
        if dice.random() < 0.2:
            time.sleep(dice.uniform(0, reference.until_crawling))
        elif running.says("Crawling"):
            time.sleep(dice.uniform(0, 2 * (reference.seconds - reference.until_crawling) / (kills + 1)))
        # Once all is loaded, the same command would begin another crawl: what is left is a step of its own.
        return running.kill() and not running.has_said("Indexing")


def _read_again(place: Place) -> tuple[int, int]:
    """Return how many requests for question pages were for one asked for before, and how many pages there are."""
    asked = Counter(
        site + path.partition("?")[0]
        for site in place.sites.values()
        for path in ask(site, "/demo/requests")["paths"]
        if "/question/QE/" in path
    )
    return asked.total() - len(asked), len(asked)
