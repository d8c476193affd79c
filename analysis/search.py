"""Searching the texts of questions and answers: what is found, best first, each with the place where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, text

from analysis.errors import NotIndexed
from analysis.search_filters import Filters, conditions
from analysis.search_sql import Field, Marks, expression, marks_of, topic, words_of_phrases
from analysis.search_words import Wanted, read_words
from analysis.snippets import snippet

# Ranking reads all places of the words in a question, so of very many hits the latest questions alone are ranked.
MOST_RANKED = 2_000

# Up to so many hits each of them is compared with the filters; of more, those that the filters allow are found first.
MOST_COMPARED = 50_000

MADE = "SELECT document_id FROM search_document LIMIT 1"
HITS = "SELECT count(*) FROM question_search WHERE question_search MATCH :asked"
ALLOWED = """
    allowed AS MATERIALIZED (SELECT d.document_id FROM search_document AS d {questions} WHERE {conditions}),
"""
QUESTIONS = "JOIN question AS q ON q.question_id = d.question_id"
# CROSS JOIN and the plus keep SQLite from asking the index once per question. The lower bm25, the better.
COMPARED = """
    CROSS JOIN search_document AS d ON d.document_id = s.rowid CROSS JOIN question AS q ON q.question_id = d.question_id
    WHERE {conditions} AND
"""
AMONG = "WHERE +s.rowid IN (SELECT document_id FROM allowed) AND"
SQLITE = """
    WITH {allowed}
    hit AS MATERIALIZED (SELECT s.rowid AS document_id, s.rank AS score FROM question_search AS s
                         {narrowed} question_search MATCH :asked ORDER BY s.rowid DESC LIMIT {ranked})
    SELECT document_id, -score AS score, document_id IN (
               SELECT rowid FROM question_search WHERE question_search MATCH :topic) AS on_topic,
           (SELECT count(*) FROM question_search AS s {narrowed} question_search MATCH :asked) AS total
    FROM hit ORDER BY on_topic DESC, hit.score, document_id DESC LIMIT :most
"""
# By the index, which the planner takes for dearer than reading all documents: it does not know how long these are.
BY_INDEX = "SET LOCAL enable_seqscan = off"
POSTGRESQL = """
    WITH {allowed}
    found AS MATERIALIZED (SELECT document_id FROM question_search WHERE document @@ CAST(:{looked_up} AS tsquery)),
    hit AS MATERIALIZED (SELECT document_id FROM found {narrowed}),
    latest AS MATERIALIZED (SELECT document_id FROM hit ORDER BY document_id DESC LIMIT {ranked})
    SELECT document_id, ts_rank(document, CAST(:asked AS tsquery), 1) AS score,
           document @@ CAST(:topic AS tsquery) AS on_topic, (SELECT count(*) FROM hit) AS total
    FROM latest JOIN question_search USING (document_id)
    ORDER BY on_topic DESC, score DESC, document_id DESC LIMIT :most
