"""The spider ``deputies``: who sits in a legislature, with names, mandates and groups."""

from collections.abc import AsyncIterator
from typing import Any

from scraper.roster_spider import Chosen, RosterSpider


class DeputiesSpider(RosterSpider):
    """Reads the page and the data of each deputy meant."""

    name = "deputies"

    async def begin(self, chosen: Chosen) -> AsyncIterator[Any]:
        for legislature, entries in chosen.items():
            for entry in entries:
                yield self.deputy_request(legislature, entry)
