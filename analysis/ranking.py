"""Which questions a search finds, best first, the way in which each database finds them soonest.

What has all words in rubric and heading, or side by side, comes first, then what ranks higher. Ranking reads all places
of the words in a question, and counting takes longer than that where half of all questions are hits: of very many the
latest are ranked, and not all are counted.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text

MOST_RANKED = 2_000
MOST_COUNTED = 10_000

# SQLite: up to so many hits, or where the filters allow more than so many questions, hits are compared with the filters
# from the latest on; otherwise what the filters allow is found first.
MOST_COMPARED = 50_000
FEW_OF_MANY = 20_000
# PostgreSQL: of so few questions each is looked at.
FEW = 5_000
# PostgreSQL: how many of the latest questions are looked at before all others.
LATEST = 20_000

QUESTIONS = "JOIN question AS q ON q.question_id = d.question_id"
ALLOWED = "SELECT d.document_id FROM search_document AS d {questions} WHERE {conditions}"
HOW_MANY = "SELECT count(*) FROM ({allowed} LIMIT {few} + 1) AS allowed"

HITS = "SELECT count(*) FROM (SELECT 1 FROM question_search WHERE question_search MATCH :asked LIMIT {most} + 1) AS hit"
# CROSS JOIN and the plus keep SQLite from asking the index once per question. The lower bm25, the better.
COMPARED = """
    CROSS JOIN search_document AS d ON d.document_id = s.rowid {questions}
    WHERE {conditions} AND
"""
AMONG = "WHERE +s.rowid IN (SELECT document_id FROM allowed) AND"
SQLITE = """
    WITH {allowed}
    hit AS MATERIALIZED (SELECT s.rowid AS document_id, s.rank AS score FROM question_search AS s
                         {narrowed} question_search MATCH :asked ORDER BY s.rowid DESC LIMIT {counted} + 1),
    latest AS MATERIALIZED (SELECT document_id, score FROM hit ORDER BY document_id DESC LIMIT {ranked})
    SELECT document_id, -score AS score, document_id IN (
               SELECT rowid FROM question_search
               WHERE question_search MATCH :topic AND rowid >= (SELECT min(document_id) FROM latest)) AS on_topic,
           (SELECT count(*) FROM hit) AS total
    FROM latest ORDER BY on_topic DESC, latest.score, document_id DESC LIMIT :most
"""

# By the index, which the planner takes for dearer than reading all documents: it does not know how long these are.
BY_INDEX = "SET LOCAL enable_seqscan = off"
NEWEST = "SELECT max(d.document_id) FROM search_document AS d WHERE {conditions}"
# Plus zero, for to read all documents of a range would be dearer, too.
BY_WORD = """
    SELECT document_id FROM question_search
    WHERE document @@ CAST(:{looked_up} AS tsquery) AND document_id + 0 > :after AND document_id + 0 <= :newest
"""
# The index knows no places of words: a phrase is looked for in what has its words, one document after the other.
# OFFSET 0 keeps the planner from looking for it in all documents.
IN_PLACE = """
    JOIN LATERAL (SELECT document FROM question_search WHERE document_id = f.document_id OFFSET 0) AS s
      ON s.document @@ CAST(:asked AS tsquery)
"""
POSTGRESQL = """
    WITH found AS MATERIALIZED ({found}),
    narrowed AS MATERIALIZED (SELECT f.document_id FROM found AS f {joins} WHERE {conditions}),
    hit AS MATERIALIZED (SELECT f.document_id FROM narrowed AS f {in_place}
                         ORDER BY f.document_id DESC LIMIT {counted} + 1),
    latest AS MATERIALIZED (SELECT document_id FROM hit ORDER BY document_id DESC LIMIT {ranked})
    SELECT document_id, ts_rank(document, CAST(:asked AS tsquery), 1) AS score,
           document @@ CAST(:topic AS tsquery) AS on_topic, (SELECT count(*) FROM hit) AS total
    FROM latest JOIN question_search USING (document_id)
    ORDER BY on_topic DESC, score DESC, document_id DESC LIMIT :most
