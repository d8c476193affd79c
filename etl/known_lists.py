"""What the database knows of each deputy's question list, for a night to compare with what the site shows."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, text

# A deputy's page counts only if their data were then read, too. Where it was read twice without them, there are none.
DEPUTIES = """
    SELECT s.deputy_id, n.slug,
           max(CASE WHEN s.detail = 'document' OR s.first_seen_at < s.fetched_at OR :documents = 0
                    THEN s.fetched_at END) AS read_at
    FROM deputy_source AS s
    JOIN deputy_name AS n ON n.deputy_id = s.deputy_id AND n.legislature = s.legislature
    WHERE s.source = :source AND s.legislature = :legislature
    GROUP BY s.deputy_id, n.slug ORDER BY s.deputy_id, n.slug
"""
# A deputy's page that was refused is read once more: a refusal for the same reason is not stored again.
VISITS = """
    SELECT v.key, v.checked_at, v.http_status, v.announced, v.settled, v.listed FROM visit AS v
    WHERE v.source = :source AND v.key LIKE :pages
      AND NOT EXISTS (SELECT 1 FROM rejection AS j
                      WHERE j.key = v.key AND j.source = v.source AND j.stage = 'deputy page'
                        AND j.rejected_at >= v.checked_at)
"""
QUESTION_URL = """
    SELECT url FROM visit
    WHERE source = :source AND key LIKE :questions AND key NOT LIKE '%/%' AND http_status = 200 LIMIT 1
"""

# The fingerprint of an entry counts only if the page that it led to was then read, and the document: a crash may have
# come between, or an error of the site. Where a page was read twice without its document, there is none.
# A withdrawn question waits for an answer too: it may be one whose announced answer is late.
# What another source alone tells of stands on no list of this one.
QUESTIONS = """
    SELECT q.deputy_id, q.number, COALESCE(q.closed_on, q.asked_on) AS dated_on, q.open,
           CASE WHEN v.http_status = 200
                 AND EXISTS (SELECT 1 FROM question_reading AS r
                             WHERE r.question_id = q.question_id AND r.source = :source
                               AND r.last_read_at >= v.checked_at
                               AND (r.detail = 'document' OR r.first_read_at < r.last_read_at OR :documents = 0))
                THEN v.listed END AS listed,
           q.unanswered, d.site_id, d.site_updated_at, d.last_read_at,
           CASE WHEN q.unanswered = 1 THEN (SELECT w.checked_at FROM visit AS w
                                            WHERE w.source = :source AND w.key = q.question_id || '/document')
                END AS checked_at
    FROM (SELECT a.*, CASE WHEN a.state IN ('pending', 'announced') THEN 1 ELSE 0 END AS open,
                 CASE WHEN a.state <> 'answered' THEN 1 ELSE 0 END AS unanswered
          FROM question AS a
          WHERE a.legislature = :legislature
            AND EXISTS (SELECT 1 FROM question_reading AS r
                        WHERE r.question_id = a.question_id AND r.source = :source)
            AND NOT EXISTS (SELECT 1 FROM absence AS x
                            WHERE x.question_id = a.question_id AND x.source = :source)) AS q
    LEFT JOIN visit AS v ON v.source = :source AND v.key = q.question_id
    LEFT JOIN (SELECT s.question_id, s.site_id, r.site_updated_at, r.last_read_at
               FROM question_source AS s
               JOIN question_reading AS r
                 ON r.question_id = s.question_id AND r.detail = s.detail AND r.source = s.source
                AND r.content_hash = s.content_hash
               WHERE s.source = :source AND s.detail = 'document' AND s.legislature = :legislature) AS d
      ON d.question_id = q.question_id
    ORDER BY q.deputy_id, q.number
"""
ANY_DOCUMENT = """
    SELECT 1 FROM question_source WHERE source = :source AND legislature = :legislature AND detail = 'document' LIMIT 1
"""
ANY_DEPUTY_DOCUMENT = """
    SELECT 1 FROM deputy_source WHERE source = :source AND legislature = :legislature AND detail = 'document' LIMIT 1
"""
AT_ONCE = 2_000


def known_lists(connection: Connection, source: str, legislature: int) -> Iterator[dict[str, Any]]:
    """Yield the lines of a plan that say what is known of a legislature, one list at a time.

    Questions are streamed: those of one deputy alone are in memory.
    """
    asked: dict[str, Any] = {"source": source, "legislature": legislature}
    url = connection.scalar(text(QUESTION_URL), {"source": source, "questions": f"QANR5L{legislature}QE%"})
    yield {"legislature": legislature, "question_url": url}
    found = connection.execute(text(VISITS), {"source": source, "pages": f"{legislature}/%"})
    visits = {str(row.key): row for row in found}
    told = asked | {"documents": 0 if connection.scalar(text(ANY_DEPUTY_DOCUMENT), asked) is None else 1}
    names = groupby(connection.execute(text(DEPUTIES), told).all(), lambda row: str(row.deputy_id))
    lists = {deputy_id: _list(legislature, list(rows), visits) for deputy_id, rows in names}
    asked["documents"] = 0 if connection.scalar(text(ANY_DOCUMENT), asked) is None else 1
    questions = connection.execute(text(QUESTIONS).execution_options(yield_per=AT_ONCE), asked)
    for deputy_id, rows in groupby(questions, lambda row: str(row.deputy_id)):
        known = lists.pop(deputy_id, _list(legislature, [], visits))
        yield {"list": deputy_id, **known, "questions": {str(row.number): _question(row) for row in rows}}
    for deputy_id, known in lists.items():
        yield {"list": deputy_id, **known, "questions": {}}


def _list(legislature: int, names: list[Row[Any]], visits: dict[str, Row[Any]]) -> dict[str, Any]:
    """Return what is known of a list but its questions; a deputy may have had several slugs."""
    slugs = [str(row.slug) for row in names]
    lists = [visits[key] for slug in slugs if (key := f"{legislature}/{slug}/questions") in visits]
    pages = [visits[key] for slug in slugs if (key := f"{legislature}/{slug}") in visits]
    read_at = max((str(row.read_at) for row in names if row.read_at is not None), default="")
    pages = [row for row in pages if _told(row.http_status) and str(row.checked_at) <= read_at]
    page = max(pages, key=lambda row: str(row.checked_at), default=None)
    recent = [visits[key] for slug in slugs if (key := f"{legislature}/{slug}/questions/recent") in visits]
    counted = [row for row in lists + recent if row.announced is not None]
    newest = max(counted, key=lambda row: str(row.checked_at), default=None)
    return {
        "legislature": legislature,
        "slugs": slugs,
        "whole_on": max((_day(row.checked_at) for row in lists if row.settled), default=None),
        "announced": newest and newest.announced,
        "page_on": page and _day(page.checked_at),
        "page_listed": page and page.listed,
    }


def _told(http_status: int) -> bool:
    """Return whether a deputy's page was there or is gone; a redirect to elsewhere and a failure say neither."""
    return http_status < 300 or http_status in (404, 410)


def _question(row: Row[Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"dated_on": _day(row.dated_on)}
    if row.listed is not None:
        said["listed"] = row.listed
    if row.site_id is not None:
        said["site_id"] = row.site_id
    if row.open:
        said["open"] = True
    if row.unanswered:
        read = [_day(time) for time in (row.last_read_at, row.checked_at) if time is not None]
        updated_at = row.site_updated_at and str(row.site_updated_at)[:19]
        said["document"] = {"read_on": max(read, default=None), "updated_at": updated_at}
    return said


def _day(time: object) -> str:
    return str(time)[:10]
