"""The report: complete in itself, its figures those of the views, drawn by a real browser without an error."""

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from lxml import html
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from sqlalchemy import Engine, text

from analysis.errors import ExportFailed, NoSuchThing, TargetRefused
from analysis.report.report import report
from analysis.report.wording import Words, words_in
from etl.database import connect
from etl.load import load
from etl.schema import ensure_schema
from tests.browser import chromium
from tests.etl.made_up import deputy, land, question

LARGEST = 3_000_000
CHARTS = {"volume", "backlog", "delays", "rubrics", "groups", "heat"}
VIEWS = {
    "delays": "SELECT * FROM answers_by_portfolio WHERE legislature = 13 AND portfolio_id IS NOT NULL",
    "groups": "SELECT * FROM answers_by_group WHERE legislature = 13 AND group_id IS NOT NULL",
    "deputies": "SELECT * FROM answers_by_deputy WHERE legislature = 13",
    "backlog": "SELECT * FROM backlog_by_month",
    "rubrics": "SELECT rubric, sum(questions) AS questions, sum(answered) AS answered FROM rubric_by_year "
    "WHERE legislature = 13 GROUP BY rubric",
}


@pytest.fixture(scope="module")
def page(demo: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on all questions, in English, its details on legislature 13."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    assert report(demo, path, "en", legislature=13) == path.stat().st_size
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chromium() as browser:
        yield browser


def table(page: Path, name: str) -> list[dict[str, str]]:
    """Return a table's rows by the columns' names."""
    (found,) = html.fromstring(page.read_bytes()).xpath(f"//table[@data-table='{name}']")
    head = [str(name) for name in found.xpath(".//th/@data-column")]
    return [dict(zip(head, (cell.text_content() for cell in row), strict=True)) for row in found.xpath("./tbody/tr")]


def told(engine: Engine, sql: str) -> list[dict[str, object]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(sql)).mappings()]


@pytest.mark.parametrize("name", VIEWS)
def test_the_figures_are_those_of_the_views(demo: Engine, page: Path, name: str) -> None:
    words, rows = words_in("en"), table(page, name)
    view = [{column: words.shown(column, row[column]) for column in rows[0]} for row in told(demo, VIEWS[name])]
    assert [row for row in rows if row not in view] == []


def test_months_add_up_to_all_questions(demo: Engine, page: Path) -> None:
    (count,) = told(demo, "SELECT count(*) AS questions FROM question WHERE type = 'QE'")
    shown = [int(row["questions"].replace(",", "")) for row in table(page, "volume")]
    assert sum(shown) == count["questions"]
    facts = html.fromstring(page.read_bytes()).xpath("//dl[@class='facts']/div")
    assert [part.text_content() for part in facts[0]] == ["Questions", str(count["questions"])]


def test_it_is_small_and_asks_nobody(page: Path) -> None:
    assert page.stat().st_size < LARGEST
    tree = html.fromstring(page.read_bytes())
    assert tree.xpath("//*[@src] | //link[not(starts-with(@href, 'data:'))] | //iframe | //object") == []


def test_sources_are_named_with_their_licences(page: Path) -> None:
    (footer,) = html.fromstring(page.read_bytes()).xpath("//footer")
    assert "Licence Ouverte" in footer.text_content()
    assert "ODbL" in footer.text_content()


def test_the_same_database_gives_the_same_page(demo: Engine, page: Path, tmp_path: Path) -> None:
    report(demo, tmp_path / "again.html", "en", legislature=13)
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()


def drawn(browser: Chrome, path: Path, width: int) -> set[str]:
    """Open a page; return its charts that were drawn, each with marks and a description."""
    browser.set_window_size(width, 900)
    browser.get(path.as_uri())
    places = browser.find_elements(By.CSS_SELECTOR, "[data-chart]")
    WebDriverWait(browser, 60).until(lambda _: all(place.get_attribute("data-drawn") for place in places))
    assert browser.get_log("browser") == []
    names = set()
    for place in places:
        chart = place.find_element(By.CSS_SELECTOR, "svg")
        assert chart.find_elements(By.CSS_SELECTOR, "[role='graphics-symbol'], .mark-rect path, .mark-line path")
        assert len(place.find_element(By.CSS_SELECTOR, "[aria-label]").get_attribute("aria-label") or "") > 20
        names.add((place.get_attribute("data-chart") or "").removesuffix("-chart"))
    return names


@pytest.mark.parametrize("width", [1200, 400])
def test_a_browser_draws_every_chart(browser: Chrome, page: Path, width: int) -> None:
    assert drawn(browser, page, width) == CHARTS
    # On a phone nothing but a wide table is wider than the screen.
    assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")


