"""Reading the archive of one run."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scraper.archive_file import REFUSED, zstd
from scraper.archive_page import Page, as_text, as_time

PAGE = "SELECT legislature, url, status, headers, fetched_at, dictionary_id, body FROM page"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page's place in its archive, without its body."""

    page_id: int
    legislature: int
    kind: str
    address: str


class ArchiveReader:
    """Reads the archive of one run, also of one that was killed or is still being written."""

    def __init__(self, path: Path):
        self.path = path
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        self._dictionaries: dict[int, zstd.ZstdDict] = {}

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep others from changing the archive during the block, once for all queries instead of for each."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    def legislatures(self) -> list[int]:
        """Return the legislatures whose pages it holds."""
        query = "SELECT DISTINCT legislature FROM page WHERE legislature IS NOT NULL ORDER BY legislature"
        return [row[0] for row in self._connection.execute(query)]

    def entries(self, kinds: Iterable[str]) -> Iterator[Entry]:
        """Yield the pages of these kinds that answered 200, oldest first, without their bodies."""
        wanted = list(kinds)
        rows = self._connection.execute(
            "SELECT page_id, legislature, kind, address FROM page"  # noqa: S608
            f" WHERE status = 200 AND legislature IS NOT NULL AND kind IN ({', '.join('?' * len(wanted))})"
            " ORDER BY page_id",
            wanted,
        )
        for page_id, legislature, kind, address in rows:
            yield Entry(page_id, legislature, kind, address)

    def page(self, page_id: int) -> Page:
        """Return one page with its body."""
        return self._page(self._connection.execute(f"{PAGE} WHERE page_id = ?", (page_id,)).fetchone())

    def origin(self, page_id: int) -> tuple[str, datetime]:
        """Return where and when a page was fetched."""
        query = "SELECT url, fetched_at FROM page WHERE page_id = ?"
        url, fetched_at = self._connection.execute(query, (page_id,)).fetchone()
        return url, as_time(fetched_at)

    def newest(self, legislature: int, address: str) -> Page | None:
        """Return the newest copy of a page that answered 200."""
        found = self._connection.execute(
            f"{PAGE} WHERE address = ? AND legislature = ? AND status = 200 ORDER BY page_id DESC LIMIT 1",
            (address, legislature),
        ).fetchone()
        return None if found is None else self._page(found)

    def read_at(self, key: str, detail: str, arrived: datetime) -> datetime | None:
        """Return the time that a record made of pages arrived then bears: the crawl's, else that of the last page.

        None where nothing became of them: the crawl was killed before, or had no need of what they say.
        """
        query = "SELECT detail, min(read_at) FROM outcome WHERE key = ? AND read_at >= ? GROUP BY detail"
        found = dict(self._connection.execute(query, (key, as_text(arrived))))
        if found.keys() == {REFUSED}:
            return arrived
        found.pop(REFUSED, None)
        read_at = found.get(detail) or min(found.values(), default=None)
        return None if read_at is None else as_time(read_at)

    def _page(self, row: tuple[Any, ...]) -> Page:
        legislature, url, status, headers, fetched_at, dictionary_id, body = row
        return Page(
            legislature=legislature,
            url=url,
            status=status,
            headers=json.loads(headers),
            body=zstd.decompress(body, zstd_dict=dictionary_id and self._dictionary(dictionary_id)),
            fetched_at=as_time(fetched_at),
        )

    def _dictionary(self, number: int) -> zstd.ZstdDict:
        if number not in self._dictionaries:
            query = "SELECT content FROM dictionary WHERE dictionary_id = ?"
            content = self._connection.execute(query, (number,)).fetchone()[0]
            self._dictionaries[number] = zstd.ZstdDict(zstd.decompress(content), is_raw=True)
        return self._dictionaries[number]
