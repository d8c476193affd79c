"""Texts: HTML to plain text, labels to one clean line, themes to their parts."""

from dataclasses import fields
from operator import attrgetter
from typing import Any

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from parliament.text import clean_html, clean_line, is_only_a_date
from parliament.themes import split_themes
from scraper.items import DeputyItem, QuestionItem

# What other pipelines read, or what is a text of its own.
LEFT_ALONE = {"question_text", "answer_text", "themes", "ministry_pair"}
LABELS = {
    kind: (names, attrgetter(*names))
    for kind in (QuestionItem, DeputyItem)
    for names in [tuple(field.name for field in fields(kind) if field.name not in LEFT_ALONE)]
}


class TextPipeline:
    """Make every text of an item clean; a text that holds nothing becomes None."""

    def __init__(self, stats: StatsCollector):
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "TextPipeline":
        return cls(crawler.stats)

    def process_item(self, item: Any) -> Any:
        if isinstance(item, QuestionItem | DeputyItem):
            clean_labels(item)
        if isinstance(item, QuestionItem):
            item.question_text = self.question_text(item)
            item.answer_text = clean_html(item.answer_text or "") or None
            item.themes = split_themes(item.themes)
            for event in item.raw_events:
                event.detail = event.detail and (clean_line(event.detail) or None)
        return item

    def question_text(self, item: QuestionItem) -> str | None:
        """Return the question's text, or the list's excerpt where a page shows only a date in its place.

        The template of 13 and 14 sends the text through a date formatter, which keeps nothing but a date found in it
        (seen on question 120015 of legislature 13).
        """
        text = clean_html(item.question_text or "")
        if item.detail == "page" and is_only_a_date(text):
            self.stats.inc_value("questions/text/swallowed_by_a_date")
            return item.excerpt
        return text or None


def clean_labels(item: QuestionItem | DeputyItem) -> None:
    """Make each one-line text of an item clean, in place."""
    names, values = LABELS[type(item)]
    for name, value in zip(names, values(item), strict=True):
        if isinstance(value, str):
            clean = clean_line(value) or None
            if clean != value:
                setattr(item, name, clean)
