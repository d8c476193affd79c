"""Which questions a search finds, best first, the way in which each database finds them soonest.

What has all words in rubric and heading, or side by side, comes first, then what ranks higher. Ranking reads all places
of the words in a question, and counting takes longer than that where half of all questions are hits: of very many the
latest are ranked, and not all are counted.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text

from etl.search_rows import word_of_legislature, words_of_blocks
from parliament.records import ids_of_legislature

MOST_RANKED = 2_000
MOST_COUNTED = 10_000

# SQLite: up to so many hits, or where the filters allow more than so many questions, hits are compared with the filters
# from the latest on; otherwise what the filters allow is found first.
MOST_COMPARED = 50_000
FEW_OF_MANY = 20_000
# PostgreSQL: of so few questions each is looked at.
FEW = 5_000
# PostgreSQL: how many of the latest questions are looked at before all others, at least.
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
NEWEST = "SELECT max(document_id) FROM search_document"
# By their numbers, which have an index.
NEWEST_OF = """
    SELECT max(d.document_id)
    FROM (SELECT question_id FROM question WHERE legislature = :legislature AND type = 'QE'
          ORDER BY number DESC LIMIT 100) AS q
    JOIN search_document AS d ON d.question_id = q.question_id
"""
# What the filters allow, if that is little, to be asked for by name: found twice, it takes twice as long.
ALLOWED_IDS = "SELECT array_agg(document_id) FROM ({allowed} LIMIT {few} + 1) AS allowed"
BY_ID = "SELECT unnest(CAST(:allowed AS BIGINT[])) AS document_id"
NARROWED = f"JOIN search_document AS d ON d.document_id = f.document_id {QUESTIONS} WHERE {{conditions}}"
BY_WORD = "SELECT document_id FROM question_search WHERE document @@ CAST(:looked_up AS tsquery)"
# The index knows no places of words: a phrase is looked for in what has its words, one document after the other.
# OFFSET 0 keeps the planner from looking for it in all documents; of very many hits no more are looked for than ranked.
IN_PLACE = """
    JOIN LATERAL (SELECT document FROM question_search WHERE document_id = f.document_id OFFSET 0) AS s
      ON s.document @@ CAST(:asked AS tsquery)
"""
POSTGRESQL = """
    WITH found AS MATERIALIZED ({found}),
    narrowed AS MATERIALIZED (SELECT f.document_id FROM found AS f {narrowed}),
    hit AS MATERIALIZED (SELECT f.document_id
                         FROM (SELECT document_id FROM narrowed ORDER BY document_id DESC OFFSET 0) AS f {in_place}
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


def rank(
    connection: Connection, values: Values, where: Sequence[str], limit: int, legislatures: Sequence[int] = ()
) -> Ranked:
    """Return the best of what is ``asked``, what is on ``topic`` first.

    ``values`` hold both as the database's own expressions, the ``words`` of phrases where these help, and what is bound
    in ``where``, which are conditions on a question q; ``legislatures`` allow only theirs.
    """
    values = {"most": limit, **values}
    if connection.dialect.name == "postgresql":
        return _postgresql(connection, values, where, legislatures)
    return _told(connection, _sqlite(connection, values, where, legislatures), values, MOST_COUNTED)


def _told(connection: Connection, sql: str, values: Values, counted: int) -> Ranked:
    rows = connection.execute(text(sql), values).all()
    total = rows[0].total if rows else 0
    documents = [(row.document_id, float(row.score)) for row in rows]
    return Ranked(documents, min(total, counted), total > counted)


def _of(legislatures: Sequence[int]) -> list[str]:
    """Return the condition that a document is of some legislatures, none for all.

    By the beginning of its id: the index of these alone is read, and no question.
    """
    ids = ("d.question_id BETWEEN '{}' AND '{}'".format(*ids_of_legislature(number)) for number in legislatures)
    return [f"({' OR '.join(ids)})"] if legislatures else []


def _are_few(connection: Connection, allowed: str, values: Values, few: int) -> bool:
    return connection.scalar(text(HOW_MANY.format(allowed=allowed, few=few)), values) <= few


def _sqlite(connection: Connection, values: Values, where: Sequence[str], legislatures: Sequence[int]) -> str:
    most = {"counted": MOST_COUNTED, "ranked": MOST_RANKED}
    conditions = " AND ".join([*where, *_of(legislatures)])
    if not conditions:
        return SQLITE.format(allowed="", narrowed="WHERE", **most)
    questions = QUESTIONS if where else ""
    allowed = ALLOWED.format(questions=questions, conditions=conditions)
    hits = connection.scalar(text(HITS.format(most=MOST_COMPARED)), values)
    if hits > MOST_COMPARED and _are_few(connection, allowed, values, FEW_OF_MANY):
        return SQLITE.format(allowed=f"allowed AS MATERIALIZED ({allowed}),", narrowed=AMONG, **most)
    narrowed = COMPARED.format(questions=questions.replace("JOIN", "CROSS JOIN"), conditions=conditions)
    return SQLITE.format(allowed="", narrowed=narrowed, **most)


def _postgresql(connection: Connection, values: Values, where: Sequence[str], legislatures: Sequence[int]) -> Ranked:
    connection.execute(text(BY_INDEX))
    conditions = " AND ".join([*where, *_of(legislatures)])
    if where:
        allowed = ALLOWED.format(questions=QUESTIONS, conditions=conditions)
        few = connection.scalar(text(ALLOWED_IDS.format(allowed=allowed, few=FEW)), values) or []
        if len(few) <= FEW:
            most = {"counted": MOST_COUNTED, "ranked": MOST_RANKED}
            sql = POSTGRESQL.format(found=BY_ID, narrowed="", in_place=IN_PLACE, **most)
            return _told(connection, sql, {**values, "allowed": few}, MOST_COUNTED)
    within = [word_of_legislature(number) for number in legislatures]
    newest = _newest(connection, legislatures)
    latest = _by_word(connection, values, where, within, words_of_blocks(newest - LATEST, newest))
    if newest <= LATEST and not legislatures:
        return latest
    if latest.total >= MOST_RANKED:
        return latest._replace(more=True)
    return _by_word(connection, values, where, within)


def _by_word(connection: Connection, values: Values, where: Sequence[str], *within: Sequence[str]) -> Ranked:
    """Rank what the index has, ``within`` documents that have one word of each of some lists as well."""
    words, in_place = (values["words"], IN_PLACE) if "words" in values else (values["asked"], "")
    narrowed = NARROWED.format(conditions=" AND ".join(where)) if where else ""
    counted = MOST_RANKED if in_place else MOST_COUNTED
    sql = POSTGRESQL.format(found=BY_WORD, narrowed=narrowed, in_place=in_place, counted=counted, ranked=MOST_RANKED)
    either = (" | ".join(f"'{word}'" for word in one) for one in within if one)
    looked_up = " & ".join(f"({one})" for one in (words, *either))
    return _told(connection, sql, {**values, "looked_up": looked_up}, counted)


def _newest(connection: Connection, legislatures: Sequence[int]) -> int:
    """Return the latest document, near enough, of some legislatures, or of all."""
    newest = [connection.scalar(text(NEWEST_OF), {"legislature": number}) for number in legislatures]
    return max(filter(None, newest), default=0) or connection.scalar(text(NEWEST)) or 0
