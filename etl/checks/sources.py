"""Check of one source against another: whether it lacks questions of a legislature that the other has."""

from etl.checks.result import ROWS_SHOWN, Result, judged, not_judged
from etl.checks.subject import Subject
from etl.whole import read_whole, whole_legislatures
from parliament.sources import SOURCES

# Each source misses a few: published late, withdrawn early, asked twice. One in a hundred is a hole.
WARN_LACKING = 0.01
LACKING_TO_JUDGE = 20

# Questions that one source tells of, and which of them the other does not.
LACKING = """
    FROM question AS q
    WHERE q.legislature = :legislature AND q.type = 'QE'
      AND EXISTS (SELECT 1 FROM question_source AS o WHERE o.question_id = q.question_id AND o.source = :other)
"""
NOT_TOLD = """
    NOT EXISTS (SELECT 1 FROM question_source AS s WHERE s.question_id = q.question_id AND s.source = :source)
"""
COUNT = f"SELECT count(*) AS total, COALESCE(sum(CASE WHEN {NOT_TOLD} THEN 1 ELSE 0 END), 0) AS lacking {LACKING}"
EXAMPLES = f"SELECT q.question_id {LACKING} AND {NOT_TOLD} ORDER BY q.number LIMIT {ROWS_SHOWN}"


def source_gaps(subject: Subject) -> Result:
    """Judge the share of a legislature's questions that one source lacks, where two were read whole."""
    name = "source-gaps"
    read = {source: read_whole(subject.connection, source) for source in SOURCES}
    concerned = whole_legislatures(subject.run.scope)
    results = [
        _judge(subject, name, legislature, source, other)
        for source in SOURCES
        for other in SOURCES
        if source != other and subject.run.source in (source, other)
        for legislature in sorted(read[source] & read[other] & concerned)
    ]
    if not results:
        return not_judged(name, "the run read no legislature whole of which another source was read whole, too")
    return max(results, key=lambda result: (not result.passed, result.measured or 0))


def _judge(subject: Subject, name: str, legislature: int, source: str, other: str) -> Result:
    asked = {"legislature": legislature, "source": source, "other": other}
    (row,) = subject.rows(COUNT, **asked)
    few = row.lacking < LACKING_TO_JUDGE
    return judged(
        name,
        0.0 if few else row.lacking / row.total,
        f"{SOURCES[source].name} lacks {row.lacking:,} of the {row.total:,} questions of legislature {legislature} "
        f"that {SOURCES[other].name} has",
        warn_above=WARN_LACKING,
        fatal_above=None,
        rows=() if few else (found.question_id for found in subject.rows(EXAMPLES, **asked)),
    )
