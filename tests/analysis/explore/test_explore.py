"""``questions explore``, started on a small database and asked over HTTP and in a browser."""

import json
import signal
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from sqlalchemy import Engine, inspect, text

from analysis.explore.metadata import BACKGROUND, FACETS, LABELS, NEWEST_FIRST, has_index, metadata
from analysis.explore.queries import QUERIES, canned
from analysis.explore.server import PortTaken, listening
from etl.search_index import update_search
from tests import forge
from tests.analysis.corpus import filled
from tests.browser import chromium, next_page
from tests.cli.command import start


@dataclass
class Site:
    """A running explore: its address, its process, its database and its data folder."""

    url: str
    process: forge.Process
    engine: Engine
    data: Path

    def text(self, path: str, **query: str) -> str:
        address = f"{self.url}{path}{'?' + urlencode(query) if query else ''}"
        with urlopen(address, timeout=30) as answer:  # noqa: S310
            return answer.read().decode()

    def rows(self, path: str, **query: str) -> list[dict[str, Any]]:
        return json.loads(self.text(f"questions/{path}.json", _shape="array", **query))

    def status(self, path: str, **query: str) -> int:
        try:
            self.text(path, **query)
        except HTTPError as error:
            with error:
                return error.code
        return 200


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    # What an address takes for its own parts.
    data = tmp_path_factory.mktemp("data #1 50%?")
    engine = filled(f"sqlite:///{data / 'questions.db'}".replace("?", "%3F"), data / "landing")
    update_search(engine)
    (data / "report.html").write_text("<h1>The report</h1>", encoding="utf-8")
    with start("explore", "--data", data, "--json", cwd=data) as process:
        told = json.loads(process.stdout.readline())
        yield Site(told["url"], process, engine, data)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out) == (0, "")
        # Datasette notes each query that SQLite refuses, in a line.
        assert "Traceback" not in err
    engine.dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chromium() as chrome:
        yield chrome


