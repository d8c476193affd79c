"""The tenures that a label nobody could resolve may mean, for a person to choose from."""

from datetime import date
from difflib import SequenceMatcher
from heapq import nlargest

from parliament.ministries.caretakers import answers_on
from parliament.ministries.register import MINISTRIES, Ministry
from parliament.ministries.spelling import mended
from parliament.ministries.wording import Words, read_wording
from parliament.text import clean_line


def nearest(label: str, on: date | None = None, n: int = 3) -> tuple[Ministry, ...]:
    """Return up to ``n`` tenures whose names share most with a label, the likeliest first; those of the day first.

    A tenure that shares no word with the label is none.
    """
    wording = read_wording(clean_line(label), mended)
    wanted = wording.subject or wording.words
    likely = [one for one in MINISTRIES.values() if not _SUBJECT[one.ministry_id].isdisjoint(wanted)]

    def likeness(ministry: Ministry) -> tuple[bool, float, str]:
        in_force = on is not None and answers_on(ministry, on)
        return in_force, SequenceMatcher(None, wanted, _ORDERED[ministry.ministry_id]).ratio(), ministry.ministry_id

    return tuple(nlargest(n, likely, key=likeness))


def _subject(ministry: Ministry) -> Words:
    return read_wording(ministry.short_name or ministry.name, mended).subject


_ORDERED = {one.ministry_id: _subject(one) for one in MINISTRIES.values()}
_SUBJECT = {ministry_id: frozenset(words) for ministry_id, words in _ORDERED.items()}
