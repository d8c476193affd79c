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
import zlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from hashlib import md5
from secrets import token_hex
from typing import Any

from aiohttp import web

from demo.corpus import Corpus, build
from demo.pages import Answer, Pages
from demo.starting import serving
from demo.watch import Watch

__all__ = ["main", "serve", "serving"]

_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-store, no-cache, must-revalidate, post-check=0, pre-check=0",
    "Expires": "Thu, 19 Nov 1981 08:52:00 GMT",
    "Pragma": "no-cache",
}


_CHANGEABLE = frozenset({"answered", "closed_on", "reason", "comments", "question_html", "answer_html"})


class Site:
    """One legislature's site: its pages, and the record of what was asked of it."""

    def __init__(self, pages: Pages, latency: float):
        self.pages = pages
        self.watch = Watch()
        self.latency = latency

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path, _, query = request.raw_path.partition("?")
        if path.startswith("/demo/"):
            return await self._demo(path, request)
        self.watch.begin(request.raw_path)
        try:
            # Even without latency this lets requests that came together be seen together.
            await asyncio.sleep(self.latency)
            return _response(request, self.pages.answer(path, query))
        finally:
            self.watch.end()

    async def _demo(self, path: str, request: web.BaseRequest) -> web.Response:
        """Answer what no real site has: the record of requests, and changes as a night brings them."""
        match path, request.method:
            case "/demo/requests", "GET":
                return web.json_response(self.watch.report(self.pages.flavour.legislature))
            case "/demo/forget", "POST":
                self.watch.forget()
                return web.json_response({})
            case "/demo/change", "POST":
                return self._change(await request.json())
        return web.json_response({"error": f"no {request.method} {path}"}, status=404)

    def _change(self, asked: dict[str, Any]) -> web.Response:
        """Change a question: ``{"number": 47001, "closed_on": "2012-06-19", "answer_html": "…", "answered": true}``."""
        number, fields = asked.pop("number", 0), dict(asked)
        if not fields.keys() <= _CHANGEABLE:
            return web.json_response({"error": f"only {sorted(_CHANGEABLE)} can be changed"}, status=400)
        if fields.get("closed_on"):
            fields["closed_on"] = date.fromisoformat(fields["closed_on"])
        try:
            self.pages.chamber.change(number, **fields)
        except KeyError as error:
            return web.json_response({"error": error.args[0]}, status=404)
        return web.json_response({})


def _response(request: web.BaseRequest, answer: Answer) -> web.Response:
    body = answer.body.encode()
    headers = {"Content-Type": answer.content_type, **answer.headers}
    if "ETag" not in headers:
        headers |= _HEADERS
        headers["Set-Cookie"] = f"symfony={token_hex(13)}; path=/"
    if answer.status == 200 and _is_known(request.headers.get("If-None-Match"), headers.get("ETag"), body):
        return web.Response(
            status=304, headers={name: text for name, text in headers.items() if name != "Content-Type"}
        )
    if body and "gzip" in request.headers.get("Accept-Encoding", ""):
        packer = zlib.compressobj(1, zlib.DEFLATED, 31)
        body = packer.compress(body) + packer.flush()
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return web.Response(status=answer.status, body=body, headers=headers)


def _is_known(wanted: str | None, etag: str | None, body: bytes) -> bool:
    """Tell whether the client has this very body: the sites send no ETag, yet know the md5 of the body."""
    if wanted is None:
        return False
    return wanted == (etag or f'"{md5(body, usedforsecurity=False).hexdigest()}"')


async def serve(corpus: Corpus, *, port: int, today: date, latency: float) -> None:
    """Serve every legislature of the corpus, from ``port`` on (0: any free ports), until told to stop."""
    told = _stop_event()
    addresses: dict[str, object] = {}
    runners = []
    for place, (legislature, chamber) in enumerate(corpus.legislatures.items()):
        site = Site(Pages(chamber, "", today), latency)
        runner = web.ServerRunner(web.Server(site.handle, access_log=None))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port + place if port else 0, shutdown_timeout=0.5, backlog=512).start()
        site.pages.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        addresses[str(legislature)] = site.pages.base
        runners.append(runner)
    sys.stdout.write(json.dumps(addresses | {"pid": os.getpid()}) + "\n")
    sys.stdout.flush()
    await told.wait()
    for runner in runners:
        await runner.cleanup()


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
    parser.add_argument("--port", type=int, default=0, help="first of four ports; 0 takes any free ones")
    parser.add_argument("--questions", type=int, default=600, help="questions over the four legislatures")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="the server's date, YYYY-MM-DD")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds each answer takes")
    asked = parser.parse_args(arguments)
    corpus = build(asked.questions, asked.seed)
    today = asked.today or date.today()  # noqa: DTZ011 (the sites go by their server's local date)
    asyncio.run(serve(corpus, port=asked.port, today=today, latency=asked.latency))


if __name__ == "__main__":
    main()
