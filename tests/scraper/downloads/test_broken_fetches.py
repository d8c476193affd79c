"""Fetches that break off, and the next run that goes on from what came."""

import asyncio
import json
import os
import signal
from pathlib import Path

from aiohttp import web

from tests import forge
from tests.scraper.downloads.fetches import (
    KEY_17,
    NAME_17,
    PIECE,
    QUESTIONS_17,
    begin,
    fetch,
    leave,
    leave_finished,
    make_zip,
)
from tests.scraper.downloads.file_site import FileSite, Served, broken, from_byte, page, times, with_headers

OLD, NEW = make_zip(1), make_zip(2, 4900)
FIRST_ASKED = [0, 1000, 2000, 3000, 4000]


def starts(site: FileSite) -> list[int]:
    return [one.first for one in site.asked_for(QUESTIONS_17)]


def leave_part(tmp_path: Path, site: FileSite, body: bytes = OLD, pieces: int = 2) -> None:
    """Leave what a run that broke off after some pieces does."""
    served = site.files[QUESTIONS_17] = Served(body)
    told = {"url": site.url + QUESTIONS_17, "etag": served.etag, "last_modified": served.last_modified}
    leave(tmp_path, f"{NAME_17}.part", body[: pieces * PIECE], told | {"size": len(body)})


