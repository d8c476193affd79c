"""Merging texts: that of the best reading which has one; documents before pages, then the newest."""

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import Connection, text

from etl.counts import Counts, Tally
from etl.dialects import dialect_of
from etl.merge import Tables, candidate, merge
from etl.staging import Staging, fill

# The staged questions are without their texts, so that no sort and no join drags them along; these are by line, each
# after the question_id.
Texts = Mapping[int, tuple[str, str | None, str | None]]

COLUMNS = ("question_id", "question_text", "answer_text")
STAGED = Staging(
    "staged_text", (("question_id", "TEXT PRIMARY KEY"), ("question_text", "TEXT"), ("answer_text", "TEXT"))
)

LONE_LINES = """
    SELECT s.line FROM touched AS t JOIN staged_question AS s ON s.question_id = t.question_id ORDER BY s.line
"""
LINES = """
    SELECT t.question_id, max(CASE WHEN r.has_question = 1 AND r.question_place = 1 THEN s.line END) AS question_line,
           max(CASE WHEN r.has_answer = 1 AND r.answer_place = 1 THEN s.line END) AS answer_line
    FROM touched AS t
    LEFT JOIN (SELECT r.question_id, r.detail, r.source, r.content_hash, r.has_question, r.has_answer,
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
      ON r.question_id = t.question_id
    LEFT JOIN staged_question AS s
      ON s.question_id = r.question_id AND s.detail = r.detail AND s.source = r.source
     AND s.content_hash = r.content_hash
    GROUP BY t.question_id
"""
# Where the best reading is not at hand, its text stands already.
TEXTS = """
    SELECT s.question_id, COALESCE(s.question_text, q.question_text), COALESCE(s.answer_text, q.answer_text)
    FROM staged_text AS s LEFT JOIN question_text AS q ON q.question_id = s.question_id
"""


def texts_of(frame: pd.DataFrame) -> Texts:
    """Return the texts of landed questions by their lines."""
    columns = (frame[name].tolist() for name in COLUMNS)
    return dict(zip(frame["line"].tolist(), zip(*columns, strict=True), strict=True))


def add_lone_texts(connection: Connection, tally: Tally, texts: Texts) -> None:
    """Add the texts of the touched questions, which are lone."""
    rows = [texts[line] for line in connection.execute(text(LONE_LINES)).scalars().all()]
    dialect_of(connection).insert_rows(connection, "question_text", COLUMNS, rows)
    tally.of("question_text").add(Counts(inserted=len(rows)))


def stage_texts(connection: Connection, texts: Texts) -> None:
    """Stage the texts of the touched questions, as far as the best readings are at hand."""
    rows = [
        (row.question_id, _text(texts, row.question_line, 1), _text(texts, row.answer_line, 2))
        for row in connection.execute(text(LINES))
    ]
    fill(connection, STAGED, pd.DataFrame(rows, columns=STAGED.names, dtype=object))


def merge_texts(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Merge the staged texts; a text that a later reading lacks is kept."""
    tally.of("question_text").add(merge(connection, tables["question_text"], candidate(connection, TEXTS, COLUMNS)))


def _text(texts: Texts, line: int | None, place: int) -> str | None:
    return None if line is None else texts[line][place]
