"""A reply of the demo site, and the type of the fixture that fetches one."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlsplit

import lxml.html


@dataclass
class Reply:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def html(self) -> lxml.html.HtmlElement:
        return lxml.html.fromstring(self.text)


Fetch = Callable[..., Reply]


def fetcher(addresses: dict[int, str]) -> Fetch:
    """Return a function that asks one site for one path, without following redirects."""

    def ask(legislature: int, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Reply:
        host = urlsplit(addresses[legislature]).netloc
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        with closing(HTTPConnection(host, timeout=20)) as connection:
            connection.request(method, path, body, headers=sent)
            with connection.getresponse() as response:
                return Reply(response.status, response.headers, response.read())

    return ask
