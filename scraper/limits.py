"""Where a crawl stops by itself: enough requests, enough time, or a site that is down."""

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.utils.asyncio import CallLaterResult, call_later

from scraper.statuses import is_absent


class LimitsMiddleware:
    """Count requests against ``CRAWL_MAX_REQUESTS`` and seconds against ``CRAWL_MAX_SECONDS``, then stop the spider.

    A request may carry ``cost`` in its meta: a question page brings its document along, and is not begun when only
    one request is left, so that no question is left half read.
    """

    def __init__(self, crawler: Crawler, max_requests: int | None, max_seconds: float | None):
        self.crawler = crawler
        self.max_requests = max_requests
        self.max_seconds = max_seconds
        self.spent = 0
        self.timer: CallLaterResult | None = None
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "LimitsMiddleware":
        max_requests = crawler.settings["CRAWL_MAX_REQUESTS"]
        max_seconds = crawler.settings["CRAWL_MAX_SECONDS"]
        if max_requests is None and max_seconds is None:
            raise NotConfigured
        return cls(crawler, max_requests, max_seconds)

    def spider_opened(self) -> None:
        if self.max_seconds is not None:
            self.timer = call_later(self.max_seconds, self.crawler.spider.stop, "max_seconds")

    def spider_closed(self) -> None:
        if self.timer is not None:
            self.timer.cancel()

    def process_request(self, request: Request) -> None:
        if self.max_requests is None:
            return
        again = "retry_times" in request.meta or "redirect_times" in request.meta
        cost = 1 if again else request.meta.get("cost", 1)
        if self.spent + cost > self.max_requests:
            self.crawler.spider.stop("max_requests")
            raise IgnoreRequest("the requests allowed are spent")
        self.spent += cost

    def process_response(self, request: Request, response: Response) -> Response:
        """Give back what a question that does not exist will not cost."""
        if is_absent(response):
            self.spent -= max(request.meta.get("cost", 1) - 1, 0)
        return response
