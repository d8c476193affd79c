"""Joint answers: the questions that were answered on the same day with the same text."""

from sqlalchemy import Connection, true

from etl.counts import Counts
from etl.merge import Tables, candidate, delete_absent, merge

COLUMNS = ("question_id", "answer_group_id")
FOUND = """
    SELECT question_id, first_id FROM (
        SELECT q.question_id, count(*) OVER (PARTITION BY s.answer_hash, q.answered_on) AS questions,
               first_value(q.question_id) OVER (PARTITION BY s.answer_hash, q.answered_on
                                                ORDER BY q.asked_on, q.legislature, q.type, q.number) AS first_id
        FROM question_signature AS s JOIN question AS q ON q.question_id = s.question_id
        WHERE s.answer_hash IS NOT NULL AND q.answered_on IS NOT NULL) AS answered
    WHERE questions > 1
"""


def group_answers(connection: Connection, tables: Tables) -> tuple[Counts, int]:
    """Bring answer_group in line with the signatures; return its counts and how many rows it lost."""
    found = candidate(connection, FOUND, COLUMNS)
    counts = merge(connection, tables["answer_group"], found)
    return counts, delete_absent(connection, tables["answer_group"], found, true())
