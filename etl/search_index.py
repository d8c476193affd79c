"""Bringing the search index up to date: what is new is added, what changed is added again, batch by batch.

Each batch is a transaction of its own, so that loads need not wait for the whole, and a step that was killed has lost
one batch: what is left to do stands in the tables.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, text

from etl.dialects import dialect_of
from etl.merge import count, run
from etl.search_rows import SearchRows, search_rows_of
from etl.writing import writing
from parliament.words import stem, words_of

BATCH = 2_000
# Words that a step has stored need not be offered to the table again; as many as fit into some tens of megabytes.
REMEMBERED = 500_000

Progress = Callable[[int, int], None]

LEFT = """
    SELECT (SELECT count(*) FROM question_text) - (SELECT count(*) FROM search_document)
           + (SELECT count(*) FROM search_stale)
"""
ANY = "SELECT document_id FROM search_document LIMIT 1"
STALE = "SELECT document_id FROM search_stale ORDER BY document_id LIMIT :batch"
# By date, so that the index has the latest questions last: a search of very many hits looks at those first.
NEW = """
    SELECT q.question_id FROM question AS q JOIN question_text AS t ON t.question_id = q.question_id
    WHERE NOT EXISTS (SELECT 1 FROM search_document AS d WHERE d.question_id = q.question_id)
    ORDER BY q.asked_on, q.question_id
"""
ADDED_MEANWHILE = text("SELECT question_id FROM search_document WHERE question_id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
HIGHEST = "SELECT COALESCE(max(document_id), 0) FROM search_document"
CONTENT = """
    SELECT document_id, question_id, rubric, heading, question_text, answer_text FROM search_content
    WHERE document_id IN ({ids})
"""
GONE = """
    DELETE FROM search_document WHERE document_id IN ({ids})
    AND NOT EXISTS (SELECT 1 FROM question_text AS t WHERE t.question_id = search_document.question_id)
"""
ADD_TERM = "INSERT INTO search_term (stem, term) VALUES (:stem, :term) ON CONFLICT DO NOTHING"


@dataclass(frozen=True, slots=True)
class Indexed:
    """How many questions a step added to the search index, and how many of those in it it brought up to date."""

    added: int
    changed: int


def update_search(engine: Engine, *, anew: bool = False, progress: Progress | None = None) -> Indexed:
    """Bring the search index up to date, or make it anew; ``progress`` is told the questions done and those to do.

    Several at once do no harm. Raises DatabaseBusy when another writer takes too long.
    """
    if anew:
        forget(engine)
    step = _Step(engine, progress)
    step.begin()
    changed = sum(step.stale())
    added = sum(step.new())
    step.end()
    return Indexed(added, changed)


def forget(engine: Engine) -> None:
    """Empty the search index."""
    with writing(engine) as connection:
        search_rows_of(connection).forget(connection)
        for table in ("search_stale", "search_document", "search_term"):
            run(connection, f"DELETE FROM {table}")  # noqa: S608


def left_to_index(connection: Connection) -> int:
    """Return how many questions the search index lacks or holds as they were."""
    return count(connection, LEFT)


class _Step:
    """One pass over all that the index lacks."""

    def __init__(self, engine: Engine, progress: Progress | None):
        self._engine = engine
        self._progress = progress
        self._rows: SearchRows = search_rows_of(engine)
        self._first = False
        self._words: set[str] = set()
        self._done = 0
        self._total = 0

    def begin(self) -> None:
        with self._engine.connect() as connection:
            self._total = left_to_index(connection)
            self._first = connection.scalar(text(ANY)) is None
        if self._first and self._total:
            with writing(self._engine) as connection:
                self._rows.begin_filling(connection)

    def end(self) -> None:
        if self._total:
            with writing(self._engine) as connection:
                self._rows.finish(connection, filled=self._first)

    def stale(self) -> Iterator[int]:
        """Bring what changed up to date; yield how many questions each batch had."""
        while True:
            with writing(self._engine) as connection:
                ids = connection.execute(text(STALE), {"batch": BATCH}).scalars().all()
                if not ids:
                    return
                self._rows.remove(connection, ids)
                run(connection, f"DELETE FROM search_stale WHERE document_id IN ({_list(ids)})")  # noqa: S608
                run(connection, GONE.format(ids=_list(ids)))
                self._add(connection, ids)
            yield self._tell(len(ids))

    def new(self) -> Iterator[int]:
        """Add what is missing; yield how many questions each batch had."""
        with self._engine.connect() as connection:
            missing = connection.execute(text(NEW)).scalars().all()
        for start in range(0, len(missing), BATCH):
            with writing(self._engine) as connection:
                batch = missing[start : start + BATCH]
                met = set(connection.execute(ADDED_MEANWHILE, {"ids": batch}).scalars())
                found = [question_id for question_id in batch if question_id not in met]
                if not found:
                    continue
                first = count(connection, HIGHEST) + 1
                numbered = [(first + place, question_id) for place, question_id in enumerate(found)]
                dialect = dialect_of(connection)
                dialect.insert_rows(connection, "search_document", ("document_id", "question_id"), numbered)
                self._add(connection, range(first, first + len(found)))
            yield self._tell(len(found))

    def _add(self, connection: Connection, ids: Collection[int]) -> None:
        content = connection.execute(text(CONTENT.format(ids=_list(ids)))).all()
        self._rows.add(connection, content)
        self._add_terms(connection, content)

    def _add_terms(self, connection: Connection, content: Sequence[Sequence[Any]]) -> None:
        met: set[str] = set()
        for row in content:
            met.update(*(words_of(said) for said in row[2:] if said))
        met -= self._words
        terms = {(found, self._rows.spell(word)) for word in met if (found := stem(word)) is not None}
        if terms:
            # In one order, or two steps would wait for each other's rows.
            connection.execute(text(ADD_TERM), [{"stem": one, "term": term} for one, term in sorted(terms)])
        if len(self._words) < REMEMBERED:
            self._words |= met

    def _tell(self, more: int) -> int:
        self._done += more
        if self._progress is not None:
            self._progress(self._done, max(self._total, self._done))
        return more


def _list(ids: Collection[int]) -> str:
    return ", ".join(map(str, ids))
