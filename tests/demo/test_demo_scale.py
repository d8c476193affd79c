import tracemalloc
from itertools import islice
from time import process_time

from demo.corpus import build


def test_a_corpus_of_320000_questions_is_made_at_once_and_takes_little_memory() -> None:
    tracemalloc.start()
    began = process_time()
    corpus = build(320_000)
    chamber = corpus.legislatures[13]
    seen = sum(1 for _ in islice(corpus.expect(13), 3000))
    listed = len(chamber.ordered(2))
    seconds = process_time() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(corpus), seen, listed > 800) == (320_000, 3000, True)
    assert peak < 30_000_000
    assert seconds < 15


def test_a_question_far_into_a_large_corpus_is_found_by_number_and_id() -> None:
    chamber = build(320_000).legislatures[13]
    question = chamber.question(170_001)
    assert chamber.numbered(question.number) == question
    assert chamber.identified(question.site_id) == question
    assert question.index in chamber.ordered(question.member.site_id)


def test_sizes_of_texts_are_those_of_real_ones() -> None:
    chamber = build(3000).legislatures[13]
    sizes = sorted(
        len(texts.question.stored) + len(texts.answer.stored)
        for question in chamber
        if question.answered and (texts := chamber.texts(question)).answer
    )
    assert sizes[len(sizes) // 20] > 900
    assert sizes[-1] < 9000
