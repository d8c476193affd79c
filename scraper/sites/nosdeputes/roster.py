"""The deputies of a legislature: ``/deputes/json``, and the ``/deputes`` page in both of its layouts."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from lxml import etree
from scrapy.http import Response

from scraper.errors import NotThePage
from scraper.sites.body import found, html_document, json_object, line
from scraper.sites.nosdeputes.routes import deputy_slug, is_slug

T = TypeVar("T")

_DEPUTIES = etree.XPath("//div[contains(concat(' ', @class, ' '), ' list_dep ')]")
_LINKS = etree.XPath(".//a/@href | parent::a/@href")
_TITLE = etree.XPath("string(descendant-or-self::*[contains(@class, 'phototitle')]/@title)")
_LAST_COMMA_FIRST = etree.XPath("string(.//span[@class='list_nom'])")
_CONSTITUENCY = etree.XPath("normalize-space(.//span[@class='list_right'])")
_STANDING = etree.XPath("normalize-space(.//span[@class='list_left'])")
_GROUP = etree.XPath("normalize-space(.//span[@class='list_left']//span)")
_BETWEEN_PARTS = re.compile(r" /(?: |$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """One deputy as the site's data states them, in its own wording: sex "H"/"F", dates as written.

    ``mandates`` holds (start, end, reason) with days like "20/06/2007" and "" for what is open.
    """

    slug: str
    name: str
    site_id: int | None = None
    official_id: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    sex: str | None = None
    born_on: str | None = None
    birthplace: str | None = None
    department: str | None = None
    constituency: str | None = None
    constituency_number: int | None = None
    profession: str | None = None
    seat: str | None = None
    party: str | None = None
    group_label: str | None = None
    group_name: str | None = None
    group_since: str | None = None
    former: bool = False
    mandate_starts_on: str | None = None
    mandate_ends_on: str | None = None
    mandates: tuple[tuple[str, str, str], ...] = ()
    official_url: str | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """Who sits in a legislature; ``unreadable`` says of each entry that is no deputy what stands there instead."""

    entries: tuple[RosterEntry, ...]
    unreadable: tuple[str, ...]


def read_roster(response: Response) -> Roster:
    """Read ``/deputes/json``; raise NotThePage for anything else, and where no entry at all is a deputy."""
    deputies = json_object(response, "deputes")
    if not isinstance(deputies, list) or not deputies:
        raise NotThePage("expected a list of deputies under “deputes”, found none")
    return _roster(deputies, lambda item: entry_of(item.get("depute") if isinstance(item, dict) else None))


def read_deputies_page(response: Response) -> Roster:
    """Read ``/deputes``, which states names, sex, constituency, group and who is a former deputy, but no ids.

    On the 13th's site a deputy who left and came back is called "ancien" there too; the roster has it right.
    """
    root = html_document(response)
    items = _DEPUTIES(root)
    if not items:
        raise NotThePage(f"expected the page of all deputies, found {found(root)}")
    return _roster(items, _listed)


def _roster(items: Iterable[T], read: Callable[[T], RosterEntry]) -> Roster:
    entries, unreadable = [], []
    for item in items:
        try:
            entries.append(read(item))
        except NotThePage as error:
            unreadable.append(str(error))
    if not entries:
        raise NotThePage(unreadable[0])
    return Roster(tuple(entries), tuple(unreadable))


def entry_of(data: Any) -> RosterEntry:
    """Return one deputy's JSON object as an entry; raise NotThePage where it has no slug or name.

    Contacts, staff and web sites are left where they are. ``ancien_depute`` is absent for a sitting deputy.
    """
    if not isinstance(data, dict) or not as_text(data.get("slug")) or not as_text(data.get("nom")):
        raise NotThePage(f"expected a deputy with a slug and a name, found {str(data)[:80]}")
    slug = as_text(data["slug"]) or ""
    if not is_slug(slug):
        raise NotThePage(f"expected a deputy's slug, found {slug[:80]!r}")
    group: Any = data.get("groupe")
    if not isinstance(group, dict):
        group = {}
    return RosterEntry(
        site_id=as_number(data.get("id")),
        official_id=as_text(data.get("id_an")),
        slug=slug,
        name=as_text(data["nom"]) or "",
        first_name=as_text(data.get("prenom")),
        last_name=as_text(data.get("nom_de_famille")),
        sex=as_text(data.get("sexe")),
        born_on=as_text(data.get("date_naissance")),
        birthplace=as_text(data.get("lieu_naissance")),
        department=as_text(data.get("num_deptmt")),
        constituency=as_text(data.get("nom_circo")),
        constituency_number=_number_if_any(data.get("num_circo")),
        profession=as_text(data.get("profession")),
        seat=as_text(data.get("place_en_hemicycle")),
        party=as_text(data.get("parti_ratt_financier")),
        group_label=as_text(data.get("groupe_sigle")),
        group_name=as_text(group.get("organisme")),
        group_since=as_text(group.get("debut_fonction")),
        former=as_number(data.get("ancien_depute")) == 1,
        mandate_starts_on=as_text(data.get("mandat_debut")),
        mandate_ends_on=as_text(data.get("mandat_fin")),
        mandates=_mandates(data.get("anciens_mandats")),
        official_url=as_text(data.get("url_an")),
    )


def as_text(value: Any) -> str | None:
    """Return a JSON value as stripped text, None for null and ""; raise NotThePage for a list or an object."""
    if value is None:
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int):
        return str(value)
    raise NotThePage(f"expected a text, found {str(value)[:80]}")


def as_number(value: Any) -> int | None:
    """Return a JSON value as a whole number, None for null and ""; raise NotThePage for anything else."""
    digits = as_text(value)
    if digits is None:
        return None
    if not digits.isdecimal():
        raise NotThePage(f"expected a whole number, found {digits[:80]!r}")
    return int(digits)


def _number_if_any(value: Any) -> int | None:
    digits = as_text(value) or ""
    return int(digits) if digits.isdecimal() else None


def _mandates(items: Any) -> tuple[tuple[str, str, str], ...]:
    texts = [as_text(item.get("mandat")) for item in items or [] if isinstance(item, dict)]
    return tuple(_mandate(text) for text in texts if text)


def _mandate(text: str) -> tuple[str, str, str]:
    """Split "20/06/2007 / 14/12/2010 / cause"; what is still open leaves "20/06/2007 /  / "."""
    start, end, reason = (*(part.strip() for part in _BETWEEN_PARTS.split(text, 2)), "", "")[:3]
    return start, end, reason


def _listed(item: etree._Element) -> RosterEntry:
    slugs = [slug for slug in map(deputy_slug, _LINKS(item)) if slug]
    last_name, _, first_name = (part.strip() for part in _LAST_COMMA_FIRST(item).partition(","))
    name = _TITLE(item).partition(" -- ")[0].strip() or f"{first_name} {last_name}".strip()
    if not slugs or not name:
        raise NotThePage(f"expected a deputy with a link and a name, found {line(item)[:80]!r}")
    standing = _STANDING(item)
    return RosterEntry(
        slug=slugs[0],
        name=name,
        first_name=first_name or None,
        last_name=last_name or None,
        sex=_sex(standing),
        constituency=_CONSTITUENCY(item) or None,
        group_label=_GROUP(item) or None,
        former=standing.startswith("ancien"),
    )


def _sex(standing: str) -> str | None:
    """Return "F" for "députée …" and "ancienne députée …", "H" for the masculine, None for anything else."""
    words = standing.split()
    if "députée" in words:
        return "F"
    return "H" if "député" in words else None
