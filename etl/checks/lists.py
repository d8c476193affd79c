"""Checks against what the question lists announce."""

from etl.checks.landed_lists import has_read_lists
from etl.checks.result import Result, judged, not_judged
from etl.checks.subject import Subject

# A list may lose an entry while it is read, and a question that was rejected is missing: one in fifty is everyday.
# One in five is no accident, and neither is it when less than twenty are missing.
WARN_MISSING = 0.02
FATAL_MISSING = 0.20
MISSING_TO_JUDGE = 20
# Where the lists announce fewer, that none came is a matter of single questions, and each has its rejection.
ITEMS_TO_JUDGE = 5

# The lists that the run read to the end, with the questions known of their deputies. Keys are 13/marc-le-fur/questions.
# Known are the questions that this source tells of; one that vanished after its list was read was still announced.
LISTS = """
    SELECT v.key, v.announced, count(q.question_id) AS known
    FROM (SELECT key, announced, CAST(substr(key, 1, 2) AS INTEGER) AS legislature,
                 substr(key, 4, length(key) - 13) AS slug,
                 substr(CAST(checked_at AS TEXT), 1, 10) AS read_on
          FROM landed_list
          WHERE settled AND announced IS NOT NULL AND key LIKE '%/questions') AS v
    JOIN (SELECT DISTINCT deputy_id, legislature, slug FROM deputy_name) AS n
      ON n.slug = v.slug AND n.legislature = v.legislature
    LEFT JOIN question AS q
      ON q.deputy_id = n.deputy_id AND q.legislature = n.legislature
     AND EXISTS (SELECT 1 FROM question_reading AS r WHERE r.question_id = q.question_id AND r.source = :source)
     AND NOT EXISTS (SELECT 1 FROM absence AS a
                     WHERE a.question_id = q.question_id AND a.source = :source
                       AND substr(CAST(a.found_at AS TEXT), 1, 10) <= v.read_on)
    GROUP BY v.key, v.announced
"""
LISTS_LOOKED_AT = "SELECT count(*) FROM landed_list"
OPEN = """
    SELECT DISTINCT q.legislature FROM question AS q
    WHERE q.state IN ('pending', 'announced')
      AND EXISTS (SELECT 1 FROM question_reading AS r WHERE r.question_id = q.question_id AND r.source = :source)
      AND NOT EXISTS (SELECT 1 FROM absence AS a WHERE a.question_id = q.question_id AND a.source = :source)
"""


def list_counts(subject: Subject) -> Result:
    """Hold what is known of each deputy against the count of their list, where it was read to the end."""
    name = "list-counts"
    if not subject.reads_lists_whole:
        return not_judged(name, "the run was not asked for whole lists")
    lists = subject.rows(LISTS, source=subject.run.source)
    announced = sum(row.announced for row in lists)
    if not announced:
        return not_judged(name, "no list was read to its end")
    missing = {row.key: row.announced - row.known for row in lists if row.announced > row.known}
    total = sum(missing.values())
    return judged(
        name,
        total / announced,
        f"{total:,} of {announced:,} questions that {len(lists):,} lists announce are not in the database",
        warn_above=WARN_MISSING,
        fatal_above=FATAL_MISSING if total >= MISSING_TO_JUDGE else None,
        rows=sorted(missing, key=lambda key: -missing[key]),
    )


def items_expected(subject: Subject) -> Result:
    """Find a run that ended well and brought nothing where there was something to bring."""
    name = "items-expected"
    run = subject.run
    if run.finish_reason != "finished" or run.failed or not run.requests or not subject.reads_lists_whole:
        return not_judged(name, "the run did not read whole lists to a good end")
    lists = subject.number(LISTS_LOOKED_AT)
    announced = sum(row.announced for row in subject.rows(LISTS, source=run.source))
    if subject.landed_questions:
        landed = "landed some"
        missing = False
    else:
        landed = "landed none"
        missing = _was_to_land(subject, announced) or (not lists and _had_lists(subject))
    return judged(
        name,
        float(missing),
        f"the run read {lists:,} question lists that announce {announced:,} questions, and {landed}",
        warn_above=0,
        fatal_above=None if 0 < announced < ITEMS_TO_JUDGE else 0,
    )


def _was_to_land(subject: Subject, announced: int) -> bool:
    """Tell whether there was a question to land: a night, and a run that goes on, may find all of them known."""
    return announced > 0 and not subject.is_night and subject.run.continues is None


def _had_lists(subject: Subject) -> bool:
    """Tell whether there must be a list to read: a night reads those of deputies with an open question.

    A night that goes on from one cut short need not read again what that one read.
    """
    if subject.is_night:
        found = subject.rows(OPEN, source=subject.run.source)
        is_open = {row.legislature for row in found}.intersection(subject.run.scope["legislatures"])
        return bool(is_open) and not has_read_lists(subject.folder / "plan.jsonl")
    return subject.run.continues is None and not subject.run.scope.get("deputies")
