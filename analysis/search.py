"""Searching the texts of questions and answers: what is found, best first, each with the place where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, text

from analysis.errors import NotIndexed
from analysis.search_filters import Filters, conditions
from analysis.search_sql import Field, Marks, expression, marks_of
from analysis.search_words import Wanted, read_words
from analysis.snippets import snippet

# Ranking reads all places of a word in a question: on PostgreSQL the latest of many hits alone are ranked.
MOST_RANKED = 2_000

MADE = "SELECT document_id FROM search_document LIMIT 1"
FILTERED = """
    JOIN search_document AS d ON d.document_id = s.{key} JOIN question AS q ON q.question_id = d.question_id
    WHERE {conditions} AND
"""
# bm25 by the weights that the index keeps: the lower the better.
SQLITE = """
    WITH hit AS MATERIALIZED (
        SELECT s.rowid AS document_id, s.rank AS score FROM question_search AS s {filtered} s.question_search MATCH :asked)
    SELECT document_id, (SELECT count(*) FROM hit) AS total, -score AS score FROM hit
    ORDER BY hit.score, document_id DESC LIMIT :most
"""
POSTGRESQL = """
    WITH hit AS MATERIALIZED (
        SELECT s.document_id FROM question_search AS s {filtered} s.document @@ CAST(:asked AS tsquery)),
    latest AS MATERIALIZED (SELECT document_id FROM hit ORDER BY document_id DESC LIMIT {ranked})
    SELECT l.document_id, (SELECT count(*) FROM hit) AS total, ts_rank(s.document, CAST(:asked AS tsquery), 1) AS score
    FROM latest AS l JOIN question_search AS s ON s.document_id = l.document_id
    ORDER BY score DESC, document_id DESC LIMIT :most
"""
SHOWN = """
    SELECT c.document_id, c.question_id, q.legislature, q.number, q.asked_on, d.name AS deputy, g.acronym AS group_acronym,
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

    Every text can be searched for. Raises NotIndexed where there is no index yet, NoSuchThing for a filter that names
    nothing.
    """
    wanted = read_words(typed)
    with engine.connect() as connection:
        if connection.scalar(text(MADE)) is None:
            raise NotIndexed("the search index is empty: run 'questions index' first")
        where, values = conditions(connection, filters or Filters())
        if not wanted.groups:
            return Found(note=_nothing_wanted(wanted))
        asked = expression(connection, wanted, field)
        ranked = connection.execute(text(_sql(connection, where)), {"asked": asked, "most": limit, **values}).all()
        marks = marks_of(connection, wanted)
        hits = _shown(connection, [(row.document_id, float(row.score)) for row in ranked], marks, field)
    note = f"Only the first {sum(len(t.words) for g in wanted.groups for t in g)} words were looked for."
    return Found(hits, ranked[0].total if ranked else 0, note if wanted.cut else None)


def _nothing_wanted(wanted: Wanted) -> str:
    if wanted.without:
        return "Give a word to look for beside those to leave out."
    return "Give a word to look for; those that nearly every question has do not count."


def _sql(connection: Connection, where: Sequence[str]) -> str:
    match connection.dialect.name:
        case "sqlite":
            template, key = SQLITE, "rowid"
        case "postgresql":
            template, key = POSTGRESQL, "document_id"
        case other:
            raise ValueError(f"no search on {other}")
    filtered = FILTERED.format(key=key, conditions=" AND ".join(where)) if where else "WHERE"
    return template.format(filtered=filtered, ranked=MOST_RANKED)


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
