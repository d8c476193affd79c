"""Dates: every written form to a real day, or to a rejection where the record cannot do without it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from parliament.dates import parse_date
from parliament.errors import UnreadableDate
from parliament.records import Event, GroupStay, Mandate
from scraper.items import DeputyItem, QuestionItem, RawDate, RawEvent


class DatesPipeline:
    """Read the dates of an item; one that cannot be read is counted, and stays None."""

    def __init__(self, stats: StatsCollector):
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "DatesPipeline":
        return cls(crawler.stats)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, QuestionItem):
            item.asked_on = self.read(item.asked_on, "questions")
            item.closed_on = self.read(item.closed_on, "questions")
            item.site_updated_at = self.read_time(item.site_updated_at)
            item.events = tuple(self.read_event(one) for one in item.raw_events)
        elif isinstance(item, DeputyItem):
            item.born_on = self.read(item.born_on, "deputies")
            item.group_since = self.read(item.group_since, "deputies")
            item.mandate_starts_on = self.read(item.mandate_starts_on, "deputies")
            item.mandate_ends_on = self.read(item.mandate_ends_on, "deputies")
            item.mandates = self.read_mandates(item)
            item.groups = tuple(self.read_groups(item))
        return item

    def read(self, text: RawDate, kind: str) -> date | None:
        if text is None or text == "" or isinstance(text, date):
            return text or None
        try:
            return parse_date(text)
        except UnreadableDate:
            self.stats.inc_value(f"{kind}/dates/unread")
            return None

    def read_time(self, text: str | datetime | None) -> datetime | None:
        if not isinstance(text, str):
            return text
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            self.stats.inc_value("questions/dates/unread")
            return None

    def read_event(self, raw: RawEvent) -> Event:
        return Event(
            kind=raw.kind,
            happened_on=self.read(raw.happened_on, "questions"),
            detail=raw.detail,
            ministry_id=raw.ministry_id,
            jo_type=raw.jo_type,
            jo_page=raw.jo_page,
            jo_number=raw.jo_number,
            jo_url=raw.jo_url,
            jo_reference=raw.jo_reference,
        )

    def read_groups(self, item: DeputyItem) -> Iterator[GroupStay]:
        """Yield the stays in groups that begin on a day."""
        for group_id, start, end in item.raw_groups:
            if starts_on := self.read(start, "deputies"):
                yield GroupStay(group_id=group_id, starts_on=starts_on, ends_on=self.read(end, "deputies"))

    def read_mandates(self, item: DeputyItem) -> tuple[Mandate, ...]:
        """Return the mandates of a deputy, oldest first.

        ``anciens_mandats`` lists them all, the present one with an empty end. A deputy who came back has a
        ``mandat_fin`` before their ``mandat_debut`` and is in office.
        """
        found: dict[date, Mandate] = {}
        for start, end, reason in item.raw_mandates:
            if starts_on := self.read(start, "deputies"):
                found[starts_on] = Mandate(
                    starts_on=starts_on, ends_on=self.read(end, "deputies"), end_reason=reason.strip() or None
                )
        start, end = item.mandate_starts_on, item.mandate_ends_on
        if isinstance(start, date) and start not in found:
            ends_on = end if isinstance(end, date) and end >= start else None
            found[start] = Mandate(starts_on=start, ends_on=ends_on, end_reason=None)
        return tuple(found[day] for day in sorted(found))
