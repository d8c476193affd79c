"""Filling an empty database: its tables are bare meanwhile, for what is made of all rows at once costs each less.

Indexes are built and references checked at the end of the same transaction: nobody ever sees bare tables, and whatever
interrupts it leaves the database as it was.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from etl.dialects import dialect_of
from etl.writing import begun

# Those that grow with every question.
TABLES = (
    "question", "question_text", "question_theme", "question_event", "question_source", "question_reading",
    "comment_count",
)  # fmt: skip
ANY_QUESTION = "SELECT question_id FROM question LIMIT 1"


def is_empty(connection: Connection) -> bool:
    """Tell whether a database holds no question."""
    return connection.scalar(text(ANY_QUESTION)) is None


@contextmanager
def filling(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that alone writes, into bare tables; to be used while they are empty."""
    dialect = dialect_of(engine)
    writer = dialect.writing(engine)
    with writer.connect() as to, dialect.unguarded(to), begun(to), dialect.bare(to, TABLES):
        yield to
