"""A question as an item: from the old export, or from its page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from parliament.people import fold, slug_of
from parliament.records import EventKind
from scraper.items import QuestionItem, RawEvent
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.author import Author
from scraper.sites.assemblee.question_export import Published, QuestionExport
from scraper.sites.assemblee.question_page import QuestionPage
from scraper.sites.assemblee.routes import Site

ANSWERED = "REP_PUB"
_NO_HEADING = "aucune tete d analyse"


def item_of_export(export: QuestionExport, author: Author, page_url: str, fetched_at: datetime) -> QuestionItem:
    """Return the item of an exported question; its group is left out, which is the author's present one."""
    answered = is_answered(export)
    asked, answering = export.asked_ministry, [given.ministry for given in export.attributions[-1:]]
    return QuestionItem(
        source=SOURCE,
        legislature=export.legislature,
        number=export.number,
        site_id=None,
        detail="export",
        page_url=page_url,
        fetched_at=fetched_at,
        author_official_id=author.official_id,
        author_name=author.name,
        author_slug=slug_of(author.name),
        mandate_id=uid("PM", export.mandate_number),
        asked_on=export.asked.on,
        answered=answered,
        closed_on=(export.answer.on if answered else None) or export.closure.on,
        withdrawal_reason=None if answered else export.closure_label,
        closure_code=export.closure_code,
        flagged=is_flagged(export),
        asked_ministry_label=asked.name or asked.short_name,
        asked_ministry_id=uid("PO", asked.number),
        answering_ministry_label=next((one.name or one.short_name for one in answering), None),
        answering_ministry_id=next((uid("PO", one.number) for one in answering), None),
        themes=_themes(export.rubric, export.heading, export.analyses),
        question_text=export.question_html,
        answer_text=export.answer_html,
        official_url=Site(export.legislature).question(export.number),
        raw_events=tuple(_events(export)),
    )


def item_of_page(page: QuestionPage, page_url: str, fetched_at: datetime) -> QuestionItem:
    """Return the item of a question's page, which has neither ids of ministries nor the steps in between."""
    is_answer = page.reason is not None and fold(page.reason).startswith("reponse publiee")
    answered = page.answer_html is not None or page.answered is not None or is_answer
    return QuestionItem(
        source=SOURCE,
        legislature=page.legislature,
        number=page.number,
        site_id=None,
        detail="page",
        page_url=page_url,
        fetched_at=fetched_at,
        author_official_id=page.author.official_id,
        author_name=page.author.name,
        author_slug=slug_of(page.author.name),
        asked_on=page.asked,
        answered=answered,
        closed_on=(page.answered if answered else None) or page.closed,
        withdrawal_reason=None if answered else page.reason,
        asked_ministry_label=page.asked_ministry,
        answering_ministry_label=page.answering_ministry,
        themes=_themes(page.rubric, page.title, ()),
        question_text=page.question_html,
        answer_text=page.answer_html,
        official_url=Site(page.legislature).question(page.number),
        raw_events=tuple(_events_of_page(page)),
    )


def is_answered(export: QuestionExport) -> bool:
    """Tell whether a question has its answer; a closure without one is a withdrawal."""
    return export.answer_html is not None or export.answer.on is not None or export.closure_code == ANSWERED


def is_whole(export: QuestionExport) -> bool:
    """Tell whether an export has what makes it a question; a withdrawn one may lack its text."""
    withdrawn = not is_answered(export) and export.closure_label is not None
    return export.asked.on is not None and (export.question_html is not None or withdrawn)


def is_flagged(export: QuestionExport) -> bool | None:
    """Tell whether a question was ever flagged; None where the export has no room to say so."""
    return None if export.flag is None else not (export.flag.is_empty and export.flag_filed is None)


def author_of_export(export: QuestionExport) -> Author | None:
    """Return the author of an exported question; None where it names nobody."""
    official_id, number = uid("PA", export.author_number), export.constituency_number or ""
    name = " ".join(filter(None, (export.first_name, export.last_name)))
    if official_id is None or not name:
        return None
    return Author(
        official_id=official_id,
        name=name,
        civility=export.civility,
        first_name=export.first_name,
        last_name=export.last_name,
        department_code=export.department_code,
        constituency=export.department,
        constituency_number=int(number) if number.isdecimal() and len(number) < 4 else None,
        group_name=export.group_name,
    )


def uid(prefix: str, number: str | None) -> str | None:
    """Return the Assembly's uid, e.g. ``PO653280`` of "653280"; None for what is no number."""
    digits = (number or "").removeprefix(prefix)
    return f"{prefix}{int(digits)}" if digits.isdecimal() and len(digits) < 10 else None


def _themes(rubric: str | None, heading: str | None, analyses: Iterable[str]) -> tuple[str, ...]:
    """Return rubric, heading and analyses; a rubric that is missing keeps its place."""
    if heading is not None and fold(heading) == _NO_HEADING:
        heading = None
    return (rubric or "", *filter(None, (heading,)), *analyses)


def _events(export: QuestionExport) -> Iterator[RawEvent]:
    """Yield the steps that the export tells of; what did not happen stands there with empty fields."""
    yield _event("asked", export.asked)
    for given in export.attributions:
        ministry = given.ministry
        yield _event("attributed", given.published, ministry.name or ministry.short_name, uid("PO", ministry.number))
    for renewal in export.renewals:
        yield _event("renewed", renewal)
    if export.flag is not None and is_flagged(export):
        yield replace(_event("flagged", export.flag), happened_on=export.flag.on or export.flag_filed)
    if not export.question_erratum.is_empty:
        yield _event("corrected", export.question_erratum, "question")
    if not export.answer.is_empty:
        yield _event("answered", export.answer)
    if not export.answer_erratum.is_empty:
        yield _event("corrected", export.answer_erratum, "answer")
    if not export.closure.is_empty or export.closure_label:
        yield _event("closed", export.closure, export.closure_label)


def _event(kind: EventKind, at: Published, detail: str | None = None, ministry_id: str | None = None) -> RawEvent:
    return RawEvent(
        kind=kind,
        happened_on=at.on,
        detail=detail,
        ministry_id=ministry_id,
        jo_type=at.type,
        jo_page=at.page,
        jo_number=at.number,
    )


def _events_of_page(page: QuestionPage) -> Iterator[RawEvent]:
    """Yield the steps that a page dates, without their place in the Journal officiel, which it does not print."""
    yield RawEvent(kind="asked", happened_on=page.asked)
    if page.answered is not None:
        yield RawEvent(kind="answered", happened_on=page.answered)
    if page.closed is not None or page.reason is not None:
        yield RawEvent(kind="closed", happened_on=page.closed, detail=page.reason)
