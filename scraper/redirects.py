"""Redirects that stay on the site asked."""

from urllib.parse import urljoin

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response

from scraper.sites.address import same_site
from scraper.sites.assemblee.routes import off_limits as off_limits_at_the_assembly
from scraper.sites.nosdeputes.routes import off_limits


class SameSiteRedirectMiddleware(RedirectMiddleware):
    """Follow a redirect on the same host; hand any other to the spider as it came.

    What legislature 16 does not know it sends to the host of another legislature, where the same number is another
    question (seen: ``/question/QE/17001`` on 16 leads to the 13th's site).
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:
        location = response.headers.get("Location")
        if location is not None:
            target = urljoin(request.url, location.decode("latin-1"))
            if not same_site(request.url, target) or off_limits(target) or off_limits_at_the_assembly(target):
                return response
        return super().process_response(request, response)
