"""The deputies that an actor was, one of each legislature they sat in."""

from collections.abc import Iterator, Mapping
from datetime import date

from parliament.dates import parse_date
from parliament.errors import UnreadableDate
from parliament.people import slug_of
from scraper.items import DeputyItem
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.actor import GROUP, PARTY, SEAT, Actor, ActorMandate
from scraper.sites.assemblee.document_record import PAGES, Origin
from scraper.sites.assemblee.organe import RegisteredOrgane

FIRST_LEGISLATURE = 13
NO_ORGANE = RegisteredOrgane(
    uid="", code=None, name=None, short_name=None, acronym=None, legislature=None, starts_on=None, ends_on=None
)

Organes = Mapping[str, RegisteredOrgane]


def deputy_items(actor: Actor, organes: Organes, origin: Origin) -> Iterator[DeputyItem]:
    """Yield the items of an actor, one per legislature of which they hold or held a seat, from the 13th on.

    Whoever holds a ministry and no seat is no deputy. A mandate states its legislature, or its organe does.
    """
    by_legislature: dict[int, list[ActorMandate]] = {}
    for seat in actor.mandates_of(SEAT):
        number = legislature_of(seat, organes)
        if number is not None and number >= FIRST_LEGISLATURE:
            by_legislature.setdefault(number, []).append(seat)
    for number in sorted(by_legislature):
        yield _deputy_item(actor, number, _by_age(by_legislature[number]), organes, origin)


def legislature_of(mandate: ActorMandate, organes: Organes) -> int | None:
    """Return the legislature of a mandate: its own statement, else that of the first of its organes that has one."""
    if mandate.legislature is not None:
        return mandate.legislature
    stated = (organes[uid].legislature for uid in mandate.organes if uid in organes)
    return next((number for number in stated if number is not None), None)


def _deputy_item(actor: Actor, number: int, seats: list[ActorMandate], organes: Organes, origin: Origin) -> DeputyItem:
    stays = [
        stay for stay in _by_age(actor.mandates_of(GROUP)) if legislature_of(stay, organes) == number and stay.organes
    ]
    group = organes.get(stays[-1].organes[0], NO_ORGANE) if stays else NO_ORGANE
    latest = seats[-1]
    return DeputyItem(
        source=SOURCE,
        legislature=number,
        site_id=None,
        official_id=actor.uid,
        slug=slug_of(actor.name or ""),
        name=actor.name or "",
        first_name=actor.first_name,
        last_name=actor.last_name,
        sex=actor.civility,
        born_on=actor.born_on,
        birthplace=_birthplace(actor),
        department=latest.department_number,
        constituency=latest.department,
        constituency_number=latest.constituency_number,
        profession=actor.profession,
        seat=latest.seat,
        party=_party(actor, number, organes),
        group_label=group.acronym or group.short_name,
        group_name=group.name,
        group_since=stays[-1].starts_on if stays else None,
        former=all(_ended(seat, origin) for seat in seats),
        mandate_starts_on=None,
        mandate_ends_on=None,
        raw_mandates=tuple((seat.starts_on or "", seat.ends_on or "", seat.end_reason or "") for seat in seats),
        raw_groups=_stays(stays),
        mandates_of_the_legislature=True,
        official_url=f"{PAGES}/deputes/{actor.uid}",
        detail="document",
        page_url=origin.url,
        fetched_at=origin.fetched_at,
    )


def _stays(mandates: list[ActorMandate]) -> tuple[tuple[str, str, str], ...]:
    """Return (group, start, end) of each stay, once: who presides over a group is a member of it, too."""
    found: dict[tuple[str, str], str] = {}
    for mandate in mandates:
        for group_id in mandate.organes:
            key, end = (group_id, mandate.starts_on or ""), mandate.ends_on or ""
            # What is open lasts longer than what has ended.
            found[key] = "" if not end or not found.get(key, end) else max(end, found.get(key, end))
    return tuple((group_id, start, end) for (group_id, start), end in found.items())


def _party(actor: Actor, number: int, organes: Organes) -> str | None:
    """Return the party an actor last declared in a legislature."""
    stated = [one for one in _by_age(actor.mandates_of(PARTY)) if one.legislature == number and one.organes]
    return organes.get(stated[-1].organes[0], NO_ORGANE).name if stated else None


def _birthplace(actor: Actor) -> str | None:
    """Return "Ville (Département)", with the country where there is no department."""
    around = actor.birth_department or actor.birth_country
    return f"{actor.birthplace} ({around})" if actor.birthplace and around else actor.birthplace or around


def _by_age(mandates: list[ActorMandate]) -> list[ActorMandate]:
    """Return mandates oldest first, one that lasts after one that has ended."""
    return sorted(mandates, key=lambda one: (_day(one.starts_on) or date.min, _day(one.ends_on) or date.max))


def _ended(seat: ActorMandate, origin: Origin) -> bool:
    ends_on = _day(seat.ends_on)
    return ends_on is not None and ends_on < origin.fetched_at.date()


def _day(written: str | None) -> date | None:
    try:
        return parse_date(written) if written is not None else None
    except UnreadableDate:
        return None
