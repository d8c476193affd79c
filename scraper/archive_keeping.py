"""What may go from the archive: old copies of pages of which there is a newer one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scraper.archive_page import as_text
from scraper.archive_reader import archives

# What tells who sat is needed to read the questions beside it again.
CONTEXT = ("roster", "data")


@dataclass(slots=True)
class Removed:
    """What a tidying took away."""

    pages: int = 0
    archives: int = 0


def keep_archive(folder: Path, before: datetime) -> Removed:
    """Remove the pages fetched before a time of which a newer copy is archived; the newest of each always stays.

    Archives with a page from after that time are left whole: a crawl may still be writing to them.
    """
    removed, seen = Removed(), set[tuple[object, ...]]()
    for path in archives(folder):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            old = list(_superseded(connection, seen))
            newest = connection.execute("SELECT max(fetched_at) FROM page").fetchone()[0]
            if newest is not None and newest >= as_text(before):
                continue
            removed.pages += _remove(connection, old)
            empty = connection.execute("SELECT count(*) FROM page").fetchone()[0] == 0
        if empty:
            path.unlink()
            removed.archives += 1
    return removed


def _superseded(connection: sqlite3.Connection, seen: set[tuple[object, ...]]) -> Iterator[tuple[int, str]]:
    """Yield page_id and kind of what has a newer copy; that a page is gone is a copy of its own."""
    rows = connection.execute(
        "SELECT legislature, address, status = 200, page_id, kind FROM page ORDER BY page_id DESC"
    )
    for *thing, page_id, kind in rows.fetchall():
        if tuple(thing) in seen:
            yield page_id, kind
        seen.add(tuple(thing))


def _remove(connection: sqlite3.Connection, old: list[tuple[int, str]]) -> int:
    """Delete pages, and what tells who sat with the last of the questions; return how many."""
    _delete(connection, [page_id for page_id, kind in old if kind not in CONTEXT])
    left = "SELECT count(*) FROM page WHERE kind IN ('question', 'document')"
    told = [page_id for page_id, kind in old if kind in CONTEXT]
    gone = len(old) - len(told)
    if told and connection.execute(left).fetchone()[0] == 0:
        _delete(connection, told)
        gone += len(told)
    if gone:
        connection.execute("VACUUM")
    return gone


def _delete(connection: sqlite3.Connection, page_ids: list[int]) -> None:
    connection.execute("BEGIN")
    connection.executemany("DELETE FROM page WHERE page_id = ?", [(page_id,) for page_id in page_ids])
    connection.execute("COMMIT")
