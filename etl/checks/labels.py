"""Check of ministry labels: how many of the questions read carry one that nothing resolves."""

from etl.checks.result import ROWS_SHOWN, Result, judged, not_judged
from etl.checks.subject import Subject

# A new government brings labels that wait for a person, and must not keep questions out: that is a warning. Where
# labels used to be read and most are not any more, something else is read in their place.
WARN_PENDING = 0.05
FATAL_PENDING = 0.60
USUAL_PENDING = 0.10
QUESTIONS_TO_WARN = 20
QUESTIONS_TO_JUDGE = 200

PENDING_LABELS = "(SELECT label FROM ministry_label WHERE status = 'pending')"
IS_PENDING = f"""(q.asked_ministry_id IS NULL AND q.asked_ministry_label IN {PENDING_LABELS})
              OR (q.answering_ministry_id IS NULL AND q.answering_ministry_label IN {PENDING_LABELS})"""
READ = "q.question_id IN (SELECT question_id FROM read_question)"
COUNT = f"""
    SELECT count(*) AS total, COALESCE(sum(CASE WHEN {IS_PENDING} THEN 1 ELSE 0 END), 0) AS pending
    FROM question AS q WHERE
"""  # noqa: S608
EXAMPLES = f"""
    SELECT q.question_id FROM question AS q WHERE {READ} AND ({IS_PENDING}) ORDER BY 1 LIMIT {ROWS_SHOWN}
"""  # noqa: S608


def pending_labels(subject: Subject) -> Result:
    """Judge the share of the load's questions that carry a label waiting for a person."""
    name = "pending-labels"
    (read,) = subject.rows(f"{COUNT} {READ}")
    total, found = read.total, read.pending
    if total < QUESTIONS_TO_WARN:
        return not_judged(name, f"the load read fewer than {QUESTIONS_TO_WARN} questions")
    unusual = total >= QUESTIONS_TO_JUDGE and found / total > FATAL_PENDING and _usually_resolved(subject)
    return judged(
        name,
        found / total,
        f"{found:,} of {total:,} questions carry a ministry label that waits for a person",
        warn_above=WARN_PENDING,
        fatal_above=FATAL_PENDING if unusual else None,
        rows=(row.question_id for row in subject.rows(EXAMPLES)) if found else (),
    )


def _usually_resolved(subject: Subject) -> bool:
    """Tell whether the labels of the other questions, enough of them, are resolved nearly all."""
    (others,) = subject.rows(f"{COUNT} NOT ({READ})")
    return others.total >= QUESTIONS_TO_JUDGE and others.pending / others.total < USUAL_PENDING
