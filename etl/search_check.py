"""Whether the search index holds what the texts say."""

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from etl.merge import count, run
from etl.search_index import left_to_index
from etl.search_rows import vector
from etl.writing import writing

REPAIR = "'questions index --anew' makes it anew"
# With rank 1 the texts are compared, too.
INTEGRITY = "INSERT INTO question_search (question_search, rank) VALUES ('integrity-check', 1)"
WITHOUT_ROW = """
    SELECT count(*) FROM search_document AS d
    WHERE NOT EXISTS (SELECT 1 FROM question_search AS s WHERE s.document_id = d.document_id)
"""
CONTENT = """
    SELECT c.document_id, c.question_id, c.rubric, c.heading, c.question_text, c.answer_text,
           CAST(s.document AS text) AS document
    FROM search_content AS c JOIN question_search AS s ON s.document_id = c.document_id
"""
SAME = text("SELECT CAST(:found AS tsvector) = CAST(:due AS tsvector)")


def index_faults(engine: Engine) -> list[str]:
    """Return, one sentence each, what is wrong with the search index; reads all texts.

    What waits to be indexed is no fault, but cannot be compared.
    """
    with writing(engine) as connection:
        if waiting := left_to_index(connection):
            return [f"{waiting:,} questions wait for the search index: run 'questions index', then check again"]
        match connection.dialect.name:
            case "sqlite":
                return _of_sqlite(connection)
            case "postgresql":
                return _of_postgresql(connection)
            case other:
                raise ValueError(f"no search index on {other}")


def _of_sqlite(connection: Connection) -> list[str]:
    try:
        run(connection, INTEGRITY)
    except DatabaseError as error:
        return [f"the search index does not hold what the texts say ({error.orig}): {REPAIR}"]
    return []


def _of_postgresql(connection: Connection) -> list[str]:
    lacking = count(connection, WITHOUT_ROW)
    rows = connection.execute(text(CONTENT), execution_options={"yield_per": 1000})
    others = sum(not connection.scalar(SAME, {"found": row.document, "due": vector(row[:6])}) for row in rows)
    found = (("lacks", lacking), ("holds other words of", others))
    return [f"the search index {what} {number:,} questions: {REPAIR}" for what, number in found if number]
