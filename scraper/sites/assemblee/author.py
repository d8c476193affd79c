"""A deputy of whom a question alone tells: their id, name and constituency."""

from dataclasses import dataclass
from datetime import datetime

from parliament.people import slug_of
from scraper.items import DeputyItem
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.routes import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A deputy as a question names them; ``group_name`` is their present group, whatever it was when they asked."""

    official_id: str
    name: str
    civility: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    department_code: str | None = None
    constituency: str | None = None
    constituency_number: int | None = None
    group_name: str | None = None


def author_item(author: Author, legislature: int, page_url: str, fetched_at: datetime) -> DeputyItem:
    """Return the item of a question's author, with nothing that the question does not say of that legislature.

    The group is left out, since it is the present one. Nobody calls them former, whatever became of them.
    """
    return DeputyItem(
        source=SOURCE,
        legislature=legislature,
        site_id=None,
        official_id=author.official_id,
        slug=slug_of(author.name),
        name=author.name,
        first_name=author.first_name,
        last_name=author.last_name,
        sex=author.civility,
        born_on=None,
        birthplace=None,
        department=author.department_code,
        constituency=author.constituency,
        constituency_number=author.constituency_number,
        profession=None,
        seat=None,
        party=None,
        group_label=None,
        group_name=None,
        group_since=None,
        former=False,
        mandate_starts_on=None,
        mandate_ends_on=None,
        raw_mandates=(),
        official_url=Site(legislature).deputy(author.official_id),
        detail="page",
        page_url=page_url,
        fetched_at=fetched_at,
    )
