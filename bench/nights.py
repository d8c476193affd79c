"""What thirty nights cost and find, against the rules' own formula and the way NosDéputés itself does it."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from math import ceil
from pathlib import Path

from bench.demo_nights import AT_ONCE, LEGISLATURES, DemoNights, Rows, demo_nights
from bench.found import Chase, Trail
from bench.result import Result
from scraper.nightly import FORMER_DEPUTY_NIGHTS, WHOLE_LIST_NIGHTS, Night
from scraper.sites.nosdeputes.question_list import PER_PAGE

QUESTIONS = 900
NIGHTS = 30
SWEEP_NIGHTS = 7
# What changes in the middle of a night, in turn; a night's usual mix has changed before.
DURING = (
    {"asked": 1, "answered": 1},
    {"withdrawn": 1, "announced": 1},
    {"text": 1, "moved": 1},
    {"vanished": 1, "reattributed": 1},
    {"answered": 1, "text-end": 1},
)
# NosDéputés asks for every number from so far below the last one known to so far above the newest.
BELOW, ABOVE = 200, 100
OPEN = ("pending", "announced")


def thirty_nights() -> list[Result]:
    """Read thirty nights of changes on two demo sites, then go on until all that a night can find is found."""
    with tempfile.TemporaryDirectory() as folder, demo_nights(QUESTIONS, Path(folder)) as demo:
        demo.read(delay=AT_ONCE)
        check(demo, but=())
        quiet = quiet_night(demo)
        chase = Chase(demo)
        costs = [eventful_night(demo, chase, night) for night in range(NIGHTS)]
        settle(demo, chase)
    return [quiet, *shares(chase.trails), cost(costs)]


def quiet_night(demo: DemoNights) -> Result:
    """Compare a night on which nothing changed with what its rules say."""
    demo.pass_night(kinds={})
    asked, expected = demo.read(), formula(demo)
    return Result("quiet night, against its rules' formula", asked, "requests", expected, round(asked / expected, 3), 1)


def formula(demo: DemoNights) -> int:
    """Count robots.txt, rosters, lists, the fourteenth of whole ones and the sweep's share, from the truth alone."""
    night, truth = Night(on=demo.mirror.today, sweep_nights=SWEEP_NIGHTS), demo.truth()
    swept = sum(row.state != "answered" and night.is_turn(key, SWEEP_NIGHTS) for key, row in truth.items())
    lists = 0
    for legislature in LEGISLATURES:
        own = [row for key, row in truth.items() if key.startswith(f"QANR5L{legislature}QE")]
        counts, waiting = Counter(row.deputy_id for row in own), {row.deputy_id for row in own if row.state in OPEN}
        for member in demo.mirror.corpus.legislatures[legislature].members:
            deputy = member.person.deputy_id
            name = deputy.removeprefix("PA")
            if not member.former or deputy in waiting or night.is_turn(f"former {name}", FORMER_DEPUTY_NIGHTS):
                whole = night.is_turn(f"list {name}", WHOLE_LIST_NIGHTS)
                lists += max(ceil(counts[deputy] / PER_PAGE), 1) if whole else 1
    return 2 * len(LEGISLATURES) + lists + swept


def eventful_night(demo: DemoNights, chase: Chase, night: int) -> tuple[int, int]:
    """Let things change before and during a reading; return its requests, and those of NosDéputés' own way."""
    before, kinds = demo.truth(), DURING[night % len(DURING)]
    changes = demo.pass_night()
    early = demo.truth()
    chase.made(changes, before, early, night, during=False)
    demo.change_after(3 + night * 7 % 20, LEGISLATURES[night % len(LEGISLATURES)], kinds)
    asked = demo.read()
    during = demo.changed(kinds)
    late = demo.truth()
    chase.made(during, early, late, night, during=True)
    chase.read(night, early, late)
    return asked, by_numbers(early) + sum(change.kind == "asked" for change in [*changes, *during])


def by_numbers(truth: Rows) -> int:
    """Count the pages that NosDéputés' own way asks for, had numbers no gaps; what is asked anew comes on top."""
    return len(LEGISLATURES) * (BELOW + ABOVE) + sum(row.state in OPEN for row in truth.values())


def settle(demo: DemoNights, chase: Chase) -> None:
    """Let the sweep come round, read every list whole, and at last everything; check what must have been found."""
    for night in range(NIGHTS, NIGHTS + SWEEP_NIGHTS + 1):
        demo.pass_night(kinds={})
        demo.read(full=night == NIGHTS + SWEEP_NIGHTS)
        truth = demo.truth()
        chase.read(night, truth, truth)
    check(demo, but=[trail for trail in chase.trails if not trail.on_list and not trail.only_swept])
    demo.pass_night(kinds={})
    demo.read_by_force()
    check(demo, but=())


def check(demo: DemoNights, *, but: Iterable[Trail]) -> None:
    """Raise AssertionError unless the database says what the sites say, but for some changes."""
    stored, now, then = demo.stored(), demo.truth(), demo.truth(read_at_once=True)
    wrong = {key for key in stored.keys() | now.keys() if stored.get(key) not in (now.get(key), then.get(key))}
    if wrong := wrong - {trail.change.question_id for trail in but}:
        raise AssertionError(f"{len(wrong)} questions are not what the sites say: {sorted(wrong)[:5]}")


def shares(trails: list[Trail]) -> list[Result]:
    """Say what share of the changes was found in time."""
    listed, swept = [t for t in trails if t.on_list], [t for t in trails if t.only_swept]
    on_a_page = [trail for trail in listed if trail.on_a_page]
    return [
        share("changes on a list page that was read, found that night", on_a_page, at_once, 100),
        share("all changes that lists show, found that night", listed, at_once, None),
        share("the same, found by the next whole reading", listed, by_whole_list, 100),
        share(f"changes for the sweep alone, found within {SWEEP_NIGHTS} nights", swept, within_the_sweep, 100),
    ]


def share(name: str, trails: list[Trail], in_time: Callable[[Trail], bool], target: float | None) -> Result:
    return Result(name, round(100 * sum(map(in_time, trails)) / len(trails), 1), f"% of {len(trails)}", target=target)


def at_once(trail: Trail) -> bool:
    return trail.found_on == trail.made_on


def by_whole_list(trail: Trail) -> bool:
    return trail.found_on is not None and (trail.whole_on is None or trail.found_on <= trail.whole_on)


def within_the_sweep(trail: Trail) -> bool:
    return trail.found_on is not None and trail.found_on - trail.made_on <= SWEEP_NIGHTS


def cost(costs: list[tuple[int, int]]) -> Result:
    """Compare the requests of all nights with those of NosDéputés' own way."""
    ours, theirs = (sum(column) for column in zip(*costs, strict=True))
    return Result(f"{NIGHTS} nights, against NosDéputés' own way", ours, "requests", theirs, round(ours / theirs, 3))
