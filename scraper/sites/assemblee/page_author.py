"""Who asked the question of a page: "Mme Aline Exemple", then "Vaucluse (4e circonscription) - their group"."""

import re

from lxml import etree

from parliament.people import fold
from scraper.errors import NotThePage
from scraper.sites.assemblee.author import Author
from scraper.sites.assemblee.routes import deputy_address
from scraper.sites.body import line

# Links in texts and menus are to anybody.
_LINKS = etree.XPath(
    "//a[contains(@href, '/deputes/')][not(ancestor::nav or ancestor::footer)]"
    "[not(ancestor::*[contains(concat(' ', normalize-space(@class), ' '), ' _pa-small ')])]"
)
_NAME = re.compile(r"(M\.|MM\.|Mme|Mlle)?\s*([^(\n]*[^(\s])")
_CONSTITUENCY = re.compile(
    r"^\s*([^\n(]+?)\s*\(\s*(\d{1,2})\s*(?:er|re|ère|ème|è|e|ᵉ)\s*circonscription\s*\)(?:\s*[-–—]\s*([^\n]+))?",
    re.MULTILINE,
)
# The constituency stands in the link, or beside it.
_LEVELS_AROUND = 3


def read_author(root: etree._Element, named: str | None) -> Author:
    """Return the author, whom the page also names as "Auteur :" in most cases; raise NotThePage where nobody is."""
    links = [(link, id_) for link in _LINKS(root) if (id_ := deputy_address(link.get("href", ""))) and line(link)]
    civility, name = _parts(named or "")
    if name:
        meant = [(link, id_) for link, id_ in links if fold(name) in fold(line(link))]
        # Where the two spell the name in two ways, a single deputy on the page is the one.
        links = meant or (links if len({id_ for _, id_ in links}) == 1 else [])
    if not links:
        raise NotThePage(f"expected a question with its author, found no link to {named or 'a deputy'!r}")
    link, official_id = links[0]
    if not name:
        civility, name = _parts(next(text for text in link.itertext() if text.strip()).strip())
    constituency, number, group = _constituency(link, name)
    return Author(
        official_id=official_id,
        civility=civility,
        name=name,
        constituency=constituency,
        constituency_number=number,
        group_name=group,
    )


def _parts(written: str) -> tuple[str | None, str]:
    """Return civility and name, without a bracket behind it."""
    match = _NAME.match(written.strip())
    return (match[1], " ".join(match[2].split())) if match else (None, "")


def _constituency(link: etree._Element, name: str) -> tuple[str | None, int | None, str | None]:
    place = link
    for _ in range(_LEVELS_AROUND + 1):
        said = "\n".join(" ".join(text.split()) for text in place.itertext() if text.strip())
        if match := _CONSTITUENCY.search(said):
            where = match[1].partition(name)[2] if name in match[1] else match[1]
            return where.strip(" -–—,") or None, int(match[2]), match[3] and match[3].strip()
        place = place.getparent()
        if place is None or place.tag == "body":
            break
    return None, None, None
