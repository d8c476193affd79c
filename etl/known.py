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


def known_records(engine: Engine, source: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Return (key, detail) → (content hash, state) of all that a source says; a deputy's key is like "13/PA1874"."""
    with engine.connect() as connection:
        rows = [row for sql in (QUESTIONS, DEPUTIES) for row in connection.execute(text(sql), {"source": source})]
    return {(key, detail): (content_hash, state) for key, detail, content_hash, state in rows}
