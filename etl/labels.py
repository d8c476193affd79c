"""The register of ministry labels: every label met, from when to when, how often."""

from sqlalchemy import Connection

from etl.counts import Tally
from etl.merge import Tables, candidate, merge, run
from etl.staging import Staging

COLUMNS = ("label", "valid_from", "status", "first_met_on", "last_met_on", "occurrences")
NOTED = Staging("noted_label", (("label", "TEXT PRIMARY KEY"),))

# What the touched questions named before, and what they name once they are merged.
NOTE = """
    INSERT INTO noted_label (label)
    SELECT named.label
    FROM (SELECT q.asked_ministry_label AS label FROM touched AS t JOIN question AS q ON q.question_id = t.question_id
          UNION
          SELECT q.answering_ministry_label FROM touched AS t JOIN question AS q ON q.question_id = t.question_id
          UNION
          SELECT asked_ministry_label FROM derived
          UNION
          SELECT answering_ministry_label FROM derived) AS named
    WHERE named.label IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM noted_label AS n WHERE n.label = named.label)
"""

# A label that was split by date counts under the row that holds on the day of asking.
MET = """
    SELECT label, valid_from, 'pending', min(asked_on), max(asked_on), sum(occurrences)
    FROM (SELECT met.label, met.asked_on, met.occurrences,
                 COALESCE((SELECT max(l.valid_from) FROM ministry_label AS l
                           WHERE l.label = met.label AND l.valid_from <= met.asked_on), '1958-10-04') AS valid_from
          FROM (SELECT label, asked_on, count(*) AS occurrences
                FROM (SELECT n.label, q.asked_on
                      FROM noted_label AS n JOIN question AS q ON q.asked_ministry_label = n.label
                      UNION ALL
                      SELECT n.label, q.asked_on
                      FROM noted_label AS n JOIN question AS q ON q.answering_ministry_label = n.label) AS named
                GROUP BY label, asked_on) AS met) AS dated
    GROUP BY label, valid_from
"""

MET_NO_MORE = """
    label IN (SELECT n.label FROM noted_label AS n)
    AND NOT EXISTS (SELECT 1 FROM candidate AS c
                    WHERE c.label = ministry_label.label AND c.valid_from = ministry_label.valid_from)
"""


def note_labels(connection: Connection) -> None:
    """Note the labels whose counts the touched questions may change, before those are merged."""
    run(connection, NOTE)


def count_labels(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Bring the counts of the noted labels in line with the questions; what a person resolved stays resolved."""
    counts = merge(connection, tables["ministry_label"], candidate(connection, MET, COLUMNS), first_only=("status",))
    counts.updated += run(connection, f"DELETE FROM ministry_label WHERE status = 'pending' AND {MET_NO_MORE}")  # noqa: S608
    counts.updated += run(
        connection,
        "UPDATE ministry_label SET occurrences = 0, first_met_on = NULL, last_met_on = NULL "  # noqa: S608
        f"WHERE occurrences > 0 AND {MET_NO_MORE}",
    )
    tally.of("ministry_label").add(counts)
