"""What a person reviews: labels with their periods, and decisions that nothing uses."""

from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from etl.load import load
from etl.ministries import bring_in_line
from etl.review import labels, unused
from parliament.ministries.decisions import Decision
from tests.etl.made_up import deputy, land, question

NOBODY = {"asked_ministry_label": "Direction générale des impôts", "answering_ministry_label": None}
DAYS = (date(2008, 1, 8), date(2008, 1, 15), date(2009, 4, 21))


def test_a_period_ends_where_the_next_begins(engine: Engine, tmp_path: Path) -> None:
    defence = {"asked_ministry_label": "Défense", "answering_ministry_label": None}
    asked = (*DAYS, date(2012, 7, 3))
    land(
        tmp_path / "landing", "run", deputy(), *(question(n, asked_on=day, **defence) for n, day in enumerate(asked, 1))
    )
    load(engine, tmp_path / "landing")
    assert [(row["occurrences"], row["valid_from"], row["ends_before"]) for row in labels(engine)] == [
        (3, "1958-10-04", "2012-06-22"), (1, "2012-06-22", None),
    ]  # fmt: skip


def test_a_decision_is_used_where_its_label_was_met(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path / "landing", "run", deputy(), *(question(n, asked_on=day, **NOBODY) for n, day in enumerate(DAYS, 1)))
    load(engine, tmp_path / "landing")
    label = NOBODY["asked_ministry_label"]
    assert label is not None
    used = Decision(label, date(2008, 1, 8), date(2008, 1, 16), portfolio_id="budget")
    between = Decision(label, date(2008, 1, 16), date(2009, 4, 21))
    other = Decision(label.lower(), portfolio_id="budget")
    bring_in_line(engine, (used, between, other))
    assert unused((used, between, other), labels(engine)) == [between, other]
    assert [(row["method"], row["occurrences"]) for row in labels(engine)] == [("decision", 2), ("unknown", 1)]
