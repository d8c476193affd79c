"""The floor of a crawl: bare Scrapy fetching the same pages with the same settings, reading nothing."""

import json
import sys
import time
from pathlib import Path

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

from scraper.crawl import CONCURRENT_ON_LOOPBACK


class BareSpider(scrapy.Spider):
    """Fetches a list of URLs and does nothing with them."""

    name = "bare"
    urls: tuple[str, ...] = ()
    custom_settings = {"HTTPERROR_ALLOW_ALL": True}  # noqa: RUF012

    async def start(self):
        for url in self.urls:
            yield scrapy.Request(url, dont_filter=True)

    def parse(self, response):
        """Read nothing."""


def main() -> None:
    """Fetch the URLs in the file given, and print pages and seconds as JSON."""
    BareSpider.urls = tuple(Path(sys.argv[1]).read_text(encoding="utf-8").split())
    process = AsyncCrawlerProcess(
        {
            "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENT_ON_LOOPBACK,
            "COOKIES_ENABLED": False,
            "LOG_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler)
    started = time.perf_counter()
    process.start()
    seconds = time.perf_counter() - started
    print(json.dumps({"pages": crawler.stats.get_value("response_received_count"), "seconds": seconds}))


if __name__ == "__main__":
    main()
