"""Ministries counted by whether the register knows them, for whoever watches a crawl."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from parliament.legislatures import legislature
from parliament.ministries import resolve
from scraper.items import QuestionItem


class MinistryCountsPipeline:
    """Count the labels of a question's ministries: within minutes a crawl tells that a ministry is unknown."""

    def __init__(self, stats: StatsCollector):
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "MinistryCountsPipeline":
        return cls(crawler.stats)

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, QuestionItem):
            return item
        if item.asked_ministry_label is None and item.answering_ministry_label is None:
            self.stats.inc_value("questions/ministries/missing")
        self.count(item.asked_ministry_label, as_day(item.asked_on))
        self.count(item.answering_ministry_label, as_day(item.closed_on) or last_day_open(item))
        return item

    def count(self, label: str | None, on: date | None) -> None:
        if label is not None:
            self.stats.inc_value(f"questions/ministries/{status(label, on)}")


@lru_cache(maxsize=1 << 14)
def status(label: str, on: date | None) -> str:
    """Return "resolved" or "pending": whether the register says what a label means on a day."""
    return resolve(label, on).status


def last_day_open(item: QuestionItem) -> date:
    """Return the day on which an open question was last seen open, at most the legislature's last."""
    return min(item.fetched_at.date(), legislature(item.legislature).ends_on or date.max)


def as_day(day: object) -> date | None:
    """Return what the dates pipeline has read, None where it could read nothing."""
    return day if isinstance(day, date) and not isinstance(day, datetime) else None
