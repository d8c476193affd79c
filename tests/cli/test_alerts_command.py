"""A run that a check holds, from the command line: who is told, what the figures say, what a person decides."""

import json
import logging
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.cli.command import Questions, Ran, start
from tests.cli.test_alerts import lines, writer
from tests.cli.test_metrics import parse


@pytest.fixture(scope="module")
def crawl_of_16(sites: Mapping[int, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a crawl of legislature 16."""
    folder = tmp_path_factory.mktemp("crawl")
    asked = ("--legislature", 16, "--site", sites[16], "--delay", 0, "--metrics", "run.prom")
    with start("crawl", *asked, cwd=folder) as process:
        _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return folder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Questions]:
    """The command ``questions`` in this process, which no crawl needs for itself."""
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["questions", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ran(int(str(ended.value.code)), printed.out, printed.err)

    yield run
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def crawled(crawl_of_16: Path, tmp_path: Path) -> Path:
    """The landing zone of that crawl, beside its database, for this test alone."""
    shutil.copytree(crawl_of_16, tmp_path, dirs_exist_ok=True)
    return tmp_path / "data/landing"


def land_short(landing: Path) -> str:
    """Land a night that read the same lists, each announcing a hundred questions more; return its name."""
    first = next(landing.iterdir())
    run = json.loads((first / "run.json").read_text(encoding="utf-8"))
    after = datetime.fromisoformat(run["finished_at"]) + timedelta(seconds=1)
    run_id = "99991231T000000000000Z-short"
    again = {"run_id": run_id, "started_at": str(after), "finished_at": str(after)}
    again["scope"] = run["scope"] | {"night": {"on": "9999-12-31"}}
    folder = landing / run_id
    folder.mkdir()
    (folder / "run.json").write_text(json.dumps(run | again), encoding="utf-8")
    visits = [json.loads(line) for line in (first / "visits.jsonl").read_text(encoding="utf-8").splitlines()]
    short = [more(visit, after) for visit in visits if visit["key"].endswith("/questions") and visit["settled"]]
    assert short
    (folder / "visits.jsonl").write_text("".join(f"{json.dumps(visit)}\n" for visit in short), encoding="utf-8")
    return run_id


def more(visit: dict[str, Any], at: datetime) -> dict[str, Any]:
    return visit | {"announced": visit["announced"] + 100, "checked_at": str(at)}


def test_a_held_run_from_its_load_to_its_acceptance(run: Questions, crawled: Path, tmp_path: Path) -> None:
    short = land_short(crawled)
    told = ("--notify", writer(tmp_path / "told"), "--metrics", tmp_path / "load.prom")
    held = run("load", "--json", *told)
    assert held.code == 5, held.err
    (hold,) = held.answer["held"]
    assert (hold["run_id"], hold["check"], len(hold["rows"]) > 0) == (short, "list-counts", True)
    assert parse((tmp_path / "load.prom").read_text())["questions_held_runs"] == {"": 1}

    ill, for_a_person = run("status", "--json"), run("status")
    assert (ill.code, for_a_person.code) == (5, 5)
    assert (ill.answer["healthy"], ill.answer["held_runs"][0]["run_id"]) == (False, short)
    assert f"questions load --run {short} --accept list-counts" in for_a_person.out

    assert run("load", "--run", short, "--accept", "losses").code == 1
    accepted = run("load", "--run", short, "--accept", "list-counts", "--json", *told)
    assert accepted.code == 0, accepted.err
    assert [event["event"] for event in lines(tmp_path / "told")] == ["failure", "recovery"]
    assert run("status").code == 0


def test_a_discarded_run_is_left_alone(run: Questions, crawled: Path) -> None:
    short = land_short(crawled)
    assert run("load").code == 5
    discarded = run("load", "--discard", short)
    assert (discarded.code, discarded.out) == (0, f"Run {short} will not be loaded; its files stay.\n")
    assert run("load", "--all").code == 0
    again = run("load", "--run", short)
    assert (again.code, again.err) == (1, f"questions: run {short} was discarded, and is never loaded\n")


@pytest.mark.parametrize(
    "arguments",
    [("--accept", "losses"), ("--discard", "nosuch"), ("--discard", "{loaded}"), ("--run", "{loaded}", "--all")],
)
def test_decisions_that_make_no_sense(run: Questions, crawled: Path, arguments: tuple[str, ...]) -> None:
    loaded = next(crawled.iterdir()).name
    ran = run("load", *(argument.format(loaded=loaded) for argument in arguments))
    assert ran.code == 1
    assert ran.err.count("\n") == 1, ran.err


def test_a_crawl_writes_its_figures(crawled: Path, tmp_path: Path) -> None:
    found = parse((tmp_path / "run.prom").read_text())
    assert found["questions_last_run_success"] == {"": 1}
    assert found["questions_last_run_inserted"][""] > 0
    assert found["questions_last_run_inserted"] == {"": found["questions_known"]['legislature="16"']}


def test_a_site_that_is_down_is_told_and_so_is_its_return(
    questions: Questions, sites: Mapping[int, str], tmp_path: Path
) -> None:
    asked = ("--legislature", 16, "--delay", 0, "--notify", writer(tmp_path / "told"))
    down = questions("crawl", *asked, "--site", "http://127.0.0.1:9")
    assert down.code == 3, down.err
    assert down.out.startswith("0 pages read with 3 requests")
    assert "1 pages failed." in down.out
    assert down.out.endswith(" Its robots.txt cannot be read: the connection was refused.\n")
    up = questions("crawl", *asked, "--site", sites[16])
    assert up.code == 0, up.err
    events = lines(tmp_path / "told")
    assert [(event["event"], event["finish_reason"]) for event in events] == [
        ("failure", "site_down"), ("recovery", "finished"),
    ]  # fmt: skip


def test_a_stale_database_exits_5_and_is_told(run: Questions, crawled: Path, tmp_path: Path) -> None:
    file = next(crawled.iterdir()) / "run.json"
    old = json.loads(file.read_text(encoding="utf-8"))
    old |= {"started_at": "2026-03-01 08:00:00", "finished_at": "2026-03-01 09:00:00"}
    file.write_text(json.dumps(old), encoding="utf-8")
    run("load", "--all")
    stale = run("status", "--json", "--notify", writer(tmp_path / "told"))
    assert (stale.code, stale.answer["stale"]) == (5, True)
    assert [event["event"] for event in lines(tmp_path / "told")] == ["stale"]
    assert run("status", "--stale-after", "9999999h").code == 0


def test_an_alert_that_fails_changes_no_exit_code(questions: Questions, sites: Mapping[int, str]) -> None:
    bad = shlex.join([sys.executable, "-c", "raise SystemExit(1)"])
    asked = ("--legislature", 16, "--deputy", "nobody-of-that-name", "--site", sites[16], "--delay", 0)
    ran = questions("crawl", *asked, QUESTIONS_NOTIFY=bad)
    assert ran.code == 1
    assert "Could not notify" in ran.err
