"""Merging questions: readings, then what each source says, then the question and all that hangs on it.

A reading is one content (by its hash) read at some times. Which content stands is decided among readings alone, by the
last time each was read, so that the order of loading never matters; a content that comes to stand is always one of the
batch at hand, and the rest of the database is derived from those that stand.
"""

from sqlalchemy import ColumnElement, Connection, Table, true

from etl.counts import Tally
from etl.dialects import dialect_of
from etl.merge import Tables, delete_absent, merge, rows_of, run
from etl.question_records import STAGED
from etl.staging import Staging, empty

KEY = ("source", "question_id", "detail")
TOUCHED = Staging("touched", (("question_id", "TEXT PRIMARY KEY"),))
STANDING = Staging(
    "standing",
    (
        ("source", "TEXT"),
        ("question_id", "TEXT"),
        ("detail", "TEXT"),
        ("content_hash", "TEXT"),
        ("first_seen_at", "TIMESTAMP"),
        ("last_changed_at", "TIMESTAMP"),
        ("last_read_at", "TIMESTAMP"),
        ("announced", "INTEGER"),
        ("choice", "INTEGER"),
    ),
    ("PRIMARY KEY (question_id, detail, source)",),
)

GROUP_AT = Staging(
    "group_at",
    (("legislature", "INTEGER"), ("group_label", "TEXT"), ("asked_on", "DATE"), ("group_id", "TEXT")),
    ("PRIMARY KEY (legislature, group_label, asked_on)",),
)

SAID = (
    "source", "question_id", "detail", "legislature", "type", "number", "site_id", "deputy_id", "author_name",
    "author_slug", "group_label", "asked_on", "asked_ministry_label", "answering_ministry_label", "rubric",
    "heading", "themes",
    "state",
    "closed_on", "answered_on", "withdrawn_on", "withdrawal_reason", "closure_kind", "response_days", "official_url",
    "content_hash",
)  # fmt: skip
READING = (
    "source", "question_id", "detail", "content_hash", "first_read_at", "last_read_at", "announced", "has_question",
    "has_answer", "site_updated_at", "page_url",
)  # fmt: skip
DERIVED = (
    "question_id", "legislature", "type", "number", "deputy_id", "group_id", "asked_on", "asked_ministry_label",
    "answering_ministry_label", "rubric", "heading", "state", "closed_on", "answered_on", "withdrawn_on",
    "withdrawal_reason", "closure_kind", "response_days", "comment_count", "official_url", "detail", "first_seen_at",
    "last_changed_at", "content_hash",
)  # fmt: skip

OLDER = """
    SELECT count(*) FROM staged_question AS s
    WHERE EXISTS (SELECT 1 FROM question_reading AS r
                  WHERE r.source = s.source AND r.question_id = s.question_id AND r.detail = s.detail
                    AND r.last_read_at > s.last_read_at)
"""

FIND_TOUCHED = """
    INSERT INTO touched (question_id)
    SELECT DISTINCT s.question_id
    FROM staged_question AS s
    LEFT JOIN question_reading AS r
      ON r.source = s.source AND r.question_id = s.question_id AND r.detail = s.detail
     AND r.content_hash = s.content_hash
    WHERE :everything = 1 OR r.question_id IS NULL OR s.first_read_at < r.first_read_at
       OR s.last_read_at > r.last_read_at OR s.announced > r.announced
       OR (s.last_read_at = r.last_read_at AND s.page_url > r.page_url)
"""

