"""A site that serves files by pieces as HTTP wants it, and misbehaves where it is told to."""

import asyncio
import re
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web

Fault = Callable[[web.Request, web.Response], Awaitable[web.StreamResponse] | web.StreamResponse]


@dataclass
class Served:
    """One file as it stands on the site; ``etag`` and ``last_modified`` are left out where None."""

    body: bytes
    etag: str | None = '"1"'
    last_modified: str | None = "Mon, 02 Nov 2026 03:00:00 GMT"
    headers: dict[str, str] = field(default_factory=dict)

    def is_unchanged_for(self, request: web.Request) -> bool:
        if "If-None-Match" in request.headers:
            return request.headers["If-None-Match"] == self.etag
        since = request.headers.get("If-Modified-Since")
        return since is not None and since == self.last_modified

    def is_same_for(self, condition: str | None) -> bool:
        """Return whether an If-Range lets a piece be sent."""
        return condition in (None, self.etag, self.last_modified)

    def answer(self, request: web.Request) -> web.Response:
        told = {"ETag": self.etag, "Last-Modified": self.last_modified}
        headers = {name: value for name, value in told.items() if value is not None} | self.headers
        if self.is_unchanged_for(request):
            return web.Response(status=304, headers=headers)
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", request.headers.get("Range", ""))
        if asked is None or not self.is_same_for(request.headers.get("If-Range")):
            return web.Response(body=self.body, headers=headers, content_type="application/zip")
        first, last = int(asked[1]), min(int(asked[2]), len(self.body) - 1)
        if first >= len(self.body):
            return web.Response(status=416, headers={"Content-Range": f"bytes */{len(self.body)}"})
        headers["Content-Range"] = f"bytes {first}-{last}/{len(self.body)}"
        return web.Response(
            status=206, body=self.body[first : last + 1], headers=headers, content_type="application/zip"
        )


@dataclass
class Asked:
    """One request as the site saw it."""

    path: str
    headers: dict[str, str]
    at: float

    @property
    def first(self) -> int:
        """The first byte asked for."""
        return int(self.headers["Range"].removeprefix("bytes=").split("-")[0])


@dataclass
class FileSite:
    """Serves files by their path, everything else as 404; the first fault whose pattern matches a path answers."""

    files: dict[str, Served] = field(default_factory=dict)
    faults: list[tuple[re.Pattern[str], Fault]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def fault(self, pattern: str, change: Fault) -> None:
        self.faults.append((re.compile(pattern), change))

    def asked_for(self, path: str) -> list[Asked]:
        return [one for one in self.asked if one.path == path]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(Asked(request.path, dict(request.headers), time.monotonic()))
        served = self.files.get(request.path)
        response = web.Response(status=404) if served is None else served.answer(request)
        for pattern, change in self.faults:
            if pattern.search(request.path):
                changed = change(request, response)
                return await changed if isinstance(changed, Awaitable) else changed
        return response

    async def run(self, ready: threading.Event, stop: asyncio.Event) -> None:
        application = web.Application()
        application.router.add_get("/{path:.*}", self.answer)
        runner = web.AppRunner(application, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()
        await stop.wait()
        await runner.cleanup()


@contextmanager
def file_site() -> Iterator[FileSite]:
    """Run a site in a thread of its own."""
    site, ready, stop = FileSite(), threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(site.run(ready, stop),))
    thread.start()
    try:
        if not ready.wait(10):
            raise TimeoutError("the site did not start")
        yield site
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def status(code: int, body: bytes = b"", **headers: str) -> Fault:
    """Answer with another status."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request, response: web.Response(status=code, body=body, headers=named)


def page(text: str) -> Fault:
    """Answer 200 with a page, as sites do that hide their errors."""
    return lambda request, response: web.Response(text=text, content_type="text/html")


def broken(request: web.Request, response: web.Response) -> Awaitable[web.StreamResponse]:
    """Send half of the body and break off."""

    async def half() -> web.StreamResponse:
        stream = web.StreamResponse(status=response.status, headers=response.headers)
        stream.content_length = len(bytes(response.body))
        await stream.prepare(request)
        await stream.write(bytes(response.body)[: stream.content_length // 2])
        await asyncio.sleep(0.05)
        request.transport.abort()
        return stream

    return half()


def from_byte(first: int, change: Fault) -> Fault:
    """Misbehave at requests for the bytes from one on."""

    def late(request: web.Request, response: web.Response) -> Awaitable[web.StreamResponse] | web.StreamResponse:
        asked = int(request.headers.get("Range", "bytes=0-").removeprefix("bytes=").split("-")[0])
        return change(request, response) if asked >= first else response

    return late


def times(count: int, change: Fault) -> Fault:
    """Misbehave a number of times only."""
    left = [change] * count
    return lambda request, response: left.pop()(request, response) if left else response


def with_headers(**headers: str) -> Fault:
    """Add headers to whatever is answered, or replace them."""

    def changed(request: web.Request, response: web.Response) -> web.Response:
        response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
        return response

    return changed
