"""A question as an item, put together from its document, its page and its entry in a list."""

from dataclasses import dataclass
from datetime import date, datetime

from parliament.dates import parse_date
from parliament.errors import UnreadableDate
from scraper.items import QuestionItem
from scraper.sites.nosdeputes import SOURCE
from scraper.sites.nosdeputes.question_document import QuestionDocument
from scraper.sites.nosdeputes.question_list import QuestionEntry
from scraper.sites.nosdeputes.question_page import QuestionPage
from scraper.sites.nosdeputes.roster import RosterEntry

# The only legislature whose page titles name the ministry asked; later ones name the ministry that answers.
TITLE_NAMES_THE_ASKED = 13


@dataclass(slots=True, kw_only=True)
class Sighting:
    """All that was read of one question; at least the page or the document is there."""

    legislature: int
    number: int
    page_url: str
    fetched_at: datetime
    author: RosterEntry
    page: QuestionPage | None
    document: QuestionDocument | None
    entry: QuestionEntry | None
    # Whether the document was found older than the page: the server caches documents, never pages.
    stale: bool = False


def question_item(seen: Sighting) -> QuestionItem:
    """Return the item of a question: from its document where there is one, else from page and list entry.

    A stale document still has what pages lack; how the question stands is then the page's word.
    """
    if seen.document is not None:
        item = _from_document(seen, seen.document)
        if seen.stale and seen.page is not None:
            item.answered = seen.page.closure == "answered"
            item.closed_on = seen.page.closed
            item.withdrawal_reason = seen.page.reason
            item.answer_text = seen.page.answer_html
        return item
    if seen.page is not None:
        return _from_page(seen, seen.page)
    raise ValueError(f"nothing was read of question {seen.number}")


def _from_document(seen: Sighting, document: QuestionDocument) -> QuestionItem:
    return QuestionItem(
        source=SOURCE,
        legislature=seen.legislature,
        number=seen.number,
        site_id=document.site_id,
        detail="document",
        page_url=seen.page_url,
        fetched_at=seen.fetched_at,
        author_official_id=seen.author.official_id,
        author_name=seen.author.name,
        author_slug=seen.author.slug,
        asked_on=document.asked,
        answered=document.answer_html is not None,
        closed_on=document.closed,
        withdrawal_reason=document.reason,
        group_label=document.group_label,
        ministry_pair=document.ministries,
        themes=document.themes,
        question_text=document.question_html,
        answer_text=document.answer_html,
        comment_count=seen.page.comments if seen.page else None,
        official_url=document.official_url,
        site_updated_at=document.updated,
    )


def _from_page(seen: Sighting, page: QuestionPage) -> QuestionItem:
    """Return what page and list show: no group at the time, a title's ministry only where the list has no better.

    A page of 13 or 14 may show a date in place of the text; the list then still has its first 400 characters.
    """
    entry = seen.entry
    title_is_asked = seen.legislature == TITLE_NAMES_THE_ASKED
    asked = entry.asked_ministry if entry else (page.ministry if title_is_asked else None)
    return QuestionItem(
        source=SOURCE,
        legislature=seen.legislature,
        number=seen.number,
        site_id=page.site_id,
        detail="page",
        page_url=seen.page_url,
        fetched_at=seen.fetched_at,
        author_official_id=seen.author.official_id,
        author_name=seen.author.name,
        author_slug=seen.author.slug,
        asked_on=page.asked,
        answered=page.closure == "answered",
        closed_on=page.closed,
        withdrawal_reason=page.reason,
        asked_ministry_label=asked,
        answering_ministry_label=None if title_is_asked else page.ministry,
        themes=entry.themes if entry else None,
        question_text=page.question_html,
        excerpt=entry.excerpt if entry else None,
        answer_text=page.answer_html,
        comment_count=page.comments,
        official_url=page.official_url,
    )


def disagree(page: QuestionPage, document: QuestionDocument, author: RosterEntry | None) -> bool:
    """Return whether a page and a document differ on answer, closing date or author: the server caches documents."""
    if (page.closure == "answered") != (document.answer_html is not None):
        return True
    if _day(page.closed) != _day(document.closed):
        return True
    if author is None or author.site_id is None or document.author_site_id is None:
        return False
    return author.slug == page.author_slug and author.site_id != document.author_site_id


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return parse_date(text)
    except UnreadableDate:
        return None
