"""What the database says of each record, for whoever reads the same pages again."""

from sqlalchemy import Engine, text

# What has an open rejection is to be loaded again even where nothing differs: that closes it.
QUESTIONS = """
    SELECT s.question_id, s.detail, s.content_hash, s.state FROM question_source AS s
    WHERE s.source = :source
      AND NOT EXISTS (SELECT 1 FROM rejection AS r WHERE r.key = s.question_id AND r.replayed_at IS NULL)
"""
DEPUTIES = """
    SELECT CAST(s.legislature AS TEXT) || '/' || s.deputy_id, s.detail, s.content_hash, '' FROM deputy_source AS s
    WHERE s.source = :source
      AND NOT EXISTS (SELECT 1 FROM rejection AS r
                      WHERE r.key = CAST(s.legislature AS TEXT) || '/' || s.slug AND r.replayed_at IS NULL)
"""


# What the source said when it was last asked.
ABSENT = "SELECT key FROM visit WHERE source = :source AND http_status IN (404, 410) AND key LIKE 'QANR5L%'"
ARCHIVES = "SELECT key, listed FROM visit WHERE source = :source AND key LIKE '%.zip/read' AND listed IS NOT NULL"


def known_absences(engine: Engine, source: str) -> frozenset[str]:
    """Return the ids of the questions that a source no longer has, or never had."""
    with engine.connect() as connection:
        return frozenset(connection.execute(text(ABSENT), {"source": source}).scalars())


def read_archives(engine: Engine, source: str) -> dict[str, str]:
    """Return key ("17/questions.json.zip/read") → SHA-256 of the archives of which all that was read is loaded."""
    with engine.connect() as connection:
        return {row.key: row.listed for row in connection.execute(text(ARCHIVES), {"source": source})}


def known_records(engine: Engine, source: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Return (key, detail) → (content hash, state) of all that a source says; a deputy's key is like "13/PA1874"."""
    with engine.connect() as connection:
        rows = [row for sql in (QUESTIONS, DEPUTIES) for row in connection.execute(text(sql), {"source": source})]
    return {(key, detail): (content_hash, state) for key, detail, content_hash, state in rows}
