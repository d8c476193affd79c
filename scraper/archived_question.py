"""What one run's archive holds of one question, and what follows from it before it is an item."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from parliament.records import Detail, question_id
from scraper.archive_page import Page
from scraper.archived_site import ArchivedSite
from scraper.sites.nosdeputes.question import Sighting, disagree
from scraper.sites.nosdeputes.question_document import QuestionDocument
from scraper.sites.nosdeputes.question_list import QuestionEntry
from scraper.sites.nosdeputes.question_page import QuestionPage
from scraper.sites.nosdeputes.roster import RosterEntry
from scraper.sites.nosdeputes.routes import Site


@dataclass(slots=True, kw_only=True)
class ArchivedQuestion:
    """A question's page, its document or both; ``copy`` is the archived page of the one that was met first."""

    site: ArchivedSite
    number: int
    copy: Page
    page: QuestionPage | None = None
    found: tuple[Page, QuestionDocument] | None = None

    @property
    def key(self) -> str:
        return question_id(self.site.legislature, self.number)

    @property
    def document(self) -> QuestionDocument | None:
        return self.found[1] if self.found else None

    @property
    def detail(self) -> Detail:
        return "document" if self.found else "page"

    @property
    def slug(self) -> str | None:
        return self.page.author_slug if self.page else None

    @property
    def arrived(self) -> datetime:
        """When the last of the pages arrived."""
        return max(self.copy.fetched_at, self.found[0].fetched_at if self.found else self.copy.fetched_at)

    def listed(self) -> tuple[QuestionEntry | None, RosterEntry | None]:
        """Return the entry in a list and whose list that was, where page and document alone do not do."""
        return self.site.listed(self.number) if self.page is None or self.document is None else (None, None)

    def is_stale(self, lister: RosterEntry | None) -> bool:
        """Tell whether the document is older than the page, as the crawl found it."""
        if self.page is None or self.document is None:
            return False
        by_slug = self.site.directory.author(self.slug, None)
        return disagree(self.page, self.document, by_slug or lister)

    def author(self, lister: RosterEntry | None, *, stale: bool) -> RosterEntry | None:
        site_id = self.document.author_site_id if self.document and not stale else None
        return self.site.directory.author(self.slug, site_id) or lister

    def sighting(self, entry: QuestionEntry | None, author: RosterEntry, read_at: datetime, *, stale: bool) -> Sighting:
        """Return all that was read of the question, as the crawl puts it together."""
        copy, number = self.copy, self.number
        alone = self.found is not None and self.found[0] is copy
        return Sighting(
            legislature=self.site.legislature,
            number=number,
            page_url=base_of(copy, self.site.legislature).question(number) if alone else copy.url,
            fetched_at=read_at,
            author=author,
            page=self.page,
            document=self.document,
            entry=entry,
            stale=stale,
        )


def base_of(copy: Page, legislature: int) -> Site:
    """Return the site that a page was fetched from: a look-alike's pages keep its address."""
    parts = urlsplit(copy.url)
    return Site(legislature, f"{parts.scheme}://{parts.netloc}")
