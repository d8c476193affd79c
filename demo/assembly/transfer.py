"""How an archive goes over the wire: validators, conditions and parts, as static files of a plain web server do."""

import re
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

from aiohttp import web

from demo.assembly.archives import Archive

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_TAG = re.compile(r'(?:W/)?"[^"]*"')


def download_of(request: web.BaseRequest, archive: Archive, now: datetime) -> web.Response:
    """Return an archive, the part of it that is asked for, or that the client has it; 416 beyond its end."""
    headers = {
        "Date": format_datetime(now, usegmt=True),
        "ETag": archive.etag,
        "Last-Modified": format_datetime(archive.modified, usegmt=True),
        "Accept-Ranges": "bytes",
    }
    if _is_known(request, archive):
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = archive.content_type
    size = len(archive.data)
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked[1] == asked[2] == "" or not archive.in_parts or not _is_same(request, archive):
        return web.Response(body=archive.data, headers=headers)
    first, last = _bounds(asked[1], asked[2], size)
    if not first <= last < size:
        return web.Response(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return web.Response(status=206, body=archive.data[first : last + 1], headers=headers)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Return the first and the last byte of a part; "-500" are the last 500. Beyond the end the first is the larger."""
    if not first:
        return (max(size - int(last), 0), size - 1) if int(last) else (size, 0)
    return int(first), min(int(last), size - 1) if last else size - 1


def _is_known(request: web.BaseRequest, archive: Archive) -> bool:
    """Tell whether the client has these bytes; a day is only asked about where there is no tag."""
    wanted = request.headers.get("If-None-Match")
    if wanted is not None:
        return wanted.strip() == "*" or archive.etag in (tag.removeprefix("W/") for tag in _TAG.findall(wanted))
    since = _time(request.headers.get("If-Modified-Since"))
    return since is not None and archive.modified <= since


def _is_same(request: web.BaseRequest, archive: Archive) -> bool:
    """Tell whether a part fits the one the client has: by its very tag, or the very time it was written."""
    wanted = request.headers.get("If-Range")
    return wanted is None or wanted == archive.etag or _time(wanted) == archive.modified


def _time(text: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
