"""Which legislatures a source was read whole of: by a crawl of all its lists, or from its archive of open data."""

import json
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, text

from parliament.sources import SOURCES

NARROWING = ("deputies", "numbers", "since", "until")
FINISHED = """
    SELECT scope FROM crawl_run
    WHERE source = :source AND finish_reason IN ('finished', 'killed_in_load') AND load_state = 'open'
"""
# The visit that lands after all of an archive's records.
ARCHIVES = """
    SELECT key, url FROM visit WHERE source = :source AND key LIKE '__/questions.json.zip/read' AND listed IS NOT NULL
"""


def whole_legislatures(scope: dict[str, Any]) -> frozenset[int]:
    """Return the legislatures that a run of this scope reads whole."""
    if any(scope.get(name) for name in NARROWING):
        return frozenset()
    return frozenset(scope.get("legislatures", scope.get("archives", ())))


def read_whole(connection: Connection, source: str, *, public: bool = False) -> frozenset[int]:
    """Return the legislatures that a source was read whole of; those that stand on its ``public`` site, or any."""
    scopes = [json.loads(scope) for scope in connection.execute(text(FINISHED), {"source": source}).scalars()]
    crawled = {
        legislature
        for scope in scopes
        for legislature in whole_legislatures(scope)
        if "archives" not in scope and (not public or str(legislature) not in scope.get("sites", {}))
    }
    host = urlsplit(SOURCES[source].url).hostname
    archives = connection.execute(text(ARCHIVES), {"source": source}).all()
    read = {int(row.key[:2]) for row in archives if not public or urlsplit(row.url).hostname == host}
    return frozenset(crawled | read)
