"""The order in which runs are loaded never matters, whatever sources and witnesses they tell of."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from parliament.records import GroupStay, Record
from tests.etl.drawn import RUNS, day_of
from tests.etl.made_up import deputy, dump, land, question, visit
from tests.etl.official import official, organe, registered

# Which runs did what depends on the order; what the questions are does not.
OF_RUNS = ("schema_version", "crawl_run", "landing_file", "rejection", "check_result")
REGISTERS = ("government", "ministry", "ministry_holder", "ministry_portfolio", "ministry_attachment", "portfolio")
LEFT_OUT = (*OF_RUNS, *REGISTERS)
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the tables and registers, to copy: making one takes longer than a load."""
    path = tmp_path_factory.mktemp("template") / "questions.db"
    engine = connect(f"sqlite:///{path}")
    ensure_schema(engine)
    engine.dispose()
    return path


def loaded(
    template: Path,
    runs: Sequence[Sequence[Record]],
    order: Sequence[int],
    parsed: Sequence[int],
    *,
    again: bool = False,
) -> Rows:
    """Load runs in an order, and ``again``, which writes nothing; return the rows."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for place, number in enumerate(order):
            started_at = f"{day_of(parsed[number])} 07:59:00"
            land(folder / "landing", f"run-{place}", *runs[number], started_at=started_at)
        shutil.copy(template, folder / "questions.db")
        engine = connect(f"sqlite:///{folder}/questions.db")
        load(engine, folder / "landing")
        rows = dump(engine, leave_out=LEFT_OUT)
        if again:
            load(engine, folder / "landing", everything=True)
            assert dump(engine, leave_out=LEFT_OUT) == rows
        engine.dispose()
    return rows


# Without shrinking: a failing example is small, and each takes several databases.
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(runs=RUNS, data=st.data())
def test_any_order_gives_the_same_rows(template: Path, runs: list[list[Record]], data: st.DataObject) -> None:
    parsed = data.draw(st.permutations(range(len(runs))))
    order = data.draw(st.permutations(range(len(runs))))
    assert loaded(template, runs, order, parsed, again=True) == loaded(template, runs, range(len(runs)), parsed)


STAY = GroupStay(group_id="PO990001", starts_on=day_of(0).replace(year=2008), ends_on=None)
OTHER_STAY = GroupStay(group_id="PO389635", starts_on=day_of(0).replace(year=2007), ends_on=None)
# What the order once made a difference to.
ORDERS: dict[str, list[list[Record]]] = {
    "a question before its deputy keeps the time of its own run": [[official()], [registered()]],
    "a group that is registered after those who sit in it": [
        [registered(groups=(STAY,)), official(group_id="PO990001")],
        [organe()],
    ],
    "a group whose name changed": [[organe()], [organe(day=2, name="Groupe des fictions")]],
    "a stay that a later register corrects": [[registered()], [registered(day=2, groups=(OTHER_STAY,))]],
    "a name divided in two ways": [[deputy()], [deputy(day=2, first_name="Aline Exemple", last_name="1")]],
    "a page read again by a newer parser": [
        [deputy(), question()],
        [question(rubric="autre")],
        [question()],
    ],
    "an absence that a visit between two others divides": [
        [deputy(), question(), visit("QANR5L13QE1", day=1, http_status=404)],
        [visit("QANR5L13QE1", day=4, http_status=404)],
        [visit("QANR5L13QE1", day=3), visit("QANR5L13QE1", day=5, http_status=500)],
    ],
    "a question that is loaded after it was gone": [
        [deputy(), visit("QANR5L13QE1", day=3, http_status=404)],
        [question()],
    ],
}


@pytest.mark.parametrize("named", ORDERS)
def test_the_reverse_order_gives_the_same_rows(template: Path, named: str) -> None:
    runs = ORDERS[named]
    straight = range(len(runs))
    assert loaded(template, runs, straight[::-1], straight) == loaded(template, runs, straight, straight)
