"""The records that travel from the sites to the database, one dataclass per kind.

A record holds what a source says, cleaned but not resolved: which group or ministry a label stands for is
decided in the database, so that a better register never makes a source look changed.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Literal

import orjson

State = Literal["pending", "announced", "answered", "withdrawn"]
Detail = Literal["document", "export", "page"]
ClosureKind = Literal["author", "end_of_mandate", "unexplained"]
EventKind = Literal["asked", "attributed", "renewed", "flagged", "corrected", "answered", "closed"]
OrganeKind = Literal["legislature", "government", "ministry", "group"]

STATES: tuple[State, ...] = ("pending", "announced", "answered", "withdrawn")
# A document is the question's own data, an export an older form of it, a page what is printed for readers.
DETAILS: tuple[Detail, ...] = ("document", "export", "page")
EVENT_KINDS: tuple[EventKind, ...] = (
    "asked", "attributed", "renewed", "flagged", "corrected", "answered", "closed"
)  # fmt: skip
ORGANE_KINDS: tuple[OrganeKind, ...] = ("legislature", "government", "ministry", "group")
CLOSURE_KINDS: tuple[ClosureKind, ...] = ("author", "end_of_mandate", "unexplained")

# Left out of the hash: clock times, and what follows from other fields and the day of reading (an announced answer
# turns "Retirée" on the site overnight with nothing changed). Comments come and go without the question changing.
NOT_HASHED = frozenset(
    {
        "fetched_at",
        "content_hash",
        "page_url",
        "site_updated_at",
        "comment_count",
        "state",
        "withdrawn_on",
        "closure_kind",
        "response_days",
    }
)

# Fields of nested records are to be sorted, too; times, which have a form of our own, are never hashed.
SORTED = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS
AS_THEY_COME = orjson.OPT_PASSTHROUGH_DATETIME

NESTED = frozenset({"mandates", "groups", "events"})

# Left out of the hash while they say nothing: not every source has them.
HASHED_WHEN_TOLD = frozenset(
    {
        "group_id",
        "asked_ministry_id",
        "answering_ministry_id",
        "mandate_id",
        "closure_code",
        "flagged",
        "events",
        "groups",
    }
)


# Nested records have no slots, so that what they hold is at hand as an object of JSON.
@dataclass(kw_only=True)
class Event:
    """One step in the life of a question as the source dates it, with the place in the Journal officiel that tells it.

    ``detail`` says what it is of its kind: the ministry that a question is attributed to as the source names it, the
    text that is corrected (``question`` or ``answer``), the cause of a closure. ``ministry_id`` is the organe of the
    ministry of an attribution. ``jo_page`` and ``jo_number`` are kept as printed.
    """

    kind: EventKind
    happened_on: date | None
    detail: str | None = None
    ministry_id: str | None = None
    jo_type: str | None = None
    jo_page: str | None = None
    jo_number: str | None = None
    jo_url: str | None = None
    jo_reference: str | None = None


@dataclass(slots=True, kw_only=True)
class Question:
    """One written question as one source states it on one day."""

    source: str
    question_id: str
    legislature: int
    type: str
    number: int
    site_id: int | None
    deputy_id: str
    author_name: str
    author_slug: str | None
    group_label: str | None
    asked_on: date
    asked_ministry_label: str | None
    answering_ministry_label: str | None
    rubric: str | None
    heading: str | None
    themes: tuple[str, ...]
    state: State
    closed_on: date | None
    answered_on: date | None
    withdrawn_on: date | None
    withdrawal_reason: str | None
    closure_kind: ClosureKind | None
    response_days: int | None
    comment_count: int | None
    official_url: str | None
    detail: Detail
    question_text: str | None
    answer_text: str | None
    site_updated_at: datetime | None
    page_url: str
    fetched_at: datetime
    # The author's group when asking, the ministries and the author's mandate, by the Assembly's own ids.
    group_id: str | None = None
    asked_ministry_id: str | None = None
    answering_ministry_id: str | None = None
    mandate_id: str | None = None
    # The Assembly's code of the closure, e.g. REP_PUB.
    closure_code: str | None = None
    # Whether it was ever flagged (signalement); None where the source does not record that.
    flagged: bool | None = None
    events: tuple[Event, ...] = ()
    content_hash: str = ""


@dataclass(kw_only=True)
class Mandate:
    """One stay in office within a legislature; ``ends_on`` is None while it lasts."""

    starts_on: date
    ends_on: date | None
    end_reason: str | None


@dataclass(kw_only=True)
class GroupStay:
    """One stay in a political group, by its organe; ``ends_on`` is None while it lasts."""

    group_id: str
    starts_on: date
    ends_on: date | None


@dataclass(slots=True, kw_only=True)
class Organe:
    """One body as the Assembly registers it: a legislature, a government, a tenure of a ministry, a political group.

    ``legislature`` is None where the register names none, ``ends_on`` the last day, None while it lasts.
    """

    source: str
    organe_id: str
    kind: OrganeKind
    legislature: int | None
    name: str
    short_name: str | None
    acronym: str | None
    starts_on: date | None
    ends_on: date | None
    page_url: str
    fetched_at: datetime


@dataclass(slots=True, kw_only=True)
class Deputy:
    """One deputy of one legislature as one source shows them.

    ``detail`` is ``document`` when the deputy's own data was read, ``page`` when only the roster (or their page) was.
    """

    source: str
    deputy_id: str
    legislature: int
    site_id: int | None
    slug: str
    name: str
    first_name: str
    last_name: str
    sex: Literal["F", "M"] | None
    born_on: date | None
    birthplace: str | None
    department: str | None
    constituency: str | None
    constituency_number: int | None
    profession: str | None
    seat: str | None
    party: str | None
    group_label: str | None
    group_name: str | None
    group_since: date | None
    former: bool
    mandates: tuple[Mandate, ...]
    official_url: str | None
    detail: Detail
    page_url: str
    fetched_at: datetime
    groups: tuple[GroupStay, ...] = ()
    content_hash: str = ""


@dataclass(slots=True, kw_only=True)
class Visit:
    """That a page was looked at, and what it was: also pages that do not exist.

    ``key`` names the thing looked at, e.g. ``QANR5L13QE47001``, ``13/marc-le-fur``, ``13/marc-le-fur/questions``.
    ``announced`` is the count a question list states; ``settled`` whether the list was read to exactly that count.
    ``listed`` is a fingerprint of the entry, in a question list or the roster, that led to the page.
    """

    source: str
    key: str
    url: str
    checked_at: datetime
    http_status: int
    announced: int | None = None
    settled: bool | None = None
    listed: str | None = None


@dataclass(slots=True, kw_only=True)
class Rejection:
    """A page or record that was refused, with the reason and what was read of it."""

    source: str
    key: str | None
    url: str
    stage: str
    reason: str
    raw: dict[str, Any]
    rejected_at: datetime


Record = Question | Deputy | Organe | Visit | Rejection


def question_id(legislature: int, number: int, type: str = "QE") -> str:
    """Return the Assembly's uid of a question, e.g. ``QANR5L13QE47001``."""
    return f"QANR5L{legislature}{type}{number}"


