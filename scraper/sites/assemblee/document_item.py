"""A question of the open data as an item."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from parliament.dates import MONTHS
from parliament.people import slug_of
from parliament.records import EventKind
from scraper.items import QuestionItem, RawEvent
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.journal import Journal
from scraper.sites.assemblee.question_document import Body, Cloture, Publication, QuestionDocument

ANSWERED = "REP_PUB"
# Their archives do not tell which questions were flagged.
NO_FLAGS = frozenset({14, 15})
NO_HEADING = "aucune tête d'analyse"
PAGES = "https://www.assemblee-nationale.fr/dyn"

_GAP = r"(?:\s|&nbsp;|&#160;|<[^<>]*>)*+"
_DASH = r"(?:[—–-]|&#821[12];|&[mn]dash;)"
_MONTH = "|".join(name for names in MONTHS for name in names)
# "13382. — 10 mars 2026. — ", as the Journal officiel prints it in front of a question.
_PRINTED_LEAD = re.compile(
    rf"{_GAP}(?P<number>[0-9]{{1,9}}){_GAP}\.?{_GAP}{_DASH}"
    rf"{_GAP}[0-9]{{1,2}}{_GAP}(?:er|ᵉʳ)?{_GAP}(?:{_MONTH}){_GAP}[0-9]{{4}}{_GAP}\.?{_GAP}{_DASH}{_GAP}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and when an archive was fetched."""

    url: str
    fetched_at: datetime


def question_item(document: QuestionDocument, origin: Origin, author_name: str | None) -> QuestionItem:
    """Return the item of a question; an author of unknown name goes by their id."""
    answer = _joined(document.answers)
    cloture = document.cloture
    answered = answer is not None or (cloture is not None and cloture.code == ANSWERED)
    answering = document.attributions[-1].ministry if document.attributions else None
    return QuestionItem(
        source=SOURCE,
        legislature=document.legislature,
        number=document.number,
        type=document.type,
        site_id=None,
        detail="document",
        page_url=origin.url,
        fetched_at=origin.fetched_at,
        author_official_id=document.author_id,
        author_name=author_name or document.author_id or "",
        author_slug=author_name and slug_of(author_name),
        mandate_id=document.mandate_id,
        group_id=document.group.organe_id,
        group_label=document.group.short_name or document.group.name,
        asked_on=_asked_on(document),
        answered=answered,
        closed_on=_closed_on(document),
        closure_code=cloture and cloture.code,
        withdrawal_reason=None if answered else cloture and cloture.label,
        asked_ministry_id=document.asked_ministry.organe_id,
        asked_ministry_label=_label(document.asked_ministry),
        answering_ministry_id=answering and answering.organe_id,
        answering_ministry_label=answering and _label(answering),
        themes=_themes(document),
        question_text=without_printed_lead(_joined(document.questions), document.number),
        answer_text=answer,
        official_url=f"{PAGES}/{document.legislature}/questions/{document.uid}",
        flagged=_flagged(document),
        raw_events=tuple(_events(document)),
    )


def without_printed_lead(html: str | None, number: int) -> str | None:
    """Return a question's text without its number and date in front; those of another question stay."""
    if html is None:
        return None
    lead = _PRINTED_LEAD.match(html)
    return html[lead.end() :] if lead is not None and int(lead["number"]) == number else html


def _joined(publications: Iterable[Publication]) -> str | None:
    return "\n\n".join(one.html for one in publications if one.html is not None) or None


def _label(ministry: Body) -> str | None:
    return ministry.name or ministry.short_name


def _themes(document: QuestionDocument) -> tuple[str, ...]:
    """Return rubric, heading, analyses; the first analysis is the heading where there is none.

    A missing rubric leaves its place empty where something follows it.
    """
    heading = document.heading if document.heading and document.heading.lower() != NO_HEADING else None
    rest = document.analyses if heading is None else (heading, *document.analyses)
    return (document.rubric or "", *rest) if rest or document.rubric else ()


def _flagged(document: QuestionDocument) -> bool | None:
    if document.flags:
        return True
    return None if document.type != "QE" or document.legislature in NO_FLAGS else False


def _asked_on(document: QuestionDocument) -> str | None:
    """Return the day of publication; an oral question is printed with its answer only, and attributed that day."""
    printed = [question.published for question in document.questions]
    attributed = [attribution.published for attribution in document.attributions]
    return next((one.date for one in (*printed, *attributed) if one.date is not None), None)


def _closed_on(document: QuestionDocument) -> str | None:
    dates = [_cloture_date(document.cloture), *(one.published.date for one in document.answers)]
    return next(filter(None, dates), None)


def _cloture_date(cloture: Cloture | None) -> str | None:
    return cloture and (cloture.date or cloture.published.date)


def _events(document: QuestionDocument) -> Iterator[RawEvent]:
    for question in document.questions:
        yield _event("asked", question.published)
    for attribution in document.attributions:
        ministry = attribution.ministry
        yield _event("attributed", attribution.published, _label(ministry), ministry.organe_id)
    for renewal in document.renewals:
        yield _event("renewed", renewal)
    for flag in document.flags:
        yield _event("flagged", flag)
    for erratum in document.errata:
        yield _event("corrected", erratum.published, erratum.of)
    for answer in document.answers:
        yield _event("answered", answer.published)
    if (cloture := document.cloture) is not None:
        yield _event("closed", cloture.published._replace(date=_cloture_date(cloture)), cloture.label)


def _event(kind: EventKind, printed: Journal, detail: str | None = None, ministry_id: str | None = None) -> RawEvent:
    return RawEvent(
        kind=kind,
        happened_on=printed.date,
        detail=detail,
        ministry_id=ministry_id,
        jo_type=printed.type,
        jo_page=printed.page,
        jo_number=printed.number,
        jo_url=printed.url,
        jo_reference=printed.reference,
    )
