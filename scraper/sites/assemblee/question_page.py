"""A question's present page: ``/dyn/17/questions/QANR5L17QE1234``.

The two texts are taken out before labels and links are looked for: a question may quote one ("Réponse publiée le …").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import takewhile

from lxml import etree
from scrapy.http import Response

from scraper.errors import NotThePage
from scraper.sites.assemblee.author import Author
from scraper.sites.assemblee.page_author import read_author
from scraper.sites.body import found, html_document, inner_html, line

_TEXT, _QUESTION, _ANSWER = "_pa-small", "_colored-primary", "_colored-ultralightgrey"


def _has(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


_HEADING = etree.XPath("//h1")
_LEGISLATURES = etree.XPath("//*[contains(., 'gislature') and not(*[contains(., 'gislature')])]")
_IN_A_MENU = etree.XPath("boolean(ancestor-or-self::*[self::a or self::nav or self::footer or self::head])")
_DETAILS = etree.XPath("//p[span]")
_CLOSURES = etree.XPath("//*[contains(., 'Date de cl') and not(*[contains(., 'Date de cl')])]")
_SPANS = etree.XPath("//span")
_ANSWERING = etree.XPath("//p[@id='blocMinistereAttributaire']/span")
_QUESTION_TEXT = etree.XPath(
    f"//*[{_has(_QUESTION)}]/following-sibling::*[1][self::p][{_has(_TEXT)}]"
    f"[not(ancestor::*[{_has(_ANSWER)}])]"
)  # fmt: skip
_ANSWER_TEXT = etree.XPath(f"//*[{_has(_ANSWER)}]//p[{_has(_TEXT)}]")

_TITLE = re.compile(r"Question\s+écrite\s+n°\s*(\d{1,9})\s*:?\s*(.*)", re.DOTALL | re.IGNORECASE)
_ORDINAL = re.compile(r"(\d{1,2})\s*(?:e|ème|è|ᵉ)\s+législature", re.IGNORECASE)
_DAY = re.compile(r"(?:\ble )?(\d{1,2}(?:er)? [^\W\d_]{3,9} \d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})")
_CLOSED = re.compile(r"Date de cl[oô]ture\s*:?", re.IGNORECASE)
_LABEL = re.compile(r"publiée? le|:", re.IGNORECASE)
# What a table, a list or a stray </p> within a paragraph puts behind it.
# fmt: off
_OF_A_TEXT = frozenset({
    "a", "b", "blockquote", "br", "center", "div", "dl", "em", "font", "hr", "i", "ol", "p", "pre", "small", "span",
    "strong", "sub", "sup", "table", "u", "ul",
})
# fmt: on
# What stands in the place of an answer that is still to come.
_NO_ANSWER = re.compile(r"\s*(?:être alerté|cette question n'a pas)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """A question as its page shows it; texts are the stored HTML, dates as written.

    ``closed`` and ``reason`` are those of a closure ("Fin de mandat"), an answer has its own day.
    """

    legislature: int
    number: int
    title: str | None
    author: Author
    type: str | None
    rubric: str | None
    asked_ministry: str | None
    answering_ministry: str | None
    asked: str | None
    answered: str | None
    closed: str | None
    reason: str | None
    question_html: str | None
    answer_html: str | None


def read_question_page(response: Response, legislature: int, number: int) -> QuestionPage:
    """Read the page of a written question; raise NotThePage for anything else, and for another question."""
    root = html_document(response)
    heading = next((node for node in _HEADING(root) if _TITLE.match(line(node))), None)
    if heading is None:
        raise NotThePage(f"expected the page of a written question, found {found(root)}")
    shown, title = _TITLE.match(line(heading)).groups()  # type: ignore[union-attr]  # it was found by it
    if int(shown) != number:
        raise NotThePage(f"expected question {number}, found question {shown}")
    question_html, answer_html = _taken_out(_QUESTION_TEXT(root)), _taken_out(_ANSWER_TEXT(root))
    _check_legislature(root, legislature)
    details = _details(root)
    closed, reason = _closure(root)
    return QuestionPage(
        legislature=legislature,
        number=number,
        title=title or None,
        author=read_author(root, details.get("auteur")),
        type=details.get("type de question"),
        rubric=details.get("rubrique"),
        asked_ministry=details.get("ministère interrogé"),
        answering_ministry=next(filter(None, map(line, _ANSWERING(root))), details.get("ministère répondant")),
        asked=_published(root, "Question"),
        answered=_published(root, "Réponse"),
        closed=closed,
        reason=reason,
        question_html=question_html,
        answer_html=None if _NO_ANSWER.match(answer_html or "") else answer_html,
    )


def _check_legislature(root: etree._Element, legislature: int) -> None:
    """Raise NotThePage unless the page names the legislature: in its own words, or else in a menu's."""
    named = [(node, int(match[1])) for node in _LEGISLATURES(root) if (match := _ORDINAL.match(line(node)))]
    own = [number for node, number in named if not _IN_A_MENU(node)] or [number for _, number in named]
    if not own or own[0] != legislature:
        what = f"legislature {own[0]}" if own else "no legislature"
        raise NotThePage(f"expected a question of legislature {legislature}, found {what}")


def _details(root: etree._Element) -> dict[str, str]:
    """Return what stands in a span after its label, by the label in small letters without its colon."""
    details: dict[str, str] = {}
    for node in _DETAILS(root):
        label = " ".join((node.text or "").split()).rstrip(" :").casefold()
        value = line(node.find("span"))
        if label and value:
            details.setdefault(label, value)
    return details


def _published(root: etree._Element, what: str) -> str | None:
    """Return the day on which the question, or its answer, was published; None where the page names none."""
    for node in _SPANS(root):
        said = line(node)
        if said.startswith(f"{what} publiée le"):
            day = _DAY.search(said)
            return day and day[1]
    return None


def _closure(root: etree._Element) -> tuple[str | None, str | None]:
    """Return the day and the cause of the closure, which stand behind its label or in the next elements."""
    for node in _CLOSURES(root):
        label = _CLOSED.search(line(node))
        if label is None:
            continue
        said = [line(node)[label.end() :], *_until_another_label(node)]
        day = next(filter(None, map(_DAY.search, said)), None)
        causes = (_DAY.sub(" ", one).strip(" :;,.()-–—") for one in said)
        cause = next((one for one in causes if one), None)
        return day and day[1], cause
    return None, None


def _until_another_label(node: etree._Element) -> Iterator[str]:
    yield " ".join((node.tail or "").split())
    for sibling in node.itersiblings("span", "a", "b", "strong", "p"):
        if _LABEL.search(line(sibling)):
            return
        yield line(sibling)
        yield " ".join((sibling.tail or "").split())


def _taken_out(paragraphs: list[etree._Element]) -> str | None:
    """Take a text out of its page: its paragraph, and what a table, a list or a stray </p> put behind it."""
    if not paragraphs:
        return None
    paragraph = paragraphs[0]
    rest = list(takewhile(_goes_on, paragraph.itersiblings()))
    html = inner_html(paragraph.text, [*paragraph]) + escape(paragraph.tail or "", quote=False) + inner_html(None, rest)
    for node in (paragraph, *rest):
        node.getparent().remove(node)
    return html.strip() or None


def _goes_on(node: etree._Element) -> bool:
    """Tell whether an element behind a text's paragraph is more of the text: those of the page's own have classes."""
    return node.tag in _OF_A_TEXT and node.get("class", _TEXT) == _TEXT
