"""A question of the open data as the record that lands, cleaned by what cleans the items of a crawl."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from parliament.dates import MONTHS
from parliament.labels import clean_label
from parliament.people import deputy_id, slug_of
from parliament.questions import question_record
from parliament.records import Event, EventKind, Question
from parliament.text import clean_html, clean_line
from parliament.themes import split_themes
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.journal import Journal
from scraper.sites.assemblee.question_document import NO_BODY, Body, Cloture, Publication, QuestionDocument

# Gives the day that a text means, None for none and for what cannot be read.
ReadDate = Callable[[str | None], date | None]

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


def document_record(
    document: QuestionDocument, origin: Origin, author_name: str | None, read_date: ReadDate
) -> Question:
    """Return the record of a question, without its hash; an author of unknown name goes by their id.

    Raises IncompleteQuestion where it lacks what makes it one.
    """
    answer = _joined(document.answers)
    question = without_printed_lead(_joined(document.questions), document.number)
    cloture = document.cloture
    answered = answer is not None or (cloture is not None and cloture.code == ANSWERED)
    answering = document.attributions[-1].ministry if document.attributions else NO_BODY
    author_id = _line(document.author_id)
    return question_record(
        answered=answered,
        source=SOURCE,
        legislature=document.legislature,
        number=document.number,
        type=document.type,
        site_id=None,
        detail="document",
        page_url=origin.url,
        fetched_at=origin.fetched_at,
        author_name=_line(author_name) or author_id,
        author_slug=(slug_of(author_name) or None) if author_name else None,
        mandate_id=_line(document.mandate_id),
        group_id=_line(document.group.organe_id),
        group_label=_line(document.group.short_name or document.group.name),
        asked_on=read_date(_asked_on(document)),
        closed_on=read_date(_closed_on(document)),
        closure_code=cloture and _line(cloture.code),
        withdrawal_reason=None if answered else cloture and _line(cloture.label),
        asked_ministry_id=_line(document.asked_ministry.organe_id),
        asked_ministry_label=clean_label(_line(_label(document.asked_ministry))),
        answering_ministry_id=_line(answering.organe_id),
        answering_ministry_label=clean_label(_line(_label(answering))),
        themes=split_themes(_themes(document)),
        question_text=clean_html(question or "") or None,
        answer_text=clean_html(answer or "") or None,
        comment_count=None,
        official_url=f"{PAGES}/{document.legislature}/questions/{document.uid}",
        site_updated_at=None,
        flagged=_flagged(document),
        events=tuple(_events(document, read_date)),
        # Last, as it may be refused: by then all days that cannot be read are counted.
        deputy_id=author_id and deputy_id(author_id),
    )


# A few hundred labels and ids stand in all questions of an archive.
@lru_cache(maxsize=1 << 12)
def _line(label: str | None) -> str | None:
    return None if label is None else clean_line(label) or None


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


def _events(document: QuestionDocument, read_date: ReadDate) -> Iterator[Event]:
    for question in document.questions:
        yield _event("asked", question.published, read_date)
    for attribution in document.attributions:
        ministry = attribution.ministry
        yield _event("attributed", attribution.published, read_date, _label(ministry), ministry.organe_id)
    for renewal in document.renewals:
        yield _event("renewed", renewal, read_date)
    for flag in document.flags:
        yield _event("flagged", flag, read_date)
    for erratum in document.errata:
        yield _event("corrected", erratum.published, read_date, erratum.of)
    for answer in document.answers:
        yield _event("answered", answer.published, read_date)
    if (cloture := document.cloture) is not None:
        published = cloture.published._replace(date=_cloture_date(cloture))
        yield _event("closed", published, read_date, cloture.label)


def _event(
    kind: EventKind, printed: Journal, read_date: ReadDate, detail: str | None = None, ministry_id: str | None = None
) -> Event:
    return Event(
        kind=kind,
        happened_on=read_date(printed.date),
        detail=_line(detail),
        ministry_id=ministry_id,
        jo_type=printed.type,
        jo_page=printed.page,
        jo_number=printed.number,
        jo_url=printed.url,
        jo_reference=printed.reference,
    )