"""
AMONG_POSTGRESQL = "WHERE document_id IN (SELECT document_id FROM allowed)"
# The index knows no places of words: a phrase is looked for in what has its words, and what the filters allow. Whole
# legislatures allow so much that reading on in one go is faster.
IN_PLACE = "JOIN question_search USING (document_id) {narrowed} AND document @@ CAST(:asked AS tsquery)"
SHOWN = """
    SELECT c.document_id, c.question_id, q.legislature, q.number, q.asked_on, d.name AS deputy,
           g.acronym AS group_acronym,
           COALESCE(q.answering_ministry_label, q.asked_ministry_label) AS ministry, q.state, q.answered_on,
           q.official_url, c.rubric, c.heading, c.question_text, c.answer_text
    FROM search_content AS c
    JOIN question AS q ON q.question_id = c.question_id
    JOIN deputy AS d ON d.deputy_id = q.deputy_id
    LEFT JOIN political_group AS g ON g.group_id = q.group_id
    WHERE c.document_id IN ({ids})
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A question that was found; ``score`` compares only within one search, the higher the better."""

    question_id: str
    legislature: int
    number: int
    asked_on: date
    deputy: str
    group_acronym: str | None
    ministry: str | None
    state: str
    answered_on: date | None
    official_url: str | None
    rubric: str | None
    heading: str | None
    field: str
    snippet: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits of a search, how many there are in all, and what the person who asked should know."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    note: str | None = None


def search(
    engine: Engine, typed: str, *, filters: Filters | None = None, field: Field | None = None, limit: int = 20
) -> Found:
    """Return what is found, best first, narrowed by ``filters`` and to one ``field``.

    Every text can be searched for. What has all words in rubric and heading, or side by side, comes first. Of more than
    MOST_RANKED hits the latest are ranked; all are counted. Raises NotIndexed where there is no index yet, NoSuchThing
    for a filter that names nothing.
    """
    wanted = read_words(typed)
    with engine.connect() as connection:
        if connection.scalar(text(MADE)) is None:
            raise NotIndexed("the search index is empty: run 'questions index' first")
        where, values = conditions(connection, filters or Filters())
        if not wanted.groups:
            return Found(note=_nothing_wanted(wanted))
        values |= {"asked": expression(connection, wanted, field), "topic": topic(connection, wanted, field)}
        if (words := words_of_phrases(connection, wanted, field)) is not None:
            values["words"] = words
        sql = _sql(connection, values, where)
        ranked = connection.execute(text(sql), {"most": limit, **values}).all()
        marks = marks_of(connection, wanted)
        hits = _shown(connection, [(row.document_id, float(row.score)) for row in ranked], marks, field)
    note = f"Only the first {sum(len(t.words) for g in wanted.groups for t in g)} words were looked for."
    return Found(hits, ranked[0].total if ranked else 0, note if wanted.cut else None)


def _nothing_wanted(wanted: Wanted) -> str:
    if wanted.without:
        return "Give a word to look for beside those to leave out."
    return "Give a word to look for; those that nearly every question has do not count."


def _sql(connection: Connection, values: Mapping[str, object], where: Sequence[str]) -> str:
    conditions = " AND ".join(where)
    questions = QUESTIONS if any("q." in one for one in where) else ""
    allowed = ALLOWED.format(questions=questions, conditions=conditions) if where else ""
    if connection.dialect.name == "postgresql":
        connection.execute(text(BY_INDEX))
        narrowed, looked_up = AMONG_POSTGRESQL if where else "", "asked"
        if questions and "words" in values:
            narrowed, looked_up = IN_PLACE.format(narrowed=narrowed), "words"
        return POSTGRESQL.format(allowed=allowed, narrowed=narrowed, looked_up=looked_up, ranked=MOST_RANKED)
    narrowed = AMONG if where else "WHERE"
    if where and connection.scalar(text(HITS), {"asked": values["asked"]}) <= MOST_COMPARED:
        allowed, narrowed = "", COMPARED.format(conditions=conditions)
    return SQLITE.format(allowed=allowed, narrowed=narrowed, ranked=MOST_RANKED)


def _shown(
    connection: Connection, ranked: Sequence[tuple[int, float]], marks: Marks, field: Field | None
) -> tuple[Hit, ...]:
    if not ranked:
        return ()
    sql = SHOWN.format(ids=", ".join(str(document_id) for document_id, _ in ranked))
    rows = {row["document_id"]: dict(row) for row in connection.execute(text(sql)).mappings()}
    return tuple(_hit(rows[document_id], score, marks, field) for document_id, score in ranked)


def _hit(row: dict[str, Any], score: float, marks: Marks, field: Field | None) -> Hit:
    texts = {
        Field.QUESTION: row.pop("question_text"),
        Field.ANSWER: row.pop("answer_text"),
        Field.HEADING: " · ".join(filter(None, (row["rubric"], row["heading"]))),
    }
    del row["document_id"]
    where, shown = snippet({name: said for name, said in texts.items() if said and field in (None, name)}, marks)
    for name in ("asked_on", "answered_on"):
        # SQLite keeps dates as text.
        row[name] = date.fromisoformat(row[name]) if isinstance(row[name], str) else row[name]
    return Hit(**row, field=str(where), snippet=shown, score=score)
