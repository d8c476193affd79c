"""A question's page: ``/question/QE/<n>`` on the 13th's site, ``/<legislature>/question/QE/<n>`` on the others.

Every search is bound to the question's own box: readers' comments below it imitate its headings (No 120009).
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from typing import Literal, NamedTuple

from lxml import etree
from scrapy.http import Response

from scraper.errors import NotThePage
from scraper.sites.body import found, html_document, inner_html, line, text
from scraper.sites.nosdeputes.routes import deputy_slug

Closure = Literal["none", "announced", "answered", "withdrawn"]

# All that is read stands from the first to the last: menus come before, the fields for a comment and more menus after.
# Where one is written otherwise, they are read with the rest.
_BOX, _FORM = b'<div class="question" id="question', b"<form "
_TITLE = etree.XPath("div[@class='info_depute']/div[@class='depute_droite']//h1")
_SOURCE = etree.XPath("string(div[@class='source']//a/@href)")

_NUMBER_AND_MINISTRY = re.compile(r"Question\s+N°\s*(\d+)(?:\s+au\s(.*))?", re.DOTALL)
_WRONG_OR_RIGHT_RETIRED = re.compile(r"\s*\(retirée\)\s*$")
_ASKED = re.compile(r"Question soumise le (\S.*)")
_WITHDRAWN = re.compile(r"Retirée(?: le ([^(]*))?\s*(?:\((.*)\))?")
_SITE_ID = re.compile(r"/commentaire/QuestionEcrite/(\d+)")
_COUNT = re.compile(r"([\d\s.]*\d)\s+commentaires?")
_TAG = re.compile(r"<[^>]*>")
_NO_ANSWER = "Cette question n'a pas encore de réponse."


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """A question as its page shows it; texts are the stored HTML, dates as written.

    ``ministry`` is the title's wording, shortened by the site in its own ways, double spaces included.
    ``closed`` is the day of the answer, of the withdrawal or for which an answer is announced, after ``closure``.
    """

    number: int
    site_id: int | None
    author_name: str
    author_slug: str
    ministry: str | None
    asked: str
    question_html: str
    closure: Closure
    closed: str | None
    reason: str | None
    answer_html: str | None
    official_url: str | None
    comments: int


class _Ending(NamedTuple):
    closure: Closure
    closed: str | None = None
    reason: str | None = None
    answer_html: str | None = None


def read_question_page(response: Response) -> QuestionPage:
    """Read a question's page; raise NotThePage for anything else.

    On the 13th's and 14th's sites a text that holds an ISO date is shown as that date alone (No 120015); it is
    returned as it is shown.
    """
    with suppress(NotThePage):
        read = _read(html_document(response, since=_BOX, until=_FORM))
        # Then the last form was that for comments, below all the rest, and none in a text of a page without it.
        if read.site_id is not None:
            return read
    return _read(html_document(response))


def _read(root: etree._Element) -> QuestionPage:
    divs = list(root.iter("div"))
    box, title, author = _box_and_title(root, divs)
    number, ministry = _number_and_ministry(box, title)
    asked, question_html = _question(box)
    ending = _ending(_part(box, "reponse"))
    below = [div for div in divs if div.get("class") == "commentaires"]
    return QuestionPage(
        number=number,
        site_id=_site_id(below),
        author_name=text(author),
        author_slug=deputy_slug(author.get("href", "")) or "",
        ministry=ministry,
        asked=asked,
        question_html=question_html,
        closure=ending.closure,
        closed=ending.closed,
        reason=ending.reason,
        answer_html=ending.answer_html,
        official_url=_SOURCE(box).strip() or None,
        comments=_comments(below),
    )


def _box_and_title(
    root: etree._Element, divs: list[etree._Element]
) -> tuple[etree._Element, etree._Element, etree._Element]:
    box = next(filter(_is_box, divs), None)
    title = None if box is None else next(iter(_TITLE(box)), None)
    if box is None or title is None:
        raise NotThePage(f"expected the page of a written question, found {found(root)}")
    author = title.find("a")
    if author is None or not text(author) or not deputy_slug(author.get("href", "")):
        raise NotThePage(f"expected a question with its author, found {line(title)[:80]!r}")
    return box, title, author


def _is_box(node: etree._Element) -> bool:
    return (
        node.get("class") == "question"
        and node.get("id", "").startswith("question")
        and any(part.get("id") in ("question", "reponse") for part in node.iterchildren("div"))
    )


def _number_and_ministry(box: etree._Element, title: etree._Element) -> tuple[int, str | None]:
    """Return the number, which box and title must agree on, and the ministry; "Ministère du " names none."""
    match = _NUMBER_AND_MINISTRY.search(text(title))
    if not match or box.get("id") != f"question{int(match[1])}":
        raise NotThePage(f"expected one number, found {line(title)[:80]!r} in the box {box.get('id')!r}")
    ministry = _WRONG_OR_RIGHT_RETIRED.sub("", match[2] or "").strip()
    return int(match[1]), None if ministry in ("", "Ministère du") else ministry


def _part(box: etree._Element, name: str) -> tuple[str, str]:
    """Return the heading of a part of the page and the text stored for it.

    The page wraps the text in a paragraph, which a table or a list in it closes (No 120012), as does the paragraph
    that texts of the old import bring themselves (No 23456). So everything after the heading counts, and only the
    page's own paragraph is taken off.
    """
    part = next((child for child in box if child.get("id") == name), None)
    heading = None if part is None else next(part.iterchildren("h2", "h3"), None)
    if heading is None:
        raise NotThePage(f"expected a question page with a heading in #{name}, found none")
    if _goes_on_after(part):
        raise NotThePage(f"expected the whole text within #{name}, found more of it outside")
    html = escape(heading.tail or "", quote=False)
    wrapper_is_next = True
    for node in heading.itersiblings():
        if _is_alert(node):
            html += escape(node.tail or "", quote=False)
        elif wrapper_is_next and node.tag == "p":
            html += inner_html(node.text, [*node]) + escape(node.tail or "", quote=False)
            wrapper_is_next = False
        else:
            html += inner_html(None, [node])
    return line(heading), html.strip()


def _goes_on_after(part: etree._Element) -> bool:
    """Say whether a stray </div> in a stored text ended its part of the page early."""
    following = part.getnext()
    return bool((part.tail or "").strip()) or (following is not None and following.tag == "p")


def _is_alert(node: etree._Element) -> bool:
    """Say whether an element is the box that offers an alert, which stands in #question while there is no answer."""
    return node.tag == "div" and "alerte" in (node.get("class") or "").split()


