"""Bringing cluster_summary in line with the clusters and their questions."""

from sqlalchemy import Connection, true

from etl.counts import Counts
from etl.merge import Tables, candidate, delete_absent, merge

COLUMNS = (
    "cluster_id", "questions", "deputies", "groups", "first_asked_on", "last_asked_on", "answered", "lowest_similarity",
)  # fmt: skip
FOUND = """
    SELECT c.cluster_id, count(*), count(DISTINCT q.deputy_id), count(DISTINCT q.group_id),
           min(q.asked_on), max(q.asked_on), sum(CASE WHEN q.state = 'answered' THEN 1 ELSE 0 END),
           min(c.similarity)
    FROM question_cluster AS c JOIN question AS q ON q.question_id = c.question_id
    GROUP BY c.cluster_id
"""


def summarise_clusters(connection: Connection, tables: Tables) -> tuple[Counts, int]:
    """Bring cluster_summary in line with question_cluster; return its counts and how many rows it lost."""
    found = candidate(connection, FOUND, COLUMNS)
    counts = merge(connection, tables["cluster_summary"], found)
    return counts, delete_absent(connection, tables["cluster_summary"], found, true())
