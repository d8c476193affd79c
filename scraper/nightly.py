"""What a night reads: whose lists, which of them whole, which deputies' pages, which documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zlib import crc32

from parliament.dates import parse_date
from parliament.errors import UnreadableDate
from scraper.plan import KnownDocument, KnownList
from scraper.sites.nosdeputes.roster import RosterEntry

WHOLE_LIST_NIGHTS = 14
FORMER_DEPUTY_NIGHTS = 30
DEPUTY_PAGE_NIGHTS = 30
DAYS_AFTER_LEAVING = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One night, by the day it begins in Paris; ``full`` reads every list whole."""

    on: date
    full: bool = False
    sweep_nights: int = 7

    def scope(self) -> dict[str, Any]:
        """Return what tells this night's reading from another one."""
        return {"on": self.on.isoformat(), "full": self.full, "sweep_nights": self.sweep_nights}

    def is_turn(self, key: str, every: int) -> bool:
        """Return whether it is this night that a thing has its turn, one night in so many, spread evenly."""
        return (crc32(key.encode()) + self.on.toordinal()) % every == 0

    def is_overdue(self, last_on: date | None, nights: int) -> bool:
        """Return whether a thing missed its turn: never read, or more nights ago than there are between two turns."""
        return last_on is None or (self.on - last_on).days > nights

    def reads_list(self, entry: RosterEntry, known: KnownList) -> bool:
        """Return whether a deputy's list is read: in office or just left, waiting for an answer, unsettled, or due."""
        if self.full or not entry.former or not known.is_settled or known.has_open_questions:
            return True
        left_on = max(last_days(entry), default=None)
        if left_on is not None and (self.on - left_on).days <= DAYS_AFTER_LEAVING:
            return True
        return self.is_turn(f"former {name_of(entry)}", FORMER_DEPUTY_NIGHTS)

    def reads_list_whole(self, entry: RosterEntry, known: KnownList) -> bool:
        """Return whether a list is read to its end whatever its first page shows."""
        is_turn = self.is_turn(f"list {name_of(entry)}", WHOLE_LIST_NIGHTS)
        return self.full or is_turn or not known.is_settled or self.is_overdue(known.whole_on, WHOLE_LIST_NIGHTS)

    def reads_deputy(self, entry: RosterEntry, known: KnownList, listed: str | None) -> bool:
        """Return whether a deputy's page is read: where the roster says anything else, or after 21 to 30 nights.

        ``listed`` is the fingerprint of their entry in the roster, None where only the page of deputies could be had.
        """
        if known.page_on is None or (listed is not None and listed != known.page_listed):
            return True
        spread = crc32(name_of(entry).encode()) % (DEPUTY_PAGE_NIGHTS // 3)
        return (self.on - known.page_on).days >= DEPUTY_PAGE_NIGHTS - spread

    def sweeps(self, key: str, document: KnownDocument) -> bool:
        """Return whether the data of a question that waits for an answer are read."""
        return self.is_turn(key, self.sweep_nights) or self.is_overdue(document.read_on, self.sweep_nights)


def name_of(entry: RosterEntry) -> str:
    """Return what a deputy is told apart by: the official id, which no renaming changes."""
    return entry.official_id or entry.slug


def last_days(entry: RosterEntry) -> Iterator[date]:
    """Yield the last days of a deputy's mandates, as far as they can be read."""
    for text in (entry.mandate_ends_on, *(end for _, end, _ in entry.mandates)):
        try:
            yield parse_date(text or "")
        except UnreadableDate:
            continue
