"""Who is believed: which witness each field is taken from, and what the view says of it."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from etl.witnesses import CLOSURE, FIELDS, LISTS, WITNESSES
from parliament.records import Event, Record
from tests.etl.drawn import questions
from tests.etl.made_up import ANSWERED, deputy, dump, land, one, page, question
from tests.etl.official import BUDGET, JUSTICE, LIBERTIES, export, official, official_page

NAMED = ("legislature", "type", "number")
PLACES = {(one.source, one.detail): one.place for one in WITNESSES}
# Fields that a question has as its witness gives them; the organes are resolved.
AS_GIVEN = (
    "deputy_id", "asked_on", "asked_ministry_label", "answering_ministry_label", "rubric", "heading", "official_url",
    "mandate_id", "flagged",
)  # fmt: skip


def rows(engine: Engine, sql: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(sql)).mappings()]


def loaded(engine: Engine, folder: Path, *runs: list[Record]) -> dict[str, Any]:
    """Load runs that tell of one question; return it."""
    for number, records in enumerate(runs):
        land(folder, f"run-{number}", deputy(), deputy(2), *records, started_at=f"2026-03-{1 + number:02} 07:59:00")
    load(engine, folder)
    return one(engine, "SELECT * FROM question JOIN question_text USING (question_id)")


def believed(statements: list[dict[str, Any]], field: str) -> dict[str, Any] | None:
    """Return the first statement, in the order of belief, that fills a field."""
    ordered = sorted(statements, key=lambda said: PLACES[said["source"], said["detail"]])
    return next((said for said in ordered if said[field] not in (None, "[]")), None)


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(told=st.lists(questions(numbers=1), min_size=2, max_size=7))
def test_the_view_tells_what_the_derivation_took(told: list[Record]) -> None:
    with TemporaryDirectory() as name:
        engine = connect(f"sqlite:///{name}/questions.db")
        ensure_schema(engine)
        found = loaded(engine, Path(name) / "landing", told)
        statements = rows(engine, "SELECT * FROM question_source")
        view = {row["field"]: (row["source"], row["detail"]) for row in rows(engine, "SELECT * FROM field_witness")}
        themes = [row["theme"] for row in rows(engine, "SELECT theme FROM question_theme ORDER BY position")]
        engine.dispose()
    for field in {*FIELDS, *LISTS} - {*NAMED}:
        first = believed(statements, field)
        assert view.get(field) == (first and (first["source"], first["detail"])), field
        if field in AS_GIVEN:
            assert found[field] == (first and first[field]), field
        if field == "themes":
            assert themes == (json.loads(first["themes"]) if first else [])
    closer = next(said for said in statements if (said["source"], said["detail"]) == view["closure"])
    assert {name: found[name] for name in CLOSURE} == {name: closer[name] for name in CLOSURE}
    for field in ("question_text", "answer_text"):
        texts = [
            (PLACES[record.source, record.detail], getattr(record, field))
            for record in told
            if getattr(record, field) is not None
        ]
        assert (PLACES[view[field]] if field in view else None) == min((place for place, _ in texts), default=None)
        assert (found[field] is None) == (not texts)


@pytest.mark.parametrize("official_first", [True, False])
def test_the_assembly_is_believed_whichever_came_first(engine: Engine, tmp_path: Path, official_first: bool) -> None:
    runs = [[official(rubric="justice officielle")], [question(rubric="justice privée", site_id=7)]]
    found = loaded(engine, tmp_path, *(runs if official_first else runs[::-1]))
    assert (found["rubric"], found["question_text"]) == ("justice officielle", "Texte officiel de la question 1.")
    assert (found["asked_ministry_id"], found["asked_portfolio_id"]) == (JUSTICE, "justice")
    view = {row["field"]: f"{row['source']} {row['detail']}" for row in rows(engine, "SELECT * FROM field_witness")}
    assert {view[name] for name in ("rubric", "group_id", "closure", "question_text")} == {"assemblee document"}


def test_a_newer_page_of_the_other_source_that_is_further_on_closes(engine: Engine, tmp_path: Path) -> None:
    found = loaded(engine, tmp_path, [official(), question()], [page(day=3, **ANSWERED)])
    assert (found["state"], found["answer_text"]) == ("answered", "La réponse.")
    assert (found["closure_source"], found["closure_detail"]) == ("nosdeputes", "page")
    assert found["rubric"] == "justice"


def test_an_older_page_of_the_other_source_closes_nothing(engine: Engine, tmp_path: Path) -> None:
    found = loaded(engine, tmp_path, [page(**ANSWERED)], [official(day=3)])
    assert (found["state"], found["closure_source"]) == ("pending", "assemblee")


@pytest.mark.parametrize(("flagged", "taken"), [(None, True), (False, False), (True, True)])
def test_unknown_is_not_never_flagged(engine: Engine, tmp_path: Path, flagged: bool | None, taken: bool) -> None:
    """A document that does not record it leaves the word to the next witness; one that says no is believed."""
    found = loaded(engine, tmp_path, [official(flagged=flagged), official_page(flagged=True)])
    assert found["flagged"] is not None
    assert bool(found["flagged"]) == taken


def test_a_source_that_never_records_flags_leaves_it_empty(engine: Engine, tmp_path: Path) -> None:
    assert loaded(engine, tmp_path, [question(), export()])["flagged"] is None


def events(engine: Engine, kinds: str) -> list[tuple[Any, ...]]:
    found = rows(
        engine,
        f"SELECT kind, position, happened_on, detail FROM question_event WHERE kind IN ({kinds}) ORDER BY 1, 2",  # noqa: S608
    )
    return [tuple(value if value is None else str(value) for value in row.values()) for row in found]


def test_errata_come_before_corrections_that_were_found(engine: Engine, tmp_path: Path) -> None:
    erratum = Event(kind="corrected", happened_on=None, detail="question", jo_page="4012")
    runs = [
        [official(**ANSWERED)],
        [official(day=2, **ANSWERED | {"answer_text": "La réponse, rectifiée.", "events": (erratum,)})],
    ]
    loaded(engine, tmp_path, *runs)
    assert events(engine, "'corrected'") == [
        ("corrected", "1", None, "question"), ("corrected", "2", None, "answer"),
    ]  # fmt: skip


def test_attributions_succeed_or_pass_on_by_portfolio(engine: Engine, tmp_path: Path) -> None:
    days = ("2009-04-21", "2009-06-30", "2009-07-07", "2009-08-04")
    told = [("Justice", JUSTICE), ("Justice et libertés", LIBERTIES), ("Budget", BUDGET), ("Budget", None)]
    attributed = tuple(
        Event(kind="attributed", happened_on=question().asked_on.fromisoformat(day), detail=detail, ministry_id=organe)
        for day, (detail, organe) in zip(days, told, strict=True)
    )
    loaded(engine, tmp_path, [official(events=attributed)], [question(day=1)])
    assert events(engine, "'attributed', 'reattributed', 'succeeded'") == [
        ("attributed", "1", "2009-04-21", "Justice"),
        ("reattributed", "1", "2009-07-07", "Budget"),
        ("succeeded", "1", "2009-06-30", "Justice et libertés"),
        ("succeeded", "2", "2009-08-04", "Budget"),
    ]


def test_both_databases_hold_the_same_of_two_sources(
    sqlite_engine: Engine, postgresql_engine: Engine, tmp_path: Path
) -> None:
    runs = [[official(), question(rubric="autre")], [page(day=2, **ANSWERED), export(day=1, heading="autre")]]
    views = ("field_witness", "source_difference", "source_count", "source_text", "source_statement", "number_gap")
    found = []
    for engine in (sqlite_engine, postgresql_engine):
        loaded(engine, tmp_path / engine.dialect.name, *runs)
        told = [
            sorted(repr([str(v) for v in row.values()]) for row in rows(engine, f"SELECT * FROM {view}"))  # noqa: S608
            for view in views
        ]
        found.append((dump(engine), told))
    assert found[0] == found[1]