def ids_of_legislature(number: int) -> tuple[str, str]:
    """Return two texts between which, letter by letter, the ids of all questions of a legislature stand."""
    return f"QANR5L{number:d}Q", f"QANR5L{number:d}Qz"


def legislature_of(question_id: str) -> int:
    """Return the legislature that a question's id names."""
    return int(question_id[len("QANR5L") :].partition("Q")[0])


def content_hash(record: Question | Deputy) -> str:
    """Return a hash of what the source says, the same on every day and in every run (32 hex digits)."""
    return _hash_of(_bytes(_split(record)[0], SORTED))


def sealed_line(record: Question | Deputy, known_hash: str | None = None) -> bytes | None:
    """Give a record its hash; return it as it lands, None where it is as known.

    The line begins with the JSON that the hash is of: texts, most of a record, are written as JSON once.
    """
    hashed, rest = _split(record)
    content = _bytes(hashed, SORTED)
    rest["content_hash"] = record.content_hash = _hash_of(content)
    if record.content_hash == known_hash:
        return None
    return b"%b,%b\n" % (content[:-1], _bytes(rest, AS_THEY_COME)[1:])


def _split(record: Question | Deputy) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is hashed of a record, and what is not, by the names of its fields."""
    kind = type(record)
    hashed, rest = _HASHED[kind](record), _NOT_HASHED[kind](record)
    for name in _WHEN_TOLD[kind]:
        if hashed[name] is None or hashed[name] == ():
            rest[name] = hashed.pop(name)
    return _plain(hashed), rest


def _hash_of(hashed: bytes) -> str:
    return hashlib.sha256(hashed).hexdigest()[:32]


def as_json(record: Record) -> str:
    """Return the record as one line of JSON: ISO dates, UTC times without zone, None as null."""
    return as_line(record)[:-1].decode()


def as_line(record: Record) -> bytes:
    """Return the record as it lands: its JSON in UTF-8, with a newline at the end."""
    return _bytes(_plain(_contents(type(record))(record)), AS_THEY_COME) + b"\n"


def _plain(content: dict[str, Any]) -> dict[str, Any]:
    """Make the nested records of a record's fields objects, which orjson would look into field by field."""
    for name in NESTED & content.keys():
        content[name] = [vars(one) for one in content[name]]
    return content


def _bytes(content: dict[str, Any], option: int) -> bytes:
    """Return an object as JSON without spaces, in UTF-8, where half a surrogate pair is a question mark."""
    try:
        return orjson.dumps(content, default=_for_json, option=option)
    except TypeError:
        # What was refused may hold more than orjson writes: numbers of more than 64 bits, halves of surrogate pairs.
        text = json.dumps(
            content, ensure_ascii=False, separators=(",", ":"), default=_for_json, sort_keys=option == SORTED
        )
        return text.encode("utf-8", "replace")


def _for_json(value: object) -> str | dict[str, Any]:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None, microsecond=0).isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return _contents(type(value))(value)
    raise TypeError(f"no JSON form for {value!r}")


def _named(names: Sequence[str]) -> Callable[[object], dict[str, Any]]:
    """Return what gives some fields of a record, as they are: ``asdict`` copies what they hold, slower than JSON."""
    values = attrgetter(*names)
    return lambda record: dict(zip(names, values(record), strict=True))


def _contents(kind: Any) -> Callable[[object], dict[str, Any]]:
    if kind not in _ALL:
        _ALL[kind] = _named([field.name for field in fields(kind)])
    return _ALL[kind]


_ALL: dict[type, Callable[[object], dict[str, Any]]] = {}


_FIELDS = {kind: {field.name for field in fields(kind)} for kind in (Question, Deputy)}
_HASHED = {kind: _named(sorted(names - NOT_HASHED)) for kind, names in _FIELDS.items()}
_NOT_HASHED = {kind: _named(sorted(names & NOT_HASHED)) for kind, names in _FIELDS.items()}
_WHEN_TOLD = {kind: sorted(names & HASHED_WHEN_TOLD) for kind, names in _FIELDS.items()}
