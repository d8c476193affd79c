from datetime import date

import pytest

from demo.corpus import Corpus, build
from demo.question import AUTHOR, END, LAPSED
from parliament.legislatures import LEGISLATURES
from parliament.records import STATES

ALL = (13, 14, 15, 16)


def test_the_same_size_and_seed_give_the_same_corpus(corpus: Corpus) -> None:
    again = build(corpus.questions, corpus.seed)
    assert [again.expected(n) for n in ALL] == [corpus.expected(n) for n in ALL]


def test_another_seed_gives_other_questions(corpus: Corpus) -> None:
    other = build(corpus.questions, corpus.seed + 1)
    assert {e.question_id for e in other.expected(13)} != {e.question_id for e in corpus.expected(13)}


@pytest.mark.parametrize("questions", [1, 4, 20, 60, 137, 600, 2000])
def test_a_corpus_has_as_many_questions_as_asked(questions: int) -> None:
    corpus = build(questions)
    assert sum(len(corpus.expected(n)) for n in ALL) == len(corpus) == questions


@pytest.mark.parametrize("legislature", ALL)
def test_numbers_and_ids_lead_back_to_their_question(corpus: Corpus, legislature: int) -> None:
    chamber = corpus.legislatures[legislature]
    for question in chamber:
        assert chamber.numbered(question.number) == question
        assert chamber.identified(question.site_id) == question


@pytest.mark.parametrize("legislature", ALL)
def test_numbers_and_ids_are_unique(corpus: Corpus, legislature: int) -> None:
    questions = list(corpus.legislatures[legislature])
    assert len({q.number for q in questions}) == len({q.site_id for q in questions}) == len(questions)


@pytest.mark.parametrize("legislature", ALL)
def test_the_lists_of_all_deputies_hold_every_question_once(corpus: Corpus, legislature: int) -> None:
    chamber = corpus.legislatures[legislature]
    listed = [place for member in chamber.members for place in chamber.ordered(member.site_id)]
    assert sorted(listed) == list(range(len(chamber)))


@pytest.mark.parametrize("legislature", ALL)
def test_nobody_asks_while_out_of_office(corpus: Corpus, legislature: int) -> None:
    wrong = [
        (q.member.person.name, q.asked_on)
        for q in corpus.legislatures[legislature]
        if not any(s.starts_on <= q.asked_on and (s.ends_on is None or q.asked_on <= s.ends_on) for s in q.member.stays)
    ]
    assert wrong == []


@pytest.mark.parametrize("legislature", ALL)
def test_questions_are_asked_and_closed_within_the_legislature(corpus: Corpus, legislature: int) -> None:
    term = LEGISLATURES[legislature]
    for question in corpus.expected(legislature):
        assert term.starts_on <= question.asked_on <= term.ends_on
        if question.state in ("answered", "withdrawn") and question.closed_on:
            assert question.asked_on < question.closed_on <= term.ends_on


@pytest.mark.parametrize("legislature", ALL)
def test_every_state_occurs(corpus: Corpus, legislature: int) -> None:
    assert {question.state for question in corpus.expected(legislature)} == set(STATES)


@pytest.mark.parametrize("legislature", ALL)
def test_every_reason_of_a_withdrawal_occurs(corpus: Corpus, legislature: int) -> None:
    withdrawn = [q for q in corpus.expected(legislature) if q.state == "withdrawn"]
    assert {q.withdrawal_reason for q in withdrawn} == {None, END, AUTHOR, LAPSED}


def test_an_announced_answer_is_a_withdrawal_once_its_day_has_passed(corpus: Corpus) -> None:
    before = next(q for q in corpus.expected(13) if q.state == "announced")
    after = next(q for q in corpus.expected(13, date(2049, 6, 16)) if q.question_id == before.question_id)
    assert (after.state, after.closure_kind) == ("withdrawn", "unexplained")


def test_some_answers_have_no_date(corpus: Corpus) -> None:
    assert any(q.state == "answered" and q.answered_on is None for q in corpus.expected(13))


