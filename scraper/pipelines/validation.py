"""Validation: a complete record, or a rejection that says what is missing."""

from dataclasses import fields
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from scrapy.exceptions import DropItem

from parliament.errors import IncompleteQuestion
from parliament.legislatures import legislature
from parliament.questions import question_record
from parliament.records import Deputy, Mandate, Question, content_hash
from scraper.items import DeputyItem, QuestionItem

# What an item states as it is, and what its state is derived from.
ALIKE = {field.name for field in fields(Question)} & {field.name for field in fields(QuestionItem)}
SAID_FIELDS = sorted(ALIKE | {"answered"})
DEPUTY_FIELDS = sorted({field.name for field in fields(Deputy)} & {field.name for field in fields(DeputyItem)})
# All values at once: quicker than one by one.
said_values, values_of_deputy = attrgetter(*SAID_FIELDS), attrgetter(*DEPUTY_FIELDS)


class ValidationPipeline:
    """Turn an item into the record that lands; drop it with the reason when it is none."""

    def process_item(self, item: Any) -> Any:
        if isinstance(item, QuestionItem):
            return landed_question(item)
        if isinstance(item, DeputyItem):
            return landed_deputy(item)
        return item


def landed_question(item: QuestionItem) -> Question:
    """Return the question of a cleaned item; raise DropItem without number, author, date or text."""
    try:
        record = question_record(**dict(zip(SAID_FIELDS, said_values(item), strict=True)))
    except IncompleteQuestion as error:
        raise DropItem(str(error)) from error
    record.content_hash = content_hash(record)
    return record


def landed_deputy(item: DeputyItem) -> Deputy:
    """Return the deputy of a cleaned item; raise DropItem without official id, slug or name."""
    require(item, official_id=item.deputy_id, slug=item.slug, name=item.name)
    same = dict(zip(DEPUTY_FIELDS, values_of_deputy(item), strict=True))
    same["mandates"] = mandates_of(item)
    record = Deputy(**same)
    record.content_hash = content_hash(record)
    return record


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


def require(item: DeputyItem, **needed: object) -> None:
    """Raise DropItem that names everything needed and missing."""
    if missing := [name for name, value in needed.items() if not value]:
        raise DropItem(f"no {', no '.join(missing)}")
