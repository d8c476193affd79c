"""Leaving out what is known: landed readings that an earlier load has taken, down to the second of their reading.

Loading everything again mostly meets such, and a look at their keys is enough: they are neither typed nor staged.
"""

from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, text

from etl.counts import Tally
from etl.dialects import dialect_of
from etl.merge import count
from etl.readings import NEWS, OLDER
from etl.shapes import times_of
from etl.staging import Staging, empty, typed

TEXTS = ("source", "question_id", "detail", "content_hash", "page_url")
TOLD = itemgetter(*TEXTS, "fetched_at", "state", "comment_count")
LANDED = Staging(
    "landed",
    (
        ("line", "INTEGER"),
        *typed(TEXTS, "TEXT"),
        *typed(("first_read_at", "last_read_at", "parsed_at"), "TIMESTAMP"),
        ("announced", "INTEGER"),
        ("comment_count", "INTEGER"),
    ),
)
STAGING = (LANDED,)

# A count of comments is no part of the content.
NEW = f"""
    SELECT s.line
    FROM landed AS s
    LEFT JOIN question_reading AS r
      ON r.source = s.source AND r.question_id = s.question_id AND r.detail = s.detail
     AND r.content_hash = s.content_hash
    LEFT JOIN comment_count AS c ON c.source = s.source AND c.question_id = s.question_id
    WHERE r.question_id IS NULL OR {NEWS}
       OR (s.comment_count IS NOT NULL
           AND (c.counted_at IS NULL OR c.counted_at < s.last_read_at
                OR (c.counted_at = s.last_read_at AND c.comment_count < s.comment_count)))
"""  # noqa: S608


def sift(
    connection: Connection, found: list[dict[str, Any]], parsed_at: str, tally: Tally, staged: Callable[[], None]
) -> list[dict[str, Any]]:
    """Return the landed questions that say anything new, and count the others; call ``staged`` once keys are staged."""
    rows = list(_rows(found, parsed_at))
    empty(connection, LANDED)
    dialect_of(connection).insert_rows(connection, LANDED.name, LANDED.names, rows)
    staged()
    dialect_of(connection).analyze(connection, LANDED.name, ["question_id"])
    known = {row[0] for row in rows}.difference(connection.execute(text(NEW)).scalars())
    if not known:
        return found
    rest = [record for line, record in enumerate(found) if line not in known]
    _count(connection, tally, [found[line] for line in known], rest)
    return rest


def _rows(found: list[dict[str, Any]], parsed_at: str) -> Iterator[tuple[Any, ...]]:
    """Yield the keys of records that have them; the others are refused when they are typed."""
    times = times_of(record.get("fetched_at") for record in found)
    for line, record in enumerate(found):
        try:
            *texts, read_at, state, comments = TOLD(record)
        except KeyError:
            continue
        if {*map(type, texts)} == {str} and type(read_at) is str and read_at in times:
            announced = int(state == "announced")
            yield line, *texts, read_at, read_at, parsed_at, announced, comments if type(comments) is int else None


def _count(connection: Connection, tally: Tally, known: list[dict[str, Any]], rest: list[dict[str, Any]]) -> None:
    """Count known readings as those that are merged and change nothing."""
    questions = {record["question_id"] for record in known} - {record.get("question_id") for record in rest}
    for table, unchanged in (
        ("question", len(questions)),
        ("question_text", len(questions)),
        ("question_source", len(known)),
        ("question_reading", len(known)),
    ):
        tally.of(table).unchanged += unchanged
    tally.older += count(connection, OLDER.replace("staged_question", LANDED.name))