READINGS = """
    SELECT s.source, s.question_id, s.detail, s.content_hash,
           CASE WHEN r.first_read_at < s.first_read_at THEN r.first_read_at ELSE s.first_read_at END,
           CASE WHEN r.last_read_at > s.last_read_at THEN r.last_read_at ELSE s.last_read_at END,
           CASE WHEN r.announced > s.announced THEN r.announced ELSE s.announced END,
           s.has_question, s.has_answer,
           CASE WHEN r.last_read_at > s.last_read_at OR (r.last_read_at = s.last_read_at AND r.page_url > s.page_url)
                THEN r.site_updated_at ELSE s.site_updated_at END,
           CASE WHEN r.last_read_at > s.last_read_at OR (r.last_read_at = s.last_read_at AND r.page_url > s.page_url)
                THEN r.page_url ELSE s.page_url END
    FROM staged_question AS s
    JOIN touched AS t ON t.question_id = s.question_id
    LEFT JOIN question_reading AS r
      ON r.source = s.source AND r.question_id = s.question_id AND r.detail = s.detail
     AND r.content_hash = s.content_hash
"""

# A content that was left and came back changed when the other one was last read, at the earliest.
FIND_STANDING = """
    INSERT INTO standing (source, question_id, detail, content_hash, first_seen_at, last_changed_at, last_read_at,
                          announced, choice)
    SELECT source, question_id, detail, content_hash, first_seen_at,
           CASE WHEN other_read_at > first_read_at THEN other_read_at ELSE first_read_at END, last_read_at, announced,
           row_number() OVER (PARTITION BY question_id, detail ORDER BY last_read_at DESC, source)
    FROM (SELECT r.*,
                 row_number() OVER newest AS place,
                 lead(r.last_read_at) OVER newest AS other_read_at,
                 min(r.first_read_at) OVER (PARTITION BY r.question_id, r.detail, r.source) AS first_seen_at
          FROM touched AS t
          JOIN question_reading AS r ON r.question_id = t.question_id
          WINDOW newest AS (PARTITION BY r.question_id, r.detail, r.source ORDER BY r.last_read_at DESC, r.content_hash)
         ) AS ranked
    WHERE place = 1
"""

# NosDéputés prints "Retirée" once the day of an announced answer has passed, with nothing changed: the same content
# that was once read as announced stays announced.
STANDING_CONTENT = """
    SELECT s.source, s.question_id, s.detail, s.legislature, s.type, s.number, s.site_id, s.deputy_id, s.author_name,
           s.author_slug, s.group_label, s.asked_on, s.asked_ministry_label, s.answering_ministry_label, s.rubric,
           s.heading, s.themes,
           CASE WHEN n.announced = 1 THEN 'announced' ELSE s.state END,
           s.closed_on, s.answered_on,
           CASE WHEN n.announced = 1 THEN NULL ELSE s.withdrawn_on END,
           s.withdrawal_reason,
           CASE WHEN n.announced = 1 THEN NULL ELSE s.closure_kind END,
           s.response_days, s.official_url, s.content_hash
    FROM standing AS n
    JOIN staged_question AS s
      ON s.question_id = n.question_id AND s.detail = n.detail AND s.source = n.source AND s.content_hash =
      n.content_hash
"""

COMMENTS = """
    SELECT counted.source, counted.question_id, counted.comment_count, counted.last_read_at
    FROM (SELECT s.source, s.question_id, s.comment_count, s.last_read_at,
                 row_number() OVER (PARTITION BY s.source, s.question_id
                                    ORDER BY s.last_read_at DESC, s.comment_count DESC) AS place
          FROM staged_question AS s
          WHERE s.comment_count IS NOT NULL) AS counted
    WHERE counted.place = 1
      AND NOT EXISTS (SELECT 1 FROM comment_count AS c
                      WHERE c.source = counted.source AND c.question_id = counted.question_id
                        AND (c.counted_at > counted.last_read_at
                             OR (c.counted_at = counted.last_read_at AND c.comment_count > counted.comment_count)))
"""

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

