"""Bringing question_cluster in line with the signatures: worked out from all of them, written where it differs."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, text, true

from etl.clusters import first_texts
from etl.counts import Counts
from etl.dialects import dialect_of
from etl.likely_pairs import Places, likely_pairs
from etl.merge import Tables, candidate, delete_absent, merge
from etl.sketches import BANDS, WORD, Words, keys_and_checks
from etl.staging import Staging, create, drop

CHUNK = 10_000
COLUMNS = ("question_id", "cluster_id", "similarity")
FOUND = Staging("found_cluster", (("question_id", "TEXT"), ("cluster_id", "TEXT"), ("similarity", "DOUBLE PRECISION")))
# A question's place is its number in this order.
ORDER = """
    SELECT s.question_id FROM question_signature AS s JOIN question AS q ON q.question_id = s.question_id
    WHERE s.sketch IS NOT NULL ORDER BY q.asked_on, q.legislature, q.type, q.number
"""
NEXT = """
    SELECT question_id, {column} AS value FROM question_signature
    WHERE question_id > :after AND sketch IS NOT NULL ORDER BY question_id LIMIT :chunk
"""


def cluster(connection: Connection, tables: Tables) -> tuple[Counts, int]:
    """Bring question_cluster in line with the signatures; return its counts and how many rows it lost."""
    ids = list(connection.execute(text(ORDER)).scalars())
    places = {question_id: place for place, question_id in enumerate(ids)}
    earlier, later = likely_pairs(*_sketches(connection, places))
    words = _words(connection, places, _paired(earlier, later, len(ids)))
    first, likeness = first_texts(earlier, later, words, len(ids))
    create(connection, [FOUND])
    dialect_of(connection).insert_rows(connection, FOUND.name, COLUMNS, _rows(ids, first, likeness))
    found = candidate(connection, "SELECT question_id, cluster_id, similarity FROM found_cluster", COLUMNS)
    counts = merge(connection, tables["question_cluster"], found)
    lost = delete_absent(connection, tables["question_cluster"], found, true())
    drop(connection, [FOUND])
    return counts, lost


def _sketches(connection: Connection, places: dict[str, int]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Return all band keys, a row per band, and all checks, a row per text."""
    keys = np.empty((BANDS, len(places)), dtype=np.uint32)
    checks = np.empty((len(places), BANDS), dtype=np.uint8)
    for found in _chunks(connection, "sketch"):
        at = [places[question_id] for question_id, _ in found]
        some_keys, checks[at] = keys_and_checks([sketch for _, sketch in found])
        keys[:, at] = some_keys.T
    return keys, checks


def _words(connection: Connection, places: dict[str, int], paired: NDArray[np.bool_]) -> dict[int, Words]:
    """Return the words of the texts that are in any pair, by their places."""
    return {
        places[question_id]: np.frombuffer(words, dtype=WORD)
        for found in _chunks(connection, "words")
        for question_id, words in found
        if paired[places[question_id]]
    }


def _chunks(connection: Connection, column: str) -> Iterator[list[tuple[str, bytes]]]:
    after, statement = "", text(NEXT.format(column=column))
    while rows := connection.execute(statement, {"after": after, "chunk": CHUNK}).all():
        yield [(row.question_id, row.value) for row in rows]
        after = rows[-1].question_id


def _paired(earlier: Places, later: Places, size: int) -> NDArray[np.bool_]:
    paired = np.zeros(size, dtype=np.bool_)
    paired[earlier] = paired[later] = True
    return paired


def _rows(ids: list[str], first: Places, likeness: NDArray[np.float64]) -> Iterator[tuple[str, str, float]]:
    """Yield the rows of all clusters; a question that is alone has none."""
    sizes = np.bincount(first, minlength=len(ids))
    for place in np.flatnonzero(sizes[first] > 1).tolist():
        yield ids[place], ids[first[place]], float(likeness[place])
