"""What a night reads of which source, by the options of the command line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cli.archive_orders import highest_known
from cli.errors import BadOption
from cli.orders import read_order
from cli.places import Places
from scraper.nightly import Night
from scraper.order import Order, read_site
from scraper.sources import ASSEMBLEE, NOSDEPUTES, SOURCES, usual_source


@dataclass(frozen=True, slots=True, kw_only=True)
class NightParts:
    """The order for each source, None where it is not read.

    ``pages`` are NosDéputés' pages. Of the Assembly's ``archives`` those that nobody read come on top, unless
    legislatures were ``named``; ``full`` asks for all of them.
    """

    pages: Order | None = None
    archives: Order | None = None
    named: bool = False
    full: bool = False


def read_parts(
    legislatures: Sequence[int], sources: Sequence[str], sites: Sequence[str], night: Night, places: Places, **more: Any
) -> NightParts:
    """Return what a night reads: the Assembly's archives, unless a legislature or a source says otherwise.

    Raises BadOption or scraper's UsageError.
    """
    asked = tuple(dict.fromkeys(legislatures))
    names = tuple(dict.fromkeys(sources)) or tuple(dict.fromkeys(usual_source(one).name for one in asked))
    names = names or (ASSEMBLEE.name,)
    addresses = [read_site(text, asked) for text in sites]
    orders = {}
    for name in names:
        usual = NOSDEPUTES.usual if name == NOSDEPUTES.name else (highest_known(places),)
        mine = [
            one for one in asked if one in SOURCES[name].legislatures and (sources or usual_source(one).name == name)
        ]
        orders[name] = read_order(
            # What it does not have is refused there.
            legislatures=(mine or asked) if asked else usual,
            deputies=(),
            numbers=(),
            since=None,
            until=None,
            sites=[f"{number}={url}" for number, url in addresses if _stands_for(number, names) == name],
            source=name,
            **more,
        )
    pages = orders.get(NOSDEPUTES.name)
    return NightParts(
        pages=pages and replace(pages, night=night),
        archives=orders.get(ASSEMBLEE.name),
        named=bool(asked),
        full=night.full,
    )


def _stands_for(legislature: int, names: tuple[str, ...]) -> str:
    """Return whose site an address is: where both are read, that of a legislature which both have is NosDéputés'."""
    if len(names) == 1:
        return names[0]
    if legislature not in NOSDEPUTES.legislatures and legislature not in ASSEMBLEE.legislatures:
        raise BadOption(f"--site: there is no legislature {legislature}")
    return usual_source(legislature).name
