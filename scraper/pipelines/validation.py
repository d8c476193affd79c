"""Validation: a complete record, or a rejection that says what is missing."""

from dataclasses import fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, cast
from zoneinfo import ZoneInfo

from scrapy.exceptions import DropItem

from parliament.legislatures import legislature
from parliament.records import Deputy, Mandate, Question, content_hash, question_id
from parliament.states import closure
from scraper.items import DeputyItem, QuestionItem

# The site decides by its own calendar day whether an answer is still to come.
SITE_TIME = ZoneInfo("Europe/Paris")
QUESTION_FIELDS = sorted({field.name for field in fields(Question)} & {field.name for field in fields(QuestionItem)})
DEPUTY_FIELDS = sorted({field.name for field in fields(Deputy)} & {field.name for field in fields(DeputyItem)})
# All values at once: quicker than one by one.
values_of_question, values_of_deputy = attrgetter(*QUESTION_FIELDS), attrgetter(*DEPUTY_FIELDS)


class ValidationPipeline:
    """Turn an item into the record that lands; drop it with the reason when it is none."""

    def process_item(self, item: Any) -> Any:
        if isinstance(item, QuestionItem):
            return question_record(item)
        if isinstance(item, DeputyItem):
            return deputy_record(item)
        return item


def question_record(item: QuestionItem) -> Question:
    """Return the question of a cleaned item; raise DropItem without number, author, date or text."""
    closed_on = cast("date | None", item.closed_on)
    stands = closure(
        answered=item.answered,
        closed_on=closed_on,
        reason=item.withdrawal_reason,
        read_on=day_there(item.fetched_at),
    )
    require(item, number=item.number > 0, author=item.deputy_id, asked_on=item.asked_on)
    require(item, text=item.question_text or stands.state == "withdrawn" or is_debate(item))
    asked_on = cast("date", item.asked_on)
    themes = cast("tuple[str, ...]", item.themes)
    same = dict(zip(QUESTION_FIELDS, values_of_question(item), strict=True))
    same["themes"] = tuple(filter(None, themes))
    record = Question(
        **same,
        question_id=question_id(item.legislature, item.number, item.type),
        rubric=(themes[0] or None) if themes else None,
        heading=themes[1] if len(themes) > 1 else None,
        state=stands.state,
        answered_on=stands.answered_on,
        withdrawn_on=stands.withdrawn_on,
        closure_kind=stands.closure_kind,
        response_days=stands.answered_on and (stands.answered_on - asked_on).days,
    )
    record.content_hash = content_hash(record)
    return record


def deputy_record(item: DeputyItem) -> Deputy:
    """Return the deputy of a cleaned item; raise DropItem without official id, slug or name."""
    require(item, official_id=item.deputy_id, slug=item.slug, name=item.name)
    same = dict(zip(DEPUTY_FIELDS, values_of_deputy(item), strict=True))
    same["mandates"] = mandates_of(item)
    record = Deputy(**same)
    record.content_hash = content_hash(record)
    return record


@lru_cache(maxsize=1 << 8)
def day_there(moment: datetime) -> date:
    """Return the site's own day at a moment; an archive is fetched at one moment for all that it holds."""
    return moment.astimezone(SITE_TIME).date()


def is_debate(item: QuestionItem) -> bool:
    """Tell whether question and answer are one text, as the minutes print an oral question."""
    return item.type != "QE" and item.answer_text is not None


def mandates_of(item: DeputyItem) -> tuple[Mandate, ...]:
    """Return the mandates that fall into the item's legislature; the others belong to another one's page.

    A by-election or a return from government starts a mandate within the term; some begin on the election day before.
    Where the source says of each mandate which legislature it is of, its word counts.
    """
    if item.mandates_of_the_legislature:
        return item.mandates
    term = legislature(item.legislature)
    first, last = term.starts_on - timedelta(days=31), term.ends_on or date.max
    return tuple(mandate for mandate in item.mandates if first <= mandate.starts_on <= last)


def require(item: QuestionItem | DeputyItem, **needed: object) -> None:
    """Raise DropItem that names everything needed and missing."""
    if missing := [name for name, value in needed.items() if not value]:
        raise DropItem(f"no {', no '.join(missing)}")
