"""Ministries: the stored pair taken apart, labels made clean."""

from typing import Any

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from parliament.ministries import clean_label, split_pair
from scraper.items import QuestionItem


class MinistriesPipeline:
    """Give a question the label of the ministry asked and of the one that answers."""

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
        return item
