"""Reading the pages of one archive again: what a crawl would make of them, by the same page objects and pipelines."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from parliament.records import Deputy, Detail, Question, Record, question_id
from scraper.archive_page import Page, key_of
from scraper.archive_reader import ArchiveReader
from scraper.archived_question import ArchivedQuestion, base_of
from scraper.archived_site import ArchivedSite, response_of
from scraper.cleaning import Cleaning, refusal
from scraper.errors import NotThePage
from scraper.sites.nosdeputes.deputy import deputy_item
from scraper.sites.nosdeputes.deputy_document import read_deputy
from scraper.sites.nosdeputes.deputy_page import DeputyPage, read_deputy_page
from scraper.sites.nosdeputes.question import question_item
from scraper.sites.nosdeputes.question_document import read_question_document
from scraper.sites.nosdeputes.question_page import QuestionPage, read_question_page
from scraper.sites.nosdeputes.roster import RosterEntry
from scraper.sites.nosdeputes.routes import question_number


@dataclass(slots=True)
class Reread:
    """What came of some pages; ``authors`` are the questions' deputies as the roster shows them, by deputy_id.

    ``documents`` are the addresses of the documents that were read beside a question's page, per legislature.
    """

    records: list[Record] = field(default_factory=list)
    authors: dict[str, Deputy] = field(default_factory=dict)
    documents: set[tuple[int, str]] = field(default_factory=set)
    pages: int = 0
    # Why something of the archive cannot be read.
    unreadable: str | None = None


class Rereading:
    """One archive being read; ``deputies`` are the official ids asked for, None for all."""

    def __init__(self, path: Path, deputies: frozenset[str] | None = None):
        self.archive = ArchiveReader(path)
        self.deputies = deputies
        self.cleaning = Cleaning()
        self.sites: dict[int, ArchivedSite] = {}
        self.reread = Reread()

    def site(self, legislature: int) -> ArchivedSite:
        if legislature not in self.sites:
            self.sites[legislature] = ArchivedSite(self.archive, legislature)
        return self.sites[legislature]

    def read(self, kind: str, legislature: int, page_id: int, address: str) -> None:
        """Read one page again; an error of ours, or of the disk, costs no other page."""
        try:
            match kind:
                case "question":
                    self.question(legislature, page_id)
                case "document":
                    self.document(legislature, page_id)
                case "page" | "data":
                    self.deputy(legislature, address.strip("/").split("/")[0])
                case _:
                    raise ValueError(f"no way to read a page of kind {kind!r}")
        except sqlite3.DatabaseError as error:
            self.reread.unreadable = str(error)
        except Exception as error:  # noqa: BLE001 - as in a crawl, where a callback's error is a rejection
            url, fetched_at = self.archive.origin(page_id)
            reason = f"{type(error).__name__}: {error}"
            self.reread.records.append(refusal(key_of(legislature, url), url, "spider", reason, fetched_at))

    def question(self, legislature: int, page_id: int) -> None:
        """Read a question's page again, with the document that was fetched in the same run."""
        copy, site = self.archive.page(page_id), self.site(legislature)
        number = (question_number(copy.url) or (None, 0))[1]
        page = self.question_page(copy, legislature, number)
        site_id = page.site_id if page else None
        if site_id is None:
            entry, _ = site.listed(number)
            site_id = entry.site_id if entry else None
        found = site.document(site_id, number)
        if found is not None:
            self.reread.documents.add((legislature, found[0].address))
            self.reread.pages += 1
        if page is not None or found is not None:
            self.sight(ArchivedQuestion(site=site, number=number, copy=copy, page=page, found=found))

    def question_page(self, copy: Page, legislature: int, number: int) -> QuestionPage | None:
        self.reread.pages += 1
        try:
            page = read_question_page(response_of(copy))
            if page.number != number:
                raise NotThePage(f"expected question {number}, found question {page.number}")
        except NotThePage as error:
            self.refuse(question_id(legislature, number), copy, "question page", error)
            return None
        return page

    def document(self, legislature: int, page_id: int) -> None:
        """Read again a document that was fetched without its page."""
        copy = self.archive.page(page_id)
        self.reread.pages += 1
        site = self.site(legislature)
        document = site.read(read_question_document, copy)
        if document is not None and document.legislature == legislature:
            found = (copy, document)
            self.sight(ArchivedQuestion(site=site, number=document.number, copy=copy, page=None, found=found))

    def sight(self, archived: ArchivedQuestion) -> None:
        """Make the record of a question from what there is of it, as the crawl does."""
        read_at = self.archive.read_at(archived.key, archived.detail, archived.arrived)
        if read_at is None:
            return
        entry, lister = archived.listed()
        stale = archived.is_stale(lister)
        author = archived.author(lister, stale=stale)
        if not self.wanted(author):
            return
        if author is None or author.official_id is None:
            self.refuse(archived.key, archived.copy, "author", f"nobody knows the author {archived.slug!r}")
            return
        record = self.cleaning.record(question_item(archived.sighting(entry, author, read_at, stale=stale)))
        self.reread.records.append(record)
        if isinstance(record, Question) and record.deputy_id not in self.reread.authors:
            self.introduce(archived.site, author, archived.copy)

    def introduce(self, site: ArchivedSite, author: RosterEntry, copy: Page) -> None:
        """Give the author of a question as the roster shows them, for a database that has never seen them."""
        url = base_of(copy, site.legislature).deputy(author.slug)
        shown_at = (site.roster or copy).fetched_at
        record = self.cleaning.record(
            deputy_item(author, legislature=site.legislature, detail="page", page_url=url, fetched_at=shown_at)
        )
        if isinstance(record, Deputy):
            self.reread.authors[record.deputy_id] = record

    def deputy(self, legislature: int, slug: str) -> None:
        """Read a deputy's page and data again."""
        site, key = self.site(legislature), f"{legislature}/{slug}"
        copy, data = site.newest(site.site.deputy(slug)), site.newest(site.site.deputy_document(slug))
        copies = [one for one in (copy, data) if one is not None]
        self.reread.pages += len(copies)
        told = data and site.read(read_deputy, data)
        known = told or site.directory.author(slug, None)
        if known is None or not self.wanted(known):
            return
        detail: Detail = "document" if told else "page"
        read_at = self.archive.read_at(key, detail, max(one.fetched_at for one in copies))
        if read_at is None:
            return
        item = deputy_item(
            known,
            legislature=legislature,
            detail=detail,
            page_url=base_of(copies[0], legislature).deputy(slug),
            fetched_at=read_at,
            page=self.deputy_page(copy, key) if copy else None,
        )
        self.reread.records.append(self.cleaning.record(item))

    def deputy_page(self, copy: Page, key: str) -> DeputyPage | None:
        try:
            return read_deputy_page(response_of(copy))
        except NotThePage as error:
            self.refuse(key, copy, "deputy page", error)
            return None

    def wanted(self, deputy: RosterEntry | None) -> bool:
        return self.deputies is None or (deputy is not None and deputy.official_id in self.deputies)

    def refuse(self, key: str, copy: Page, stage: str, reason: object) -> None:
        """Refuse a page again; where only some deputies are asked for, nobody knows whether it is one of theirs."""
        if self.deputies is None:
            self.reread.records.append(refusal(key, copy.url, stage, str(reason), copy.fetched_at))
