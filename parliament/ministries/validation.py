"""What is wrong with the register: unknown portfolios, ministries without any, holes and overlaps.

What is known and stays stands in ``exceptions.csv`` by name; an exception that is none any more is a problem, too.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import combinations, groupby

from parliament.ministries.register import GOVERNMENTS, HOLDERS, MINISTRIES, PORTFOLIOS, Ministry, read_rows
from parliament.ministries.spelling import mended
from parliament.ministries.terms import TERMS, portfolios_of
from parliament.ministries.wording import Words, read_wording

Problem = tuple[str, str, str]
"""Its kind, the ids concerned joined by "|", and a sentence."""

# Ministers stay a few days beyond the end of their government, until the next ones are named.
_GRACE = timedelta(days=3)


def problems(ministries: Mapping[str, Ministry] = MINISTRIES) -> list[str]:
    """Return a sentence for each problem of the register that is no known exception; none when it is sound."""
    known = {(row["kind"], row["ids"]) for row in read_rows("exceptions.csv")}
    found = list(_problems(ministries))
    sentences = [sentence for kind, ids, sentence in found if (kind, ids) not in known]
    stale = sorted(known - {(kind, ids) for kind, ids, _ in found})
    return sentences + [f"exceptions.csv: {kind} {ids} is no exception any more" for kind, ids in stale]


def _problems(ministries: Mapping[str, Ministry]) -> Iterator[Problem]:
    for ministry in ministries.values():
        yield from _of_portfolios(ministry)
        yield from _of_references(ministry, ministries)
        yield from _of_dates(ministry)
    yield from _of_terms()
    yield from _holes(ministries)
    yield from _homonyms(ministries)
    yield from _of_holders(ministries)


def _of_portfolios(ministry: Ministry) -> Iterator[Problem]:
    ids, name = ministry.ministry_id, ministry.name
    for portfolio in ministry.portfolios:
        if portfolio not in PORTFOLIOS:
            yield "portfolio", ids, f"{ids} ({name}): no such portfolio as {portfolio}"
    if not ministry.portfolios:
        yield "portfolio", ids, f"{ids} ({name}): it has no portfolio"
        return
    short = read_wording(ministry.short_name or name, mended)
    full = read_wording(name, mended)
    told = {portfolios_of(words) for words in (full.subject, full.charge, short.subject)}
    if ministry.portfolios not in told:
        yield "terms", ids, f"{ids} ({name}): terms.csv makes its portfolios {sorted(filter(None, told))}"


def _of_references(ministry: Ministry, ministries: Mapping[str, Ministry]) -> Iterator[Problem]:
    ids = ministry.ministry_id
    if ministry.government_id not in GOVERNMENTS:
        yield "government", ids, f"{ids} ({ministry.name}): no such government as {ministry.government_id}"
    for parent in ministry.attached_to:
        if parent not in ministries or parent == ids or ministries[parent].government_id != ministry.government_id:
            yield "attachment", ids, f"{ids} ({ministry.name}): it cannot be attached to {parent}"


def _of_dates(ministry: Ministry) -> Iterator[Problem]:
    ids, starts_on, ends_before = ministry.ministry_id, ministry.starts_on, ministry.ends_before
    if starts_on is None:
        yield "undated", ids, f"{ids} ({ministry.name}): its first day is unknown"
        return
    if ends_before is not None and ends_before <= starts_on:
        yield "dates", ids, f"{ids} ({ministry.name}): it ends before it starts"
    government = GOVERNMENTS.get(ministry.government_id or "")
    if government is None:
        return
    last = (government.ends_before or date.max - _GRACE) + _GRACE
    if starts_on < government.starts_on or (ends_before or government.ends_before or starts_on) > last:
        yield "dates", ids, f"{ids} ({ministry.name}): its term lies outside that of {government.name}"


def _of_terms() -> Iterator[Problem]:
    for term, portfolios in TERMS.items():
        for portfolio in portfolios:
            if portfolio not in PORTFOLIOS:
                yield "portfolio", portfolio, f"terms.csv: {' '.join(term)}: no such portfolio as {portfolio}"


def _holes(ministries: Mapping[str, Ministry]) -> Iterator[Problem]:
    """Yield the times within one government in which a main portfolio was nobody's, though it was before and after."""
    dated = [one for one in ministries.values() if one.starts_on and one.government_id and one.portfolios]
    for (government, portfolio), group in groupby(sorted(dated, key=_place), key=lambda one: _place(one)[:2]):
        covered: date | None = None
        before: Ministry | None = None
        for one in group:
            if before is not None and covered is not None and one.starts_on and one.starts_on > covered:
                ids = f"{before.ministry_id}|{one.ministry_id}"
                yield "hole", ids, f"{ids}: nobody has {portfolio} from {covered} to {one.starts_on} ({government})"
            before, covered = one, max(covered or date.min, one.ends_before or date.max)


def _place(ministry: Ministry) -> tuple[str, str, date]:
    return ministry.government_id or "", ministry.portfolios[0], ministry.starts_on or date.max


def _homonyms(ministries: Mapping[str, Ministry]) -> Iterator[Problem]:
    """Yield the tenures of one day that nothing in their names tells apart."""
    for one, other in combinations(ministries.values(), 2):
        if one.government_id == other.government_id and _overlap(one, other):
            shared = _called(one) & _called(other)
            if shared:
                ids = f"{one.ministry_id}|{other.ministry_id}"
                yield "homonyms", ids, f"{ids}: both are called {' '.join(min(shared))}"


@cache
def _called(ministry: Ministry) -> frozenset[Words]:
    return frozenset(read_wording(name, mended).words for name in (ministry.name, ministry.short_name or ministry.name))


def _overlap(one: Ministry, other: Ministry) -> bool:
    if one.starts_on is None or other.starts_on is None:
        return one.ends_before is None and other.ends_before is None
    return one.starts_on < (other.ends_before or date.max) and other.starts_on < (one.ends_before or date.max)


def _of_holders(ministries: Mapping[str, Ministry]) -> Iterator[Problem]:
    for holder in HOLDERS:
        ministry = ministries.get(holder.ministry_id)
        if ministry is None:
            yield "holder", holder.ministry_id, f"holders.csv: no such ministry as {holder.ministry_id}"
        elif holder.ends_before is not None and holder.ends_before <= holder.starts_on:
            yield "holder", holder.ministry_id, f"holders.csv: {holder.name} leaves {holder.ministry_id} before coming"
