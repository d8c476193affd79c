"""Whether a database is as it should be: its version, how its tables are built, and what refers to nothing."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from etl.schema import VERSION, version_of, what_to_do
from etl.structure import additional, differences, structure_of

# References that no constraint sees: derived rows without what they are derived from, and labels nobody registered.
DANGLING = {
    "questions that no source tells of": """
        SELECT count(*) FROM question AS q
        WHERE NOT EXISTS (SELECT 1 FROM question_source AS s WHERE s.question_id = q.question_id)
    """,
    "deputies that no source tells of": """
        SELECT count(*) FROM deputy AS d
        WHERE NOT EXISTS (SELECT 1 FROM deputy_source AS s WHERE s.deputy_id = d.deputy_id)
    """,
    "rows of question_source whose content was never read": """
        SELECT count(*) FROM question_source AS s
        WHERE NOT EXISTS (SELECT 1 FROM question_reading AS r
                          WHERE r.question_id = s.question_id AND r.detail = s.detail AND r.source = s.source
                            AND r.content_hash = s.content_hash)
    """,
    "questions with a ministry label that ministry_label lacks": """
        SELECT count(*) FROM question AS q
        WHERE (q.asked_ministry_label IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM ministry_label AS l WHERE l.label = q.asked_ministry_label))
           OR (q.answering_ministry_label IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM ministry_label AS l WHERE l.label = q.answering_ministry_label))
    """,
}


@dataclass(frozen=True, slots=True)
class Soundness:
    """The version found (None in an empty database), what is wrong, and the tables and views that are none of ours.

    ``is_past_mending`` tells that something is wrong which no upgrade mends.
    """

    version: int | None
    faults: tuple[str, ...] = ()
    additional: tuple[str, ...] = ()
    is_past_mending: bool = False


def soundness(engine: Engine) -> Soundness:
    """Look at a database without changing it; raise SchemaMismatch where its tables are those of something else."""
    structure = structure_of(engine)
    with engine.connect() as connection:
        version = version_of(connection)
        if version is None:
            return Soundness(version)
        broken = structure.broken(connection)
        if version != VERSION:
            return Soundness(version, (what_to_do(version), *broken), is_past_mending=bool(broken))
        found, due = structure.read(connection), structure.fresh(engine)
        faults = [*differences(found, due), *broken]
        # A table that lacks a column cannot be asked for it.
        dangling = [] if faults else _dangling(connection)
    faults += dangling
    return Soundness(version, tuple(faults), tuple(additional(found, due)), is_past_mending=bool(faults))


def _dangling(connection: Connection) -> list[str]:
    counts = ((name, connection.scalar(text(sql))) for name, sql in DANGLING.items())
    return [f"{name}: {count:,}" for name, count in counts if count]