def test_a_deputy_in_french(browser: Chrome, sqlite_demo: Engine, tmp_path: Path) -> None:
    path = tmp_path / "deputy.html"
    report(sqlite_demo, path, "fr", deputy="aline-exemple")
    assert drawn(browser, path, 1200) == {"volume", "subjects"}
    assert browser.title == "Les questions écrites de Aline Exemple"
    row = told(sqlite_demo, "SELECT * FROM answers_by_deputy WHERE deputy = 'Aline Exemple' ORDER BY legislature")[0]
    first = table(path, "mandates")[0]
    assert (first["legislature"], first["questions"]) == (str(row["legislature"]), str(row["questions"]))
    assert len(table(path, "latest")) == 50
    assert html.fromstring(path.read_bytes()).xpath("//table[@data-table='latest']//a/@href")[0].startswith("http")


def test_what_the_database_lacks_is_said(sqlite_demo: Engine, sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(NoSuchThing, match="no questions of legislature 99 in the database; it has 13, 14"):
        report(sqlite_demo, tmp_path / "r.html", "fr", legislature=99)
    with pytest.raises(NoSuchThing, match="no questions of legislature 0 "):
        report(sqlite_demo, tmp_path / "r.html", "fr", legislature=0)
    with pytest.raises(NoSuchThing, match="no deputy ''"):
        report(sqlite_demo, tmp_path / "r.html", "fr", deputy="")
    with pytest.raises(NoSuchThing, match="no deputy 'nobody'"):
        report(sqlite_demo, tmp_path / "r.html", "fr", deputy="nobody")
    empty = connect(sqlite_url)
    ensure_schema(empty)
    with pytest.raises(NoSuchThing, match="no questions yet"):
        report(empty, tmp_path / "r.html", "fr")
    empty.dispose()
    assert list(tmp_path.glob("r.html*")) == []


def test_a_page_that_cannot_be_written_leaves_the_old_one(sqlite_demo: Engine, tmp_path: Path) -> None:
    (tmp_path / "r.html.part").mkdir()
    (tmp_path / "r.html").write_text("old", encoding="utf-8")
    with pytest.raises(ExportFailed, match=r"cannot write .*r\.html: Is a directory"):
        report(sqlite_demo, tmp_path / "r.html", "fr")
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == "old"


def test_nobody_can_write_there(sqlite_demo: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file/r.html", Path("/proc/r.html"), tmp_path / ("x" * 300)):
        with pytest.raises(TargetRefused, match="cannot write to"):
            report(sqlite_demo, place, "fr")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_that_nobody_looked_for_copies_is_said(sqlite_demo: Engine, sqlite_url: str, tmp_path: Path) -> None:
    engine = connect(sqlite_url)
    ensure_schema(engine)
    land(tmp_path / "landing", "run-1", deputy(), question())
    load(engine, tmp_path / "landing")
    for database, said in ((engine, True), (sqlite_demo, False)):
        report(database, tmp_path / "r.html", "en")
        assert ("The texts have not been compared yet" in (tmp_path / "r.html").read_text(encoding="utf-8")) is said
    engine.dispose()


@pytest.mark.parametrize("out", ["", "folder", "/dev/full"])
def test_what_is_no_file_is_not_replaced(sqlite_demo: Engine, tmp_path: Path, out: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(TargetRefused, match="is no file: give --out the page to write"):
        report(sqlite_demo, tmp_path / out, "fr")


def test_through_a_link_its_target_is_written(sqlite_demo: Engine, tmp_path: Path) -> None:
    (tmp_path / "link.html").symlink_to(tmp_path / "page.html")
    report(sqlite_demo, tmp_path / "link.html", "fr")
    assert (tmp_path / "link.html").is_symlink() and (tmp_path / "page.html").stat().st_size > 100_000


def test_a_text_cannot_end_a_script(tmp_path: Path, sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    ensure_schema(engine)
    wicked = "</script><script>document.title = 'taken'</script>"
    land(tmp_path, "run-1", deputy(), question(1, rubric=wicked, heading=wicked))
    load(engine, tmp_path)
    report(engine, tmp_path / "r.html", "en")
    engine.dispose()
    tree = html.fromstring((tmp_path / "r.html").read_bytes())
    (specification,) = tree.xpath("//script[@id='rubrics-chart']")
    assert wicked in json.dumps(json.loads(specification.text), ensure_ascii=False)
    assert table(tmp_path / "r.html", "rubrics")[0]["rubric"] == wicked


@pytest.mark.parametrize(
    ("column", "value", "french", "english"),
    [
        ("questions", 12345, "12\u202f345", "12,345"),
        ("on_time", 0.4567, "45,7\u202f%", "45.7%"),
        ("asked_on", "2009-04-21", "21/04/2009", "21 Apr 2009"),
        ("last_read_at", pd.Timestamp("2026-11-23 19:30"), "23/11/2026", "23 Nov 2026"),
        ("number", 47001, "47001", "47001"),
        ("median_days", pd.NA, "–", "–"),
    ],
)
def test_values_are_written_as_the_language_does(column: str, value: object, french: str, english: str) -> None:
    assert [words_in(language).shown(column, value) for language in ("fr", "en")] == [french, english]


def test_both_languages_say_everything() -> None:
    french, english = words_in("fr"), words_in("en")
    assert french.keys() == english.keys()
    assert [name for words in (french, english) for name, said in words.items() if not said.strip()] == []
    assert isinstance(french, Words)
