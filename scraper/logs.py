"""What the log says of dropped items."""

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult


class ShortLogFormatter(LogFormatter):
    """Name a dropped item by its page and reason, without its texts."""

    def dropped(
        self, item: Any, exception: BaseException, response: Response | None, spider: Spider | None = None
    ) -> LogFormatterResult:
        return {
            "level": logging.WARNING,
            "msg": "Rejected %(url)s: %(reason)s",
            "args": {"url": getattr(item, "page_url", item.__class__.__name__), "reason": exception},
        }
