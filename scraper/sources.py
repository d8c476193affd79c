"""The sources that can be crawled: which legislatures each has, and where the site of each stands."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Protocol

from parliament.legislatures import LEGISLATURES
from scraper.sites import assemblee, nosdeputes
from scraper.sites.assemblee.routes import FIRST_LEGISLATURE, LAST_LEGISLATURE
from scraper.sites.assemblee.routes import Site as AssemblySite
from scraper.sites.nosdeputes.routes import FLAVOURS
from scraper.sites.nosdeputes.routes import Site as NosDeputesSite


class Site(Protocol):
    """What every site tells of itself, whatever else it has."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that a crawl of it may ask."""

    def is_here(self, url: str) -> bool:
        """Say whether a URL is one of this site and legislature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source, by its name in records and its name for people.

    ``legislatures`` are those that may be asked for, ``usual`` those that a deputy is looked for in when none is named,
    and ``range`` says the former in words.
    """

    name: str
    title: str
    legislatures: Container[int]
    usual: tuple[int, ...]
    range: str
    site: Callable[[int, str | None], Site]


NOSDEPUTES = Source(
    name=nosdeputes.SOURCE,
    title="NosDéputés.fr",
    legislatures=tuple(FLAVOURS),
    usual=tuple(FLAVOURS),
    range="13, 14, 15 and 16",
    site=NosDeputesSite,
)
ASSEMBLEE = Source(
    name=assemblee.SOURCE,
    title="the Assembly's own site",
    legislatures=range(FIRST_LEGISLATURE, LAST_LEGISLATURE + 1),
    usual=tuple(number for number in LEGISLATURES if number >= FIRST_LEGISLATURE),
    range="14 and every later one",
    site=AssemblySite,
)
SOURCES = {source.name: source for source in (NOSDEPUTES, ASSEMBLEE)}


def usual_source(legislature: int) -> Source:
    """Return where a legislature is read unless told otherwise: NosDéputés.fr for all that it has, and for none."""
    return ASSEMBLEE if legislature > max(NOSDEPUTES.usual) else NOSDEPUTES
