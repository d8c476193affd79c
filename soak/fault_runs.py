"""Responses that fail: with two more runs at most, the database is as if none had, and no refusal stays open."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import create_engine

from demo.faults import KINDS
from etl.rejected import rejected
from soak.contents import Contents, contents, differing
from soak.place import Place
from soak.result import Line, tell
from soak.setting import Setting, ask, order, two_sites

SHARE = 0.05
RUNS_AFTER = 2
# Done; done with rejections or failed pages; stopped early, as the site seemed down; data held by a check.
ENDINGS_UNDER_FAULTS = (0, 2, 3, 5)
# The refusals are what a fault leaves: whether they are closed is told by a line of its own.
LEFT_OUT = ("rejection",)
# How many columns of a row name its subject, the one after them tells page or document; and the tables with such rows.
SAID = {
    "question_source": (2, ("question_source", "question_reading", "question_source_text")),
    "deputy_source": (3, ("deputy_source",)),
}


def fault_runs(setting: Setting) -> Iterator[Line]:
    """Spoil one answer in twenty of a first night, all kinds together, then some kinds alone; then two more runs."""
    with two_sites(setting.sizes.questions) as sites:
        reference = setting.place("undisturbed-faults", sites)
        # Twice: a second run of a night makes its share of the sweep, which is told as visits.
        for _ in range(2):
            reference.run(reference.reading("nightly"))
        expected = _left_by(reference)
        for name, kinds in _mixes(setting):
            yield from _fault_run(setting, setting.place(f"faults-{name}", sites), kinds, expected, name)


def _mixes(setting: Setting) -> Iterator[tuple[str, Sequence[str]]]:
    """Return all kinds together, and every second one alone: each database has its half."""
    yield "all", KINDS
    if setting.sizes.every_fault_alone:
        half = KINDS[::2] if setting.kind == "SQLite" else KINDS[1::2]
        yield from ((kind, (kind,)) for kind in half)


def _fault_run(setting: Setting, place: Place, kinds: Sequence[str], expected: Contents, name: str) -> Iterator[Line]:
    any_site = next(iter(place.sites.values()))
    night = place.reading("nightly")
    seed = setting.dice.randrange(1_000_000)
    asked = {"share": SHARE, "kinds": list(kinds), "seed": seed, "seconds": 0.3, "retry_after": 1, "all": True}
    order(any_site, "/demo/faults", asked)
    place.run(night, ENDINGS_UNDER_FAULTS)
    injected = Counter(one["kind"] for site in place.sites.values() for one in ask(site, "/demo/faults")["injected"])
    order(any_site, "/demo/faults", {"share": 0, "all": True})
    runs, differences = 0, -1
    while runs < RUNS_AFTER and differences:
        place.run(night, ENDINGS_UNDER_FAULTS)
        runs += 1
        differences = differing(expected, _left_by(place), f"{setting.kind}: {name}, {runs} more")
    tell(f"{setting.kind}: {injected.total()} faults ({name}): {differences} rows differ after {runs} more runs")
    note = f"{injected.total()} answers spoilt, {runs} more runs"
    yield Line(what=f"faults, {name}: rows that differ", database=setting.kind, value=differences, bound=0, note=note)
    yield _open_rejections(setting, place, name)


def _left_by(place: Place) -> Contents:
    """Return what a database holds, without what was read of a page while its document could not be had.

    It is kept for good beside the document, which every field of the question or deputy follows as soon as it is there.
    """
    found = contents(place.database, place.sites, without=LEFT_OUT)
    for said, (width, tables) in SAID.items():
        with_document = {row[:width] for row in found[said] if row[width] == "document"}
        for table in tables:
            found[table] = [row for row in found[table] if row[width] == "document" or row[:width] not in with_document]
    return found


def _open_rejections(setting: Setting, place: Place, name: str) -> Line:
    engine = create_engine(place.database)
    every = rejected(engine, closed=True)
    engine.dispose()
    left = [one for one in every if one.replayed_at is None]
    for one in left:
        tell(f"{setting.kind}: {name}: open: {one.key or one.url} ({one.stage}): {one.reason}")
    reasons = "; ".join(f"{count} × {reason}" for reason, count in Counter(one.reason for one in left).items())
    note = f"of {len(every)} refused" + (f": {reasons}" if reasons else "")
    return Line(what=f"faults, {name}: refusals left open", database=setting.kind, value=len(left), bound=0, note=note)
