"""Signing texts: question_signature brought in line with the texts, of those questions alone whose texts changed."""

from collections.abc import Callable, Iterator
from hashlib import blake2b

from sqlalchemy import Connection, Row, text

from etl.dialects import dialect_of
from etl.merge import count, run
from etl.sketches import FEWEST_WORDS, rules, sketches_of, words_in
from etl.staging import Staging, create, drop

Progress = Callable[[int, int], None]

CHUNK = 2_000
# Characters but white space; "Transmis au ministre." on one day is no joint answer.
SHORTEST_ANSWER = 150
COLUMNS = ("question_id", "signed", "words", "sketch", "answer_hash")
UNSIGNED = Staging("unsigned_question", (("question_id", "TEXT PRIMARY KEY"), ("signed", "TEXT")))
# The contents that the texts of a question were taken from, by the order of etl/texts.py. The hash of the question will
# not do: it is of the contents that stand, and a text that the present one lacks comes from an earlier content.
SIGNED = """
    :rules || max(CASE WHEN has_question = 1 AND place = 1 THEN ' ' || substr(content_hash, 1, 16) ELSE '' END)
           || max(CASE WHEN has_answer = 1 AND answer_place = 1 THEN ' / ' || substr(content_hash, 1, 16) ELSE '' END)
"""
# Most questions have a single content: nothing of them is to be put in order.
TAKEN = f"""
    SELECT question_id, {SIGNED} AS signed
    FROM (SELECT question_id, has_question, has_answer, content_hash, 1 AS place, 1 AS answer_place
          FROM question_reading) AS single
    GROUP BY question_id HAVING count(*) = 1
    UNION ALL
    SELECT question_id, {SIGNED} AS signed
    FROM (SELECT r.question_id, r.has_question, r.has_answer, r.content_hash,
                 row_number() OVER (PARTITION BY r.question_id, r.has_question ORDER BY {{order}}) AS place,
                 row_number() OVER (PARTITION BY r.question_id, r.has_answer ORDER BY {{order}}) AS answer_place
          FROM (SELECT question_id FROM question_reading GROUP BY question_id HAVING count(*) > 1) AS several
          JOIN question_reading AS r ON r.question_id = several.question_id
          JOIN witness AS w ON w.source = r.source AND w.detail = r.detail) AS ordered
    GROUP BY question_id
""".format(order="w.place, r.last_read_at DESC, r.parsed_at DESC, r.content_hash")  # noqa: S608
FIND = f"""
    INSERT INTO unsigned_question (question_id, signed)
    SELECT t.question_id, t.signed FROM ({TAKEN}) AS t
    LEFT JOIN question_signature AS s ON s.question_id = t.question_id
    WHERE s.signed IS DISTINCT FROM t.signed
"""  # noqa: S608
FORGET = "DELETE FROM question_signature WHERE question_id IN (SELECT question_id FROM unsigned_question)"
NEXT = """
    SELECT u.question_id, u.signed, t.question_text, t.answer_text
    FROM (SELECT question_id, signed FROM unsigned_question WHERE question_id > :after
          ORDER BY question_id LIMIT :chunk) AS u
    LEFT JOIN question_text AS t ON t.question_id = u.question_id
    ORDER BY u.question_id
"""


def sign(connection: Connection, *, anew: bool = False, progress: Progress | None = None) -> int:
    """Sign the texts that changed since they were signed, or all of them; return how many questions that were.

    ``progress`` is told the questions done and how many there are to do.
    """
    if anew:
        run(connection, "DELETE FROM question_signature")
    create(connection, [UNSIGNED])
    run(connection, FIND, rules=rules())
    dialect_of(connection).analyze(connection, UNSIGNED.name, ["question_id"])
    run(connection, FORGET)
    total, done = count(connection, "SELECT count(*) FROM unsigned_question"), 0
    for rows in _chunks(connection):
        dialect_of(connection).insert_rows(connection, "question_signature", COLUMNS, _signed(rows))
        done += len(rows)
        if progress is not None:
            progress(done, total)
    drop(connection, [UNSIGNED])
    return total


def _chunks(connection: Connection) -> Iterator[list[Row[tuple[str, str, str | None, str | None]]]]:
    after = ""
    while rows := list(connection.execute(text(NEXT), {"after": after, "chunk": CHUNK})):
        yield rows
        after = rows[-1].question_id


def _signed(rows: list[Row[tuple[str, str, str | None, str | None]]]) -> Iterator[tuple[object, ...]]:
    found = [words_in(row.question_text) for row in rows]
    telling = [words for words in found if len(words) >= FEWEST_WORDS]
    sketches = iter(sketches_of(telling))
    for row, words in zip(rows, found, strict=True):
        tells = len(words) >= FEWEST_WORDS
        sketch = next(sketches).tobytes() if tells else None
        yield row.question_id, row.signed, words.tobytes() if tells else None, sketch, _answer_hash(row.answer_text)


def _answer_hash(answer: str | None) -> str | None:
    """Return the hash of an answer without what sources print differently: white space and apostrophes."""
    if answer is None:
        return None
    bare = "".join(answer.split()).replace("’", "'")
    return blake2b(bare.encode(), digest_size=16).hexdigest() if len(bare) >= SHORTEST_ANSWER else None
