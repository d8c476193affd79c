"""The register of ministry labels: every label met, from when to when, how often."""

from sqlalchemy import Connection

from etl.counts import Tally
from etl.merge import Tables, merge, rows_of, run

ALL_TIMES = "1958-10-04"
COLUMNS = ("label", "valid_from", "status", "first_met_on", "last_met_on", "occurrences")

# A label that was split by date counts under the row that holds on the day of asking.
MET = """
    SELECT label, valid_from, 'pending', min(asked_on), max(asked_on), sum(occurrences)
    FROM (SELECT met.label, met.asked_on, met.occurrences,
                 COALESCE((SELECT max(l.valid_from) FROM ministry_label AS l
                           WHERE l.label = met.label AND l.valid_from <= met.asked_on), '1958-10-04') AS valid_from
          FROM (SELECT label, asked_on, count(*) AS occurrences
                FROM (SELECT asked_ministry_label AS label, asked_on FROM question
                      UNION ALL
                      SELECT answering_ministry_label, asked_on FROM question) AS named
                WHERE label IS NOT NULL
                GROUP BY label, asked_on) AS met) AS dated
    GROUP BY label, valid_from
"""

CARRIED_BY_NONE = """
    NOT EXISTS (SELECT 1 FROM question AS q WHERE q.asked_ministry_label = ministry_label.label)
    AND NOT EXISTS (SELECT 1 FROM question AS q WHERE q.answering_ministry_label = ministry_label.label)
"""


def count_labels(connection: Connection, tables: Tables, tally: Tally) -> None:
    """Bring the counts of all labels in line with the questions; what a person resolved stays resolved."""
    candidate = rows_of(connection, MET, COLUMNS)
    counts = merge(connection, tables["ministry_label"], candidate, first_only=("status",))
    counts.updated += run(connection, f"DELETE FROM ministry_label WHERE status = 'pending' AND {CARRIED_BY_NONE}")  # noqa: S608
    counts.updated += run(
        connection,
        "UPDATE ministry_label SET occurrences = 0, first_met_on = NULL, last_met_on = NULL "  # noqa: S608
        f"WHERE occurrences > 0 AND {CARRIED_BY_NONE}",
    )
    tally.of("ministry_label").add(counts)
