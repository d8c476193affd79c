"""One page of a deputy's questions: ``/<slug>/questions?page=N``."""

import re
from dataclasses import dataclass

from lxml import etree
from scrapy.http import Response

from scraper.errors import NotThePage
from scraper.sites.body import found, html_document, line, text

PER_PAGE = 20

_COUNT = etree.XPath("//div[@class='questions']/p")
_CURRENT = etree.XPath("//div[@class='pagination']//b")
_LINKS = etree.XPath("//div[@class='pagination']//a/@href")
_ENTRIES = etree.XPath("//div[@class='interventions']//div[@class='question']")
_HEADING = etree.XPath("string(.//h2)")
_TEXT = etree.XPath(".//div[@class='texte_question']")

_ANNOUNCED = re.compile(r"([\d\s.]*\d)\s+questions? trouvées?")
_PAGE = re.compile(r"[?&]page=(\d{1,6})\b")
_CUT = re.compile(r"[/(]")
_THEMES = re.compile(r"Thèmes?\s*:")
# The ministry may hold parentheses of its own; the last one is always the state.
_ENTRY = re.compile(
    r"Question\s+Écrite\s+N°\s*(\d+)\s+du\s+(\S+)\s+\((.*)\)\s*\((Réponse(?: le \S+)?|Sans réponse|Retirée)\)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEntry:
    """One question of the list.

    ``asked`` is "dd/mm/yy"; ``state`` is "Réponse le dd/mm/yy", "Réponse le //" (answered without a closing date),
    "Sans réponse" or "Retirée"; ``themes`` is "a ; b ; c".
    """

    number: int
    site_id: int
    asked: str
    ministry: str
    state: str
    themes: str | None
    excerpt: str

    @property
    def asked_ministry(self) -> str | None:
        """The ministry asked: ``ministry`` up to its first "/" or "(", where the site cuts it; None where empty."""
        return _CUT.split(self.ministry, maxsplit=1)[0].strip() or None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionList:
    """One page of the list; ``announced`` counts the deputy's questions over all pages.

    ``unreadable`` holds the headings of entries that are written in an unknown way.
    """

    announced: int
    page: int
    last_page: int
    entries: tuple[QuestionEntry, ...]
    unreadable: tuple[str, ...]

    @property
    def is_past_the_end(self) -> bool:
        """Whether it shows nothing: what comes after it shows nothing either, whatever count is announced."""
        return not self.entries and not self.unreadable


def read_question_list(response: Response) -> QuestionList:
    """Read one page of a deputy's questions; raise NotThePage for anything else.

    A page past the end is a list without entries that shows the last number as its own; page 0 or -1 is page 1.
    """
    root = html_document(response)
    announced = _announced(root)
    page = next((int(text(number)) for number in _CURRENT(root) if text(number).isdecimal()), 1)
    linked = [int(match[1]) for match in map(_PAGE.search, _LINKS(root)) if match]
    read = [(node, _entry(node)) for node in _ENTRIES(root)]
    return QuestionList(
        announced=announced,
        page=page,
        last_page=max(page, -(-announced // PER_PAGE), *linked),
        entries=tuple(entry for _, entry in read if entry),
        unreadable=tuple(_HEADING(node).strip() for node, entry in read if not entry),
    )


def _announced(root: etree._Element) -> int:
    sentence = next(map(line, _COUNT(root)), "")
    if sentence.startswith("Aucune question trouvée"):
        return 0
    match = _ANNOUNCED.match(sentence)
    if not match:
        raise NotThePage(f"expected a list of questions with their count, found {found(root)}")
    return int(re.sub(r"\D", "", match[1]))


def _entry(node: etree._Element) -> QuestionEntry | None:
    match = _ENTRY.fullmatch(_HEADING(node).strip())
    site_id = node.get("id", "")
    if not match or not site_id.isdecimal():
        return None
    themes, excerpt = _texts(node)
    number, asked, ministry, state = match.groups()
    return QuestionEntry(
        number=int(number),
        site_id=int(site_id),
        asked=asked,
        ministry=ministry.strip(),
        state=state,
        themes=themes,
        excerpt=excerpt,
    )


def _texts(node: etree._Element) -> tuple[str | None, str]:
    """Return the themes and the excerpt; the excerpt is all text there but the themes and the link to the question.

    Texts of the old import bring paragraphs of their own, which a parser puts beside the page's.
    """
    themes, parts = None, []
    for box in _TEXT(node):
        parts.append(box.text or "")
        for child in box:
            content = "" if child.get("class") == "contexte" else text(child)
            if themes is None and child.tag == "p" and (label := _THEMES.match(content)):
                themes, content = content[label.end() :].strip(), ""
            parts += [content, child.tail or ""]
    return themes or None, "".join(parts).strip()
