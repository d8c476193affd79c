"""Asking again after a failure: when the site says so, or else a little later each time."""

import asyncio
import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

logger = logging.getLogger(__name__)

LONGEST_WAIT = 600.0
LONGEST_PAUSE = 60.0


class PatientRetryMiddleware(RetryMiddleware):
    """Retry as Scrapy does, but hold the whole crawl before: as long as Retry-After asks, or 4, 16… times the delay."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        answer = super().process_response(request, response)
        if isinstance(answer, Request):
            wait = retry_after(response, datetime.now(UTC))
            if wait:
                logger.warning("%s asks to wait %.0f s (status %d): waiting", response.url, wait, response.status)
            await self._hold(wait or self._pause(answer))
        return answer

    async def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:
        answer = super().process_exception(request, exception)
        if isinstance(answer, Request):
            await self._hold(self._pause(answer))
        return answer

    def _pause(self, again: Request) -> float:
        """Return the seconds to wait before asking again; what the site may lack is not worth a wait."""
        if "max_retry_times" in again.meta:
            return 0.0
        delay = self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        return float(min(delay * 4 ** again.meta["retry_times"], LONGEST_PAUSE))

    async def _hold(self, wait: float) -> None:
        if not wait:
            return
        engine, until = self.crawler.engine, time.monotonic() + wait
        engine.pause()
        try:
            while time.monotonic() < until and not self.crawler.spider.stopping:
                await asyncio.sleep(min(0.5, wait))
        finally:
            engine.unpause()


def retry_after(response: Response, now: datetime) -> float:
    """Return the seconds a Retry-After header asks to wait, 0 without one; both its forms are read."""
    text = response.headers.get("Retry-After", b"").decode("latin-1").strip()
    if text.isdecimal():
        return min(float(text), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)
