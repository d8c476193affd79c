"""What one run's archive says of a site beside its questions: who sat, and what the lists showed."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.response import response_from_dict
from w3lib.encoding import http_content_type_encoding, read_bom

from scraper.archive_page import Page, address_of
from scraper.archive_reader import ArchiveReader
from scraper.directory import Directory
from scraper.errors import NotThePage
from scraper.sites.nosdeputes.deputy_document import read_deputy
from scraper.sites.nosdeputes.question_document import QuestionDocument, read_question_document
from scraper.sites.nosdeputes.question_list import QuestionEntry, read_question_list
from scraper.sites.nosdeputes.roster import RosterEntry, read_deputies_page, read_roster
from scraper.sites.nosdeputes.routes import Site, deputy_slug

T = TypeVar("T")
Listed = tuple[QuestionEntry, RosterEntry | None]


class ArchivedSite:
    """The pages of one legislature in one archive."""

    def __init__(self, archive: ArchiveReader, legislature: int):
        self.archive = archive
        self.legislature = legislature
        self.site = Site(legislature)
        self.roster: Page | None = None
        self.directory = self._directory()
        self._listed: dict[int, Listed] | None = None

    def listed(self, number: int) -> Listed | tuple[None, None]:
        """Return what the lists say of a question, and whose list that was."""
        if self._listed is None:
            self._listed = self._lists()
        return self._listed.get(number, (None, None))

    def document_address(self, site_id: int) -> str:
        """Return the address under which a question's document is archived."""
        return self.site.question_document(site_id).removeprefix(self.site.base)

    def document(self, address: str, number: int) -> tuple[Page, QuestionDocument] | None:
        """Return a question's document; None where the site gave none, or another question's."""
        found = self.archive.newest(self.legislature, address)
        document = None if found is None else self.read(read_question_document, found)
        if found is None or document is None or (document.legislature, document.number) != (self.legislature, number):
            return None
        return found, document

    def newest(self, url: str) -> Page | None:
        return self.archive.newest(self.legislature, address_of(url))

    def read(self, read: Callable[[Response], T], page: Page) -> T | None:
        """Return what a page says, or None where it is not the page it was asked for as."""
        try:
            return read(response_of(page))
        except NotThePage:
            return None

    def _directory(self) -> Directory:
        """Return who sat: as the roster lists them, and each whose data was fetched as those say."""
        entries: list[RosterEntry] = []
        for url, reader in ((self.site.roster(), read_roster), (self.site.deputies_page(), read_deputies_page)):
            self.roster = self.newest(url)
            roster = self.read(reader, self.roster) if self.roster is not None else None
            if roster is not None:
                entries = list(roster.entries)
                break
        told = (self.read(read_deputy, self.archive.page(page_id)) for page_id in self._page_ids("data"))
        return Directory([*entries, *(deputy for deputy in told if deputy is not None)])

    def _lists(self) -> dict[int, Listed]:
        found: dict[int, Listed] = {}
        for page_id in self._page_ids("list"):
            page = self.archive.page(page_id)
            lister = self.directory.author(deputy_slug(page.url), None)
            shown = self.read(read_question_list, page)
            found.update({entry.number: (entry, lister) for entry in (shown.entries if shown else ())})
        return found

    def _page_ids(self, kind: str) -> list[int]:
        return [entry.page_id for entry in self.archive.entries([kind]) if entry.legislature == self.legislature]


def response_of(page: Page) -> Response:
    """Return a page as the crawl saw it, as far as its type and encoding go."""
    kept = {name: page.headers[name] for name in ("Content-Type", "Content-Encoding") if name in page.headers}
    kind, charset = _declared(*kept.items())
    if kind is Response:
        return response_from_dict({"url": page.url, "status": page.status, "headers": kept, "body": page.body})
    if charset is None or read_bom(page.body)[0] is not None:
        return kind(page.url, status=page.status, headers=kept, body=page.body)
    return kind(page.url, status=page.status, body=page.body, encoding=charset)


@lru_cache(maxsize=1 << 6)
def _declared(*kept: tuple[str, str]) -> tuple[type[Any], str | None]:
    """Return the type of response and the encoding that headers tell; plain ``Response`` where they do not."""
    headers = Headers(kept)
    content_type = headers.get("Content-Type") or b""
    return responsetypes.from_headers(headers), http_content_type_encoding(content_type.decode("latin-1"))
