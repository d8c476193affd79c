"""Deriving a question from what its document and its page say: the document first, the page where it adds."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, text

from etl.dialects import dialect_of
from etl.merge import run
from etl.staging import Staging, fill
from parliament.groups import resolve

GROUP_AT = Staging(
    "group_at",
    (("legislature", "INTEGER"), ("group_label", "TEXT"), ("asked_on", "DATE"), ("group_id", "TEXT")),
    ("PRIMARY KEY (legislature, group_label, asked_on)",),
)

# The temporary table that questions are derived into.
DERIVED = "derived"
DERIVE = """
    CREATE TEMPORARY TABLE derived AS
    WITH pair AS (
        SELECT t.question_id, d.question_id AS document_id, d.content_hash AS document_hash, p.content_hash AS
        page_hash,
               COALESCE(d.legislature, p.legislature) AS legislature, COALESCE(d.type, p.type) AS type,
               COALESCE(d.number, p.number) AS number, COALESCE(d.deputy_id, p.deputy_id) AS deputy_id,
               COALESCE(d.asked_on, p.asked_on) AS asked_on, COALESCE(d.group_label, p.group_label) AS group_label,
               COALESCE(d.asked_ministry_label, p.asked_ministry_label) AS asked_ministry_label,
               COALESCE(d.answering_ministry_label, p.answering_ministry_label) AS answering_ministry_label,
               COALESCE(d.rubric, p.rubric) AS rubric, COALESCE(d.heading, p.heading) AS heading,
               COALESCE(d.official_url, p.official_url) AS official_url,
               COALESCE(NULLIF(d.themes, '[]'), p.themes, '[]') AS themes,
               CASE WHEN d.question_id IS NULL THEN 1
                    WHEN p.question_id IS NULL OR pn.last_read_at <= dn.last_read_at THEN 0
                    WHEN d.state = 'pending' AND p.state <> 'pending' THEN 1
                    WHEN d.state = 'announced' AND p.state = 'answered' THEN 1
                    WHEN d.state = 'announced' AND p.state = 'withdrawn'
                         AND (p.withdrawal_reason IS NOT NULL OR p.closed_on IS DISTINCT FROM d.closed_on) THEN 1
                    ELSE 0 END AS page_closes,
               CASE WHEN d.question_id IS NULL THEN 0
                    WHEN (d.group_label IS NULL AND p.group_label IS NOT NULL)
                      OR (d.asked_ministry_label IS NULL AND p.asked_ministry_label IS NOT NULL)
                      OR (d.answering_ministry_label IS NULL AND p.answering_ministry_label IS NOT NULL)
                      OR (d.rubric IS NULL AND p.rubric IS NOT NULL) OR (d.heading IS NULL AND p.heading IS NOT NULL)
                      OR (d.official_url IS NULL AND p.official_url IS NOT NULL)
                      OR (d.themes = '[]' AND p.themes <> '[]') THEN 1
                    ELSE 0 END AS page_fills,
               d.state AS document_state, p.state AS page_state, d.closed_on AS document_closed_on,
               p.closed_on AS page_closed_on, d.answered_on AS document_answered_on, p.answered_on AS page_answered_on,
               d.withdrawn_on AS document_withdrawn_on, p.withdrawn_on AS page_withdrawn_on,
               d.withdrawal_reason AS document_reason, p.withdrawal_reason AS page_reason,
               d.closure_kind AS document_kind, p.closure_kind AS page_kind,
               d.response_days AS document_days, p.response_days AS page_days,
               dn.first_seen_at AS document_seen, pn.first_seen_at AS page_seen,
               dn.last_changed_at AS document_changed, pn.last_changed_at AS page_changed
        FROM touched AS t
        LEFT JOIN standing AS dn ON dn.question_id = t.question_id AND dn.detail = 'document' AND dn.choice = 1
        LEFT JOIN question_source AS d
          ON d.question_id = dn.question_id AND d.detail = dn.detail AND d.source = dn.source
        LEFT JOIN standing AS pn ON pn.question_id = t.question_id AND pn.detail = 'page' AND pn.choice = 1
        LEFT JOIN question_source AS p
          ON p.question_id = pn.question_id AND p.detail = pn.detail AND p.source = pn.source
    )
    SELECT q.question_id, q.legislature, q.type, q.number, q.deputy_id,
           q.group_label,
           q.asked_on, q.asked_ministry_label, q.answering_ministry_label, q.rubric, q.heading, q.themes,
           CASE WHEN q.page_closes = 1 THEN q.page_state ELSE q.document_state END AS state,
           CASE WHEN q.page_closes = 1 THEN q.page_closed_on ELSE q.document_closed_on END AS closed_on,
           CASE WHEN q.page_closes = 1 THEN q.page_answered_on ELSE q.document_answered_on END AS answered_on,
           CASE WHEN q.page_closes = 1 THEN q.page_withdrawn_on ELSE q.document_withdrawn_on END AS withdrawn_on,
           CASE WHEN q.page_closes = 1 THEN q.page_reason ELSE q.document_reason END AS withdrawal_reason,
           CASE WHEN q.page_closes = 1 THEN q.page_kind ELSE q.document_kind END AS closure_kind,
           CASE WHEN q.page_closes = 1 THEN q.page_days ELSE q.document_days END AS response_days,
           (SELECT c.comment_count FROM comment_count AS c WHERE c.question_id = q.question_id
            ORDER BY c.counted_at DESC, c.source LIMIT 1) AS comment_count,
           q.official_url,
           CASE WHEN q.document_id IS NULL THEN 'page' ELSE 'document' END AS detail,
           CASE WHEN q.page_seen < q.document_seen OR q.document_seen IS NULL THEN q.page_seen ELSE q.document_seen END
               AS first_seen_at,
           CASE WHEN q.document_id IS NULL THEN q.page_changed
                WHEN q.page_closes + q.page_fills > 0 AND q.page_changed > q.document_changed THEN q.page_changed
                ELSE q.document_changed END AS last_changed_at,
           CASE WHEN q.document_id IS NULL THEN q.page_hash
                WHEN q.page_closes + q.page_fills > 0 THEN q.document_hash || '+' || q.page_hash
                ELSE q.document_hash END AS content_hash
    FROM pair AS q
    WHERE q.legislature IS NOT NULL
