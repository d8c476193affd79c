"""Checks of single questions, taken together: what they had is still there, and their dates follow each other."""

from etl.checks.result import ROWS_SHOWN, Result, judged, not_judged
from etl.checks.subject import Subject

# A source may take an answer back, and a typing error may date one before its question: one by one they are facts.
# So many at once are a misread page.
FATAL_LOST = 0.02
FATAL_OUT_OF_ORDER = 0.05
ROWS_TO_JUDGE = 20
NONE_READ = "the load read no such question"

# The text itself is kept: the newest reading of a page or document lacks what an older one of it had.
LOST_TEXT = """
    SELECT 1 FROM question_reading AS n
    JOIN question_reading AS o
      ON o.question_id = n.question_id AND o.detail = n.detail AND o.source = n.source
     AND o.last_read_at < n.last_read_at
    WHERE n.question_id = b.question_id AND (n.has_question < o.has_question OR n.has_answer < o.has_answer)
      AND NOT EXISTS (SELECT 1 FROM question_reading AS x
                      WHERE x.question_id = n.question_id AND x.detail = n.detail AND x.source = n.source
                        AND x.last_read_at > n.last_read_at)
"""
LOST = f"""
    FROM question_before AS b
    JOIN question AS q ON q.question_id = b.question_id
    LEFT JOIN question_text AS t ON t.question_id = b.question_id
    WHERE (b.had_text = 1 AND t.question_text IS NULL) OR (b.had_answer = 1 AND t.answer_text IS NULL)
       OR (b.had_answer_date = 1 AND q.answered_on IS NULL) OR EXISTS ({LOST_TEXT})
"""
READ = "FROM question AS q WHERE q.question_id IN (SELECT question_id FROM read_question)"
IS_OUT_OF_ORDER = "(q.answered_on < q.asked_on OR q.withdrawn_on < q.asked_on)"
COUNT_CLOSED = f"""
    SELECT count(*) AS total, sum(CASE WHEN {IS_OUT_OF_ORDER} THEN 1 ELSE 0 END) AS found
    {READ} AND q.closed_on IS NOT NULL
"""
ANY_BEFORE = "SELECT 1 FROM question_before LIMIT 1"
COUNT_LOST = f"SELECT (SELECT count(*) FROM question_before) AS total, (SELECT count(*) {LOST}) AS found"  # noqa: S608


def losses(subject: Subject) -> Result:
    """Find questions of which the load's readings lack a text, an answer or its date that was there before."""
    if not subject.number(ANY_BEFORE):
        return not_judged("losses", NONE_READ)
    return _share(subject, "losses", COUNT_LOST, LOST, FATAL_LOST, "lost a text, answer or date")


def answer_order(subject: Subject) -> Result:
    """Find questions that were closed before they were asked."""
    wrong = f"{READ} AND {IS_OUT_OF_ORDER}"
    return _share(subject, "answer-order", COUNT_CLOSED, wrong, FATAL_OUT_OF_ORDER, "are closed before they are asked")


def _share(subject: Subject, name: str, counts: str, wrong: str, fatal: float, what: str) -> Result:
    """Judge how many of the load's questions a condition holds of: none may pass unseen, many are fatal."""
    (row,) = subject.rows(counts)
    total, found = row.total, row.found
    if not total:
        return not_judged(name, NONE_READ)
    shown = subject.rows(f"SELECT q.question_id {wrong} ORDER BY q.question_id LIMIT {ROWS_SHOWN}") if found else []
    return judged(
        name,
        found / total,
        f"{found:,} of {total:,} questions {what}",
        warn_above=0,
        fatal_above=fatal if found >= ROWS_TO_JUDGE else None,
        rows=(row.question_id for row in shown),
    )