def _question(box: etree._Element) -> tuple[str, str]:
    heading, html = _part(box, "question")
    match = _ASKED.fullmatch(heading)
    if not match:
        raise NotThePage(f"expected “Question soumise le …”, found {heading[:80]!r}")
    return match[1], html


def _ending(part: tuple[str, str]) -> _Ending:
    """Return how a question ended, from #reponse alone: an announced answer's title says “(retirée)” too."""
    heading, html = part
    words = _words(html)
    answer = None if words in ("", _NO_ANSWER) else html
    if heading == "Réponse":
        return _Ending("answered", answer_html=answer) if answer else _Ending("none")
    if heading.startswith("Réponse émise le"):
        return _Ending("answered", heading.removeprefix("Réponse émise le").strip() or None, answer_html=answer)
    if heading.startswith("Réponse à venir le"):
        return _Ending("announced", heading.removeprefix("Réponse à venir le").strip() or None)
    if match := _WITHDRAWN.fullmatch(heading):
        return _Ending("withdrawn", (match[1] or "").strip() or None, (match[2] or "").strip() or None)
    raise NotThePage(f"expected an answer's or a withdrawal's heading, found {heading[:80]!r}")


def _words(html: str) -> str:
    """Return the first words of some HTML, enough to know the sentence that stands for no answer."""
    plain = _TAG.sub(" ", html) if "<" in html else html
    return " ".join(plain.split(maxsplit=_NO_ANSWER.count(" ") + 1)).replace("’", "'")


def _site_id(below: list[etree._Element]) -> int | None:
    """Return the question's id, which stands where a comment would be sent to."""
    actions = (form.get("action") for box in below for form in box.iter("form"))
    match = _SITE_ID.search(next((action for action in actions if action is not None), ""))
    return int(match[1]) if match else None


def _comments(below: list[etree._Element]) -> int:
    """Return the count in "3 commentaires :"; "Aucun commentaire …" is 0."""
    headings = (node for box in below for node in box.iterchildren("h3") if node.get("id") == "commentaires")
    match = _COUNT.match(next(map(line, headings), ""))
    return int(re.sub(r"\D", "", match[1])) if match else 0