# A day outside every group of a spelling takes the last group before, else the first after.
FIND_GROUPS = """
    INSERT INTO group_at (legislature, group_label, asked_on, group_id)
    SELECT legislature, group_label, asked_on, group_id
    FROM (SELECT w.legislature, w.group_label, w.asked_on, g.group_id,
                 row_number() OVER (
                     PARTITION BY w.legislature, w.group_label, w.asked_on
                     ORDER BY CASE WHEN w.asked_on BETWEEN g.starts_on AND COALESCE(g.ends_on, '9999-12-31') THEN 0
                                   WHEN g.starts_on <= w.asked_on THEN 1 ELSE 2 END,
                              CASE WHEN g.starts_on <= w.asked_on THEN g.starts_on END DESC, g.starts_on, g.group_id
                 ) AS choice
          FROM (SELECT DISTINCT legislature, group_label, asked_on FROM derived WHERE group_label IS NOT NULL) AS w
          JOIN political_group_spelling AS l ON l.legislature = w.legislature AND l.spelling = w.group_label
          JOIN political_group AS g ON g.group_id = l.group_id) AS resolved
    WHERE choice = 1
"""

QUESTIONS = """
    SELECT d.question_id, d.legislature, d.type, d.number, d.deputy_id, g.group_id, d.asked_on, d.asked_ministry_label,
           d.answering_ministry_label, d.rubric, d.heading, d.state, d.closed_on, d.answered_on, d.withdrawn_on,
           d.withdrawal_reason, d.closure_kind, d.response_days, d.comment_count, d.official_url, d.detail,
           d.first_seen_at, d.last_changed_at, d.content_hash
    FROM derived AS d
    LEFT JOIN group_at AS g
      ON g.legislature = d.legislature AND g.group_label = d.group_label AND g.asked_on = d.asked_on
"""

TEXT_CHOICE = """
    SELECT chosen.question_id, s.{0}
    FROM (SELECT r.question_id, r.detail, r.source, r.content_hash,
                 row_number() OVER (PARTITION BY r.question_id
                                    ORDER BY CASE r.detail WHEN 'document' THEN 0 ELSE 1 END, r.last_read_at DESC,
                                             r.source, r.content_hash) AS place
          FROM touched AS t
          JOIN question_reading AS r ON r.question_id = t.question_id
          WHERE r.{1} = 1) AS chosen
    JOIN staged_question AS s
      ON s.question_id = chosen.question_id AND s.detail = chosen.detail AND s.source = chosen.source
     AND s.content_hash = chosen.content_hash
    WHERE chosen.place = 1
"""

# The text that stands is that of the best reading which has one; where that reading is not at hand, it stands already.
TEXTS = f"""
    SELECT t.question_id, COALESCE(q.question_text, stands.question_text), COALESCE(a.answer_text, stands.answer_text)
    FROM touched AS t
    LEFT JOIN ({TEXT_CHOICE.format("question_text", "has_question")}) AS q ON q.question_id = t.question_id
    LEFT JOIN ({TEXT_CHOICE.format("answer_text", "has_answer")}) AS a ON a.question_id = t.question_id
    LEFT JOIN question_text AS stands ON stands.question_id = t.question_id
"""  # noqa: S608

EVENTS = """
    SELECT question_id, 'asked', 1, asked_on, CAST(NULL AS TEXT) FROM derived
    UNION ALL SELECT question_id, 'announced', 1, closed_on, NULL FROM derived WHERE state = 'announced'
    UNION ALL SELECT question_id, 'answered', 1, answered_on, NULL FROM derived WHERE state = 'answered'
    UNION ALL SELECT question_id, 'withdrawn', 1, withdrawn_on, withdrawal_reason FROM derived WHERE state = 'withdrawn'
"""
DERIVED_KINDS = ("asked", "announced", "answered", "withdrawn")

THEMES = Staging(
    "derived_theme",
    (("question_id", "TEXT"), ("position", "INTEGER"), ("theme", "TEXT")),
    ("PRIMARY KEY (question_id, position)",),
)
DERIVED_EVENTS = Staging(
    "derived_event",
    (("question_id", "TEXT"), ("kind", "TEXT"), ("position", "INTEGER"), ("happened_on", "DATE"), ("detail", "TEXT")),
    ("PRIMARY KEY (question_id, kind, position)",),
)

STAGING = (STAGED, TOUCHED, STANDING, GROUP_AT, THEMES, DERIVED_EVENTS)


