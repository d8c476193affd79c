"""Ministries of the questions: resolved at the merge, resolved anew after a decision, the same in any order."""

from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from etl.database import connect
from etl.load import load
from etl.ministries import Correction, bring_in_line
from etl.schema import ensure_schema
from parliament.ministries import resolve
from parliament.ministries.decisions import Decision
from parliament.records import Record
from tests.etl.made_up import ANNOUNCED, ANSWERED, deputy, dump, land, one, page, question

HOME = "Intérieur, outre-mer et collectivités territoriales"
SHORT = "Ministère de l'agriculture"
NOBODY = "Direction générale des impôts"
MEANT = "asked_ministry_id, asked_portfolio_id, answering_ministry_id, answering_portfolio_id"


def landed(engine: Engine, folder: Path, *records: Record) -> None:
    number = len(list((folder / "landing").glob("*")))
    land(folder / "landing", f"run-{number}", *([] if number else [deputy()]), *records)
    load(engine, folder / "landing")


def meant(engine: Engine, number: int = 1) -> tuple[Any, ...]:
    return tuple(one(engine, f"SELECT {MEANT} FROM question WHERE number = {number}").values())  # noqa: S608


def moves(engine: Engine) -> list[tuple[Any, ...]]:
    return [row[1:5] for row in dump(engine)["question_event"] if row[1] in ("reattributed", "succeeded")]


def periods(engine: Engine, label: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT * FROM ministry_label WHERE label = :label ORDER BY valid_from"), {"label": label}
        ).mappings()
        return [{name: value if isinstance(value, int | float) else value and str(value) for name, value in row.items()}
                for row in found]  # fmt: skip


def test_each_label_is_resolved_on_its_own_day(engine: Engine, tmp_path: Path) -> None:
    landed(engine, tmp_path, question(**ANSWERED))
    assert meant(engine) == ("PO388090", "justice", "PO419528", "justice")


def test_an_open_question_is_answered_by_the_ministry_of_the_day_it_was_read(engine: Engine, tmp_path: Path) -> None:
    # Read long after its legislature ended: the last day of that one counts.
    said = {"legislature": 16, "question_id": "QANR5L16QE1", "asked_on": date(2024, 4, 2)}
    landed(engine, tmp_path, question(answering_ministry_label="Justice", **said))
    stands = resolve("Justice", date(2024, 6, 9)).ministry_id
    assert stands is not None
    assert meant(engine)[2:] == (stands, "justice")
    assert resolve("Justice", date(2026, 3, 1)).ministry_id != stands


def test_without_a_label_there_is_nothing(engine: Engine, tmp_path: Path) -> None:
    landed(engine, tmp_path, question(asked_ministry_label=None, answering_ministry_label=None))
    assert meant(engine) == (None, None, None, None)
    assert dump(engine)["ministry_label"] == []


def test_a_shortened_title_names_a_tenure_for_pages_only(engine: Engine, tmp_path: Path) -> None:
    label = {"asked_ministry_label": SHORT, "answering_ministry_label": None}
    landed(engine, tmp_path, page(1, **label), question(2, **label))
    assert meant(engine, 1) == ("PO387964", "agriculture", None, None)
    assert meant(engine, 2) == (None, "agriculture", None, None)
    assert [row["ministry_id"] for row in periods(engine, SHORT)] == ["PO387964"]


def test_another_portfolio_is_a_reattribution(engine: Engine, tmp_path: Path) -> None:
    landed(engine, tmp_path, question(answering_ministry_label=HOME, **ANSWERED))
    assert moves(engine) == [("reattributed", 1, None, HOME)]
    landed(engine, tmp_path, question(day=1, answering_ministry_label=None, **ANSWERED))
    assert moves(engine) == []


def test_the_next_tenure_of_a_portfolio_is_a_succession(engine: Engine, tmp_path: Path) -> None:
    same = ANSWERED | {"answering_ministry_label": "Justice", "closed_on": date(2009, 5, 5)}
    landed(engine, tmp_path, question(**ANSWERED), question(2, **same))
    assert meant(engine, 2)[0] == meant(engine, 2)[2] == "PO388090"
    assert moves(engine) == [("succeeded", 1, None, "Justice et libertés")]


def test_a_label_has_a_row_for_each_of_its_meanings(engine: Engine, tmp_path: Path) -> None:
    days = (date(2008, 1, 8), date(2009, 4, 21), date(2012, 7, 3), date(2012, 7, 3))
    label = {"asked_ministry_label": "Défense", "answering_ministry_label": None}
    landed(engine, tmp_path, *(question(n, asked_on=day, **label) for n, day in enumerate(days, start=1)))
    first, second = periods(engine, "Défense")
    assert first == {
        "label": "Défense", "valid_from": "1958-10-04", "ministry_id": "PO388020", "portfolio_id": "defense",
        "status": "resolved", "method": "official name", "confidence": 1.0,
        "first_met_on": "2008-01-08", "last_met_on": "2009-04-21", "occurrences": 2,
    }  # fmt: skip
    assert (second["valid_from"], second["ministry_id"], second["occurrences"]) == ("2012-06-22", "PO653280", 2)


def test_a_label_of_no_ministry_waits(engine: Engine, tmp_path: Path) -> None:
    landed(engine, tmp_path, question(asked_ministry_label=NOBODY))
    assert meant(engine)[:2] == (None, None)
    assert [row["status"] for row in periods(engine, NOBODY)] == ["pending"]


