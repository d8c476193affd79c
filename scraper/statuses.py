"""What the status of an answer says: here is the page, there is no such page, or something is wrong."""

from scrapy.http import Response


def is_absent(response: Response) -> bool:
    """Return whether the site says that it has no such page: gone, or to be had at another legislature's host.

    A redirect that arrives here was not followed. Refusals (401, 403, 429) are failures: they say nothing of the page.
    """
    return response.status in {404, 410} or 300 <= response.status < 400


def is_out_of_order(status: int) -> bool:
    """Return whether a status says that the site cannot answer at present, whatever it is asked for."""
    return status == 429 or status >= 500


def is_failure(response: Response) -> bool:
    """Return whether an answer is neither a page nor the word that there is none."""
    return response.status != 200 and not is_absent(response)
