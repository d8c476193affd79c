"""Archives that come broken, sites that are down, kills: nothing wrong is loaded, and the next run completes it."""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cli.locks import hold
from demo.corpus import Corpus, build
from demo.site import serving
from tests import forge
from tests.cli.assembly_place import START, AssemblyPlace

PATIENCE = 30
# One for each archive that could not be had.
MESSAGES = {
    2: re.compile(
        r"\.zip \(archive\): it is cut short, or no zip at all|\.zip \(archive\): .*(?:CRC|damaged|broken)|"
        r"\.zip \(archive\): it answers 200 with something else than a zip|\.zip answers 416; the next run asks again"
    ),
    3: re.compile(r"\.zip cannot be read: .*; the next run asks again"),
}


@pytest.fixture(scope="module")
def small() -> Corpus:
    return build(160, assembly=True)


@pytest.fixture
def place(small: Corpus, tmp_path: Path) -> Iterator[AssemblyPlace]:
    with serving(small, today=START) as sites:
        yield AssemblyPlace(sites, tmp_path, small)


@pytest.fixture
def slow(small: Corpus, tmp_path: Path) -> Iterator[AssemblyPlace]:
    """A site on which something can happen while a file is fetched."""
    with serving(small, today=START, latency=0.7) as sites:
        yield AssemblyPlace(sites, tmp_path, small)


def crawling(place: AssemblyPlace) -> forge.Process:
    return place.start("crawl", "--legislature", 17, "--site", place.site, "--delay", 0, "--json")


def both(place: AssemblyPlace) -> forge.Process:
    """Start a night that reads both sources, and therefore fetches in a process of its own."""
    sites = [word for number in (16, 17) for word in ("--site", f"{number}={place.sites[number]}")]
    named = ("--legislature", 16, "--legislature", 17)
    return place.start("nightly", *named, *sites, "--delay", 0, "--json")


def wait_for(what: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def has_landed(place: AssemblyPlace, pattern: str) -> Callable[[], object]:
    return lambda: list(place.folder.glob(f"data/{pattern}"))


def test_broken_archives_leave_nothing_and_the_next_run_completes_it(place: AssemblyPlace) -> None:
    # With this seed each kind comes to an archive.
    for kinds, code, reason, seed in (
        (["cut-zip", "bad-crc", "error-page-200", "416"], 2, "finished", 2),
        (["truncated"], 3, "site_down", 1),
    ):
        place.tell("/demo/faults", share=1, kinds=kinds, seed=seed)
        ran = place.night()
        assert {one["kind"] for one in place.tell("/demo/faults")["injected"]} == set(kinds)
        assert (ran.code, ran.answer["finish_reason"], ran.answer["failed"] >= 5) == (code, reason, True), ran.err
        assert (ran.answer["inserted"], len(MESSAGES[code].findall(ran.err)) >= 5) == (0, True), ran.err
    assert not has_landed(place, "landing/*/questions.jsonl")()
    assert place.count("SELECT count(*) FROM question") == 0
    # A site that sends the whole file though a piece was asked for is not broken.
    place.tell("/demo/faults", share=1, kinds=["range-ignored"])
    ran = place.night()
    assert (ran.code, ran.answer["finish_reason"]) == (0, "finished"), ran.err
    assert place.stored() == place.truth()
    assert place.count("SELECT count(*) FROM rejection WHERE replayed_at IS NULL") == 0


def test_a_site_that_another_run_reads_or_that_has_no_such_archive(place: AssemblyPlace) -> None:
    host = urlsplit(place.site).netloc
    with hold(place.folder / "data/locks", [host], "another", announce=None):
        assert place.crawl().code == 4
    absent = place.crawl(18)
    assert (absent.code, "no archive of questions of legislature 18" in absent.err) == (1, True)


def test_killed_while_fetching_then_landing_then_loading(slow: AssemblyPlace) -> None:
    for moment in (
        has_landed(slow, "downloads/assemblee/17-questions.json.zip"),
        has_landed(slow, "landing/*/organes.jsonl"),
        lambda: has_landed(slow, "landing/*/questions.jsonl")() and not slow.count("SELECT count(*) FROM question"),
    ):
        with crawling(slow) as process:
            wait_for(moment)
            process.kill()
            process.communicate()
        assert process.returncode == -signal.SIGKILL
    ran = slow.crawl()
    assert (ran.code, ran.answer["finish_reason"]) == (0, "finished"), ran.err
    assert slow.stored() == slow.truth(17)


def test_ctrl_c_while_fetching_ends_cleanly_and_the_same_command_goes_on(slow: AssemblyPlace) -> None:
    with both(slow) as process:
        wait_for(has_landed(slow, "downloads/assemblee/17-questions.json.zip"))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, '"finish_reason": "interrupted"' in out) == (0, True), err
    assert "Ctrl-C again stops at once" in err
    assert slow.count("SELECT count(*) FROM crawl_run") == 1
    assert slow.crawl().code == 0
    assert slow.stored() == slow.truth(17)


def test_a_killed_night_leaves_no_fetch_behind(slow: AssemblyPlace) -> None:
    with both(slow) as process:
        wait_for(has_landed(slow, "landing/*/run.json"))
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="utf-8").split()
        process.kill()
        process.communicate()
    assert children
    wait_for(lambda: not [pid for pid in children if is_running(int(pid))])


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process of which nobody has taken the end is none.
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
