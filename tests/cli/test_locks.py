"""One crawl at a time per site."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cli.errors import SiteLocked
from cli.locks import file_name, hold


def test_a_lock_file_says_who_holds_it(tmp_path: Path) -> None:
    with hold(tmp_path, ["www.nosdeputes.fr"], "R1", announce=None):
        held = json.loads((tmp_path / "www.nosdeputes.fr.lock").read_text())
    assert (held["pid"], held["run_id"]) == (os.getpid(), "R1")
    assert held["started_at"]


def test_a_held_site_is_refused_with_its_holder(tmp_path: Path) -> None:
    with hold(tmp_path, ["host"], "R1", announce=None), pytest.raises(SiteLocked) as refusal:
        hold(tmp_path, ["host"], "R2", announce=None).__enter__()
    assert f"host is being crawled by run R1 (process {os.getpid()}, since" in str(refusal.value)


def test_another_site_is_free(tmp_path: Path) -> None:
    with hold(tmp_path, ["one"], "R1", announce=None), hold(tmp_path, ["two"], "R2", announce=None):
        assert {path.name for path in tmp_path.iterdir()} == {"one.lock", "two.lock"}


def test_a_refusal_lets_go_of_the_locks_it_had(tmp_path: Path) -> None:
    with hold(tmp_path, ["b"], "R1", announce=None), pytest.raises(SiteLocked):
        hold(tmp_path, ["a", "b"], "R2", announce=None).__enter__()
    with hold(tmp_path, ["a"], "R3", announce=None):
        assert json.loads((tmp_path / "a.lock").read_text())["run_id"] == "R3"


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    for run in ("R1", "R2"):
        with hold(tmp_path, ["host"], run, announce=None):
            assert run in (tmp_path / "host.lock").read_text()


def test_waiting_says_for_whom_and_ends_when_the_holder_does(tmp_path: Path) -> None:
    said: list[str] = []
    waiting = threading.Event()

    def announce(text: str) -> None:
        said.append(text)
        waiting.set()

    def wait_for_it() -> None:
        with hold(tmp_path, ["host"], "R2", announce=announce):
            said.append("mine")

    with hold(tmp_path, ["host"], "R1", announce=None):
        thread = threading.Thread(target=wait_for_it)
        thread.start()
        assert waiting.wait(10)
        assert "run R1" in said[0]
        assert "mine" not in said
    thread.join(10)
    assert said[1:] == ["mine"]


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    script = f"""
import time, pathlib
from cli.locks import hold
with hold(pathlib.Path({str(tmp_path)!r}), ["host"], "R1", announce=None):
    print("held", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.kill()
    with hold(tmp_path, ["host"], "R2", announce=None):
        assert "R2" in (tmp_path / "host.lock").read_text()


def test_a_port_makes_a_plain_file_name() -> None:
    assert file_name("127.0.0.1:8013") == "127.0.0.1_8013"
