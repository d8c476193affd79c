"""Loading everything again derives anew what other rules derived, and touches nothing where the rules stand."""

from pathlib import Path

from sqlalchemy import Engine, text

from etl.load import load
from tests.etl.made_up import deputy, land, one, question


def test_rows_that_other_rules_derived_are_derived_anew(engine: Engine, tmp_path: Path) -> None:
    land(tmp_path, "run-1", deputy(), question(1), question(2))
    load(engine, tmp_path)
    assert load(engine, tmp_path, everything=True).tables["question"].updated == 0
    with engine.begin() as connection:
        connection.execute(text("UPDATE question SET heading = 'derived otherwise' WHERE number = 1"))
    assert load(engine, tmp_path, everything=True).tables["question"].updated == 0
    with engine.begin() as connection:
        connection.execute(text("UPDATE derivation_rules SET fingerprint = 'other rules'"))
    assert load(engine, tmp_path, everything=True).tables["question"].updated == 1
    assert one(engine, "SELECT heading FROM question WHERE number = 1") == {"heading": "greffes"}
    with engine.begin() as connection:
        connection.execute(text("UPDATE question SET heading = 'derived otherwise' WHERE number = 1"))
    assert load(engine, tmp_path, everything=True).tables["question"].updated == 0
