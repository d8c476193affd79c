"""What a crawl will cost, before it is made."""

from dataclasses import dataclass, replace
from math import ceil

from scraper.list_reading import ENTRIES_PER_PAGE

REQUESTS_PER_QUESTION = 2
REQUESTS_PER_DEPUTY = 2
# robots.txt and the roster.
REQUESTS_PER_SITE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The requests a crawl takes at most, and its hours at the delay asked; deputies and questions None where unknown.

    ``exact`` unless part of the lists was not read, or only some of the questions on them are asked for. ``at_least``
    where the lists of a night are not looked at: what changed on them comes on top.
    """

    deputies: int | None
    questions: int | None
    requests: int
    hours: float
    exact: bool
    at_least: bool = False


def estimate(
    *, sites: int, deputies: int, counts: list[int], numbers: int, delay: float, unread: int = 0, narrowed: bool = False
) -> Estimate:
    """Return the cost of reading these deputies, of whom ``counts`` announces the questions of some or all.

    The lists not read are taken to be as long as the mean of those that were; where dates narrow the crawl, all that
    the lists announce is counted. ``unread`` is how many sites gave no roster.
    """
    share = deputies / len(counts) if counts else 0
    questions = round(sum(counts) * share) + numbers
    pages = round(sum(max(ceil(count / ENTRIES_PER_PAGE), 1) for count in counts) * share)
    requests = REQUESTS_PER_SITE * sites + REQUESTS_PER_DEPUTY * deputies + pages + REQUESTS_PER_QUESTION * questions
    return Estimate(
        deputies=deputies,
        questions=questions,
        requests=requests,
        hours=round(requests * delay / 3600, 2),
        exact=deputies == len(counts) and not narrowed and not unread,
    )


def with_more(found: Estimate, *, deputies: int, questions: int, requests: int, delay: float) -> Estimate:
    """Return an estimate with what else is read on a night on which nothing changed: exact if that is nothing."""
    total = found.requests + requests
    return replace(
        found,
        deputies=(found.deputies or 0) + deputies,
        questions=(found.questions or 0) + questions,
        requests=total,
        hours=round(total * delay / 3600, 2),
        exact=found.exact and not requests,
        at_least=requests > 0,
    )
