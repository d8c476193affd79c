"""When a ministry answers: in its term, and after it until the ministers of the next government are named.

Between two governments the outgoing ministers deal with current affairs, so a label of those days means them.
"""

from collections import Counter
from datetime import date
from functools import cache

from parliament.ministries.register import GOVERNMENTS, MINISTRIES, READ_ON, Ministry

_PREMIER = "premier ministre"


@cache
def _began(government_id: str, *, premier: bool) -> date:
    """Return the day on which most ministers of a government took over, or its Premier ministre did."""
    days = Counter(
        one.starts_on
        for one in MINISTRIES.values()
        if one.government_id == government_id and one.starts_on and (one.rank == _PREMIER) == premier
    )
    return days.most_common(1)[0][0]


def _until(ministry: Ministry) -> date | None:
    """Return the first day on which a ministry answers no more; None while it does."""
    government = GOVERNMENTS.get(ministry.government_id or "")
    ends_before = ministry.ends_before
    if (
        ends_before is None
        or government is None
        or government.ends_before is None
        or ends_before < government.ends_before
    ):
        return ends_before
    following = min(
        (one.starts_on, one.government_id) for one in GOVERNMENTS.values() if one.starts_on > government.starts_on
    )
    return max(ends_before, _began(following[1], premier=ministry.rank == _PREMIER))


_UNTIL = {one.ministry_id: _until(one) for one in MINISTRIES.values()}


def in_office(ministry: Ministry, day: date) -> bool:
    """Tell whether a day lies in a ministry's term; one without a first day may, once the register tells no more."""
    return ministry.holds_on(day) if ministry.starts_on is not None else day > READ_ON


def answers_on(ministry: Ministry, day: date) -> bool:
    """Tell whether a ministry answers on a day, in office or as a caretaker."""
    if ministry.starts_on is None:
        return in_office(ministry, day)
    until = _UNTIL[ministry.ministry_id]
    return ministry.starts_on <= day and (until is None or day < until)
