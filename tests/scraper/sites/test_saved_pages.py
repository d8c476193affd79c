"""Pages that were fetched from the site's own software, where they lie beside this repository.

Their texts are made up, so only those of question 47001 may stand beside a name: everything personal and every
long text is compared by its digest.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from scraper.errors import NotThePage
from scraper.sites.nosdeputes.deputy_document import read_deputy
from scraper.sites.nosdeputes.deputy_page import read_deputy_page
from scraper.sites.nosdeputes.question_document import read_question_document
from scraper.sites.nosdeputes.question_list import read_question_list
from scraper.sites.nosdeputes.question_page import QuestionPage, read_question_page
from scraper.sites.nosdeputes.roster import RosterEntry, read_deputies_page, read_roster
from tests.scraper.sites.hand_made import plain, response_of

SAVED = Path(__file__).parents[4] / "shared" / "pages"
# Read by pytest: without the folder the module holds no test at all.
__test__ = SAVED.is_dir()

# number, internal id, ministry, asked
QUESTIONS: dict[str, Any] = {
    "13/question_120001": (120001, 2650, "Ministère de la Santé", "10 janvier 2012"),
    "13/question_120003": (120003, 2656, "Ministère de l'Intérieur", "8 novembre 2011"),
    "13/question_120004": (120004, 2659, "Ministère de l'Intérieur", "8 novembre 2011"),
    "13/question_120006": (120006, 2665, "Ministère de l'Éducation", "15 mai 2012"),
    "13/question_120009": (120009, 2674, "Ministère du  du territoire", "23 février 2010"),
    "13/question_120012": (120012, 2683, "Ministère du  de l'État", "1er décembre 2009"),
    "13/question_120015": (120015, 2695, "Ministère de l'Écologie", "1er juin 2010"),
    "13/question_120022": (120022, 2716, "Ministère de l'Intérieur", "14 juin 2011"),
    "13/question_23456": (23456, 2689, "Ministère du Budget", "20 mai 2008"),
    "13/question_47001": (47001, 2647, "Ministère du Commerce", "21 avril 2009"),
    "16/question_17001": (17001, 1732, "Ministère du travail", "2 avril 2024"),
    "16/question_17002": (17002, 1735, "Ministère de l'agriculture", "2 avril 2024"),
    "16/question_17003": (17003, 1738, "Ministère de l'intérieur", "2 avril 2024"),
    "16/question_17006": (17006, 1747, "Secrétariat d'état à l'enfance", "4 avril 2023"),
}
# closure, closed, reason, comments
ENDINGS: dict[str, Any] = {
    "13/question_120001": ("none", None, None, 0),
    "13/question_120003": ("withdrawn", "19 juin 2012", "fin de mandat", 0),
    "13/question_120004": ("withdrawn", "19 juin 2012", None, 0),
    "13/question_120006": ("announced", "22 janvier 2027", None, 0),
    "13/question_120009": ("answered", "6 juillet 2010", None, 3),
    "13/question_120012": ("answered", "4 mai 2010", None, 0),
    "13/question_120015": ("answered", "2 novembre 2010", None, 0),
    "13/question_120022": ("answered", "2 novembre 2011", None, 0),
    "13/question_23456": ("answered", "16 septembre 2008", None, 0),
    "13/question_47001": ("answered", "4 août 2009", None, 0),
    "16/question_17001": ("none", None, None, 0),
    "16/question_17002": ("answered", "14 mai 2024", None, 0),
    "16/question_17003": ("withdrawn", "11 juin 2024", "fin de mandat", 0),
    "16/question_17006": ("answered", "5 septembre 2023", None, 3),
}
# author, question, answer
TEXTS: dict[str, Any] = {
    "13/question_120001": ("b667fe276e8e", "fd23f543891a", None),
    "13/question_120003": ("f6fe7d8719a1", "92b3e5dd538a", None),
    "13/question_120004": ("f6fe7d8719a1", "ef8446e77416", None),
    "13/question_120006": ("9db6a2c95e0d", "30d34bc8df5a", None),
    "13/question_120009": ("c688024e0d68", "7eb90f775a9f", "d63e070890d6"),
    "13/question_120012": ("105a90e94285", "26bb82cac744", "8b0c5a043279"),
    "13/question_120015": ("b2d59776264d", "14481faa81a4", "9b21e3277aa8"),
    "13/question_120022": ("c688024e0d68", "bc59108652c6", "30eac6a4c09c"),
    "13/question_23456": ("744460456743", "5bc3cd4df0fb", "d0bf6881e6e4"),
    "13/question_47001": ("105a90e94285", "9a1eb6a001e9", "e186df9a492c"),
    "16/question_17001": ("3077fd427e88", "7ac979787f7d", None),
    "16/question_17002": ("105a90e94285", "442d8d3d90e6", "900b87eef694"),
    "16/question_17003": ("105a90e94285", "20a9ad83803e", None),
    "16/question_17006": ("3077fd427e88", "6564505b9e7a", "f4f20425c6d3"),
}
# announced, page, last page, entries, all their fields
LISTS: dict[str, Any] = {
    "13/questions_christine-boutin_none.html": (0, 1, 1, 0, "4f53cda18c2b"),
    "13/questions_marc-le-fur_beyond_last.html": (81, 5, 5, 0, "4f53cda18c2b"),
    "13/questions_marc-le-fur_page1.html": (81, 1, 5, 20, "450ed2824892"),
    "13/questions_marc-le-fur_page2.html": (81, 2, 5, 20, "0ce9cc764f24"),
    "16/questions_marc-le-fur_page1.html": (52, 1, 3, 20, "3bf32bd0447a"),
    "16/questions_marc-le-fur_page2.html": (52, 2, 3, 20, "07ab5d06ea95"),
}
# entries, former deputies, women, all their fields
ROSTERS: dict[str, Any] = {
    "13/deputes.html": (63, 10, 22, "c803b01d413b"),
    "13/deputes.json": (63, 9, 22, "33556c4f1a88"),
    "16/deputes.html": (45, 1, 22, "72b0a44e9215"),
    "16/deputes.json": (45, 1, 22, "24def13bc841"),
}
# group, former, all fields
DEPUTIES: dict[str, Any] = {
    "13/marc-le-fur.json": ("UMP", False, "b4d847497367"),
    "13/marie-anne-montchamp.json": ("UMP", True, "042e2dded819"),
    "16/aurore-berge.json": ("REN", True, "48516bb5d2d2"),
    "16/marc-le-fur.json": ("LR", False, "43937f85a66a"),
}
DEPUTY_PAGES: dict[str, Any] = {
    "13/depute_ex_marie-anne-montchamp.html": ("UMP", True, "3230b5437fc3"),
    "13/depute_marc-le-fur.html": ("UMP", False, "e52f7998669c"),
    "13/depute_no_question_christine-boutin.html": ("UMP", True, "45691de94b82"),
    "16/depute_ex_aurore-berge.html": ("REN", True, "bbc0f9977eda"),
    "16/depute_marc-le-fur.html": ("LR", False, "e2855b5de7ed"),
}
# internal id, legislature, number, asked, closed, reason, all fields
DOCUMENTS: dict[str, Any] = {
    "13/api_document_QuestionEcrite_47001.json": (2647, 13, 47001, "2009-04-21", "2009-08-04", None, "65fd769e823f"),
    "13/api_document_QuestionEcrite_withdrawn_120003.json": (
        2656,
        13,
        120003,
        "2011-11-08",
        "2012-06-19",
        "fin de mandat",
        "7ab48b460bb3",
    ),
    "16/api_document_QuestionEcrite_17002.json": (1735, 16, 17002, "2024-04-02", "2024-05-14", None, "c3e68ddab897"),
}

SOURCES = {
    "13": "http://questions.assemblee-nationale.fr/q13/13-{}QE.htm",
    "16": "https://questions.assemblee-nationale.fr/q16/16-{}QE.htm",
}


def saved(name: str) -> Any:
    (path,) = SAVED.glob(name if "." in name else f"{name}_*.html")
    return response_of(path.read_bytes(), path.suffix)


def digest(value: Any) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, default=plain).encode()).hexdigest()[:12]


def question(name: str) -> QuestionPage:
    return read_question_page(saved(name))


@pytest.mark.parametrize("name", QUESTIONS)
def test_question(name: str) -> None:
    read = question(name)
    assert (read.number, read.site_id, read.ministry, read.asked) == QUESTIONS[name]


@pytest.mark.parametrize("name", ENDINGS)
def test_ending(name: str) -> None:
    read = question(name)
    assert (read.closure, read.closed, read.reason, read.comments) == ENDINGS[name]


@pytest.mark.parametrize("name", TEXTS)
def test_author(name: str) -> None:
    assert digest([question(name).author_name, question(name).author_slug]) == TEXTS[name][0]


@pytest.mark.parametrize("name", TEXTS)
def test_question_text(name: str) -> None:
    assert digest(question(name).question_html) == TEXTS[name][1]


@pytest.mark.parametrize("name", TEXTS)
def test_answer_text(name: str) -> None:
    answer = question(name).answer_html
    assert (None if answer is None else digest(answer)) == TEXTS[name][2]


@pytest.mark.parametrize("name", QUESTIONS)
def test_official_url(name: str) -> None:
    assert question(name).official_url == SOURCES[name[:2]].format(QUESTIONS[name][0])


@pytest.mark.parametrize("name", LISTS)
def test_list(name: str) -> None:
    read = read_question_list(saved(name))
    entries = [plain(entry) for entry in read.entries]
    assert (read.announced, read.page, read.last_page, len(entries), digest(entries)) == LISTS[name]


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_is_readable(name: str) -> None:
    assert read_question_list(saved(name)).unreadable == ()


def roster(name: str) -> list[RosterEntry]:
    read = read_roster if name.endswith(".json") else read_deputies_page
    return list(read(saved(name)).entries)


@pytest.mark.parametrize("name", ROSTERS)
def test_roster(name: str) -> None:
    read = roster(name)
    former, women = sum(entry.former for entry in read), sum(entry.sex == "F" for entry in read)
    assert (len(read), former, women, digest([plain(entry) for entry in read])) == ROSTERS[name]


@pytest.mark.parametrize("legislature", ["13", "16"])
@pytest.mark.parametrize("field", ["name", "sex", "constituency", "group_label"])
def test_both_rosters_say_the_same(legislature: str, field: str) -> None:
    by_page = {entry.slug: getattr(entry, field) for entry in roster(f"{legislature}/deputes.html")}
    assert by_page == {entry.slug: getattr(entry, field) for entry in roster(f"{legislature}/deputes.json")}


@pytest.mark.parametrize("name", DEPUTIES)
def test_deputy(name: str) -> None:
    read = read_deputy(saved(name))
    assert (read.group_label, read.former, digest(plain(read))) == DEPUTIES[name]


@pytest.mark.parametrize("name", DEPUTY_PAGES)
def test_deputy_page(name: str) -> None:
    read = read_deputy_page(saved(name))
    assert (read.group_label, read.former, digest(plain(read))) == DEPUTY_PAGES[name]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document(name: str) -> None:
    read = read_question_document(saved(name))
    numbers = (read.site_id, read.legislature, read.number)
    assert (*numbers, read.asked, read.closed, read.reason, digest(plain(read))) == DOCUMENTS[name]


def test_the_author_of_47001() -> None:
    read = question("13/question_47001")
    assert (read.author_name, read.author_slug) == ("Marc Le Fur", "marc-le-fur")


def test_the_texts_of_47001() -> None:
    read = question("13/question_47001")
    assert read.question_html.startswith("M. Marc Le Fur attire l'attention de M. le secrétaire d'État")
    assert (read.answer_html or "").endswith("proposée sur le territoire.")


@pytest.mark.parametrize("name", ["13/404_question.html", "16/404_question.html"])
@pytest.mark.parametrize("read", [read_question_page, read_question_list, read_deputy_page, read_deputies_page])
def test_a_page_not_found_is_none_of_them(read: Any, name: str) -> None:
    with pytest.raises(NotThePage, match="Nous n'avons pas pu trouver la page"):
        read(saved(name))


@pytest.mark.parametrize("read", [read_deputy, read_roster, read_question_document])
@pytest.mark.parametrize("name", ["13/fake200_unknown_slug_json.json", "13/organismes_groupe.json", "13/robots.txt"])
def test_other_data_is_none_of_them(read: Any, name: str) -> None:
    with pytest.raises(NotThePage):
        read(saved(name))
