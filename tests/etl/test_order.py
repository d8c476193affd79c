"""The order in which runs are loaded never matters."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from parliament.records import Record
from tests.etl.made_up import ANNOUNCED, ANSWERED, RETIRED, deputy, dump, land, page, question, visit

# Which runs did what depends on the order; what the questions are does not.
OF_RUNS = ("schema_version", "crawl_run", "landing_file", "rejection", "check_result")

CLOSURES: list[dict[str, Any]] = [
    {},
    ANNOUNCED,
    RETIRED,
    RETIRED | {"withdrawal_reason": "retrait à l'initiative de l'auteur", "closure_kind": "author"},
    RETIRED | {"closed_on": date(2026, 3, 5), "withdrawn_on": date(2026, 3, 5)},
    ANSWERED,
]
CHANGES: list[dict[str, Any]] = [
    {},
    {"question_text": None},
    {"asked_ministry_label": None, "themes": ()},
    {"asked_ministry_label": "Budget"},
    {"asked_ministry_label": "Ministère de l'intérieur"},
    {"answering_ministry_label": "Justice", "asked_on": date(2008, 1, 8)},
    {"comment_count": 3},
    {"comment_count": None, "page_url": "https://example.invalid/autre"},
    {"deputy_id": "PA990002"},
]


@st.composite
def questions(draw: st.DrawFn) -> Record:
    make = draw(st.sampled_from([question, page]))
    said = draw(st.sampled_from(CLOSURES)) | draw(st.sampled_from(CHANGES))
    return make(draw(st.integers(1, 2)), day=draw(st.integers(0, 5)), **said)


@st.composite
def deputies(draw: st.DrawFn) -> Record:
    said = draw(st.sampled_from([{}, {"group_label": "GDR"}, {"mandates": ()}, {"legislature": 14, "slug": "aline"}]))
    detail = draw(st.sampled_from(["document", "page"]))
    return deputy(draw(st.integers(1, 2)), day=draw(st.integers(0, 5)), detail=detail, **said)


@st.composite
def visits(draw: st.DrawFn) -> Record:
    status = draw(st.sampled_from([200, 404]))
    return visit("QANR5L13QE1", day=draw(st.integers(0, 3)), http_status=status)


RUNS = st.lists(st.lists(st.one_of(questions(), questions(), deputies(), visits()), max_size=4), min_size=2, max_size=4)


@contextmanager
def loaded(folder: Path, runs: list[list[Record]], order: list[int]) -> Iterator[Engine]:
    """A database into which runs were loaded in an order."""
    landing = folder / "landing"
    for number, records in enumerate(runs):
        land(landing, f"run-{number}", *records)
    engine = connect(f"sqlite:///{folder}/questions.db")
    ensure_schema(engine)
    for number in order:
        load(engine, landing, run_id=f"run-{number}")
    yield engine
    engine.dispose()


# Without shrinking: a failing example is small, and each takes several databases.
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(runs=RUNS, data=st.data())
def test_any_order_gives_the_same_rows(runs: list[list[Record]], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(runs))))
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        with loaded(Path(one), runs, list(range(len(runs)))) as engine:
            straight = dump(engine, leave_out=OF_RUNS)
        with loaded(Path(other), runs, order) as engine:
            assert dump(engine, leave_out=OF_RUNS) == straight
            load(engine, Path(other) / "landing", everything=True)
            assert dump(engine, leave_out=OF_RUNS) == straight
