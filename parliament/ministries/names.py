"""Every tenure with its names taken apart, to be found by them."""

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from parliament.ministries.register import HOLDERS, MINISTRIES, Ministry, Rank
from parliament.ministries.spelling import mended
from parliament.ministries.wording import Words, read_wording, words_of
from parliament.people import fold


@dataclass(frozen=True, slots=True)
class Known:
    """A tenure with its names taken apart.

    ``attached`` are the words of the ministers it is attached to, ``noted`` those that may stand in parentheses behind
    its name: the annotation of its short name, and who held it; ``civility`` is that of the annotation, ``holder``
    that of its holders; ``beginning`` is its short name up to the first comma.
    """

    ministry: Ministry
    names: frozenset[Words]
    written: frozenset[str]
    subjects: frozenset[Words]
    ranks: frozenset[Rank | None]
    attached: frozenset[str]
    noted: frozenset[str]
    civility: str | None
    holder: str | None
    short: Words
    beginning: Words


def _indexed(keys: Callable[[Known], Iterable[Hashable]]) -> dict[Hashable, list[Known]]:
    index: dict[Hashable, list[Known]] = {}
    for known in KNOWN:
        for key in keys(known):
            index.setdefault(key, []).append(known)
    return index


def _civilities() -> dict[str, str]:
    """Return whether a post was held by men ("m") or women ("mme") alone."""
    held: dict[str, set[str]] = {}
    for holder in HOLDERS:
        held.setdefault(holder.ministry_id, set()).add(holder.civility)
    return {ministry_id: fold(found.pop()) for ministry_id, found in held.items() if len(found) == 1}


def _names_of_holders() -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for holder in HOLDERS:
        names.setdefault(holder.ministry_id, set()).update(words_of(holder.name))
    return names


def _know(ministry: Ministry) -> Known:
    name = read_wording(ministry.name, mended)
    short = read_wording(ministry.short_name or ministry.name, mended)
    parents = (read_wording(MINISTRIES[parent].name, mended).subject for parent in ministry.attached_to)
    attached = name.attached.union(*parents) - {"ministre", "etat"}
    # "Intérieur (Mme la ministre auprès du ministre d'État)" is called by its parent alone.
    by_parent = ("aupre", *sorted(attached)) if short.note and attached else ()
    return Known(
        ministry=ministry,
        names=frozenset({name.words, short.words}),
        written=frozenset({fold(ministry.name), fold(ministry.short_name or "")}),
        subjects=frozenset({name.subject, short.subject, name.charge, by_parent} - {()}),
        ranks=frozenset({ministry.rank, name.rank}),
        attached=attached,
        noted=frozenset(short.note) | _HOLDERS.get(ministry.ministry_id, set()),
        civility=short.civility,
        holder=_CIVILITIES.get(ministry.ministry_id),
        short=short.subject,
        beginning=words_of(re.split(r",| et ", ministry.short_name or ministry.name)[0]),
    )


_CIVILITIES = _civilities()
_HOLDERS = _names_of_holders()
KNOWN = tuple(map(_know, MINISTRIES.values()))
NAMED = _indexed(lambda known: known.names)
OF_SUBJECT = _indexed(lambda known: known.subjects)
OF_WORDS = _indexed(lambda known: {tuple(sorted(subject)) for subject in known.subjects})
OF_BEGINNING = _indexed(lambda known: {known.beginning})
# The garde des sceaux is the minister of justice, whatever that ministry is called.
KEEPERS = [
    known
    for known in KNOWN
    if known.ministry.portfolios[0] == "justice" and known.ministry.rank in {"ministre", "ministre d'État"}
]