"""

Values = Mapping[str, object]


class Ranked(NamedTuple):
    """The best documents with their scores, the higher the better, and how many there are, or ``more``."""

    documents: Sequence[tuple[int, float]]
    total: int
    more: bool


def rank(connection: Connection, values: Values, where: Sequence[str], limit: int) -> Ranked:
    """Return the best of what is ``asked``, what is on ``topic`` first.

    ``values`` hold both as the database's own expressions, the ``words`` of phrases where these help, and what is bound
    in ``where``, which are conditions on a question q and its document d.
    """
    values = {"most": limit, **values}
    if connection.dialect.name == "postgresql":
        return _by_postgresql(connection, values, where)
    return _told(connection, _sqlite(connection, values, where), values)


def _told(connection: Connection, sql: str, values: Values) -> Ranked:
    rows = connection.execute(text(sql), values).all()
    total = rows[0].total if rows else 0
    documents = [(row.document_id, float(row.score)) for row in rows]
    return Ranked(documents, min(total, MOST_COUNTED), total > MOST_COUNTED)


def _questions(where: Sequence[str]) -> str:
    return QUESTIONS if any("q." in one for one in where) else ""


def _are_few(connection: Connection, allowed: str, values: Values, few: int) -> bool:
    return connection.scalar(text(HOW_MANY.format(allowed=allowed, few=few)), values) <= few


def _sqlite(connection: Connection, values: Values, where: Sequence[str]) -> str:
    most = {"counted": MOST_COUNTED, "ranked": MOST_RANKED}
    if not where:
        return SQLITE.format(allowed="", narrowed="WHERE", **most)
    conditions, questions = " AND ".join(where), _questions(where)
    allowed = ALLOWED.format(questions=questions, conditions=conditions)
    hits = connection.scalar(text(HITS.format(most=MOST_COMPARED)), values)
    if hits > MOST_COMPARED and _are_few(connection, allowed, values, FEW_OF_MANY):
        return SQLITE.format(allowed=f"allowed AS MATERIALIZED ({allowed}),", narrowed=AMONG, **most)
    narrowed = COMPARED.format(questions=questions.replace("JOIN", "CROSS JOIN"), conditions=conditions)
    return SQLITE.format(allowed="", narrowed=narrowed, **most)


def _by_postgresql(connection: Connection, values: Values, where: Sequence[str]) -> Ranked:
    connection.execute(text(BY_INDEX))
    conditions, questions = " AND ".join(where) or "TRUE", _questions(where)
    most = {"counted": MOST_COUNTED, "ranked": MOST_RANKED}
    allowed = ALLOWED.format(questions=questions, conditions=conditions)
    if questions and _are_few(connection, allowed, values, FEW):
        sql = POSTGRESQL.format(found=allowed, joins="", conditions="TRUE", in_place=IN_PLACE, **most)
        return _told(connection, sql, values)
    looked_up, in_place = ("words", IN_PLACE) if "words" in values else ("asked", "")
    joins = f"JOIN search_document AS d ON d.document_id = f.document_id {questions}" if where else ""
    found = BY_WORD.format(looked_up=looked_up)
    sql = POSTGRESQL.format(found=found, joins=joins, conditions=conditions, in_place=in_place, **most)
    of_documents = " AND ".join(one for one in where if "q." not in one) or "TRUE"
    newest = connection.scalar(text(NEWEST.format(conditions=of_documents)), values) or 0
    latest = _told(connection, sql, {**values, "after": newest - LATEST, "newest": newest})
    if newest <= LATEST:
        return latest
    if latest.total >= MOST_RANKED:
        return latest._replace(more=True)
    return _told(connection, sql, {**values, "after": 0, "newest": newest})
