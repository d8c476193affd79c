"""The same night twice: the second run writes nothing."""

from collections.abc import Iterator
from datetime import timedelta

from soak.contents import contents, differing
from soak.result import Line
from soak.setting import LEGISLATURES, Setting, order, today_there, two_sites

# What tells of runs and visits, and is written every night.
BOOKS = frozenset({"crawl_run", "check_result", "landing_file", "rejection", "visit"})


def same_night_twice(setting: Setting) -> Iterator[Line]:
    """Read everything, let a usual night pass, read that night twice."""
    with two_sites(setting.sizes.questions, today=today_there() - timedelta(days=1)) as sites:
        place = setting.place("same-night", sites)
        night = place.reading("nightly")
        place.run(night)
        changes = {"asked": 3, "answered": 5, "withdrawn": 2, "announced": 2, "text": 2, "vanished": 1, "group": 1}
        order(sites[LEGISLATURES[0]], "/demo/night", {"kinds": changes, "legislatures": LEGISLATURES})
        first = _written(place.run(night))
        before = contents(place.database, sites, without=BOOKS)
        second = _written(place.run(night))
        after = contents(place.database, sites, without=BOOKS)
        differences = differing(before, after, f"{setting.kind}: the same night again")
    note = f"{first} by the first"
    yield Line(what="the same night twice: rows written", database=setting.kind, value=second, bound=0, note=note)
    yield Line(what="… rows that differ", database=setting.kind, value=differences, bound=0)


def _written(answer: dict[str, dict[str, dict[str, int]]]) -> int:
    """Return how many rows of data a night wrote."""
    tables = answer["tables"].items()
    return sum(said["inserted"] + said["updated"] for name, said in tables if name not in BOOKS)
