"""The archive of one run: a SQLite file with every page as the site gave it, compressed against the first of its kind.

SQLite because a run may be killed at any moment: what was committed stays, what was torn is dropped at the next
opening, and several processes may read it at once.
"""

import json
import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

from scraper.archive_page import Page, as_text, kind_of

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SUFFIX = ".sqlite"
LEVEL = 3
# A shorter page is no help to others, a longer one (a roster) comes once in a run.
SHORTEST_DICTIONARY, LONGEST_DICTIONARY = 500, 200_000

TABLES = """
CREATE TABLE IF NOT EXISTS dictionary (
    dictionary_id INTEGER PRIMARY KEY,
    legislature INTEGER,
    kind TEXT NOT NULL,
    content BLOB NOT NULL  -- zstd
);
CREATE TABLE IF NOT EXISTS page (
    page_id INTEGER PRIMARY KEY,
    legislature INTEGER,     -- whose site; empty for a host of nobody's
    kind TEXT NOT NULL,      -- see kind_of
    address TEXT NOT NULL,   -- path and query, without what only gets around the server's cache
    url TEXT NOT NULL,       -- as asked for
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,   -- those of KEPT_HEADERS, as JSON
    fetched_at TEXT NOT NULL,  -- UTC
    dictionary_id INTEGER REFERENCES dictionary (dictionary_id),
    body BLOB NOT NULL       -- zstd, decoded from what the transfer did to it
);
CREATE INDEX IF NOT EXISTS page_by_address ON page (address, legislature);
CREATE TABLE IF NOT EXISTS outcome (
    key TEXT NOT NULL,       -- a question's id, or "13/marc-le-fur"
    detail TEXT NOT NULL,    -- of the record: document or page; refused where none came of it
    read_at TEXT NOT NULL,   -- the record's fetched_at, UTC
    PRIMARY KEY (key, detail, read_at)
) WITHOUT ROWID;
"""
REFUSED = "refused"


class ArchiveWriter:
    """Adds pages to a run's archive; each is safe from a killed process once ``add`` returns."""

    def __init__(self, path: Path):
        _make_private(path)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(TABLES)
        self._dictionaries: dict[tuple[int | None, str], tuple[int, zstd.ZstdDict]] = {}

    def add(self, page: Page) -> None:
        """Keep a page."""
        kind = kind_of(page.url)
        dictionary_id, body = self._compressed(page, kind)
        self._connection.execute(
            "INSERT INTO page (legislature, kind, address, url, status, headers, fetched_at, dictionary_id, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                page.legislature,
                kind,
                page.address,
                page.url,
                page.status,
                json.dumps(dict(page.headers), ensure_ascii=False),
                as_text(page.fetched_at),
                dictionary_id,
                body,
            ),
        )

    def note(self, key: str, detail: str, read_at: datetime) -> None:
        """Remember what became of the pages: a record of this detail, with the time it bears, or REFUSED."""
        self._connection.execute("INSERT OR IGNORE INTO outcome VALUES (?, ?, ?)", (key, detail, as_text(read_at)))

    def close(self) -> None:
        """Leave one file, without the journal beside it; where the disk takes no more, the journal stays."""
        with closing(self._connection):
            self._connection.execute("PRAGMA journal_mode = DELETE")

    def _compressed(self, page: Page, kind: str) -> tuple[int | None, bytes]:
        known = self._dictionaries.get((page.legislature, kind))
        if known is not None:
            number, dictionary = known
            return number, zstd.compress(page.body, LEVEL, zstd_dict=dictionary.as_digested_dict)
        plain = zstd.compress(page.body, LEVEL)
        if page.status == 200 and SHORTEST_DICTIONARY <= len(page.body) <= LONGEST_DICTIONARY:
            self._add_dictionary(page, kind, plain)
        return None, plain

    def _add_dictionary(self, page: Page, kind: str, plain: bytes) -> None:
        done = self._connection.execute(
            "INSERT INTO dictionary (legislature, kind, content) VALUES (?, ?, ?)", (page.legislature, kind, plain)
        )
        number = done.lastrowid or 0
        self._dictionaries[page.legislature, kind] = number, zstd.ZstdDict(page.body, is_raw=True)


def _make_private(path: Path) -> None:
    """Make the file and its folder so that nobody else can read them: raw pages hold addresses of deputies."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
