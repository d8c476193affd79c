"""What a crawl would make of a question of the open data: an item, and the item pipelines' record of it."""

from parliament.records import EventKind, Question, Rejection
from scraper.cleaning import Cleaning
from scraper.items import QuestionItem, RawEvent
from scraper.sites.assemblee.document_record import ANSWERED, Origin, without_printed_lead
from scraper.sites.assemblee.journal import Journal
from scraper.sites.assemblee.question_document import QuestionDocument


def crawled(document: QuestionDocument, origin: Origin, author_name: str | None) -> Question | Rejection:
    """Return the record that the item pipelines make of the same values."""
    made = Cleaning().record(_item(document, origin, author_name))
    assert isinstance(made, Question | Rejection)
    return made


def _item(document: QuestionDocument, origin: Origin, author_name: str | None) -> QuestionItem:
    texts = [
        "\n\n".join(one.html for one in told if one.html) or None for told in (document.questions, document.answers)
    ]
    cloture = document.cloture
    days = [one.published.date for one in (*document.questions, *document.attributions) if one.published.date]
    closed = [cloture and (cloture.date or cloture.published.date), *(one.published.date for one in document.answers)]
    answered = texts[1] is not None or (cloture is not None and cloture.code == ANSWERED)
    given = document.attributions[-1].ministry if document.attributions else None
    heading = None if (document.heading or "").lower() == "aucune tête d'analyse" else document.heading
    flagged = None if document.type != "QE" or document.legislature in (14, 15) else False
    return QuestionItem(
        source="assemblee",
        legislature=document.legislature,
        number=document.number,
        type=document.type,
        site_id=None,
        detail="document",
        page_url=origin.url,
        fetched_at=origin.fetched_at,
        author_official_id=document.author_id,
        author_name=author_name or document.author_id or "",
        author_slug=author_name and "-".join(author_name.lower().split()),
        mandate_id=document.mandate_id,
        group_id=document.group.organe_id,
        group_label=document.group.short_name or document.group.name,
        asked_on=days[0] if days else None,
        answered=answered,
        closed_on=next(filter(None, closed), None),
        closure_code=cloture and cloture.code,
        withdrawal_reason=cloture.label if cloture and not answered else None,
        asked_ministry_id=document.asked_ministry.organe_id,
        asked_ministry_label=document.asked_ministry.name or document.asked_ministry.short_name,
        answering_ministry_id=given and given.organe_id,
        answering_ministry_label=given and (given.name or given.short_name),
        themes=(document.rubric or "", *filter(None, [heading]), *document.analyses),
        question_text=without_printed_lead(texts[0], document.number),
        answer_text=texts[1],
        official_url=f"https://www.assemblee-nationale.fr/dyn/{document.legislature}/questions/{document.uid}",
        flagged=True if document.flags else flagged,
        raw_events=tuple(_events(document)),
    )


def _events(document: QuestionDocument) -> list[RawEvent]:
    cloture = document.cloture
    return [
        *(_event("asked", one.published) for one in document.questions),
        *(
            _event("attributed", one.published, one.ministry.name or one.ministry.short_name, one.ministry.organe_id)
            for one in document.attributions
        ),
        *(_event("renewed", one) for one in document.renewals),
        *(_event("flagged", one) for one in document.flags),
        *(_event("corrected", one.published, one.of) for one in document.errata),
        *(_event("answered", one.published) for one in document.answers),
        *(
            [_event("closed", cloture.published._replace(date=cloture.date or cloture.published.date), cloture.label)]
            if cloture
            else []
        ),
    ]


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
