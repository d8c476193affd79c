"""What a response's body holds, whatever its headers say: an HTML or XML document, or a JSON object."""

import json
import re
from codecs import BOM_UTF8
from html import escape
from typing import Any

from lxml import etree
from scrapy.http import Response, TextResponse

from scraper.errors import NotThePage

# Nobody looks elements up by their id, so no index of them is kept.
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
# No entity is expanded, nothing is fetched, and libxml2's own bounds on depth and size stay.
_XML_PARSER = etree.XMLParser(
    encoding="utf-8",
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
_DOCTYPE = re.compile(rb"<!doctype", re.IGNORECASE)
# What XML 1.0 knows no way to write.
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_HEADINGS = etree.XPath("//h1 | //title")


def html_document(response: Response, since: bytes = b"", until: bytes = b"") -> etree._Element:
    """Return the root of an HTML page; raise NotThePage for a body that is none or breaks off before its end.

    Only what stands between the first ``since`` and the last tag that begins with ``until`` is read, where they occur:
    menus are more than half of a page.
    """
    body = _as_utf8(response)
    if body.rfind(b"</html>") < 0:
        raise NotThePage(f"expected a whole HTML page, found {len(response.body)} bytes without </html>")
    start, last = max(body.find(since), 0), body.rfind(until)
    end = body.find(b">", last) + 1 if last > start else 0
    root = etree.HTML(_readable(body[start : end or None]), _PARSER)
    if root is None:
        raise NotThePage(f"expected an HTML page, found {len(response.body)} bytes without an element")
    return root


def _as_utf8(response: Response) -> bytes:
    if isinstance(response, TextResponse) and (response.encoding != "utf-8" or response.body.startswith(BOM_UTF8)):
        return response.text.encode("utf-8", "replace")
    return response.body


def _readable(body: bytes) -> bytes:
    """Return what should be UTF-8 without what is none, and without null characters."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        body = body.decode("utf-8", "replace").encode()
    return body.replace(b"\x00", b"")


def xml_document(response: Response, name: str) -> etree._Element:
    """Return the root of an XML document, whose name is ``name``; raise NotThePage for anything else.

    A document type is refused, so that no entity can be declared.
    """
    body = _NO_XML.sub(b"", _readable(_as_utf8(response)).removeprefix(BOM_UTF8).lstrip())
    start = body.find(b"<" + name.encode())
    if start < 0 or _DOCTYPE.search(body, 0, start):
        raise NotThePage(f"expected XML with <{name}>, found {_start(response)}")
    try:
        root = etree.fromstring(body, _XML_PARSER)
    except etree.XMLSyntaxError as error:
        raise NotThePage(f"expected XML with <{name}>, found some with a fault: {error.msg}") from None
    if root.tag != name or root.getroottree().docinfo.doctype:
        raise NotThePage(f"expected XML with <{name}>, found <{root.tag}>")
    return root


def json_object(response: Response, key: str) -> Any:
    """Return what stands under ``key`` in a JSON body; raise NotThePage for anything else.

    The content type is not asked: the site serves JSON as text/plain, and ``{}`` for an unknown deputy as text/html.
    """
    try:
        content = json.loads(response.body.removeprefix(BOM_UTF8).decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise NotThePage(f"expected JSON with “{key}”, found {_start(response)}") from None
    if not isinstance(content, dict) or key not in content:
        raise NotThePage(f"expected JSON with “{key}”, found {_start(response)}")
    return content[key]


def text(node: etree._Element) -> str:
    """Return all text in an element, stripped at both ends and otherwise as it stands."""
    return _whole_text(node).strip()


def line(node: etree._Element) -> str:
    """Return all text in an element as one line with single spaces."""
    return " ".join(_whole_text(node).split())


def _whole_text(node: etree._Element) -> str:
    # Most headings hold no further element.
    return "".join(node.itertext()) if len(node) else node.text or ""


def inner_html(before: str | None, nodes: list[etree._Element]) -> str:
    """Return the HTML of some text and the elements after it, each with the text that follows it."""
    parts = (etree.tostring(node, encoding="unicode", method="html") for node in nodes)
    return escape(before or "", quote=False) + "".join(parts)


def found(root: etree._Element) -> str:
    """Return in a few words what a page says it is: its heading, else its title."""
    titles = [title for title in map(line, _HEADINGS(root)) if title]
    return f"“{titles[-1][:80]}”" if titles else "a page without heading"


def _start(response: Response) -> str:
    start = response.body[:60].decode("utf-8", "replace").split()
    return f"“{' '.join(start)}”" if start else "an empty body"
