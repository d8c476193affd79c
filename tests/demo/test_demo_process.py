import json
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from demo.corpus import build
from demo.errors import NotStarted
from demo.site import serving

ORDER = [sys.executable, "-m", "demo.site", "--port", "0", "--questions", "20"]


def start() -> tuple[subprocess.Popen[bytes], dict[str, object]]:
    process = subprocess.Popen(ORDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    return process, json.loads(process.stdout.readline())


def test_one_line_of_json_names_a_port_per_legislature_and_the_process() -> None:
    process, said = start()
    with process:
        process.terminate()
    assert set(said) == {"13", "14", "15", "16", "pid"}
    assert (said["pid"], len(set(said.values()))) == (process.pid, 5)


def test_a_signal_stops_it_cleanly() -> None:
    process, _ = start()
    with process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0


def test_the_end_of_standard_input_stops_it() -> None:
    process, _ = start()
    with process:
        process.stdin.close()
        assert process.wait(timeout=10) == 0


def test_no_server_outlives_the_process_that_started_it() -> None:
    parent = "\n".join(
        [
            "import os, signal",
            "from demo.corpus import build",
            "from demo.site import serving",
            "with serving(build(20)) as addresses:",
            "    print(addresses[13], flush=True)",
            "    os.kill(os.getpid(), signal.SIGKILL)",
        ]
    )
    killed = subprocess.run([sys.executable, "-c", parent], capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert _silent_within(killed.stdout.decode().strip(), seconds=10)


def _silent_within(address: str, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urlopen(f"{address}/robots.txt", timeout=2).close()  # noqa: S310 (loopback)
        except (URLError, OSError):
            return True
        time.sleep(0.05)
    return False


def test_serving_stops_with_its_block() -> None:
    with serving(build(20)) as addresses:
        urlopen(f"{addresses[13]}/robots.txt", timeout=5).close()  # noqa: S310 (loopback)
    assert _silent_within(addresses[13], seconds=2)


def test_a_server_that_cannot_start_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(NotStarted, match="exit code"), serving(build(20)):
        pass


def test_the_servers_date_decides_what_is_withdrawn() -> None:
    corpus = build(60)
    question = corpus.legislatures[13].question(6)
    with (
        serving(corpus, today=date(2049, 6, 16)) as addresses,
        urlopen(f"{addresses[13]}/question/QE/{question.number}", timeout=5) as reply,  # noqa: S310 (loopback)
    ):
        assert "<h3>Retirée le 15 juin 2049</h3>" in reply.read().decode()


def test_requests_that_come_together_are_seen_together() -> None:
    with serving(build(20), latency=0.2) as addresses, ThreadPoolExecutor(5) as pool:
        for _ in pool.map(lambda _: urlopen(f"{addresses[13]}/robots.txt", timeout=5).close(), range(5)):  # noqa: S310
            pass
        with urlopen(f"{addresses[13]}/demo/requests", timeout=5) as reply:  # noqa: S310 (loopback)
            report = json.loads(reply.read())
    assert (report["total"], report["max_concurrent"]) == (5, 5)


def test_it_does_not_need_to_be_started_from_its_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    with serving(build(20)) as addresses:
        assert set(addresses) == {13, 14, 15, 16}
