"""Searching the texts of questions and answers: what is found, best first, each with the place where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, text

from analysis.errors import NotIndexed
from analysis.ranking import rank
from analysis.search_filters import Filters, conditions
from analysis.search_sql import Field, Marks, expression, marks_of, topic, words_of_phrases
from analysis.search_words import MOST_WORDS, Wanted, read_words
from analysis.snippets import snippet

MADE = "SELECT document_id FROM search_document LIMIT 1"
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
    """The best hits of a search, how many there are in all, and what the person who asked should know.

    There may be ``more`` than the total, where these were too many to be counted.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    more: bool = False
    note: str | None = None


def search(
    engine: Engine, typed: str, *, filters: Filters | None = None, field: Field | None = None, limit: int = 20
) -> Found:
    """Return what is found, best first, narrowed by ``filters`` and to one ``field``.

    Every text can be searched for. What has all words in rubric and heading, or side by side, comes first. Of very many
    hits the latest are ranked, and not all are counted. Raises NotIndexed where there is no index yet, NoSuchThing for
    a filter that names nothing.
    """
    wanted = read_words(typed)
    narrowed = filters or Filters()
    with engine.connect() as connection:
        if connection.scalar(text(MADE)) is None:
            raise NotIndexed("the search index is empty: run 'questions index' first")
        where, values = conditions(connection, narrowed)
        if not wanted.groups:
            return Found(note=_nothing_wanted(wanted))
        values |= {"asked": expression(connection, wanted, field), "topic": topic(connection, wanted, field)}
        if (words := words_of_phrases(connection, wanted, field)) is not None:
            values["words"] = words
        ranked = rank(connection, values, where, limit, narrowed.legislatures)
        hits = _shown(connection, ranked.documents, marks_of(connection, wanted), field)
    note = f"Only the first {sum(len(t.words) for g in wanted.groups for t in g)} words were looked for."
    return Found(hits, ranked.total, ranked.more, note if wanted.cut else None)


def _nothing_wanted(wanted: Wanted) -> str:
    if wanted.cut:
        return f"Give fewer words: no more than {MOST_WORDS} are looked for."
    if wanted.without:
        return "Give a word to look for beside those to leave out."
    return "Give a word to look for; those that nearly every question has do not count."


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
