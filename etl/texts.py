"""Merging texts: that of the best reading which has one, of the most believed witness, then the newest.

The texts of the other contents are kept beside it, where they are others.
"""

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import Connection, text

from etl.counts import Counts, Tally
from etl.dialects import dialect_of
from etl.merge import Tables, candidate, merge, run
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
                                         ORDER BY w.place, r.last_read_at DESC, r.parsed_at DESC, r.content_hash)
                          AS question_place,
                      row_number() OVER (PARTITION BY r.question_id, r.has_answer
                                         ORDER BY w.place, r.last_read_at DESC, r.parsed_at DESC, r.content_hash)
                          AS answer_place
               FROM touched AS t
               JOIN question_reading AS r ON r.question_id = t.question_id
               JOIN witness AS w ON w.source = r.source AND w.detail = r.detail) AS r
      ON r.question_id = t.question_id
    LEFT JOIN staged_question AS s
      ON s.question_id = r.question_id AND s.detail = r.detail AND s.source = r.source
     AND s.content_hash = r.content_hash
    GROUP BY t.question_id
"""
# The touched contents at hand.
AT_HAND = """
    SELECT s.line, s.source, s.question_id, s.detail, s.content_hash
    FROM touched AS t JOIN staged_question AS s ON s.question_id = t.question_id
"""
OTHER = Staging(
    "other_text",
    (
        ("source", "TEXT"),
        ("question_id", "TEXT"),
        ("detail", "TEXT"),
        ("content_hash", "TEXT"),
        ("question_text", "TEXT"),
        ("answer_text", "TEXT"),
    ),
)
STAGING = (STAGED, OTHER)
SAME = """
    {0}.question_id = {1}.question_id AND {0}.detail = {1}.detail AND {0}.source = {1}.source
    AND {0}.content_hash = {1}.content_hash
"""
# A text about to be written over is that of every content which has one and none of its own.
DISPLACED = """
    FROM staged_text AS s
    JOIN question_text AS t ON t.question_id = s.question_id
    JOIN question_reading AS r ON r.question_id = s.question_id
    WHERE ((r.has_question = 1 AND s.question_text <> t.question_text)
           OR (r.has_answer = 1 AND s.answer_text <> t.answer_text))
"""
DISPLACED_QUESTION = "CASE WHEN r.has_question = 1 AND s.question_text <> t.question_text THEN t.question_text END"
DISPLACED_ANSWER = "CASE WHEN r.has_answer = 1 AND s.answer_text <> t.answer_text THEN t.answer_text END"
ITS_OWN = SAME.format("r", "question_source_text")
KEEP_BESIDE = f"""
    UPDATE question_source_text
    SET question_text = COALESCE(question_text, (SELECT {DISPLACED_QUESTION} {DISPLACED} AND {ITS_OWN})),
        answer_text = COALESCE(answer_text, (SELECT {DISPLACED_ANSWER} {DISPLACED} AND {ITS_OWN}))
    WHERE question_id IN (SELECT question_id FROM staged_text)
"""  # noqa: S608
KEEP_DISPLACED = f"""
    INSERT INTO question_source_text (source, question_id, detail, content_hash, question_text, answer_text)
    SELECT r.source, r.question_id, r.detail, r.content_hash, {DISPLACED_QUESTION}, {DISPLACED_ANSWER}
    {DISPLACED}
      AND NOT EXISTS (SELECT 1 FROM question_source_text AS o WHERE {SAME.format("o", "r")})
"""  # noqa: S608
# What is at hand is told anew.
FORGET = f"""
    DELETE FROM question_source_text
    WHERE question_id IN (SELECT question_id FROM touched)
      AND EXISTS (SELECT 1 FROM staged_question AS s
                  WHERE {SAME.format("s", "question_source_text")})
"""  # noqa: S608
KEEP_OTHERS = """
    INSERT INTO question_source_text (source, question_id, detail, content_hash, question_text, answer_text)
    SELECT o.source, o.question_id, o.detail, o.content_hash, o.question_text, o.answer_text
    FROM other_text AS o JOIN question_text AS t ON t.question_id = o.question_id
    WHERE o.question_text <> t.question_text OR o.answer_text <> t.answer_text
"""
# A text that has become, or come back as, that of the question.
BLANK = """
    UPDATE question_source_text
    SET question_text = NULLIF(question_text, (SELECT t.question_text FROM question_text AS t
                                               WHERE t.question_id = question_source_text.question_id)),
        answer_text = NULLIF(answer_text, (SELECT t.answer_text FROM question_text AS t
                                           WHERE t.question_id = question_source_text.question_id))
    WHERE question_id IN (SELECT question_id FROM touched)
      AND EXISTS (SELECT 1 FROM question_text AS t
                  WHERE t.question_id = question_source_text.question_id
                    AND (t.question_text = question_source_text.question_text
                         OR t.answer_text = question_source_text.answer_text))
"""
# For one question its text is looked up; of many, asked whether any such exists, a database may read all texts.
DROP_SAME = """
    DELETE FROM question_source_text
    WHERE question_id IN (SELECT question_id FROM touched)
      AND NOT COALESCE((SELECT t.question_text <> question_source_text.question_text
                               OR t.answer_text <> question_source_text.answer_text
                        FROM question_text AS t WHERE t.question_id = question_source_text.question_id), FALSE)
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
    """Stage the touched questions' texts, as far as the best readings are at hand, and those of other contents."""
    best = connection.execute(text(LINES)).all()
    rows = [(row.question_id, _text(texts, row.question_line, 1), _text(texts, row.answer_line, 2)) for row in best]
    fill(connection, STAGED, pd.DataFrame(rows, columns=STAGED.names, dtype=object))
    taken = {row.question_id: (row.question_line, row.answer_line) for row in best}
    others = [
        (row.source, row.question_id, row.detail, row.content_hash, *texts[row.line][1:])
        for row in connection.execute(text(AT_HAND))
        if not _is_taken(row.line, texts[row.line], taken[row.question_id])
    ]
    fill(connection, OTHER, pd.DataFrame(others, columns=OTHER.names, dtype=object))


def merge_texts(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Merge the staged texts; a text that a later reading lacks is kept, and so are those of other contents."""
    for sql in (KEEP_BESIDE, KEEP_DISPLACED, FORGET):
        run(connection, sql)
    tally.of("question_text").add(merge(connection, tables["question_text"], candidate(connection, TEXTS, COLUMNS)))
    for sql in (KEEP_OTHERS, DROP_SAME, BLANK):
        run(connection, sql)


def _is_taken(line: int, found: tuple[str, str | None, str | None], taken: tuple[int | None, int | None]) -> bool:
    """Tell whether all texts of a content are the best ones."""
    return all(text is None or line == best for text, best in zip(found[1:], taken, strict=True))


def _text(texts: Texts, line: int | None, place: int) -> str | None:
    return None if line is None else texts[line][place]
