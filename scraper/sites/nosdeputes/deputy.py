"""A deputy as an item, from the roster or from their own data and page."""

from datetime import datetime

from parliament.records import Detail
from scraper.items import DeputyItem
from scraper.sites.nosdeputes import SOURCE
from scraper.sites.nosdeputes.deputy_page import DeputyPage
from scraper.sites.nosdeputes.roster import RosterEntry


def deputy_item(
    entry: RosterEntry,
    *,
    legislature: int,
    detail: Detail,
    page_url: str,
    fetched_at: datetime,
    page: DeputyPage | None = None,
) -> DeputyItem:
    """Return the item of a deputy; their page fills only the group that the data leave out."""
    return DeputyItem(
        source=SOURCE,
        legislature=legislature,
        site_id=entry.site_id,
        official_id=entry.official_id,
        slug=entry.slug,
        name=entry.name,
        first_name=entry.first_name,
        last_name=entry.last_name,
        sex=entry.sex,
        born_on=entry.born_on,
        birthplace=entry.birthplace,
        department=entry.department,
        constituency=entry.constituency,
        constituency_number=entry.constituency_number,
        profession=entry.profession,
        seat=entry.seat,
        party=entry.party,
        group_label=entry.group_label or (page.group_label if page else None),
        group_name=entry.group_name,
        group_since=entry.group_since,
        former=entry.former,
        mandate_starts_on=entry.mandate_starts_on,
        mandate_ends_on=entry.mandate_ends_on,
        raw_mandates=entry.mandates,
        official_url=entry.official_url,
        detail=detail,
        page_url=page_url,
        fetched_at=fetched_at,
    )
