"""What robots.txt decides beside what may be read: whether to begin at all, and how slowly to go."""

import logging
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from scraper.losses import say_loss

logger = logging.getLogger(__name__)

# A longer wait is taken for a mistake: at one request a minute a legislature would take half a year.
LONGEST_DELAY = 30.0
TOO_MANY_REQUESTS = 429


class RobotsMiddleware:
    """Stop the crawl where robots.txt cannot be read, and keep to its Crawl-delay where that is longer than ours.

    A robots.txt that is not there (404) allows everything; one that fails says nothing (RFC 9309, 2.3.1.4), and Scrapy
    would take it for leave. Stands after Scrapy's own middleware for robots.txt, so that nothing gets past both.
    """

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.delays: dict[str, float] = {}
        self.is_unreadable = False
        crawler.signals.connect(self.robots_parsed, signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsMiddleware":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if is_robots_txt(request):
            return
        if self.is_unreadable:
            raise IgnoreRequest("robots.txt cannot be read")
        if urlsplit(request.url).netloc in self.delays:
            request.meta["autothrottle_dont_adjust_delay"] = True

    def process_response(self, request: Request, response: Response) -> Response:
        if is_robots_txt(request) and (response.status >= 500 or response.status == TOO_MANY_REQUESTS):
            self.stop(response.url, f"it answers {response.status}")
        return response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Give an empty answer in the place of a robots.txt that cannot be had: Scrapy logs no traceback then."""
        if not is_robots_txt(request) or isinstance(exception, IgnoreRequest):
            return None
        self.stop(request.url, say_loss(exception))
        return Response(request.url)

    def stop(self, url: str, reason: str) -> None:
        self.is_unreadable = True
        # Whatever stands in its place counts as an answer.
        self.crawler.stats.inc_value("pages/refused")
        self.crawler.stats.inc_value("pages/failed")
        logger.error("%s cannot be read (%s): nothing is asked of the site", url, reason)
        self.crawler.spider.refusal = f"Its robots.txt cannot be read: {reason}."
        self.crawler.spider.stop("site_down")

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        asked = robotparser.crawl_delay(self.crawler.settings["USER_AGENT"]) or 0.0
        if asked > LONGEST_DELAY:
            logger.warning("robots.txt asks for %g s between requests: %g s are kept", asked, LONGEST_DELAY)
        delay = min(asked, LONGEST_DELAY)
        if delay <= self.crawler.settings.getfloat("DOWNLOAD_DELAY"):
            return
        self.delays[urlsplit(request.url).netloc] = delay
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        # The slot stands already, and is made anew after a minute without a request.
        downloader.per_slot_settings[key] = {"delay": delay}
        if key in downloader.slots:
            downloader.slots[key].delay = delay


def is_robots_txt(request: Request) -> bool:
    """Return whether a request is Scrapy's own for robots.txt."""
    return bool(request.meta.get("dont_obey_robotstxt")) and urlsplit(request.url).path == "/robots.txt"
