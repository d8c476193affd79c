"""Merging texts: that of the best reading which has one; documents before pages, then the newest."""

from sqlalchemy import Connection

from etl.counts import Tally
from etl.dialects import dialect_of
from etl.merge import Candidate, Tables, merge, rows_of, run
from etl.staging import Staging, empty

# Lines of the staged questions, so that no sort and no join drags the texts along.
CHOICE = Staging(
    "text_choice",
    (("question_id", "TEXT PRIMARY KEY"), ("question_line", "INTEGER"), ("answer_line", "INTEGER")),
)
COLUMNS = ("question_id", "question_text", "answer_text")

FIND_CHOICE = """
    INSERT INTO text_choice (question_id, question_line, answer_line)
    SELECT s.question_id, max(CASE WHEN r.has_question = 1 AND r.question_place = 1 THEN s.line END),
           max(CASE WHEN r.has_answer = 1 AND r.answer_place = 1 THEN s.line END)
    FROM (SELECT r.question_id, r.detail, r.source, r.content_hash, r.has_question, r.has_answer,
                 row_number() OVER (PARTITION BY r.question_id, r.has_question
                                    ORDER BY r.detail, r.last_read_at DESC, r.parsed_at DESC, r.source,
                                             r.content_hash)
                     AS question_place,
                 row_number() OVER (PARTITION BY r.question_id, r.has_answer
                                    ORDER BY r.detail, r.last_read_at DESC, r.parsed_at DESC, r.source,
                                             r.content_hash)
                     AS answer_place
          FROM touched AS t
          JOIN question_reading AS r ON r.question_id = t.question_id) AS r
    JOIN staged_question AS s
      ON s.question_id = r.question_id AND s.detail = r.detail AND s.source = r.source
     AND s.content_hash = r.content_hash
    GROUP BY s.question_id
"""

# Where the best reading is not at hand, its text stands already.
TEXTS = """
    SELECT t.question_id, COALESCE(q.question_text, stands.question_text), COALESCE(a.answer_text, stands.answer_text)
    FROM touched AS t
    LEFT JOIN text_choice AS c ON c.question_id = t.question_id
    LEFT JOIN staged_question AS q ON q.line = c.question_line
    LEFT JOIN staged_question AS a ON a.line = c.answer_line
    LEFT JOIN question_text AS stands ON stands.question_id = t.question_id
"""


def merge_texts(connection: Connection, tables: Tables, tally: Tally, touched: int) -> None:
    """Merge the texts of so many touched questions; a text that a later reading lacks is kept."""
    empty(connection, CHOICE)
    run(connection, FIND_CHOICE)
    dialect_of(connection).analyze(connection, CHOICE.name, ["question_id"])
    found = Candidate(rows_of(connection, TEXTS, COLUMNS), touched)
    tally.of("question_text").add(merge(connection, tables["question_text"], found))
