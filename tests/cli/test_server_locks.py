"""One crawl at a time per site, also for runs on different machines that share a PostgreSQL database."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text

from cli.errors import SiteLocked
from cli.server_locks import hold_on_server
from etl.database import connect
from tests.cli.command import ROOT, environment


@pytest.fixture
def here(postgresql_url: str) -> Iterator[Engine]:
    engine = connect(postgresql_url)
    yield engine
    engine.dispose()


@pytest.fixture
def there(postgresql_url: str) -> Iterator[Engine]:
    """The same database, seen from another machine."""
    engine = connect(postgresql_url)
    yield engine
    engine.dispose()


def test_a_held_site_is_refused_with_its_holder(here: Engine, there: Engine) -> None:
    with hold_on_server(here, ["host"], "20261123T1-nosdeputes-13", announce=None):
        refused = hold_on_server(there, ["host"], "R2", announce=None)
        with pytest.raises(SiteLocked) as refusal:
            refused.__enter__()
    said = str(refusal.value)
    assert f"host is being crawled by run 20261123T1-nosdeputes-13 (process {os.getpid()}@" in said
    assert "UTC" in said


def test_another_site_is_free(here: Engine, there: Engine) -> None:
    with hold_on_server(here, ["a"], "R1", announce=None), hold_on_server(there, ["b"], "R2", announce=None):
        assert held(here) == 2
    assert held(here) == 0


def test_a_refusal_lets_go_of_the_locks_it_had(here: Engine, there: Engine) -> None:
    with hold_on_server(here, ["b"], "R1", announce=None):
        with pytest.raises(SiteLocked):
            hold_on_server(there, ["a", "b"], "R2", announce=None).__enter__()
        assert held(here) == 1


def test_the_name_does_not_stay_with_the_pool(here: Engine) -> None:
    with hold_on_server(here, ["host"], "R1", announce=None):
        pass
    with here.connect() as connection:
        assert connection.scalar(text("SHOW application_name")) == ""


def test_waiting_says_for_whom_and_ends_when_the_holder_does(here: Engine, there: Engine) -> None:
    said: list[str] = []
    waiting = threading.Event()

    def announce(sentence: str) -> None:
        said.append(sentence)
        waiting.set()

    def wait_for_it() -> None:
        with hold_on_server(there, ["host"], "R2", announce=announce):
            said.append("mine")

    with hold_on_server(here, ["host"], "R1", announce=None):
        thread = threading.Thread(target=wait_for_it)
        thread.start()
        assert waiting.wait(10)
        assert "Waiting for run R1" in said[0]
        assert "mine" not in said
    thread.join(10)
    assert said[1:] == ["mine"]


def test_a_killed_holder_holds_nothing(postgresql_url: str, there: Engine) -> None:
    script = f"""
import time
from cli.server_locks import hold_on_server
from etl.database import connect
with hold_on_server(connect({postgresql_url!r}), ["host"], "R1", announce=None):
    print("held", flush=True)
    time.sleep(60)
"""
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.kill()
    with hold_on_server(there, ["host"], "R2", announce=lambda _: None):
        assert held(there) == 1


def test_a_file_needs_no_server() -> None:
    engine = create_engine("sqlite://")
    with hold_on_server(engine, ["host"], "R1", announce=None), hold_on_server(engine, ["host"], "R2", announce=None):
        pass
    engine.dispose()


def held(engine: Engine) -> int:
    """Return how many sites are locked in this database."""
    query = """
        SELECT count(*) FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database()
    """
    with engine.connect() as connection:
        return int(connection.scalar(text(query)) or 0)
