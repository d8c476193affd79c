"""A proxy before the demo site that misbehaves where it is told to, as the real sites do now and then."""

import asyncio
import re
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from aiohttp import ClientSession, web

Fault = Callable[[web.Request, web.Response], web.Response | Awaitable[web.Response]]


@dataclass
class FaultySite:
    """Serves another site's pages; the first fault whose pattern matches the path changes the response."""

    behind: str
    url: str = ""
    faults: list[tuple[re.Pattern[str], Fault]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    # In seconds of a clock that never goes back.
    times: list[float] = field(default_factory=list)

    def fault(self, pattern: str, change: Fault) -> None:
        self.faults.append((re.compile(pattern), change))

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        self.times.append(time.monotonic())
        response = await self.right_answer(request)
        for pattern, change in self.faults:
            if pattern.search(request.path_qs):
                changed = change(request, response)
                return await changed if isinstance(changed, Awaitable) else changed
        return response

    async def right_answer(self, request: web.Request) -> web.Response:
        """Return what the site behind answers."""
        async with self.session.get(self.behind + request.path_qs, allow_redirects=False) as there:
            kept = {name: value for name, value in there.headers.items() if name in {"Content-Type", "Location"}}
            return web.Response(status=there.status, body=await there.read(), headers=kept)

    async def run(self, ready: threading.Event, stop: asyncio.Event) -> None:
        self.session = ClientSession()
        application = web.Application()
        application.router.add_get("/{path:.*}", self.answer)
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()
        await stop.wait()
        await runner.cleanup()
        await self.session.close()


Site = TypeVar("Site", bound=FaultySite)


def faulty(behind: str) -> AbstractContextManager[FaultySite]:
    """Run a faulty site before another one, in a thread of its own."""
    return running(FaultySite(behind))


@contextmanager
def running(site: Site) -> Iterator[Site]:
    """Run a site in a thread of its own."""
    ready, stop = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(site.run(ready, stop),))
    thread.start()
    try:
        if not ready.wait(10):
            raise TimeoutError("the faulty site did not start")
        yield site
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def status(code: int, body: bytes = b"", **headers: str) -> Fault:
    """Answer with another status."""
    return lambda request, response: web.Response(
        status=code, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def once(change: Fault) -> Fault:
    """Misbehave at the first request only."""
    left = [change]
    return lambda request, response: left.pop()(request, response) if left else response


def body(change: Callable[[str], str]) -> Fault:
    """Change the page's text."""

    def changed(request: web.Request, response: web.Response) -> web.Response:
        text = change(bytes(response.body).decode())
        return web.Response(status=response.status, body=text.encode(), content_type=response.content_type)

    return changed


def redirect(location: str) -> Fault:
    """Answer with a redirect."""
    return status(302, Location=location)
