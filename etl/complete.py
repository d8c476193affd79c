"""Which legislatures need no more nights: those that ended, with every list settled and every question closed."""

from datetime import date

from sqlalchemy import Connection, Engine, text

from etl.whole import read_whole
from parliament.legislatures import LEGISLATURES

UNSETTLED = """
    SELECT count(*) FROM (SELECT DISTINCT deputy_id FROM deputy_source
                          WHERE source = :source AND legislature = :legislature) AS d
    WHERE NOT EXISTS (SELECT 1 FROM deputy_name AS n
                      JOIN visit AS v ON v.source = :source AND v.settled
                                     AND v.key = :prefix || n.slug || '/questions'
                      WHERE n.deputy_id = d.deputy_id AND n.legislature = :legislature)
"""
OPEN = """
    SELECT count(*) FROM question AS q
    WHERE q.legislature = :legislature AND q.state IN ('pending', 'announced')
      AND EXISTS (SELECT 1 FROM question_reading AS r WHERE r.question_id = q.question_id AND r.source = :source)
      AND NOT EXISTS (SELECT 1 FROM absence AS a WHERE a.question_id = q.question_id AND a.source = :source)
"""


def complete_legislatures(engine: Engine, source: str, today: date) -> frozenset[int]:
    """Return the legislatures that ended before a day and of which the source can tell nothing more."""
    with engine.connect() as connection:
        # Then every deputy of them is known.
        read = read_whole(connection, source)
        ended = [one.number for one in LEGISLATURES.values() if one.ends_on is not None and one.ends_on < today]
        return frozenset(n for n in ended if n in read and _is_closed(connection, source, n))


def _is_closed(connection: Connection, source: str, legislature: int) -> bool:
    asked = {"source": source, "legislature": legislature, "prefix": f"{legislature}/"}
    unsettled = connection.scalar(text(UNSETTLED), asked)
    return not unsettled and not connection.scalar(text(OPEN), {"source": source, "legislature": legislature})