def merge_questions(connection: Connection, tables: Tables, tally: Tally, *, everything: bool) -> None:
    """Merge the staged questions into the database; ``everything`` derives also what no reading changed."""
    tally.older += _count(connection, OLDER)
    run(connection, "DELETE FROM touched")
    run(connection, "DELETE FROM standing")
    run(connection, FIND_TOUCHED, everything=int(everything))
    _count_untouched(connection, tally)
    touched = _count(connection, "SELECT count(*) FROM touched")
    if not touched:
        return
    _merge_readings(connection, tables, tally)
    run(connection, "DROP TABLE IF EXISTS derived")
    run(connection, DERIVE)
    dialect_of(connection).analyze(connection, "derived")
    run(connection, "DELETE FROM group_at")
    run(connection, FIND_GROUPS)
    _merge_derived(connection, tables, tally, touched)
    run(connection, "DROP TABLE derived")


def _merge_readings(connection: Connection, tables: Tables, tally: Tally) -> None:
    quiet = {
        "question_reading": ("first_read_at", "last_read_at", "announced", "site_updated_at", "page_url"),
        "comment_count": ("counted_at",),
    }
    for name, sql, columns in (
        ("question_reading", READINGS, READING),
        ("question_source", STANDING_CONTENT, SAID),
        ("comment_count", COMMENTS, ("source", "question_id", "comment_count", "counted_at")),
    ):
        if name == "question_source":
            run(connection, FIND_STANDING)
            dialect_of(connection).analyze(connection, "standing")
        candidate = rows_of(connection, sql, columns)
        tally.of(name).add(merge(connection, tables[name], candidate, quiet=quiet.get(name, ())))


def _merge_derived(connection: Connection, tables: Tables, tally: Tally, touched: int) -> None:
    for name, sql, columns in (
        ("question", QUESTIONS, DERIVED),
        ("question_text", TEXTS, ("question_id", "question_text", "answer_text")),
    ):
        quiet = ("first_seen_at",) if name == "question" else ()
        candidate = rows_of(connection, sql, columns)
        tally.of(name).add(merge(connection, tables[name], candidate, quiet=quiet, total=touched))
    themes, events = tables["question_theme"], tables["question_event"]
    _merge_parts(connection, themes, THEMES, dialect_of(connection).themes, true(), tally)
    _merge_parts(connection, events, DERIVED_EVENTS, EVENTS, events.c.kind.in_(DERIVED_KINDS), tally)


def _merge_parts(
    connection: Connection, target: Table, staging: Staging, sql: str, ours: ColumnElement[bool], tally: Tally
) -> None:
    """Merge the parts of the touched questions, and delete those of ``ours`` that they no longer have."""
    empty(connection, staging)
    run(connection, f"INSERT INTO {staging.name} ({', '.join(staging.names)}) {sql}")
    dialect_of(connection).analyze(connection, staging.name)
    candidate = rows_of(connection, f"SELECT {', '.join(staging.names)} FROM {staging.name}", staging.names)  # noqa: S608
    counts = merge(connection, target, candidate)
    touched = rows_of(connection, "SELECT question_id FROM touched", ["question_id"])
    counts.updated += delete_absent(connection, target, candidate, target.c.question_id.in_(touched.select()) & ours)
    tally.of(target.name).add(counts)


def _count_untouched(connection: Connection, tally: Tally) -> None:
    """Count the questions whose every landed reading is known already."""
    untouched = (
        "FROM staged_question AS s WHERE NOT EXISTS (SELECT 1 FROM touched AS t WHERE t.question_id = s.question_id)"
    )
    questions = _count(connection, f"SELECT count(DISTINCT s.question_id) {untouched}")
    tally.of("question").unchanged += questions
    tally.of("question_text").unchanged += questions
    sources = _count(connection, f"SELECT count(*) {untouched}")
    tally.of("question_source").unchanged += sources
    tally.of("question_reading").unchanged += sources


def _count(connection: Connection, sql: str) -> int:
    return int(connection.exec_driver_sql(sql).scalar() or 0)
