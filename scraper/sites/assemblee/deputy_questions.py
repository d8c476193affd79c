"""One page of a deputy's questions: ``/dyn/deputes/PA1874/questions?page=2&limit=10``, of all types.

An entry has no element of its own that is known: it is what stands around its links, up to those of the next one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from lxml import etree
from scrapy.http import Response

from parliament.records import question_id
from scraper.errors import NotThePage
from scraper.sites.assemblee.routes import QuestionAddress, deputy_address, question_address
from scraper.sites.body import found, html_document

_LINKS = etree.XPath("//a[@href]")
_LEVELS_AROUND = 8

_NUMBER = re.compile(r"Question\s+(?:écrite|orale(?:\s+sans\s+débat)?|au\s+Gouvernement)\s+n°\s*(\d+)", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}(?:er)?\s+[^\W\d_]{3,9}\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}")
# A value may stand on the line of its label, or on the next; where it is missing, the next label does.
_OTHER = "Question sans réponse|Question retirée|Question posée en séance|Réponse publiée le"
_RUBRIC = re.compile(rf"Rubrique\s*:\s*(?!Titre\s*:|{_OTHER})(\S[^\n]*)")
_TITLE = re.compile(rf"Titre\s*:\s*(?!{_OTHER})(\S[^\n]*)")
_STATUS = re.compile(
    r"^(?:Question (?:sans réponse|posée en séance|retirée[^\n]*)|Réponse publiée le\s+[^\n]+)", re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyQuestion:
    """One question of the list, whatever its type and legislature.

    ``asked`` is "21 juillet 2026"; ``status`` is "Question sans réponse", "Réponse publiée le 23 juin 2026" or
    "Question posée en séance".
    """

    question_id: str
    legislature: int
    type: str
    number: int
    asked: str | None
    rubric: str | None
    title: str | None
    status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyQuestions:
    """One page of the list; ``has_next`` is whether it links to a later one.

    ``unreadable`` holds the ids of questions beside which the page names another number.
    """

    entries: tuple[DeputyQuestion, ...]
    has_next: bool
    unreadable: tuple[str, ...]


def read_deputy_questions(response: Response, official_id: str, page: int) -> DeputyQuestions:
    """Read one page of a deputy's questions; raise NotThePage for anything else, and for another deputy's.

    A page past the end is a list without entries.
    """
    root = html_document(response)
    links = [(node, node.get("href").strip()) for node in _LINKS(root)]
    questions = [(node, named) for node, url in links if (named := question_address(url))]
    _check_deputy(root, {None, *(deputy_address(url) for _, url in links)}, official_id, has_entries=bool(questions))
    entries, unreadable = [], []
    for named, said in _blocks(questions):
        entry = _entry(named, said)
        if entry is None:
            unreadable.append(question_id(named.legislature, named.number, named.type))
        else:
            entries.append(entry)
    return DeputyQuestions(
        entries=tuple(entries),
        unreadable=tuple(unreadable),
        has_next=any(_page(url) > page for _, url in links if deputy_address(url) == official_id),
    )


def _check_deputy(root: etree._Element, named: set[str | None], official_id: str, *, has_entries: bool) -> None:
    """Raise NotThePage unless the page links to the deputy, as its tabs do, or has entries and links to nobody."""
    if official_id not in named and (named != {None} or not has_entries):
        raise NotThePage(f"expected the questions of {official_id}, found {found(root)}")


def _blocks(questions: list[tuple[etree._Element, QuestionAddress]]) -> Iterator[tuple[QuestionAddress, str]]:
    """Yield each question once, with the text that stands around its first link and no other question's."""
    named_in: dict[etree._Element, set[QuestionAddress]] = {}
    for node, named in questions:
        for place in (node, *node.iterancestors()):
            named_in.setdefault(place, set()).add(named)
    first = {named: node for node, named in reversed(questions)}
    for named in dict.fromkeys(named for _, named in questions):
        place = first[named]
        for around in [*place.iterancestors()][:_LEVELS_AROUND]:
            if len(named_in[around]) > 1 or around.tag in ("body", "main") or _is_whole(_lines(place)):
                break
            place = around
        yield named, _lines(place)


def _is_whole(said: str) -> bool:
    return bool(_RUBRIC.search(said) and _TITLE.search(said) and _STATUS.search(said))


def _lines(node: etree._Element) -> str:
    """Return the texts of an element, each on a line of its own."""
    return "\n".join(text for text in (" ".join(part.split()) for part in node.itertext()) if text)


def _entry(named: QuestionAddress, said: str) -> DeputyQuestion | None:
    number = _NUMBER.search(said)
    if number is None or int(number[1][:9]) != named.number:
        return None
    day, rubric, title, status = _DAY.search(said), _RUBRIC.search(said), _TITLE.search(said), _STATUS.search(said)
    return DeputyQuestion(
        question_id=question_id(named.legislature, named.number, named.type),
        legislature=named.legislature,
        type=named.type,
        number=named.number,
        asked=day and " ".join(day[0].split()),
        rubric=rubric and rubric[1],
        title=title and title[1],
        status=status and " ".join(status[0].split()),
    )


def _page(url: str) -> int:
    """Return the number of the page that a link leads to, 0 for other links."""
    number = parse_qs(urlsplit(url).query).get("page", ["0"])[0]
    return int(number) if number.isdecimal() and len(number) < 7 else 0