@pytest.mark.parametrize("form", ["breaks", "glued", "wrapped", "iso", "entities", "nbsp", "empty"])
def test_every_form_of_question_occurs(corpus: Corpus, form: str) -> None:
    assert all(any(q.question_form == form for q in corpus.legislatures[n]) for n in ALL)


@pytest.mark.parametrize("form", ["breaks", "table", "list", "wrapped", "iso", "entities", "nbsp"])
def test_every_form_of_answer_occurs(corpus: Corpus, form: str) -> None:
    assert all(any(q.answered and q.answer_form == form for q in corpus.legislatures[n]) for n in ALL)


def test_one_deputy_asked_more_than_a_hundred_questions(corpus: Corpus) -> None:
    chamber = corpus.legislatures[13]
    assert len(chamber.ordered(chamber.member("aline-exemple").site_id)) > 100


@pytest.mark.parametrize("legislature", ALL)
def test_one_deputy_asked_nothing(corpus: Corpus, legislature: int) -> None:
    chamber = corpus.legislatures[legislature]
    assert chamber.ordered(chamber.member("octave-silencieux").site_id) == ()


def test_the_author_of_question_47001_is_the_only_real_person_and_asks_nothing_else(corpus: Corpus) -> None:
    real = [m for n in ALL for m in corpus.legislatures[n].members if not m.person.fictional]
    asked = [q.number for n in ALL for q in corpus.legislatures[n] if not q.member.person.fictional]
    assert ([m.person.slug for m in real], asked) == (["marc-le-fur"], [47001])


@pytest.mark.parametrize("legislature", ALL)
def test_fictional_deputies_have_ids_the_assembly_does_not_give(corpus: Corpus, legislature: int) -> None:
    ids = {m.person.official_id for m in corpus.legislatures[legislature].members if m.person.fictional}
    assert all(len(number) == 6 and number.startswith("99") for number in ids)


def test_two_deputies_of_13_share_a_name(corpus: Corpus) -> None:
    slugs = {m.person.slug for m in corpus.legislatures[13].members if m.person.name == "Camille Homonyme"}
    assert slugs == {"camille-homonyme-1", "camille-homonyme-2"}


def test_a_deputy_keeps_the_official_id_over_legislatures(corpus: Corpus) -> None:
    assert {corpus.legislatures[n].member("aline-exemple").person.official_id for n in ALL} == {"990001"}


def test_a_deputy_who_came_back_has_left_before_the_mandate_began(corpus: Corpus) -> None:
    honore = corpus.legislatures[13].member("honore-revenu")
    assert (honore.former, honore.ends_on < honore.starts_on) == (False, True)


def test_the_group_is_the_one_at_the_time(corpus: Corpus) -> None:
    groups = [(q.asked_on, q.group_label) for q in corpus.expected(14) if q.author_slug == "aline-exemple"]
    assert {label for day, label in groups if day < date(2015, 6, 2)} == {"UMP"}
    assert {label for day, label in groups if day >= date(2015, 6, 2)} == {"LR"}


def test_themes_have_one_to_four_levels(corpus: Corpus) -> None:
    assert {len(q.themes) for q in corpus.expected(13)} == {1, 2, 3, 4}


def test_a_change_shows_in_the_question_and_in_the_order_of_its_list() -> None:
    chamber = build(60).legislatures[13]
    pending = next(q for q in chamber if q.closed_on is None and not q.answered)
    chamber.change(pending.number, answered=True, closed_on=date(2012, 6, 19), answer_html="Réponse tardive.")
    changed = chamber.numbered(pending.number)
    assert (changed.answered, changed.closed_on) == (True, date(2012, 6, 19))
    assert chamber.texts(changed).answer.plain == "Réponse tardive."


def test_a_change_of_an_unknown_question_is_refused() -> None:
    with pytest.raises(KeyError, match="no question 999999 in 13"):
        build(60).legislatures[13].change(999999, answered=True)
