"""Ministries: the stored pair taken apart, labels made clean, and counted by whether the register knows them."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from parliament.legislatures import legislature
from parliament.ministries import clean_label, resolve, split_pair
from scraper.items import QuestionItem


class MinistriesPipeline:
    """Give a question the label of the ministry asked and of the one that answers.

    The record keeps the labels as written: what they mean is for the load to say, which can say it again when the
    register has grown. The counts tell within minutes of a crawl that a ministry is unknown.
    """

    def __init__(self, stats: StatsCollector):
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "MinistriesPipeline":
        return cls(crawler.stats)

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, QuestionItem):
            return item
        if item.ministry_pair is not None:
            item.asked_ministry_label, item.answering_ministry_label = split_pair(item.ministry_pair)
        else:
            item.asked_ministry_label = clean_label(item.asked_ministry_label or "")
            item.answering_ministry_label = clean_label(item.answering_ministry_label or "")
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
