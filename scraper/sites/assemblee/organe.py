"""The Assembly's register of organes: what it says of legislatures, governments, ministries and groups."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from parliament.dates import parse_date
from parliament.errors import UnreadableDate
from parliament.records import Organe, OrganeKind
from parliament.text import clean_line
from scraper.errors import NotThePage
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.open_data import member, text_of, texts

KINDS: dict[str | None, OrganeKind] = {
    "ASSEMBLEE": "legislature",
    "GOUVERNEMENT": "government",
    "MINISTERE": "ministry",
    "GP": "group",
}


@dataclass(slots=True, kw_only=True)
class RegisteredOrgane:
    """An organe of any type as the register writes it; ``name`` is its libelle, ``acronym`` its libelleAbrev."""

    uid: str
    code: str | None
    name: str | None
    short_name: str | None
    acronym: str | None
    legislature: int | None
    starts_on: str | None
    ends_on: str | None


def read_organe(data: Any) -> RegisteredOrgane:
    """Read an organe, ``{"organe": {…}}``; raise NotThePage where it has no uid."""
    held = member(data, "organe") or data
    uid, code, name, short_name, acronym, legislature = texts(
        held, "uid", "codeType", "libelle", "libelleAbrege", "libelleAbrev", "legislature"
    )
    if uid is None or not uid.startswith("PO"):
        raise NotThePage(f"expected an organe with a uid, found {str(data)[:80]!r}")
    starts_on, ends_on = texts(member(held, "viMoDe"), "dateDebut", "dateFin")
    return RegisteredOrgane(
        uid=uid,
        code=code,
        name=name,
        short_name=short_name,
        acronym=acronym,
        legislature=whole_number(legislature),
        starts_on=starts_on,
        ends_on=ends_on,
    )


def organe_record(organe: RegisteredOrgane, url: str, fetched_at: datetime) -> Organe | None:
    """Return the record of an organe; None for a type that is not kept. Raise NotThePage for one without a name."""
    kind = KINDS.get(organe.code)
    if kind is None:
        return None
    name = _line(organe.name) or _line(organe.short_name)
    if name is None:
        raise NotThePage(f"expected a name of organe {organe.uid}, found none")
    return Organe(
        source=SOURCE,
        organe_id=organe.uid,
        kind=kind,
        legislature=organe.legislature,
        name=name,
        short_name=_line(organe.short_name),
        acronym=_line(organe.acronym),
        starts_on=_day(organe.starts_on),
        ends_on=_day(organe.ends_on),
        page_url=url,
        fetched_at=fetched_at,
    )


def whole_number(written: str | None) -> int | None:
    """Return digits as a number, None for anything else."""
    return int(written) if written is not None and written.isascii() and written.isdecimal() else None


def _line(label: str | None) -> str | None:
    return text_of(clean_line(label or ""))


def _day(written: str | None) -> date | None:
    """Return a date as written; raise NotThePage for what is none, as an organe's dates tell apart its tenures."""
    if written is None:
        return None
    try:
        return parse_date(written)
    except UnreadableDate as error:
        raise NotThePage(str(error)) from error
