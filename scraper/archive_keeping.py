"""What may go from the archive: old copies of pages of which there is a newer one."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scraper.archive_page import as_text
from scraper.archives import Archives

# What tells who sat is needed to read the questions beside it again.
CONTEXT = ("roster", "data")
# Legislature, address, and whether it answered 200.
Thing = tuple[object, ...]


@dataclass(slots=True)
class Removed:
    """What a tidying took away."""

    pages: int = 0
    archives: int = 0


def keep_archive(folder: Path, before: datetime) -> Removed:
    """Remove the pages fetched before a time of which a newer copy is archived; the newest of each always stays.

    Archives with a page from after that time are left whole: a crawl may still be writing to them. One that is damaged
    is left alone too, and no copy elsewhere goes on its account.
    """
    removed, seen, archives = Removed(), set[Thing](), Archives(folder)
    for path in archives:
        with archives.reading(path):
            seen |= _tidy(path, as_text(before), seen, removed)
    return removed


def _tidy(path: Path, before: str, seen: set[Thing], removed: Removed) -> set[Thing]:
    """Tidy one archive; return the pages it had. Raises DatabaseError where something of it cannot be read."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if sound != "ok":
            raise sqlite3.DatabaseError(sound)
        old, had = _superseded(connection, seen)
        newest = connection.execute("SELECT max(fetched_at) FROM page").fetchone()[0]
        if newest is not None and newest >= before:
            return had
        removed.pages += _remove(connection, old)
        empty = connection.execute("SELECT count(*) FROM page").fetchone()[0] == 0
    if empty:
        path.unlink()
        removed.archives += 1
    return had


def _superseded(connection: sqlite3.Connection, seen: set[Thing]) -> tuple[list[tuple[int, str]], set[Thing]]:
    """Return page_id and kind of what has a newer copy, and all there is; that a page is gone is a copy of its own."""
    rows = connection.execute(
        "SELECT legislature, address, status = 200, page_id, kind FROM page ORDER BY page_id DESC"
    )
    old, had = [], set[Thing]()
    for *values, page_id, kind in rows:
        thing = tuple(values)
        if thing in seen or thing in had:
            old.append((page_id, kind))
        had.add(thing)
    return old, had


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