"""

# Of a question that was read once, all is as it was read.
DERIVE_LONE = """
    CREATE TEMPORARY TABLE derived AS
    SELECT s.question_id, s.legislature, s.type, s.number, s.deputy_id, s.group_label, s.asked_on,
           s.asked_ministry_label, s.answering_ministry_label, s.rubric, s.heading, s.themes, s.state, s.closed_on,
           s.answered_on, s.withdrawn_on, s.withdrawal_reason, s.closure_kind, s.response_days, s.comment_count,
           s.official_url, s.detail, s.first_read_at AS first_seen_at, s.first_read_at AS last_changed_at,
           s.content_hash
    FROM touched AS t JOIN staged_question AS s ON s.question_id = t.question_id
"""

SEATED = "SELECT DISTINCT legislature, group_label, asked_on FROM derived WHERE group_label IS NOT NULL"


def derive(connection: Connection, *, lone: bool) -> None:
    """Make the table ``derived``, one row per touched question, and ``group_at``, the groups of their labels."""
    run(connection, "DROP TABLE IF EXISTS derived")
    run(connection, DERIVE_LONE if lone else DERIVE)
    dialect_of(connection).analyze(connection, "derived", ["question_id"])
    seated = connection.execute(text(SEATED)).all()
    fill(connection, GROUP_AT, pd.DataFrame(map(_group, seated), columns=GROUP_AT.names, dtype=object))


def _group(seated: Row[Any]) -> tuple[object, ...]:
    day = date.fromisoformat(str(seated.asked_on))
    return seated.legislature, seated.group_label, str(day), resolve(seated.legislature, seated.group_label, day)
