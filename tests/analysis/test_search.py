"""What a search returns: filters, order, snippets; and no text that it cannot be asked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from analysis.errors import NoSuchThing, NotIndexed
from analysis.search import search
from analysis.search_filters import Filters
from analysis.search_sql import Field
from analysis.search_words import MOST_WORDS
from analysis.snippets import snippet
from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from etl.search_index import update_search
from tests.etl.made_up import ANSWERED, deputy, land, question

LONG = "Le premier paragraphe ne dit rien. " * 30
RECORDS = (
    deputy(1),
    deputy(2),
    question(1, heading="loup", question_text="Le loup attaque.", asked_on=date(2008, 1, 1)),
    question(2, question_text="Un loup est passé.", **ANSWERED | {"answer_text": "Des loups sont suivis."}),
    question(3, question_text=f"{LONG}Les loups du Mercantour reviennent.", deputy_id="PA990002",
             author_name="Aline Exemple 2", asked_ministry_label="Écologie", answering_ministry_label="Écologie"),
    question(5, question_text="La vie, la vie et encore la vie, jusqu'à la fin.", asked_on=date(2009, 5, 1)),
    question(6, question_text=f"{LONG}Le débat sur la fin de vie.", asked_on=date(2009, 4, 1)),
    question(7, question_text="Le cœur du travail publié, des oeuvres et une décision de logement contestée."),
    question(4, question_text="Un texte sans rapport.", **ANSWERED | {"answer_text": "La réponse cite le loup."}),
)  # fmt: skip


STATES = ("pending", "announced", "answered", "withdrawn")


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    yield from _filled(f"sqlite:///{tmp_path_factory.mktemp('search') / 'questions.db'}", tmp_path_factory)


@pytest.fixture(scope="module")
def postgresql(postgresql_module_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("etl.search_rows.BLOCK", 2)
        yield from _filled(postgresql_module_url, tmp_path_factory)


def _filled(url: str, folders: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = connect(url)
    ensure_schema(engine)
    landing: Path = folders.mktemp("landing")
    land(landing, "run-1", *RECORDS)
    load(engine, landing)
    update_search(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def searched(request: pytest.FixtureRequest) -> Engine:
    """A database to search, of each kind."""
    return request.getfixturevalue(request.param)


def numbers(engine: Engine, typed: str, field: Field | None = None, **narrowed: object) -> set[int]:
    return {hit.number for hit in search(engine, typed, filters=Filters(**narrowed), field=field).hits}


def test_a_word_of_the_heading_counts_most(searched: Engine) -> None:
    found = search(searched, "loup")
    assert (found.total, found.hits[0].number, found.note) == (4, 1, None)
    later = [hit.score for hit in found.hits[1:]]
    assert later == sorted(later, reverse=True)


@pytest.mark.parametrize(
    ("narrowed", "left"),
    [
        ({"deputies": ["Aline Exemple 2"]}, {3}),
        ({"deputies": ["PA990001"]}, {1, 2, 4}),
        ({"states": ["answered"]}, {2, 4}),
        ({"ministries": ["ecologie"]}, {3}),
        ({"portfolios": ["justice"], "states": ["pending"]}, {1}),
        ({"groups": ["src"]}, {1, 2, 3, 4}),
        ({"since": date(2009, 1, 1)}, {2, 3, 4}),
        ({"until": date(2008, 1, 1)}, {1}),
        ({"legislatures": [13]}, {1, 2, 3, 4}),
    ],
)
def test_a_filter_narrows(searched: Engine, narrowed: dict[str, object], left: set[int]) -> None:
    assert numbers(searched, "loup", **narrowed) == left


def test_dates_the_wrong_way_round_are_told(searched: Engine) -> None:
    with pytest.raises(NoSuchThing, match="exchange --since and --until"):
        search(searched, "loup", filters=Filters(since=date(2013, 1, 1), until=date(2012, 12, 31)))


@pytest.mark.parametrize(("field", "left"), [(Field.QUESTION, {1, 2, 3}), (Field.ANSWER, {2, 4}), (Field.HEADING, {1})])
def test_a_search_of_one_field(searched: Engine, field: Field, left: set[int]) -> None:
    assert numbers(searched, "loups", field) == left


@pytest.mark.parametrize("few", [100, 0])
def test_many_hits_are_narrowed_from_either_side(searched: Engine, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr("analysis.ranking.MOST_COMPARED", 0)
    monkeypatch.setattr("analysis.ranking.FEW_OF_MANY", few)
    assert numbers(searched, "loup", states=["answered"], since=date(2009, 1, 1)) == {2, 4}
    assert numbers(searched, "loup", legislatures=[13]) == {1, 2, 3, 4}


@pytest.mark.parametrize("narrowed", [Filters(), Filters(states=("answered", "pending"))])
def test_very_many_hits_are_not_counted_to_the_end(
    searched: Engine, monkeypatch: pytest.MonkeyPatch, narrowed: Filters
) -> None:
    monkeypatch.setattr("analysis.ranking.MOST_COUNTED", 4)
    exact = search(searched, "loup", filters=narrowed)
    assert (exact.total, exact.more) == (4, False)
    monkeypatch.setattr("analysis.ranking.MOST_COUNTED", 3)
    found = search(searched, "loup", filters=narrowed)
    assert (found.total, found.more, len(found.hits)) == (3, True, 4)


@pytest.mark.parametrize("narrowed", [{}, {"legislatures": [13]}, {"states": STATES}, {"since": date(2009, 4, 15)}])
@pytest.mark.parametrize("typed", ["loup", '"fin de vie"', "fin vie", "loup -mercantour", "lou* OR vie"])
@pytest.mark.parametrize("few", [0, 100])
def test_postgresql_finds_the_same_by_parts(
    postgresql: Engine, monkeypatch: pytest.MonkeyPatch, typed: str, narrowed: dict[str, Any], few: int
) -> None:
    filters = Filters(**narrowed)
    whole = search(postgresql, typed, filters=filters)
    monkeypatch.setattr("analysis.ranking.LATEST", 2)
    monkeypatch.setattr("analysis.ranking.FEW", few)
    assert search(postgresql, typed, filters=filters) == whole


def test_postgresql_looks_no_further_than_for_enough(postgresql: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.ranking.LATEST", 4)
    monkeypatch.setattr("analysis.ranking.MOST_RANKED", 2)
    found = search(postgresql, "loup")
    assert (found.total, found.more, {hit.number for hit in found.hits}) == (3, True, {3, 4})


def test_only_the_latest_of_very_many_hits_are_ranked(searched: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.ranking.MOST_RANKED", 2)
    found = search(searched, "loup")
    assert (found.total, {hit.number for hit in found.hits}) == (4, {3, 4})


def test_words_side_by_side_come_before_words_apart(searched: Engine) -> None:
    assert [hit.number for hit in search(searched, "fin de vie").hits] == [6, 5]


def test_a_limit_leaves_the_total(searched: Engine) -> None:
    found = search(searched, "loup", limit=1)
    assert (found.total, len(found.hits)) == (4, 1)


def test_the_snippet_shows_where_the_words_stand(searched: Engine) -> None:
    (hit,) = search(searched, "mercantour loup").hits
    assert hit.field == "question"
    assert hit.snippet.endswith("Les ⟦loups⟧ du ⟦Mercantour⟧ reviennent.")
    assert len(hit.snippet) < 250
    (hit,) = search(searched, "cite").hits
    assert (hit.field, hit.snippet) == ("answer", "La réponse ⟦cite⟧ le loup.")


def test_names_that_nobody_has_are_told(searched: Engine) -> None:
    for narrowed in ({"deputies": ["Personne"]}, {"portfolios": ["rien"]}, {"groups": ["XYZ"]}, {"ministries": ["zz"]}):
        with pytest.raises(NoSuchThing):
            search(searched, "loup", filters=Filters(**narrowed))


def test_a_legislature_without_questions_is_told_with_those_that_have_some(searched: Engine) -> None:
    with pytest.raises(NoSuchThing, match=r"no questions of legislature 14 in the database; it has 13$"):
        search(searched, "loup", filters=Filters(legislatures=[13, 14]))


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("pas*", {2}), ("sur*", set()), ("de*", {6, 7}), ("loup -pas*", {1, 3, 4}), ("et*", set()),
        ("œu*", {7}), ("oe*", {7}), ("co*", {7}), ("cœ*", {7}), ("coe*", {7}),
        ('"fin de vi*"', {6}), ('"fin de vi"*', {6}), ('"la fin de vi* ', {6}), ('"vie la fi*"', set()),
        ('"logement cont*"', {7}), ('"le tra*"', {7}), ('"et une déc*"', {7}),
        ('"le cœ*"', {7}), ('"le coe*"', {7}), ('"publié des œuv*"', {7}), ('"publiés des oeuvr*"', {7}),
        ('loup -"des œuv*"', {1, 2, 3, 4}), ('"travail publié" OR "mise en œuv*"', {7}), ('"grand Æqu*"', set()),
        ('"le co*"', {7}), ('loup -"loup du merc*"', {1, 2, 4}),
    ],
)  # fmt: skip
def test_a_beginning_finds_all_words_but_the_most_frequent(searched: Engine, typed: str, left: set[int]) -> None:
    assert numbers(searched, typed) == left


@pytest.mark.parametrize(
    "typed",
    ["travaux", "publiées", "PUBLIÉS", "contestes", "- logement", "-de logement", "logement d'or", "l'or",
     "logement or zebre", "logementzzz", "zzz", "-" * 2000, "é" * 3000, "pas*", "œu*", "loup -pas*",
     '"logement cont*"', '"logement cont"*', '"logement contes"'],
)  # fmt: skip
def test_the_function_of_postgresql_finds_what_the_command_finds(postgresql: Engine, typed: str) -> None:
    with postgresql.connect() as connection:
        rows = connection.execute(text("SELECT question_id FROM search_questions(:typed)"), {"typed": typed})
        found = set(rows.scalars())
    assert found == {hit.question_id for hit in search(postgresql, typed.replace(" or ", " OR ")).hits}


def test_a_phrase_that_is_too_long_is_told(searched: Engine) -> None:
    found = search(searched, f'"{"loup " * 50}"')
    assert (found.total, found.note) == (0, f"Give fewer words: no more than {MOST_WORDS} are looked for.")


def test_frequent_words_alone_find_nothing_and_say_so(searched: Engine) -> None:
    for typed in ("", "de la", '"', "-loup", "OR", "***", "\0", "🙂"):
        found = search(searched, typed)
        assert (found.hits, found.total) == ((), 0)
        assert (found.note or "").startswith("Give a word to look for")


def test_a_long_text_is_cut(searched: Engine) -> None:
    found = search(searched, "loup " * 2000)
    assert (found.total, found.note) == (4, f"Only the first {MOST_WORDS} words were looked for.")


ODD = st.lists(
    st.sampled_from(
        ["loup", "AND", "OR", "NOT", "NEAR(", ")", '"', "*", "-", "^", ":", "heading:", "'", "’", "\\", "\0", "%", "&",
         "|", "!", "<->", "(", "{", "}", "œ", "é", "🙂", "de", "x" * 300, "--", ";", "\n", "12,5", "0x", "İ", "ﬁ",
         "pas*", "de*", "œu*", "zzz", "---"]
    )
    | st.text(max_size=8)
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(["'a' & !"])
@example(['"' * 5000])
@example(["a* b* " * 900])
@example(["de* da* " * 20])
@example(["x" * 3000])
@example(['"pas', 'œu*"'])
@example(['"zzz', 'Æqu*"'])
@given(ODD)
def test_every_text_can_be_searched(sqlite: Engine, postgresql: Engine, pieces: list[str]) -> None:
    for typed in (" ".join(pieces), "".join(pieces), f"loup -{''.join(pieces)}"):
        here, there = search(sqlite, typed), search(postgresql, typed)
        assert (here.total, here.note) == (there.total, there.note)
        assert search(postgresql, typed, filters=Filters(states=STATES)) == there


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ODD)
def test_every_text_can_be_given_to_the_function_of_postgresql(postgresql: Engine, pieces: list[str]) -> None:
    # PostgreSQL itself refuses the character NUL.
    typed = " ".join(pieces).replace("\0", "")
    with postgresql.connect() as connection:
        connection.execute(text("SELECT * FROM search_questions(:typed)"), {"typed": typed}).all()


@given(st.dictionaries(st.sampled_from(list(Field)), st.text(min_size=1), min_size=1))
def test_a_snippet_is_a_place_of_a_text(texts: dict[Field, str]) -> None:
    name, shown = snippet(texts, lambda word: 0 if word == "loup" else None)
    plain = shown.replace("⟦", "").replace("⟧", "").strip("…")
    assert plain in " ".join(texts[name].split()) or "…" in texts[name]


def test_an_index_that_was_never_made_is_told(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path, "run-1", *RECORDS)
    load(engine, tmp_path)
    with pytest.raises(NotIndexed, match="run 'questions index' first"):
        search(engine, "loup")
