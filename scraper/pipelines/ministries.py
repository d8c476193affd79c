"""Ministries: the stored pair taken apart, and labels made clean."""

from typing import Any

from parliament.labels import clean_label
from parliament.ministries import split_pair
from scraper.items import QuestionItem


class MinistriesPipeline:
    """Give a question the label of the ministry asked and of the one that answers.

    The record keeps the labels as written: what they mean is for the load to say, which can say it again when the
    register has grown.
    """

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, QuestionItem):
            return item
        if item.ministry_pair is not None:
            item.asked_ministry_label, item.answering_ministry_label = split_pair(item.ministry_pair)
        else:
            item.asked_ministry_label = clean_label(item.asked_ministry_label or "")
            item.answering_ministry_label = clean_label(item.answering_ministry_label or "")
        return item
