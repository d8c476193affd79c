"""Serve the made-up sites on loopback, one port per legislature, in one process.

``python -m demo.site --port 0`` prints one line of JSON with the addresses and serves until SIGTERM, or until its
standard input, if that is a pipe, is closed: so no server outlives the test that started it.
"""

import argparse
import asyncio
import json
import os
import signal
import stat
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime

from aiohttp import web

from demo.agenda import Agenda
from demo.answer import Answer
from demo.assembly.archives import Archive
from demo.assembly.download_faults import DownloadFaults
from demo.assembly.pages import AssemblyPages
from demo.assembly.transfer import download_of
from demo.cache import Cache
from demo.controls import Controls
from demo.corpus import Corpus, build
from demo.faults import Faults, whole_site
from demo.nights import Nights
from demo.pages import Pages
from demo.starting import serving
from demo.watch import Watch
from demo.wire import cut_short, hang_up, response_of

__all__ = ["main", "serve", "serving"]


class Site:
    """One legislature's site, or the Assembly's: its pages, the record of what was asked of it, and how it fails."""

    def __init__(
        self,
        pages: Pages | AssemblyPages,
        controls: Controls,
        *,
        latency: float,
        cache: Cache | None = None,
        faults: Faults | None = None,
    ):
        self.pages = pages
        self.chamber = pages.chamber
        self.watch = Watch()
        self.agenda = Agenda()
        self.faults = faults or Faults()
        self.latency = latency
        self._controls = controls
        self._cache = cache
        controls.sites.append(self)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path, _, query = request.raw_path.partition("?")
        if path.startswith("/demo/"):
            return await self._demo(path, request)
        self.watch.begin(request.raw_path)
        self.agenda.begin()
        try:
            # Even without latency this lets requests that came together be seen together.
            await asyncio.sleep(self.latency)
            return await self._respond(request, path, query)
        finally:
            self.watch.end()

    async def _respond(self, request: web.BaseRequest, path: str, query: str) -> web.StreamResponse:
        now = self.pages.clock.now
        match self.faults.mode:
            case "down":
                return hang_up(request)
            case "busy" | "storm" as mode:
                return response_of(request, whole_site(mode), now)
        answer = self._cache.answer(path, query, self.pages.answer) if self._cache else self.pages.answer(path, query)
        kind = self.faults.draw(path, answer)
        if kind is None:
            return _sent(request, answer, now)
        if kind == "timeout":
            await asyncio.sleep(self.faults.seconds)
            return hang_up(request)
        response = _sent(request, self.faults.spoilt(kind, path, answer), now)
        return await cut_short(request, response) if kind == "truncated" else response

    async def _demo(self, path: str, request: web.BaseRequest) -> web.Response:
        body = await request.read()
        try:
            asked = json.loads(body or b"{}")
        except ValueError:
            asked = None
        if not isinstance(asked, dict):
            return web.json_response({"error": "the body is no JSON object"}, status=400)
        said, status = self._controls.answer(self, request.method, path, asked)
        return web.json_response(said, status=status)


def _sent(request: web.BaseRequest, answer: Answer, now: datetime) -> web.Response:
    return download_of(request, answer, now) if isinstance(answer, Archive) else response_of(request, answer, now)


async def serve(corpus: Corpus, *, port: int, today: date, latency: float, caching: bool = True) -> None:
    """Serve every legislature of the corpus, from ``port`` on (0: any free ports), until told to stop.

    The Assembly's side, where the corpus has it, is served as legislature 17.
    """
    told = _stop_event()
    addresses: dict[str, object] = {}
    runners = []
    for place, site in enumerate(_sites(corpus, Controls(Nights(corpus, today)), latency, caching)):
        runner = web.ServerRunner(web.Server(site.handle, access_log=None), shutdown_timeout=0.5)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port + place if port else 0, backlog=512).start()
        site.pages.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        addresses[str(site.chamber.legislature)] = site.pages.base
        runners.append(runner)
    sys.stdout.write(json.dumps(addresses | {"pid": os.getpid()}) + "\n")
    sys.stdout.flush()
    await told.wait()
    for runner in runners:
        await runner.cleanup()


def _sites(corpus: Corpus, controls: Controls, latency: float, caching: bool) -> Iterator[Site]:
    clock = controls.nights.clock
    for chamber in corpus.legislatures.values():
        pages = Pages(chamber, "", clock)
        cache = Cache(clock, old_layout=pages.flavour.old_layout) if caching else None
        yield Site(pages, controls, latency=latency, cache=cache)
    if corpus.assembly is not None:
        yield Site(AssemblyPages(corpus.assembly, "", clock), controls, latency=latency, faults=DownloadFaults())


def _stop_event() -> asyncio.Event:
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    if _has_parent_at_stdin():
        threading.Thread(target=_wait_for_end_of_input, args=(loop, told), daemon=True).start()
    return told


def _has_parent_at_stdin() -> bool:
    """Tell whether standard input is a pipe; a terminal or /dev/null says nothing about who started us."""
    try:
        return stat.S_ISFIFO(os.fstat(0).st_mode)
    except OSError:
        return False


def _wait_for_end_of_input(loop: asyncio.AbstractEventLoop, told: asyncio.Event) -> None:
    while os.read(0, 4096):
        pass
    # The loop may have ended before the pipe did.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(told.set)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m demo.site", description="Serve the made-up sites on 127.0.0.1.")
    parser.add_argument(
        "--port", type=int, default=0, help="first of the ports, one after the other; 0 takes any free ones"
    )
    parser.add_argument("--questions", type=int, default=600, help="questions over the four legislatures")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="the server's date, YYYY-MM-DD")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds each answer takes")
    parser.add_argument("--no-cache", action="store_true", help="every page is fresh; else as the real servers cache")
    parser.add_argument("--assembly", action="store_true", help="serve the Assembly's own side too, on one more port")
    parser.add_argument(
        "--next-legislature", type=date.fromisoformat, default=None, metavar="DATE", help="the first day of the 18th"
    )
    asked = parser.parse_args(arguments)
    corpus = build(asked.questions, asked.seed, assembly=asked.assembly, next_legislature=asked.next_legislature)
    today = asked.today or date.today()  # noqa: DTZ011 (the sites go by their server's local date)
    asyncio.run(serve(corpus, port=asked.port, today=today, latency=asked.latency, caching=not asked.no_cache))


if __name__ == "__main__":
    main()
