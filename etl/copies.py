"""Copied questions and joint answers: found among all texts, brought up to date after loads."""

import time
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from etl.cluster_summaries import summarise_clusters
from etl.clustering import cluster
from etl.joint_answers import group_answers
from etl.merge import CANDIDATE, reflect
from etl.signing import Progress, sign
from etl.staging import drop
from etl.writing import writing

TOTALS = """
    SELECT (SELECT count(DISTINCT cluster_id) FROM question_cluster) AS clusters,
           (SELECT count(*) FROM question_cluster) AS clustered,
           (SELECT count(DISTINCT answer_group_id) FROM answer_group) AS joint_answers,
           (SELECT count(*) FROM answer_group) AS jointly_answered
"""


@dataclass(frozen=True, slots=True)
class CopiesReport:
    """What one call did: questions signed, rows written (deleted ones among them); and how many there are."""

    signed: int
    written: int
    clusters: int
    clustered: int
    joint_answers: int
    jointly_answered: int
    seconds: float


def refresh_copies(engine: Engine, *, anew: bool = False, progress: Progress | None = None) -> CopiesReport:
    """Bring question_signature, question_cluster, cluster_summary and answer_group in line, in one transaction.

    Only texts that changed are signed, all with ``anew``; clusters follow from all signatures, and rows are written
    where they differ. The outcome depends on the texts alone, not on the order in which they came. ``progress`` is told
    the questions signed and how many there are to sign. Raises DatabaseBusy when another writer takes too long.
    """
    began = time.perf_counter()
    with writing(engine) as connection:
        signed = sign(connection, anew=anew, progress=progress)
        written = _follow(connection, clusters=bool(signed) or anew)
        totals = connection.execute(text(TOTALS)).one()._mapping
    return CopiesReport(signed=signed, written=written, **totals, seconds=time.perf_counter() - began)


def _follow(connection: Connection, *, clusters: bool) -> int:
    """Work out joint answers, clusters where asked to, and what these come to; return how many rows were written."""
    tables = reflect(connection)
    done = [group_answers(connection, tables)]
    # Most of the work, and nothing comes of it while no text has changed.
    if clusters:
        done.append(cluster(connection, tables))
    # Answers come to questions whose texts stay.
    done.append(summarise_clusters(connection, tables))
    drop(connection, [CANDIDATE])
    return sum(counts.inserted + counts.updated + lost for counts, lost in done)
