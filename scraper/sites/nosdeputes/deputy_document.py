"""One deputy's data: ``/<slug>/json``."""

from scrapy.http import Response

from scraper.sites.body import json_object
from scraper.sites.nosdeputes.roster import RosterEntry, entry_of


def read_deputy(response: Response) -> RosterEntry:
    """Read ``/<slug>/json``; raise NotThePage for anything else.

    For an unknown slug the site answers ``{}`` with status 200. A former deputy of the 16th has no ``groupe``.
    """
    return entry_of(json_object(response, "depute"))
