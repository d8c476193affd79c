"""Which of the Assembly's archives a command asks for, and what that will cost."""

import re

from sqlalchemy import Engine

from cli.places import Places
from etl.known import read_archives
from scraper.archives_landing import kept_archive, mark_of
from scraper.archives_wanted import HIGHEST_KNOWN, ArchivesWanted
from scraper.estimate import Estimate
from scraper.order import Order
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.archives import FIRST_LEGISLATURE, deputy_archive, question_archive
from scraper.sites.assemblee.routes import Site
from scraper.spiders.archives import FOLDER


def wanted_by(order: Order, places: Places) -> ArchivesWanted:
    """Return the archives of the legislatures of an order, with that of deputies."""
    highest = max(highest_known(places), *order.legislatures)
    return ArchivesWanted(
        folder=places.data / FOLDER,
        legislatures=order.legislatures,
        sites=_everywhere(order, highest),
        highest=highest,
        present=False,
        register=True,
    )


def wanted_tonight(order: Order, places: Places, engine: Engine | None, *, full: bool) -> ArchivesWanted:
    """Return the archives that a night asks for: the present legislature's, and of those before it what nobody read."""
    highest, read = highest_known(places), read_archives(engine, SOURCE) if engine is not None else {}
    past = [
        number for number in range(FIRST_LEGISLATURE, highest) if full or mark_of(question_archive(number)) not in read
    ]
    return ArchivesWanted(
        folder=places.data / FOLDER,
        legislatures=(*past, highest),
        sites=_everywhere(order, highest),
        highest=highest,
    )


def highest_known(places: Places) -> int:
    """Return the last legislature of which the project knows, or an archive was fetched."""
    names = (path.name for path in (places.data / FOLDER).glob("*-questions.json.zip"))
    found = (re.match(r"\d+", name) for name in names)
    return max([HIGHEST_KNOWN, *(int(match[0]) for match in found if match)])


def _everywhere(order: Order, highest: int) -> dict[int, str]:
    """Return a copy's address for all legislatures, as one site has them all: the last one given stands for others."""
    if not order.sites:
        return {}
    usual = order.sites[max(order.sites)]
    return dict.fromkeys((*range(FIRST_LEGISLATURE, highest + 1),), usual) | dict(order.sites)


def hosts_of_archives(wanted: ArchivesWanted) -> list[str]:
    """Return the hosts that a fetch may ask; pages stand beside the archives, and share their locks."""
    numbers = {*wanted.legislatures, wanted.highest}
    return [host for number in sorted(numbers) for host in Site(number, wanted.site_of(number)).hosts]


def archives_estimate(wanted: ArchivesWanted, delay: float) -> Estimate:
    """Return the least that it takes, from what lies here: one conditional request for each archive and robots.txt.

    Nothing is asked of the site, so nobody knows what changed and how many questions that is.
    """
    asked = len(wanted.legislatures) + 1 + wanted.present
    return Estimate(
        deputies=None,
        questions=None,
        requests=asked + 1,
        hours=round((asked + 1) * delay / 3600, 2),
        exact=False,
        at_least=True,
    )


def say_archives_cost(wanted: ArchivesWanted, cost: Estimate, delay: float) -> str:
    """Say in one sentence what reading the archives would cost."""
    names = _missing(wanted)
    missing = f" Not here yet: {', '.join(names)}." if names else ""
    return (
        f"The Assembly's archives: at least {cost.requests:,} requests, one every {delay:g} s; what changed is fetched "
        f"in pieces on top.{missing} Nothing was asked for."
    )


def _missing(wanted: ArchivesWanted) -> list[str]:
    """Return the names of the files that do not lie here."""
    numbers = wanted.legislatures
    archives = [question_archive(number, wanted.site_of(number)) for number in numbers]
    archives.append(deputy_archive(wanted.highest, wanted.site_of(wanted.highest)))
    return [archive.file_name for archive in archives if kept_archive(wanted.folder, archive) is None]