def test_it_listens_on_this_machine_alone(site: Site) -> None:
    host, port = site.url.removeprefix("http://").rstrip("/").split(":")
    assert host == "127.0.0.1"
    outside = {address[4][0] for address in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in outside - {"127.0.0.1"}:
        with socket.socket() as other:
            assert other.connect_ex((address, int(port))) != 0


def test_tables_and_views_can_be_read(site: Site) -> None:
    found = site.rows("question_flat", _sort="question_id")
    assert [row["question_id"] for row in found][:2] == ["QANR5L13QE1", "QANR5L13QE10"]
    assert site.rows("question/QANR5L13QE1")[0]["state"] == "answered"


@pytest.mark.parametrize("table", ["question_flat", "question"])
def test_words_are_found_with_the_index(table: str, site: Site) -> None:
    assert [row["question_id"] for row in site.rows(table, _search="officiel", _sort="question_id")] == [
        "QANR5L13QE1",
        "QANR5L14QE21",
    ]
    assert site.rows(table, _search='officiel "deux mots" ZZZ (') == []


def test_every_query_answers(site: Site) -> None:
    with site.engine.connect() as connection:
        inspector = inspect(connection)
        offered = canned([*inspector.get_table_names(), *inspector.get_view_names()])
    assert {"search", "backlog", "oldest_open"} <= set(offered)
    for name, query in offered.items():
        assert site.rows(name, **dict.fromkeys(query["params"], "")) is not None, name
    asked = {"legislature": "13"}
    assert {row["legislature"] for row in site.rows("answers_of_ministries", **asked)} == {13}
    assert [row["days"] for row in site.rows("oldest_open", **asked)] == [10, 10]
    assert {row["deputy"] for row in site.rows("deputy_questions", deputy="EXEMPLE 2")} == {"Aline Exemple 2"}
    assert "«officiel»" in site.rows("search", words="OFFICIEL")[0]["found"]


def test_nothing_can_be_written_and_no_other_file_read(site: Site) -> None:
    for sql in ("DELETE FROM question", "ATTACH DATABASE '/etc/passwd' AS x", "PRAGMA writable_schema = 1"):
        assert site.status("questions.json", sql=sql) == 400
    assert site.status("questions.json", sql="WITH x AS (SELECT 1) DELETE FROM question") == 400
    assert site.status("questions.db") == 403
    assert site.status("-/static/..%2f..%2fapp.py") == 404
    assert site.rows("question", _size="max")


def test_what_a_load_commits_is_seen_at_once(site: Site) -> None:
    with site.engine.begin() as connection:
        connection.execute(text("INSERT INTO derivation_rules VALUES ('meanwhile')"))
    assert "meanwhile" in [row["fingerprint"] for row in site.rows("derivation_rules")]


def test_a_query_may_take_five_seconds_and_give_a_thousand_rows(site: Site) -> None:
    limits = json.loads(site.text("-/settings.json"))
    assert (limits["sql_time_limit_ms"], limits["max_returned_rows"]) == (5_000, 1_000)
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    assert site.status("questions.json", sql=endless, _timelimit="50") == 400


def test_the_report_is_served_and_nothing_beside_it(site: Site) -> None:
    assert site.text("-/report") == "<h1>The report</h1>"
    assert '<a href="/-/report">The report</a>' in site.text("")
    assert site.status("-/landing") == 404


def test_columns_and_tables_are_explained(site: Site) -> None:
    page = site.text("questions/question", _size="1")
    assert "Written questions as they stand, derived from question_source" in page
    assert "Day on which it was asked (published)." in page


def test_a_person_looks_around(site: Site, browser: Chrome) -> None:
    browser.get(site.url)
    front = browser.find_element(By.TAG_NAME, "body").text
    assert "Written questions of the Assemblée nationale" in front
    assert "Licence Ouverte 2.0 (Etalab)" in front and "ODbL 1.0" in front
    with next_page(browser):
        browser.find_element(By.LINK_TEXT, "question_flat").click()
    facets = browser.find_elements(By.CSS_SELECTOR, ".facet-info-name strong")
    assert {facet.text.split()[0] for facet in facets} == {"state", "legislature", "asked_portfolio", "group_acronym"}
    with next_page(browser):
        browser.find_element(By.LINK_TEXT, "answered").click()
    assert "1 row" in browser.find_element(By.TAG_NAME, "h3").text
    browser.get(f"{site.url}questions")
    assert "landing_file" not in [heading.text for heading in browser.find_elements(By.CSS_SELECTOR, "h2 a")]
    with next_page(browser):
        browser.find_element(By.LINK_TEXT, "What a deputy asked").click()
    box = browser.find_element(By.ID, "qp1")
    box.send_keys("exemple 2")
    with next_page(browser):
        box.submit()
    assert "QANR5L13QE3" in browser.find_element(By.CSS_SELECTOR, "table.rows-and-columns").text
    browser.get(f"{site.url}questions/question_flat?_search=officiel")
    assert "2 rows" in browser.find_element(By.TAG_NAME, "h3").text
    assert browser.get_log("browser") == []


def test_without_an_index_nothing_is_said_of_searching(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        assert not has_index(connection)
        told = metadata(connection)
    assert "search" not in told["databases"]["questions"]["queries"]
    assert "report" not in told["description_html"]


def test_one_source_alone_is_named_as_such(sqlite_engine: Engine) -> None:
    with sqlite_engine.begin() as connection:
        told = metadata(connection)
    assert "source" not in told and "Sources" not in told["description_html"]


def test_what_metadata_names_is_there(site: Site) -> None:
    with site.engine.connect() as connection:
        inspector = inspect(connection)
        columns = {
            name: {column["name"] for column in inspector.get_columns(name)}
            for name in [*inspector.get_table_names(), *inspector.get_view_names()]
        }
    assert columns.keys() >= BACKGROUND | FACETS.keys() | LABELS.keys() | NEWEST_FIRST.keys()
    assert all(set(facets) <= columns[name] for name, facets in FACETS.items())
    assert all(column in columns[name] for named in (LABELS, NEWEST_FIRST) for name, column in named.items())
    assert len({query.name for query in QUERIES}) == len(QUERIES) >= 10
    assert not {query.name for query in QUERIES} & columns.keys()


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "(", "NEAR(", "le la les", "-officiel", 'a"b*', "rubric:", "NOT AND"]
)
def test_nothing_that_is_typed_is_an_error(typed: str, site: Site) -> None:
    assert isinstance(site.rows("search", words=typed), list)


def test_words_are_found_in_other_forms_of_theirs(site: Site) -> None:
    assert {row["question_id"] for row in site.rows("search", words="officiels")} == {"QANR5L13QE1", "QANR5L14QE21"}
    assert site.rows("search", words="officiel -texte") == []


def test_a_port_that_is_taken_is_one_line() -> None:
    with (
        listening(0) as (listener, _),
        pytest.raises(PortTaken, match="leave --port out for a free one"),
        listening(listener.getsockname()[1]),
    ):
        pass
