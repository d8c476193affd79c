"""The rows of the search index, in the form that each database has it: FTS5 on SQLite, a tsvector on PostgreSQL."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, text

from etl.dialects import dialect_of
from etl.dialects.postgresql_search import BLOCK
from etl.merge import run
from parliament.records import legislature_of
from parliament.words import bare, folded, is_frequent, words_of

COLUMNS = "question_id, rubric, heading, question_text, answer_text"
# What PostgreSQL holds at most: positions of a text, of one word, letters of a word, bytes of all.
LAST_PLACE, MOST_PLACES, LONGEST_WORD, LARGEST = 16_383, 255, 100, 1_000_000
BY_WORD = "CREATE INDEX IF NOT EXISTS question_search_by_word ON question_search USING gin (document)"


class SearchRows(Protocol):
    """How the index of one kind of database is written; questions go by their document_id."""

    def spell(self, word: str) -> str:
        """Return a word as the index spells it."""

    def forget(self, connection: Connection) -> None:
        """Empty the index."""

    def begin_filling(self, connection: Connection) -> None:
        """Prepare an empty index for very many rows."""

    def remove(self, connection: Connection, ids: Collection[int]) -> None:
        """Remove questions that stand in search_stale."""

    def add(self, connection: Connection, content: Sequence[Sequence[Any]]) -> None:
        """Add questions that the index lacks, rows of search_content."""

    def finish(self, connection: Connection, *, filled: bool) -> None:
        """Make the index quick to read, after a step that may have ``filled`` it."""


class SQLiteRows:
    def spell(self, word: str) -> str:
        return bare(word)

    def forget(self, connection: Connection) -> None:
        run(connection, "INSERT INTO question_search (question_search) VALUES ('delete-all')")

    def begin_filling(self, connection: Connection) -> None:
        """Do nothing: FTS5 writes in large pieces anyway."""

    def remove(self, connection: Connection, ids: Collection[int]) -> None:
        # The index forgets by the texts it was given. question_id is not indexed.
        run(
            connection,
            f"""INSERT INTO question_search (question_search, rowid, {COLUMNS})
                SELECT 'delete', document_id, NULL, rubric, heading, question_text, answer_text
                FROM search_stale WHERE document_id IN ({_list(ids)})""",  # noqa: S608
        )

    def add(self, connection: Connection, content: Sequence[Sequence[Any]]) -> None:
        ids = [row[0] for row in content]
        run(
            connection,
            f"""INSERT INTO question_search (rowid, {COLUMNS})
                SELECT document_id, {COLUMNS} FROM search_content WHERE document_id IN ({_list(ids)})
                ORDER BY document_id""",  # noqa: S608
        )

    def finish(self, connection: Connection, *, filled: bool) -> None:
        if filled:
            run(connection, "INSERT INTO question_search (question_search) VALUES ('optimize')")


class PostgreSQLRows:
    def spell(self, word: str) -> str:
        return folded(word)

    def forget(self, connection: Connection) -> None:
        run(connection, "TRUNCATE question_search")

    def begin_filling(self, connection: Connection) -> None:
        run(connection, "DROP INDEX IF EXISTS question_search_by_word")

    def remove(self, connection: Connection, ids: Collection[int]) -> None:
        run(connection, f"DELETE FROM question_search WHERE document_id IN ({_list(ids)})")  # noqa: S608

    def add(self, connection: Connection, content: Sequence[Sequence[Any]]) -> None:
        rows = [(row[0], vector(row)) for row in content]
        dialect_of(connection).insert_rows(connection, "question_search", ("document_id", "document"), rows)

    def finish(self, connection: Connection, *, filled: bool) -> None:
        # Also where a step that filled it was killed.
        run(connection, BY_WORD)
        if filled:
            connection.execute(text("ANALYZE question_search"))
            connection.execute(text("ANALYZE search_document"))
            connection.execute(text("ANALYZE search_term"))


_ROWS: dict[str, SearchRows] = {"sqlite": SQLiteRows(), "postgresql": PostgreSQLRows()}


def search_rows_of(connection: Connection | Engine) -> SearchRows:
    """Return how the search index of a connection's or engine's database is written."""
    return _ROWS[connection.dialect.name]


def vector(content: Sequence[Any]) -> str:
    """Return the tsvector of a row of search_content, as PostgreSQL writes it: its texts, its block, its legislature.

    The words most frequent of all are left out and have no places, so that a phrase holds with or without them. What
    is beyond the limits of a tsvector is left out, from the end.
    """
    places: defaultdict[str, list[str]] = defaultdict(list)
    place = 0
    document_id, question_id, *texts = content
    for said, weight in zip(texts, "AABC", strict=True):
        for word in words_of(said or ""):
            if lexeme := _lexeme(word):
                place += 1
                if len(found := places[lexeme]) < MOST_PLACES:
                    found.append(f"{min(place, LAST_PLACE)}{weight}")
        # No phrase goes from one field into the next.
        place += 10
    size, kept = 0, [*words_of_blocks(document_id, document_id), word_of_legislature(legislature_of(question_id))]
    for word, found in places.items():
        # Each place takes two bytes there, each word its letters and four more.
        size += len(word.encode()) + 8 + 2 * len(found)
        if size > LARGEST:
            break
        kept.append(f"{word}:{','.join(found)}")
    return " ".join(kept)


def words_of_blocks(first: int, last: int) -> list[str]:
    """Return the words of the blocks that hold the documents from first to last; no text has them."""
    return [f"#{block}" for block in range(max(0, first) // BLOCK, last // BLOCK + 1)]


def word_of_legislature(number: int) -> str:
    """Return the word that the documents of a legislature have in common; no text has it."""
    return f"@{number}"


@lru_cache(maxsize=200_000)
def _lexeme(word: str) -> str:
    """Return a word as the index has it, nothing for one that it leaves out."""
    return "" if is_frequent(word) or len(word) > LONGEST_WORD else folded(word)


def _list(ids: Collection[int]) -> str:
    return ", ".join(map(str, ids))
