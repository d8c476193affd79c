"""Redirects that stay on the site asked."""

from urllib.parse import urljoin

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response

from scraper.sites.nosdeputes.routes import off_limits


class SameSiteRedirectMiddleware(RedirectMiddleware):
    """Follow a redirect on the same host; hand any other to the spider as it came.

    What legislature 16 does not know it sends to the host of another legislature, where the same number is another
    question (seen: ``/question/QE/17001`` on 16 leads to the 13th's site).
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:
        location = response.headers.get("Location")
        if location is not None and not self.may_follow(request, location.decode("latin-1")):
            return response
        return super().process_response(request, response)

    def may_follow(self, request: Request, location: str) -> bool:
        target = urljoin(request.url, location)
        stays = any(site.is_here(request.url) and site.is_here(target) for site in self.crawler.spider.sites.values())
        return stays and not off_limits(target)