def test_a_break_costs_one_piece(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    site.fault(QUESTIONS_17, from_byte(2000, times(2, broken)))
    fetched = fetch(tmp_path, site.url)
    assert (fetched.became["state"], fetched.body) == ("fetched", OLD)
    assert starts(site) == [0, 1000, 2000, 2000, 2000, 3000, 4000]


def test_after_a_break_only_the_rest_is_asked_for(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    site.fault(QUESTIONS_17, from_byte(2000, times(3, broken)))
    first = fetch(tmp_path, site.url)
    assert first.became["state"] == "failed"
    assert first.became["sentence"] == "the answer was cut off"
    assert first.landed.run["failed"] == 1
    assert first.landed.visits == {}
    assert first.left == {f"{NAME_17}.part", f"{NAME_17}.part.json"}
    assert first.told["steps"][-1] == [0, None]
    site.asked.clear()
    second = fetch(tmp_path, site.url)
    assert (second.became["state"], second.body) == ("fetched", OLD)
    assert starts(site) == [2000, 3000, 4000]
    assert {one.headers["If-Range"] for one in site.asked_for(QUESTIONS_17)} == {'"1"'}
    assert second.left == {NAME_17, f"{NAME_17}.json"}


def test_a_break_while_a_changed_archive_comes_keeps_the_old_one(tmp_path: Path, site: FileSite) -> None:
    leave_finished(tmp_path, site.url, OLD)
    site.files[QUESTIONS_17] = Served(NEW, etag='"2"')
    site.fault(QUESTIONS_17, from_byte(2000, times(3, broken)))
    broke = fetch(tmp_path, site.url)
    assert (broke.became["state"], broke.body, broke.sidecar["etag"]) == ("failed", OLD, '"1"')
    site.asked.clear()
    again = fetch(tmp_path, site.url)
    assert (again.became["state"], again.body, again.sidecar["etag"]) == ("fetched", NEW, '"2"')
    assert starts(site) == [2000, 3000, 4000, 5000]


def test_a_killed_process_is_gone_on_with(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    processes: list[forge.Process] = []

    def kill(request: web.Request, response: web.Response) -> web.Response:
        os.kill(processes[0].pid, signal.SIGKILL)
        return response

    site.fault(QUESTIONS_17, from_byte(3000, times(1, kill)))
    with begin(tmp_path, site.url, "run-0", {}) as process:
        processes.append(process)
        assert process.wait(60) == -signal.SIGKILL
    run = json.loads((tmp_path / "landing/run-0/run.json").read_text())
    assert run["finish_reason"] is None
    site.asked.clear()
    fetched = fetch(tmp_path, site.url)
    assert (fetched.became["state"], fetched.body) == ("fetched", OLD)
    assert starts(site) == [3000, 4000]


def test_a_torn_piece_is_a_beginning_too(tmp_path: Path, site: FileSite) -> None:
    leave_part(tmp_path, site)
    with (tmp_path / "downloads/assemblee" / f"{NAME_17}.part").open("ab") as file:
        file.write(OLD[2000:2345])
    assert fetch(tmp_path, site.url).body == OLD
    assert starts(site) == [2345, 3345]


def test_interrupted_it_stops_after_the_piece(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    processes: list[forge.Process] = []

    async def later(request: web.Request, response: web.Response) -> web.Response:
        processes[0].send_signal(signal.SIGINT)
        await asyncio.sleep(0.3)
        return response

    site.fault(QUESTIONS_17, from_byte(2000, times(1, later)))
    with begin(tmp_path, site.url, "run-0", {}) as process:
        processes.append(process)
        output, _ = process.communicate(timeout=60)
    told = json.loads(output.splitlines()[-1])
    assert told["finish_reason"] == "interrupted"
    assert told["became"][KEY_17]["sentence"] == "the crawl is stopping"
    assert starts(site) == [0, 1000, 2000]
    part = tmp_path / "downloads/assemblee" / f"{NAME_17}.part"
    assert part.read_bytes() == OLD[:3000]


def test_the_requests_allowed_cut_it(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = Served(OLD)
    first = fetch(tmp_path, site.url, max_requests=4)
    assert first.told["finish_reason"] == "max_requests"
    assert first.landed.run["failed"] == 0
    assert starts(site) == [0, 1000, 2000]
    second = fetch(tmp_path, site.url)
    assert (second.told["finish_reason"], second.body) == ("finished", OLD)
    assert starts(site) == FIRST_ASKED


def test_another_version_by_then_comes_whole_where_if_range_is_understood(tmp_path: Path, site: FileSite) -> None:
    leave_part(tmp_path, site)
    site.files[QUESTIONS_17] = Served(NEW, etag='"2"')
    fetched = fetch(tmp_path, site.url)
    assert (fetched.body, fetched.sidecar["etag"]) == (NEW, '"2"')
    assert starts(site) == [2000]


def deaf_to_if_range(served: Served) -> Served:
    """Answer pieces of the present version whatever If-Range says."""
    served.is_same_for = lambda condition: True  # type: ignore[method-assign]
    return served


def test_another_version_is_begun_anew_where_it_is_not(tmp_path: Path, site: FileSite) -> None:
    leave_part(tmp_path, site)
    site.files[QUESTIONS_17] = deaf_to_if_range(Served(NEW, etag='"2"'))
    fetched = fetch(tmp_path, site.url)
    assert (fetched.body, fetched.sidecar["etag"]) == (NEW, '"2"')
    assert starts(site) == [2000, *FIRST_ASKED, 5000]


def test_another_size_is_another_version(tmp_path: Path, site: FileSite) -> None:
    leave_part(tmp_path, site)
    site.files[QUESTIONS_17] = deaf_to_if_range(Served(NEW, etag=None, last_modified=None))
    assert fetch(tmp_path, site.url).body == NEW
    assert starts(site) == [2000, *FIRST_ASKED, 5000]


def test_one_that_never_holds_still_is_given_up(tmp_path: Path, site: FileSite) -> None:
    site.files[QUESTIONS_17] = deaf_to_if_range(Served(OLD))
    count = iter(range(100))

    def another(request: web.Request, response: web.Response) -> web.Response:
        return with_headers(ETag=f'"{next(count)}"')(request, response)  # type: ignore[return-value]

    site.fault(QUESTIONS_17, another)
    fetched = fetch(tmp_path, site.url)
    assert fetched.became["sentence"] == "it changes while it is being read"
    assert len(site.asked_for(QUESTIONS_17)) == 6
    assert (fetched.body, len(fetched.landed.rejections)) == (None, 1)


def test_a_complete_part_is_taken_at_a_416(tmp_path: Path, site: FileSite) -> None:
    leave_part(tmp_path, site, pieces=4)
    (tmp_path / "downloads/assemblee" / f"{NAME_17}.part").write_bytes(OLD)
    fetched = fetch(tmp_path, site.url)
    assert (fetched.became["state"], fetched.became["http_status"], fetched.body) == ("fetched", 200, OLD)
    assert starts(site) == [len(OLD)]
    assert fetched.landed.run["failed"] == 0


def test_a_416_that_tells_another_size_begins_anew(tmp_path: Path, site: FileSite) -> None:
    longer = OLD + bytes(1000)
    leave_part(tmp_path, site, longer, pieces=5)
    site.files[QUESTIONS_17] = deaf_to_if_range(Served(OLD, etag=None, last_modified=None))
    fetched = fetch(tmp_path, site.url)
    assert (fetched.became["state"], fetched.body) == ("fetched", OLD)
    assert starts(site) == [5000, *FIRST_ASKED]


def test_an_error_page_in_the_middle_spoils_nothing(tmp_path: Path, site: FileSite) -> None:
    leave_part(tmp_path, site)
    site.fault(QUESTIONS_17, times(1, page("<html>Service indisponible</html>")))
    assert fetch(tmp_path, site.url).became["refused"]
    site.asked.clear()
    assert fetch(tmp_path, site.url).body == OLD
    assert starts(site) == [2000, 3000, 4000]


def test_a_part_of_another_address_is_dropped(tmp_path: Path, site: FileSite) -> None:
    leave_part(tmp_path, site)
    sidecar = tmp_path / "downloads/assemblee" / f"{NAME_17}.part.json"
    sidecar.write_text(json.dumps(json.loads(sidecar.read_text()) | {"url": "http://127.0.0.1:9/other.zip"}))
    assert fetch(tmp_path, site.url).body == OLD
    assert starts(site) == FIRST_ASKED
