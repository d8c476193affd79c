"""A real question of the old export, where it lies beside this repository."""

from pathlib import Path

from parliament.records import Question
from scraper.cleaning import Cleaning
from scraper.sites.assemblee.question_export import read_question_export
from scraper.sites.assemblee.question_items import author_of_export, item_of_export
from tests.scraper.sites.assembly_pages import READ_AT, response_of

SAVED = Path(__file__).parents[4] / "shared" / "data" / "questions" / "q14_14-47351QE.xml"
# Read by pytest: without the file the module holds no test at all.
__test__ = SAVED.is_file()


def test_question_47351_of_legislature_14() -> None:
    export = read_question_export(response_of(SAVED.read_bytes(), ".xml"), 14, 47351)
    author = author_of_export(export)
    assert author is not None
    made = Cleaning().record(item_of_export(export, author, "http://site/q", READ_AT))
    assert isinstance(made, Question)
    assert (str(made.asked_on), str(made.answered_on)) == ("2014-01-07", "2014-05-13")
    assert (made.deputy_id, made.group_id, made.group_label) == ("PA923", None, None)
    assert made.themes == ("défense", "équipements", "équipements militaires", "vieillissement", "bilan")
    by_kind: dict[str, list[tuple[object, ...]]] = {}
    for one in made.events:
        by_kind.setdefault(one.kind, []).append((str(one.happened_on), one.ministry_id, one.jo_page))
    assert by_kind["asked"] == [("2014-01-07", None, "18")]
    assert by_kind["attributed"] == [("2014-01-07", "PO653280", None), ("2014-04-03", "PO700737", None)]
    assert by_kind["renewed"] == [("2014-04-15", None, None)]
    assert by_kind["answered"] == [("2014-05-13", None, "3858")]
    assert made.flagged is False
    assert made.answer_text is not None
    assert "VAB Génie\t314\t302" in made.answer_text
