"""How an answer goes over the wire: headers, compression, validators, and how it breaks off."""

import zlib
from datetime import datetime
from email.utils import format_datetime
from hashlib import md5
from secrets import token_hex

from aiohttp import web

from demo.answer import Answer

_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-store, no-cache, must-revalidate, post-check=0, pre-check=0",
    "Expires": "Thu, 19 Nov 1981 08:52:00 GMT",
    "Pragma": "no-cache",
}


def response_of(request: web.BaseRequest, answer: Answer, now: datetime) -> web.Response:
    """Return the response, dated by the demo's clock; 304 for a body that the client has."""
    body = answer.content
    headers = {"Content-Type": answer.content_type, "Date": format_datetime(now, usegmt=True), **answer.headers}
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


def hang_up(request: web.BaseRequest) -> web.StreamResponse:
    """Drop the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def cut_short(request: web.BaseRequest, response: web.Response) -> web.StreamResponse:
    """Send half of a body under the length of the whole, and drop the connection."""
    body = bytes(response.body) if isinstance(response.body, bytes) else b""
    part = web.StreamResponse(status=response.status, headers=response.headers)
    part.content_length = len(body)
    await part.prepare(request)
    await part.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return part
