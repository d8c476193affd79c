"""What deploy/ holds can be deployed: units are sound, and every command in it runs, without Docker or systemd."""

import configparser
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
from ruamel.yaml import YAML
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from cli.main import app
from etl.database import connect

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in DEPLOY.iterdir() if path.suffix in {".service", ".timer"})

SECTIONS = {".service": {"Unit", "Service"}, ".timer": {"Unit", "Timer", "Install"}}
HARDENING = {"NoNewPrivileges", "ProtectSystem", "ProtectHome", "PrivateTmp", "CapabilityBoundingSet", "DynamicUser"}
DOCKER = re.compile(r"^(FROM|WORKDIR|COPY|RUN|USER|ENV|VOLUME|ENTRYPOINT|CMD) (.+)$")


def unit(name: str) -> configparser.RawConfigParser:
    """Read a unit as systemd does: directives keep their case, and some repeat."""
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",), interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(DEPLOY / name, encoding="utf-8")
    return parser


def dockerfile() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile."""
    lines = [line for line in (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines() if line]
    found = [DOCKER.match(line) for line in lines if not line.startswith("#")]
    assert all(found), lines
    return [(match[1], match[2]) for match in found if match is not None]


def compose() -> dict[str, Any]:
    return YAML(typ="safe").load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def check_command(line: str) -> None:
    """Parse a command line of ours as the command itself does, without running it; a wrong one raises."""
    _, name, *arguments = shlex.split(line)
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    command.make_context(name, arguments)


def command_lines() -> list[str]:
    """Return every line of deploy/ that starts our command."""
    found = re.compile(r"(?<![-./\w])questions (?:crawl|load|nightly|status)[^>|&\n]*")
    sources = (DEPLOY / name for name in [*UNITS, "crontab", "nightly-loop.sh"])
    lines = (line for path in sources for line in path.read_text(encoding="utf-8").splitlines())
    code = (line for line in lines if not line.startswith(("#", "Description")))
    return [match.strip().replace('"$@"', "") for line in code for match in found.findall(line)]


def test_every_command_line_can_be_typed() -> None:
    lines = command_lines()
    assert len(lines) == 6
    for line in lines:
        check_command(line)


def test_a_wrong_command_line_would_be_found() -> None:
    with pytest.raises(typer.TyperException):
        check_command("questions nightly --no-such-option")


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_sound(name: str) -> None:
    found = unit(name)
    assert set(found.sections()) == SECTIONS[Path(name).suffix]
    assert all(re.fullmatch(r"[A-Z]\w+", key) and value for section in found.values() for key, value in section.items()
               if key != "CapabilityBoundingSet")  # fmt: skip
    if name.endswith(".service"):
        assert found["Service"].keys() >= HARDENING | {"Type", "ExecStart"}
        program = shlex.split(found["Service"]["ExecStart"])
        assert (program[:2], Path(program[0]).exists()) == (["/usr/bin/env", "questions"], True)
    else:
        assert found["Timer"].keys() >= {"OnCalendar", "RandomizedDelaySec", "Persistent"}
        assert (DEPLOY / name.replace(".timer", ".service")).exists()


def test_a_failed_night_starts_a_unit_that_is_there() -> None:
    assert (DEPLOY / unit("questions-nightly.service")["Unit"]["OnFailure"]).exists()


def test_systemd_verifies_the_units() -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        # Where there is no systemd, its names of directives are checked by hand above.
        assert UNITS
        return
    done = subprocess.run(
        [analyze, "verify", *(str(DEPLOY / name) for name in UNITS)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_crontab_has_five_fields_and_a_command() -> None:
    lines = [line for line in (DEPLOY / "crontab").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    jobs = [line for line in lines if not re.match(r"[A-Z_]+=", line)]
    assert len(jobs) == 2
    for job in jobs:
        *when, command = job.split(None, 5)
        assert [re.fullmatch(r"\*|\d+", field) is not None for field in when] == [True] * 5
        # To cron a percent sign ends the command.
        assert "%" not in command
        subprocess.run(["/bin/sh", "-n", "-c", command], check=True)


def test_what_the_image_copies_is_there_and_not_ignored() -> None:
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    copied = [value.split()[:-1] for name, value in dockerfile() if name == "COPY" and "--from" not in value]
    for source in (one for sources in copied for one in sources):
        assert (ROOT / source).exists(), source
        assert f"!{source}" in kept
    assert {line[1:] for line in kept if line.startswith("!")} == {one for sources in copied for one in sources}


def test_the_image_runs_as_nobody_in_particular() -> None:
    instructions = dict(dockerfile())
    assert instructions["USER"] == "questions"
    assert json.loads(instructions["ENTRYPOINT"]) == ["questions"]


def test_the_commands_of_the_image_build_and_install_a_command_that_runs(tmp_path: Path) -> None:
    runs = [value for name, value in dockerfile() if name == "RUN"]
    (build,) = [line for line in runs if "hatchling build" in line]
    (install,) = [line for line in runs if line.startswith("set -- ")]
    for line in runs:
        subprocess.run(["/bin/sh", "-n", "-c", line], check=True)
    wheels = tmp_path / "wheels"
    # What the wheel needs is installed here already, and pip shall not look for it.
    only_ours = {"PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1", "PIP_TARGET": str(tmp_path / "site"), "PIP_NO_CACHE_DIR": "1"}
    python = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    shell(build.replace("/wheels", str(wheels)), **python)
    shutil.copy(ROOT / "requirements.lock", wheels)
    shell(install.replace("/wheels", str(wheels)), **python, **only_ours)
    entry = tmp_path / "site/bin/questions"
    helped = shell(f"{shlex.quote(str(entry))} nightly --help", PYTHONPATH=str(tmp_path / "site"))
    assert "--legislature" in helped


def shell(line: str, **variables: str) -> str:
    """Run a line as the image's build does; return what it printed."""
    done = subprocess.run(
        ["/bin/sh", "-c", line], cwd=ROOT, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_compose_names_what_is_there() -> None:
    found = compose()
    assert set(found["services"]) == {"database", "nightly"}
    nightly = found["services"]["nightly"]
    assert (DEPLOY / nightly["build"]["context"] / nightly["build"]["dockerfile"]).exists()
    assert set(nightly["depends_on"]) <= set(found["services"])
    mounts = [mount.split(":") for service in found["services"].values() for mount in service["volumes"]]
    assert all(
        (DEPLOY / mount[0]).exists() if mount[0].startswith(".") else mount[0] in found["volumes"] for mount in mounts
    )
    (program,) = nightly["entrypoint"]
    assert ("COPY", f"deploy/nightly-loop.sh /usr/local/bin/{program}") in dockerfile()
    check_command(shlex.join(["questions", "nightly", *nightly["command"]]))
    assert nightly["environment"]["QUESTIONS_DATABASE"].startswith("postgresql+psycopg://questions@database/")


@pytest.fixture
def command_on_path(tmp_path: Path) -> dict[str, str]:
    """An environment in which ``questions`` is this checkout's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "questions").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cli "$@"\n')
    (folder / "questions").chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUESTIONS_")}
    return {**kept, "PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


def test_the_loop_of_compose_reads_a_night_waits_and_ends_at_once(
    command_on_path: Mapping[str, str], demo_sites: Mapping[int, str], tmp_path: Path
) -> None:
    asked = ["--legislature", "16", "--site", f"16={demo_sites[16]}", "--delay", "0"]
    with subprocess.Popen(
        [DEPLOY / "nightly-loop.sh", *asked], cwd=tmp_path, env={**command_on_path, "QUESTIONS_WAIT": "60"},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as loop:  # fmt: skip
        assert loop.stdout is not None
        printed = read_until(loop.stdout, "Health: all is well")
        time.sleep(2)
        assert loop.poll() is None
        loop.send_signal(signal.SIGTERM)
        assert loop.wait(timeout=20) == 0
    assert "questions inserted" in printed


def read_until(lines: Iterator[str], wanted: str) -> str:
    found = []
    for line in lines:
        found.append(line)
        if wanted in line:
            break
    return "".join(found)


READER = "questions_reader"


@pytest.fixture
def reader(postgresql_url: str) -> Iterator[Connection]:
    """A connection of the role that reads, to a database that the script was run on twice."""
    engine = connect(postgresql_url)
    script = (DEPLOY / "readonly.sql").read_text(encoding="utf-8")
    for _ in range(2):
        with engine.begin() as connection:
            connection.exec_driver_sql(script.replace("%", "%%"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE made_later (number INTEGER)")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SET ROLE {READER}")
        yield connection
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {READER}")
        connection.exec_driver_sql(f"DROP ROLE {READER}")
    engine.dispose()


def test_the_reader_reads_every_table_also_later_ones(reader: Connection) -> None:
    for table in ("question", "question_text", "crawl_run", "made_later"):
        assert reader.scalar(text(f"SELECT count(*) FROM {table}")) == 0  # noqa: S608


def test_the_reader_has_settings_of_its_own(reader: Connection) -> None:
    role = text("SELECT unnest(setconfig) FROM pg_db_role_setting WHERE setrole = CAST(:role AS regrole)")
    assert set(reader.execute(role, {"role": READER}).scalars()) == {
        "default_transaction_read_only=on",
        "default_transaction_isolation=repeatable read",
        "statement_timeout=10min",
        "jit=off",
    }


def test_the_reader_may_search(reader: Connection) -> None:
    found = reader.execute(text("SELECT question_id, rank, snippet FROM search_questions('fin de vie')")).all()
    assert found == []


@pytest.mark.parametrize(
    "statement", ["DELETE FROM question", "INSERT INTO schema_version VALUES (9)", "DROP TABLE visit"]
)
def test_the_reader_changes_nothing(reader: Connection, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        reader.execute(text(statement))
