"""Asking again after a failure, when the site says so."""

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


class PatientRetryMiddleware(RetryMiddleware):
    """Retry as Scrapy does, but hold the whole crawl for as long as a Retry-After header asks (at most 10 minutes)."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        answer = super().process_response(request, response)
        if isinstance(answer, Request):
            wait = retry_after(response, datetime.now(UTC))
            if wait:
                await self._hold(wait, response)
        return answer

    async def _hold(self, wait: float, response: Response) -> None:
        logger.warning("%s asks to wait %.0f s (status %d): waiting", response.url, wait, response.status)
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
