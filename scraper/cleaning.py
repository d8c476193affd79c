"""Items through the pipelines without a crawl: the same steps in the same order, but for the landing and the counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

from scrapy.exceptions import DropItem
from scrapy.utils.misc import load_object

from parliament.records import Deputy, Question, Rejection, question_id
from scraper.items import DeputyItem, QuestionItem
from scraper.refusals import refusal
from scraper.settings import ITEM_PIPELINES

# What lands the records of a crawl, and what only counts for those who watch it.
LEFT_OUT = {"scraper.pipelines.landing.LandingPipeline", "scraper.pipelines.ministry_counts.MinistryCountsPipeline"}


Item = QuestionItem | DeputyItem


class Counts(Counter[str]):
    """Counts as Scrapy's collector of stats does."""

    def inc_value(self, key: str, count: int = 1) -> None:
        self[key] += count


class Cleaning:
    """The pipelines of the settings; ``stats`` is what they counted."""

    def __init__(self) -> None:
        self.stats = Counts()
        paths = sorted(ITEM_PIPELINES, key=lambda path: ITEM_PIPELINES[path])
        # All that a pipeline takes from a crawler is where to count.
        crawler = SimpleNamespace(stats=self.stats)
        self.pipelines = [
            one.from_crawler(crawler) if hasattr(one, "from_crawler") else one()
            for one in (load_object(path) for path in paths if path not in LEFT_OUT)
        ]

    def record(self, item: Item) -> Question | Deputy | Rejection:
        """Return the record that an item becomes, or why it becomes none."""
        return self.records([item])[0]

    def records(self, items: Sequence[Item]) -> list[Question | Deputy | Rejection]:
        """Return the record that each item becomes, or why it becomes none.

        One pipeline after the other takes all items: each item through all pipelines would take a fifth longer.
        """
        cleaned: list[Any] = list(items)
        for pipeline in self.pipelines:
            cleaned = [_step(pipeline, item, so_far) for item, so_far in zip(items, cleaned, strict=True)]
        return cleaned


def _step(pipeline: Any, item: Item, cleaned: Any) -> Any:
    """Take an item through a pipeline; what was refused before passes through it untouched."""
    try:
        return pipeline.process_item(cleaned)
    except DropItem as error:
        return refused_item(item, "validation", str(error))
    except Exception as error:  # noqa: BLE001 - as in a crawl, an item that breaks a pipeline costs no other
        return refused_item(item, "pipeline", f"{type(error).__name__}: {error}")


def refused_item(item: Item, stage: str, reason: str) -> Rejection:
    """Return the rejection of an item, as of the time at which its pages were fetched."""
    if isinstance(item, QuestionItem):
        key = question_id(item.legislature, item.number, item.type)
    else:
        key = f"{item.legislature}/{item.slug}"
    return refusal(item.source, key, item.page_url, stage, reason, item.fetched_at, asdict(item))
