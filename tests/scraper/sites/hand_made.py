"""The pages in tests/pages: made by hand after the sites' structure, with made-up deputies and texts."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response, TextResponse

PAGES = Path(__file__).parents[2] / "pages" / "nosdeputes"


def response_of(body: bytes, kind: str = ".html") -> Response:
    """Return a response as the sites send it: JSON as text/plain."""
    if kind == ".html":
        return HtmlResponse("http://site/page", body=body, headers={"Content-Type": "text/html; charset=utf-8"})
    return TextResponse("http://site/json", body=body, headers={"Content-Type": "text/plain"})


def page(name: str) -> Response:
    return response_of((PAGES / name).read_bytes(), Path(name).suffix)


def changed(name: str, old: str, new: str) -> Response:
    """Return a page in which one thing, which stands there, is something else."""
    source = (PAGES / name).read_text(encoding="utf-8")
    assert old in source
    return response_of(source.replace(old, new).encode(), Path(name).suffix)


def expected(path: Path) -> Any:
    return json.loads((path.parent / f"{path.stem}.expected.json").read_text(encoding="utf-8"))


def fields(pattern: str) -> list[Any]:
    """Return (page, field, value) for every field of every page whose file name matches."""
    return [
        pytest.param(str(path.relative_to(PAGES)), field, value, id=f"{path.relative_to(PAGES)}-{field}")
        for path in sorted(PAGES.glob(f"*/{pattern}"))
        if not path.name.endswith(".expected.json")
        for field, value in expected(path).items()
    ]


def rows(pattern: str) -> list[Any]:
    """Return (page, row, field, value) for every field of every entry of the rosters whose file name matches."""
    return [
        pytest.param(str(path.relative_to(PAGES)), row, field, value, id=f"{path.relative_to(PAGES)}-{row}-{field}")
        for path in sorted(PAGES.glob(f"*/{pattern}"))
        if not path.name.endswith(".expected.json")
        for row, entry in enumerate(expected(path))
        for field, value in entry.items()
    ]


def plain(value: Any) -> Any:
    """Return what was read in the shape that JSON gives it."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value
