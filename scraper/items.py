"""What travels through the item pipelines: raw strings of a site on their way to becoming records.

Each pipeline replaces the raw values of its own concern by clean ones, in place.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from parliament.records import Detail, Event, EventKind, GroupStay, Mandate

RawDate = str | date | None


@dataclass(slots=True, kw_only=True)
class RawEvent:
    """An event of a question as the source writes it; the fields are those of ``Event``."""

    kind: EventKind
    happened_on: RawDate
    detail: str | None = None
    ministry_id: str | None = None
    jo_type: str | None = None
    jo_page: str | None = None
    jo_number: str | None = None
    jo_url: str | None = None
    jo_reference: str | None = None


@dataclass(slots=True, kw_only=True)
class QuestionItem:
    """A question as read from its document, its page and its entry in a list."""

    source: str
    legislature: int
    number: int
    site_id: int | None
    detail: Detail
    page_url: str
    fetched_at: datetime
    author_official_id: str | None
    author_name: str
    author_slug: str | None
    asked_on: RawDate
    # As the source says it: an answer may be announced as given and yet hold no text.
    answered: bool
    closed_on: RawDate = None
    withdrawal_reason: str | None = None
    group_label: str | None = None
    ministry_pair: str | None = None
    asked_ministry_label: str | None = None
    answering_ministry_label: str | None = None
    themes: str | tuple[str, ...] | None = None
    question_text: str | None = None
    excerpt: str | None = None
    answer_text: str | None = None
    comment_count: int | None = None
    official_url: str | None = None
    site_updated_at: str | datetime | None = None
    type: str = "QE"
    group_id: str | None = None
    asked_ministry_id: str | None = None
    answering_ministry_id: str | None = None
    mandate_id: str | None = None
    closure_code: str | None = None
    flagged: bool | None = None
    raw_events: tuple[RawEvent, ...] = ()
    events: tuple[Event, ...] = ()
    deputy_id: str | None = None


@dataclass(slots=True, kw_only=True)
class DeputyItem:
    """A deputy as read from the roster or from their own data and page."""

    source: str
    legislature: int
    site_id: int | None
    official_id: str | None
    slug: str
    name: str
    first_name: str | None
    last_name: str | None
    sex: str | None
    born_on: RawDate
    birthplace: str | None
    department: str | None
    constituency: str | None
    constituency_number: int | None
    profession: str | None
    seat: str | None
    party: str | None
    group_label: str | None
    group_name: str | None
    group_since: RawDate
    former: bool
    mandate_starts_on: RawDate
    mandate_ends_on: RawDate
    raw_mandates: tuple[tuple[str, str, str], ...]
    official_url: str | None
    detail: Detail
    page_url: str
    fetched_at: datetime
    raw_groups: tuple[tuple[str, str, str], ...] = ()
    # Whether the source states the mandates of this legislature alone.
    mandates_of_the_legislature: bool = False
    mandates: tuple[Mandate, ...] = field(default=())
    groups: tuple[GroupStay, ...] = ()
    deputy_id: str | None = None
