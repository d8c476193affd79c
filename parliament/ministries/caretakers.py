"""When a ministry answers: in its term, and after it until the ministers of the next government are named.

Between two governments the outgoing ministers deal with current affairs, so a label of those days means them.
"""

from datetime import date
from itertools import pairwise

from parliament.ministries.register import GOVERNMENTS, MINISTRIES, READ_ON, Ministry

_PREMIER: str = "premier ministre"


def _ministers_named() -> dict[str, date]:
    """Return the day on which the ministers of each government were named, the first of them where it took several."""
    named: dict[str, date] = {}
    for one in MINISTRIES.values():
        if one.government_id and one.starts_on and one.rank != _PREMIER:
            named[one.government_id] = min(one.starts_on, named.get(one.government_id, one.starts_on))
    return named


def _relieved() -> dict[str, date]:
    """Return, per government, the day on which the ministers of the next one took over."""
    order = sorted(GOVERNMENTS.values(), key=lambda government: government.starts_on)
    named = _ministers_named()
    return {one.government_id: named[following.government_id] for one, following in pairwise(order)}


_RELIEVED = _relieved()


def _until(ministry: Ministry) -> date | None:
    """Return the first day on which a ministry answers no more; None while it does."""
    government = GOVERNMENTS.get(ministry.government_id or "")
    ends_before = ministry.ends_before
    if ends_before is None or government is None or government.ends_before is None or ministry.rank == _PREMIER:
        return ends_before
    return (
        max(ends_before, _RELIEVED[government.government_id]) if ends_before >= government.ends_before else ends_before
    )


_UNTIL = {one.ministry_id: _until(one) for one in MINISTRIES.values()}


def answers_on(ministry: Ministry, day: date) -> bool:
    """Tell whether a ministry answers on a day; one without a first day may, once the register tells no more."""
    if ministry.starts_on is None:
        return day > READ_ON
    until = _UNTIL[ministry.ministry_id]
    return ministry.starts_on <= day and (until is None or day < until)