def test_a_decision_corrects_and_its_removal_restores(engine: Engine, tmp_path: Path) -> None:
    landed(engine, tmp_path, question(asked_ministry_label=NOBODY, **ANSWERED), question(2))
    bring_in_line(engine, ())
    before = dump(engine)
    decision = Decision(NOBODY, date(2009, 1, 1), date(2009, 4, 22), portfolio_id="budget")
    assert bring_in_line(engine, (decision,)) == Correction(questions=1, changed=1)
    assert meant(engine)[:2] == (None, "budget")
    assert moves(engine) == [("reattributed", 1, None, "Justice et libertés")]
    (row,) = periods(engine, NOBODY)
    assert (row["status"], row["method"], row["portfolio_id"]) == ("resolved", "decision", "budget")
    assert bring_in_line(engine, (decision,)) == Correction()
    assert bring_in_line(engine, ()) == Correction(questions=1, changed=1)
    assert dump(engine) == before


def test_a_decision_holds_for_what_is_loaded_later(engine: Engine, tmp_path: Path) -> None:
    bring_in_line(engine, (Decision(NOBODY, to_day=date(2009, 4, 21)), Decision("Justice", ministry_id="PO419575")))
    labels = {"asked_ministry_label": NOBODY, "answering_ministry_label": "Justice"}
    landed(engine, tmp_path, question(**labels), question(2, asked_on=date(2009, 4, 20), **labels))
    assert meant(engine) == (None, None, "PO419575", "justice")
    assert [(row["status"], row["valid_from"]) for row in periods(engine, NOBODY)] == [
        ("resolved", "1958-10-04"), ("pending", "2009-04-21"),
    ]  # fmt: skip


def test_another_register_resolves_anew(engine: Engine, tmp_path: Path) -> None:
    landed(engine, tmp_path, question(**ANSWERED))
    bring_in_line(engine, ())
    before = dump(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE ministry_register SET fingerprint = 'of another version'"))
        connection.execute(text("UPDATE question SET asked_ministry_id = NULL, answering_portfolio_id = 'budget'"))
        connection.execute(
            text("INSERT INTO ministry (ministry_id, name, rank, derived) VALUES ('PO1','A','ministre','')")
        )
        connection.execute(text("UPDATE ministry_label SET ministry_id = 'PO1', method = 'guess'"))
    assert bring_in_line(engine, ()) == Correction(questions=1, changed=1)
    assert dump(engine) == before
    assert bring_in_line(engine, ()) == Correction()


def test_a_register_that_was_changed_by_hand_is_filled_anew(engine: Engine) -> None:
    before = dump(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM ministry_holder WHERE starts_on < '2012-01-01'"))
        connection.execute(
            text("UPDATE ministry SET name = 'Autre', ends_before = NULL WHERE ministry_id = 'PO388088'")
        )
        connection.execute(text("DELETE FROM ministry_portfolio WHERE ministry_id = 'PO388088' AND position = 1"))
        connection.execute(
            text(
                "UPDATE ministry_portfolio SET position = position - 1 WHERE ministry_id = 'PO388088' AND position = 2"
            )
        )
        connection.execute(text("INSERT INTO ministry_attachment VALUES ('PO388088', 'PO388090')"))
    ensure_schema(engine)
    assert dump(engine) == before


def test_portfolios_are_found_by_indexes(sqlite_engine: Engine) -> None:
    main = "SELECT * FROM question WHERE answering_portfolio_id = 'defense' ORDER BY asked_on"
    among_others = (
        "SELECT * FROM question WHERE answering_portfolio_id = 'tourisme' OR answering_ministry_id IN "
        "(SELECT ministry_id FROM ministry_portfolio WHERE portfolio_id = 'tourisme')"
    )
    with sqlite_engine.connect() as connection:
        (step,) = (row[-1] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {main}")))
        steps = [row[-1] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {among_others}"))]
    assert step == "SEARCH question USING INDEX question_by_answering_portfolio (answering_portfolio_id=?)"
    assert not [step for step in steps if step.startswith("SCAN")]


RUNS: tuple[list[Record], ...] = (
    [deputy(), question(asked_ministry_label="Défense", **ANSWERED), page(2, asked_ministry_label=SHORT)],
    [deputy(), question(day=1, asked_ministry_label=SHORT), question(3, **ANNOUNCED)],
    [deputy(), question(2, day=2, **ANSWERED), question(3, asked_on=date(2008, 1, 8))],
)


def test_any_order_ends_the_same(tmp_path: Path) -> None:
    decisions = (Decision("Justice", date(2009, 4, 1), ministry_id="PO419575"),)
    for number, records in enumerate(RUNS):
        land(tmp_path / "landing", f"run-{number}", *records)
    ended = []
    for name, order in enumerate(permutations(range(len(RUNS)))):
        engine = connect(f"sqlite:///{tmp_path}/{name}.db")
        ensure_schema(engine)
        if name % 2:
            bring_in_line(engine, decisions)
        for number in order:
            load(engine, tmp_path / "landing", run_id=f"run-{number}")
        bring_in_line(engine, decisions)
        ended.append(dump(engine, leave_out=("crawl_run", "landing_file", "check_result")))
        load(engine, tmp_path / "landing", everything=True)
        assert dump(engine, leave_out=("crawl_run", "landing_file", "check_result")) == ended[0]
        engine.dispose()
    assert ended.count(ended[0]) == len(ended)
    assert {row[1] for row in ended[0]["question_event"]} >= {"asked", "succeeded"}
