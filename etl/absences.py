"""Questions that sources show no more: they are kept, and dated once no source shows them.

A source shows a question when its page is there, when a list names it, or when it is read; it does not once its page
was found to be gone since. Absences from before a question was last shown are forgotten, so that what is left, and the
day it gives, follows from all visits and readings whatever the order in which they are loaded.
"""

from sqlalchemy import Connection, text

from etl.counts import Tally
from etl.merge import run

ADD = """
    INSERT INTO absence (source, question_id, found_at)
    SELECT DISTINCT s.source, s.key, s.checked_at FROM staged_visit AS s
    WHERE s.http_status IN (404, 410) AND s.listed IS NULL AND s.key LIKE 'QANR5L%' AND s.key NOT LIKE '%/%'
      AND NOT EXISTS (SELECT 1 FROM absence AS a
                      WHERE a.question_id = s.key AND a.source = s.source AND a.found_at = s.checked_at)
"""
FORGET = """
    DELETE FROM absence
    WHERE question_id IN ({concerned})
      AND (EXISTS (SELECT 1 FROM visit AS v
                   WHERE v.source = absence.source AND v.key = absence.question_id
                     AND v.last_shown_at > absence.found_at)
           OR EXISTS (SELECT 1 FROM question_reading AS r
                      WHERE r.question_id = absence.question_id AND r.source = absence.source
                        AND r.last_read_at > absence.found_at))
"""
# A source tells of a question when it was read, or when its page was there though nothing was read of it.
SHOWS = """
    (EXISTS (SELECT 1 FROM question_reading AS r WHERE r.question_id = question.question_id AND r.source = one.source)
     OR EXISTS (SELECT 1 FROM visit AS v
                WHERE v.source = one.source AND v.key = question.question_id AND v.last_shown_at IS NOT NULL))
"""
VANISHED_ON = f"""
    (SELECT CASE WHEN count(*) = count(told.gone_at) THEN date(max(told.gone_at)) END
     FROM (SELECT (SELECT min(a.found_at) FROM absence AS a
                   WHERE a.question_id = question.question_id AND a.source = one.source) AS gone_at
           FROM source AS one WHERE {SHOWS}) AS told)
"""  # noqa: S608
# Only these can have vanished, or be back.
CONCERNED = """
    question_id IN ({concerned})
    AND (vanished_on IS NOT NULL OR EXISTS (SELECT 1 FROM absence AS a WHERE a.question_id = question.question_id))
"""
DATE = f"""
    UPDATE question SET vanished_on = {VANISHED_ON}
    WHERE {CONCERNED} AND vanished_on IS DISTINCT FROM {VANISHED_ON}
"""  # noqa: S608
ANY = "SELECT 1 FROM absence LIMIT 1"
VISITED = "SELECT key FROM staged_visit"
READ = "SELECT question_id FROM touched"


def note_visits(connection: Connection, tally: Tally) -> None:
    """Note which pages the staged visits found to be gone, and date the questions that vanished."""
    run(connection, ADD)
    _date(connection, tally, VISITED)


def note_readings(connection: Connection, tally: Tally) -> None:
    """Date the touched questions anew: a reading shows them."""
    _date(connection, tally, READ)


def _date(connection: Connection, tally: Tally, concerned: str) -> None:
    # Nothing vanished without one, and a load of questions that are all there need not look at each.
    if connection.scalar(text(ANY)) is None:
        return
    run(connection, FORGET.format(concerned=concerned))
    tally.of("question").updated += run(connection, DATE.format(concerned=concerned))
