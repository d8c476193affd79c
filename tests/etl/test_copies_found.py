"""Copies are told from other texts of the same subject: measured on labelled texts, and in the cases that are hard."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine, text

from bench.near_copies import Corpus
from etl.clusters import THRESHOLD, similarity
from etl.likely_pairs import likely_pairs
from etl.sketches import keys_and_checks, sketches_of, words_in
from tests.etl.copied import asked, clusters, pairs, refreshed

PRECISION, RECALL = 0.98, 0.90
SIZES = (1, 1, 2, 3, 6, 12)


def labelled(seed: int, *, original: bool, share: float | None = None) -> tuple[list[str], dict[int, int]]:
    """Return texts, and of each by its number which original it says again.

    Each is changed by this share of its words, or by one from 0.1 to 0.4; the first of a cluster may be the original.
    """
    corpus = Corpus(seed)
    told: list[tuple[int, str]] = []
    for label in range(60):
        body = corpus.body()
        for copy in range(corpus.dice.choice(SIZES)):
            by = corpus.dice.uniform(0.1, 0.4) if share is None else share
            told.append((label, corpus.text(body if original and copy == 0 else corpus.changed(body, by))))
    if not original:
        corpus.dice.shuffle(told)
    return [one for _, one in told], {number: label for number, (label, _) in enumerate(told, start=1)}


def measured(found: set[tuple[int, int]], due: set[tuple[int, int]]) -> tuple[float, float]:
    return len(found & due) / len(found), len(found & due) / len(due)


@pytest.mark.parametrize("original", [True, False], ids=["first is the original", "all are changed"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_copies_are_found_and_nothing_else(sqlite_engine: Engine, tmp_path: Path, seed: int, original: bool) -> None:
    texts, labels = labelled(seed, original=original)
    refreshed(sqlite_engine, tmp_path, *asked(texts))
    precision, recall = measured(pairs(clusters(sqlite_engine)), pairs(labels))
    assert precision >= PRECISION
    assert recall >= RECALL


def test_copies_of_an_original_are_found_with_four_words_in_ten_changed(engine: Engine, tmp_path: Path) -> None:
    texts, labels = labelled(4, original=True, share=0.4)
    refreshed(engine, tmp_path, *asked(texts))
    precision, recall = measured(pairs(clusters(engine)), pairs(labels))
    assert precision >= PRECISION
    assert recall >= RECALL


def test_texts_of_one_subject_are_no_copies(sqlite_engine: Engine, tmp_path: Path) -> None:
    corpus = Corpus(5)
    refreshed(sqlite_engine, tmp_path, *asked(corpus.text(corpus.body(topic=7)) for _ in range(300)))
    assert clusters(sqlite_engine) == {}


def test_texts_that_say_nothing_are_no_copies(sqlite_engine: Engine, tmp_path: Path) -> None:
    corpus = Corpus(6)
    short = "M. Bruno Fictif interroge M. le ministre des exemples sur la fermeture de la gare de Maquetteville."
    texts = [None, "", " \n", *[corpus.boilerplate() for _ in range(50)], *[short] * 20, *["."] * 5]
    report = refreshed(sqlite_engine, tmp_path, *asked(texts))
    assert report.signed == len(texts)
    assert clusters(sqlite_engine) == {}


def test_who_asks_whom_makes_no_difference(sqlite_engine: Engine, tmp_path: Path) -> None:
    corpus = Corpus(7)
    body = corpus.body()
    refreshed(sqlite_engine, tmp_path, *asked([*(corpus.text(body) for _ in range(10)), corpus.text(corpus.body())]))
    assert clusters(sqlite_engine) == dict.fromkeys(range(1, 11), 1)
    with sqlite_engine.connect() as connection:
        assert set(connection.execute(text("SELECT similarity FROM question_cluster")).scalars()) == {1.0}


def test_a_chain_of_half_like_texts_is_not_one_cluster(sqlite_engine: Engine, tmp_path: Path) -> None:
    corpus = Corpus(8)
    words = [word for word, tells in (*corpus.body().words, *corpus.body().words, *corpus.body().words) if tells]
    long = list(dict.fromkeys(words * 2))
    texts = [" ".join(long[start : start + 60]) for start in range(0, len(long) - 60, 15)]
    assert len(texts) > 8
    refreshed(sqlite_engine, tmp_path, *asked(texts))
    known = [words_in(one) for one in texts]
    assert all(similarity(one, other) > THRESHOLD for one, other in pairwise(known))
    found = clusters(sqlite_engine)
    assert len(set(found.values())) > 1
    assert all(similarity(known[one - 1], known[first - 1]) >= THRESHOLD for one, first in found.items())


def test_one_text_asked_by_very_many_costs_no_more_than_their_number() -> None:
    count = 3_000
    corpus = Corpus(9)
    sketch = sketches_of([words_in(corpus.text(corpus.body()))])[0].tobytes()
    keys, checks = keys_and_checks([sketch] * count)
    earlier, later = likely_pairs(np.ascontiguousarray(keys.T), checks)
    assert set(range(1, count)) == set(later.tolist())
    assert (earlier < later).all()
    assert len(earlier) < 2 * count
