"""History: what a question was before a source changed it, kept at each merge, before it is written over.

A version ends when another content of its question was first read. The same page read by a better parser has the same
time of reading: that is a correction of ours, and no version. A content that is loaded late, after newer ones, is
worked in by ``etl/late_history.py``.
"""

from sqlalchemy import Connection

from etl.counts import Counts, Tally
from etl.dialects import dialect_of
from etl.merge import run
from etl.staging import Staging, empty

# Touched questions of which a source has replaced one content by another, with the themes they had.
REPLACED = Staging(
    "replaced",
    (("question_id", "TEXT PRIMARY KEY"), ("changed_at", "TIMESTAMP"), ("themes", "TEXT")),
)
STAGING = (REPLACED,)

# What a version keeps of its question; themes and texts stand elsewhere.
FIELDS = (
    "deputy_id", "asked_on", "asked_ministry_label", "answering_ministry_label", "rubric", "heading", "state",
    "closed_on", "answered_on", "withdrawn_on", "withdrawal_reason", "closure_kind", "response_days", "official_url",
)  # fmt: skip

FIND_REPLACED = """
    INSERT INTO replaced (question_id, changed_at, themes)
    SELECT n.question_id, min(s.first_read_at),
           (SELECT COALESCE(max(CASE WHEN o.detail = 'document' THEN NULLIF(o.themes, '[]') END), max(o.themes), '[]')
            FROM question_source AS o WHERE o.question_id = n.question_id)
    FROM standing AS n
    JOIN question_source AS before
      ON before.question_id = n.question_id AND before.detail = n.detail AND before.source = n.source
    JOIN question_reading AS r
      ON r.question_id = before.question_id AND r.detail = before.detail AND r.source = before.source
     AND r.content_hash = before.content_hash
    JOIN staged_question AS s
      ON s.question_id = n.question_id AND s.detail = n.detail AND s.source = n.source
     AND s.content_hash = n.content_hash
    WHERE before.content_hash <> n.content_hash AND r.last_read_at < s.first_read_at
    GROUP BY n.question_id
"""

TEXT_DIFFERS = "s.{name} IS NOT NULL AND s.{name} IS DISTINCT FROM t.{name}"
CHANGED = " || ".join(
    [f"CASE WHEN q.{name} IS DISTINCT FROM d.{name} THEN '\"{name}\", ' ELSE '' END" for name in FIELDS]
    + ["CASE WHEN p.themes <> d.themes THEN '\"themes\", ' ELSE '' END"]
    + [
        f"CASE WHEN {TEXT_DIFFERS.format(name=name)} THEN '\"{name}\", ' ELSE '' END"
        for name in ("question_text", "answer_text")
    ]
)
KEEP_VERSIONS = f"""
    INSERT INTO question_version (question_id, known_from, known_to, changed, {", ".join(FIELDS)}, themes, content_hash)
    SELECT question_id, known_from, changed_at, '[' || substr(changed, 1, length(changed) - 2) || ']',
           {", ".join(FIELDS)}, themes, content_hash
    FROM (SELECT q.question_id, p.changed_at, {CHANGED} AS changed, {", ".join(f"q.{name}" for name in FIELDS)},
                 p.themes, q.content_hash,
                 COALESCE((SELECT max(v.known_to) FROM question_version AS v WHERE v.question_id = q.question_id),
                          q.first_seen_at) AS known_from
          FROM replaced AS p
          JOIN question AS q ON q.question_id = p.question_id
          JOIN derived AS d ON d.question_id = p.question_id
          LEFT JOIN question_text AS t ON t.question_id = p.question_id
          LEFT JOIN staged_text AS s ON s.question_id = p.question_id) AS found
    WHERE changed <> '' AND known_from < changed_at
"""  # noqa: S608
KEEP_TEXTS = f"""
    INSERT INTO question_text_version (question_id, known_from, known_to, question_text, answer_text)
    SELECT question_id, known_from, changed_at, question_text, answer_text
    FROM (SELECT p.question_id, p.changed_at, t.question_text, t.answer_text,
                 COALESCE((SELECT max(v.known_to) FROM question_text_version AS v
                           WHERE v.question_id = p.question_id), q.first_seen_at) AS known_from
          FROM replaced AS p
          JOIN question AS q ON q.question_id = p.question_id
          JOIN question_text AS t ON t.question_id = p.question_id
          JOIN staged_text AS s ON s.question_id = p.question_id
          WHERE ({TEXT_DIFFERS.format(name="question_text")}) OR ({TEXT_DIFFERS.format(name="answer_text")})) AS found
    WHERE known_from < changed_at
"""  # noqa: S608

# A text that was there and is another one; when the source changed it, it does not say.
CORRECTED = """
    SELECT question_id, 'corrected', row_number() OVER (PARTITION BY question_id ORDER BY known_to), CAST(NULL AS DATE),
           CASE WHEN question_text = next_question THEN 'answer' WHEN answer_text = next_answer THEN 'question'
                WHEN answer_text IS NULL THEN 'question' ELSE 'question, answer' END
    FROM (SELECT h.question_id, h.known_to, h.question_text, h.answer_text,
                 lead(h.question_text) OVER later AS next_question, lead(h.answer_text) OVER later AS next_answer
          FROM (SELECT v.question_id, 0 AS is_present, v.known_from, v.known_to, v.question_text, v.answer_text
                FROM touched AS t JOIN question_text_version AS v ON v.question_id = t.question_id
                UNION ALL
                SELECT q.question_id, 1, NULL, NULL, q.question_text, q.answer_text
                FROM touched AS t JOIN question_text AS q ON q.question_id = t.question_id
                WHERE EXISTS (SELECT 1 FROM question_text_version AS v WHERE v.question_id = t.question_id)) AS h
          WINDOW later AS (PARTITION BY h.question_id ORDER BY h.is_present, h.known_from)) AS followed
    WHERE known_to IS NOT NULL AND (question_text <> next_question OR answer_text <> next_answer)
"""


def find_replaced(connection: Connection) -> None:
    """Find the touched questions of which a content was replaced; to be called before the sources are merged."""
    empty(connection, REPLACED)
    run(connection, FIND_REPLACED)
    dialect_of(connection).analyze(connection, REPLACED.name, ["question_id"])


def keep_versions(connection: Connection, tally: Tally) -> None:
    """Keep what the replaced questions and their texts are; to be called before they are merged."""
    tally.of("question_version").add(Counts(inserted=run(connection, KEEP_VERSIONS)))
    tally.of("question_text_version").add(Counts(inserted=run(connection, KEEP_TEXTS)))
