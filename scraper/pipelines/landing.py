"""Landing: every record and every rejection on disk before the next page is asked for."""

from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from parliament.landing import LandingWriter, Run, new_run_id
from parliament.records import Deputy, Question, Record, Rejection, Visit
from parliament.records import question_id as question_key
from scraper.items import DeputyItem, QuestionItem
from scraper.refusals import shortened


class LandingPipeline:
    """Append records to the run's folder, and write the run itself at its start and end.

    Where that fails nothing more is written, as if the process had been killed, and the crawl stops: the next run goes
    on from what landed.
    """

    def __init__(self, crawler: Crawler, writer: LandingWriter):
        self.crawler = crawler
        self.stats = crawler.stats
        self.writer = writer
        crawler.signals.connect(self.item_dropped, signals.item_dropped)
        crawler.signals.connect(self.item_error, signals.item_error)
        crawler.signals.connect(self.spider_error, signals.spider_error)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "LandingPipeline":
        run = crawler.settings["LANDING_RUN"]
        if run is None:
            order = crawler.spider.order
            now = datetime.now(UTC)
            run = Run(
                run_id=new_run_id(now, order.label()),
                source=crawler.spider.source,
                scope=order.scope(),
                started_at=as_utc(now),
            )
        folder = Path(crawler.settings["LANDING_DIR"]) / run.run_id
        return cls(crawler, LandingWriter(folder, run))

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Question | Deputy | Visit | Rejection):
            raise DropItem(f"{type(item).__name__} is no record")
        if self.write(item):
            self.stats.inc_value(f"landed/{type(item).__name__.lower()}")
        return item

    def write(self, record: Record) -> bool:
        """Append a record; return whether it is on disk."""
        if self.crawler.spider.unwritable:
            return False
        try:
            self.writer.write(record)
        except OSError as error:
            self.crawler.spider.cannot_write(self.writer.folder, error)
            return False
        return True

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        self.reject(item, "validation", str(exception))

    def item_error(self, item: Any, failure: Any) -> None:
        self.reject(item, "pipeline", f"{failure.type.__name__}: {failure.value}")

    def spider_error(self, failure: Any, response: Any) -> None:
        self.write(
            Rejection(
                source=self.crawler.spider.source,
                key=None,
                url=response.url,
                stage="spider",
                reason=f"{failure.type.__name__}: {failure.value}",
                raw={},
                rejected_at=datetime.now(UTC),
            )
        )

    def reject(self, item: Any, stage: str, reason: str) -> None:
        """Write what was read of a refused item, its texts cut to a bounded length."""
        raw = asdict(item) if is_dataclass(item) and not isinstance(item, type) else {"item": str(item)}
        self.write(
            Rejection(
                source=self.crawler.spider.source,
                key=_key(item),
                url=raw.get("page_url", ""),
                stage=stage,
                reason=reason,
                raw={name: shortened(value) for name, value in raw.items()},
                rejected_at=datetime.now(UTC),
            )
        )
        self.stats.inc_value("items/rejected")

    def spider_closed(self, reason: str) -> None:
        run = self.writer.run
        figures = self.crawler.spider.figures()
        run.finished_at = as_utc(datetime.now(UTC))
        run.finish_reason = reason
        run.requests = figures.requests
        run.pages = figures.pages
        run.items = figures.items
        run.rejected = figures.rejected
        run.failed = figures.failed
        run.stats = {name: value for name, value in self.stats.get_stats().items() if isinstance(value, int | float)}
        try:
            self.writer.save_run()
        except OSError as error:
            # The run then looks like one that was killed, and is gone on with.
            self.crawler.spider.cannot_write(self.writer.folder, error)
        self.writer.close()


def as_utc(moment: datetime) -> str:
    """Return a moment as the landing zone writes it: UTC, whole seconds, no zone."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat(sep=" ")


def _key(item: Any) -> str | None:
    match item:
        case QuestionItem():
            return question_key(item.legislature, item.number, item.type)
        case DeputyItem():
            return f"{item.legislature}/{item.slug}"
        case _:
            return None
