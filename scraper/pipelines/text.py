"""Texts: HTML to plain text, labels to one clean line, themes to their parts."""

from dataclasses import fields
from operator import attrgetter
from typing import Any

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from parliament.text import clean_html, clean_line, is_only_a_date
from scraper.items import DeputyItem, QuestionItem

# What other pipelines read, or what is a text of its own.
LEFT_ALONE = {"question_text", "answer_text", "themes", "ministry_pair"}
LABELS = {
    kind: [field.name for field in fields(kind) if field.name not in LEFT_ALONE] for kind in (QuestionItem, DeputyItem)
}
# All values at once: quicker than one by one.
VALUES = {kind: attrgetter(*names) for kind, names in LABELS.items()}


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
    for name, value in zip(LABELS[type(item)], VALUES[type(item)](item), strict=True):
        if isinstance(value, str):
            setattr(item, name, clean_line(value) or None)


def split_themes(themes: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the parts of ``rubrique / tête d'analyse / analyse``, which lists write with semicolons."""
    if not isinstance(themes, str):
        return themes or ()
    separator = " / " if " / " in themes else " ; "
    return tuple(part for part in map(clean_line, themes.split(separator)) if part)
