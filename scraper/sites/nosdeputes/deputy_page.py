"""A deputy's own page: ``/<slug>``."""

from dataclasses import dataclass

from lxml import etree
from scrapy.http import Response

from scraper.errors import NotThePage
from scraper.sites.body import found, html_document, line

_INFO = etree.XPath("//div[@class='fiche_depute']//div[@class='info_depute']")
_GROUP = etree.XPath("normalize-space(h2/a[contains(@href, '/groupe/')])")
_ITEMS = etree.XPath("//div[@id='b1']//li[starts-with(normalize-space(), 'Mandat ')]")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyPage:
    """What the page says of a deputy: ``constituency_line`` is "député UMP de la 3ème circonscription des …"."""

    name: str
    group_label: str | None
    constituency_line: str
    mandate_line: str | None
    former: bool


def read_deputy_page(response: Response) -> DeputyPage:
    """Read ``/<slug>``; raise NotThePage for anything else."""
    root = html_document(response)
    info = next(iter(_INFO(root)), None)
    name, standing = (None, None) if info is None else (info.find("h1"), info.find("h2"))
    if name is None or standing is None or not line(name):
        raise NotThePage(f"expected a deputy's page, found {found(root)}")
    constituency_line = line(standing).lstrip(", ")
    return DeputyPage(
        name=line(name),
        group_label=_GROUP(info) or None,
        constituency_line=constituency_line,
        mandate_line=next(map(line, _ITEMS(root)), None),
        former=constituency_line.startswith("ancien"),
    )
