"""The figures for Prometheus: its text format, and a file that is whole at any moment."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.metrics import Gauge, exposition, of_database, of_run, write

SAMPLE = re.compile(
    r'(?P<name>[a-z_:][a-z0-9_:]*)(?:\{(?P<labels>[a-z_]+="[^"\\\n]*"(?:,[a-z_]+="[^"\\\n]*")*)\})? (?P<value>\S+)'
)
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
STATUS = {
    "pending_labels": {"count": 4},
    "rejections": {"open": 5},
    "legislatures": [
        {"legislature": 13, "questions": 90, "pending": 1, "announced": 2, "last_read_at": "2026-03-01 08:00:00"},
        {"legislature": 14, "questions": 70, "pending": 0, "announced": 0, "last_read_at": None},
    ],
}
HEALTH = {
    "last_good_run": {"finished_at": "2026-03-01 08:30:00"},
    "held_runs": [{"run_id": "a"}, {"run_id": "a"}],
    "failing_checks": [{}],
}


def parse(text: str) -> dict[str, dict[str, float]]:
    """Read the text format as Prometheus does: HELP and TYPE first, once per name, then its samples together."""
    assert text.endswith("\n")
    found: dict[str, dict[str, float]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("# HELP "):
            name = line.split(" ", 3)[2]
            assert name not in found
            found[name] = {}
        elif line.startswith("# TYPE "):
            assert line.split(" ")[2:] == [name, "gauge"]
            assert found[name] == {}
        else:
            sample = SAMPLE.fullmatch(line)
            assert sample is not None, line
            assert sample["name"] == name
            assert (sample["labels"] or "") not in found[name]
            found[name][sample["labels"] or ""] = float(sample["value"])
    return found


def test_the_figures_of_a_run_and_of_the_database() -> None:
    summary = {name: number for number, name in enumerate(
        ("requests", "pages", "inserted", "updated", "rejected", "failed", "seconds")
    )}  # fmt: skip
    found = parse(exposition(iter([*of_run(AT, success=True, summary=summary), *of_database(STATUS, HEALTH)])))
    assert found["questions_last_run_timestamp_seconds"] == {"": AT.timestamp()}
    assert found["questions_last_run_success"] == {"": 1}
    assert [found[f"questions_last_run_{name}"][""] for name in summary] == list(summary.values())
    assert found["questions_last_good_run_timestamp_seconds"] == {"": AT.timestamp() - 1800}
    assert found["questions_known"] == {'legislature="13"': 90, 'legislature="14"': 70}
    assert found["questions_open"] == {'legislature="13"': 3, 'legislature="14"': 0}
    assert found["questions_last_read_timestamp_seconds"] == {'legislature="13"': AT.timestamp() - 3600}
    assert found["questions_held_runs"] == {"": 1}
    assert found["questions_pending_labels"] == {"": 4}
    assert found["questions_open_rejections"] == {"": 5}


def test_a_run_that_ended_by_an_error_has_no_figures_but_that() -> None:
    found = parse(exposition(of_run(AT, success=False, summary=None)))
    assert set(found) == {"questions_last_run_timestamp_seconds", "questions_last_run_success"}
    assert found["questions_last_run_success"] == {"": 0}


def test_the_file_is_replaced_at_once_and_can_be_read_by_others(tmp_path: Path) -> None:
    path = tmp_path / "questions.prom"
    path.write_text("old\n")
    with path.open() as reader:
        write(path, "new\n")
        assert reader.read() == "old\n"
    assert path.read_text() == "new\n"
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path / "none/questions.prom", "text\n")
    assert caplog.messages == [
        f"Could not write the metrics to {tmp_path}/none/questions.prom: No such file or directory"
    ]


def test_samples_of_one_name_stand_together() -> None:
    labels = ((("legislature", "13"),), (("legislature", "14"),))
    gauges = [Gauge(name, "Help.", 1, label) for label in labels for name in ("a", "b")]
    assert set(parse(exposition(iter(gauges)))) == {"questions_a", "questions_b"}
