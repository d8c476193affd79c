"""Reading the pages of one archive again: what a crawl would make of them, by the same page objects and pipelines."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from parliament.records import Deputy, Detail, Question, Record
from scraper.archive_choice import Copy
from scraper.archive_page import Page, key_of
from scraper.archive_reader import ArchiveReader
from scraper.archived_question import ArchivedQuestion, base_of
from scraper.archived_site import ArchivedSite, response_of
from scraper.cleaning import Cleaning
from scraper.errors import NotThePage
from scraper.items import QuestionItem
from scraper.refusals import refusal
from scraper.sites.nosdeputes.deputy import deputy_item
from scraper.sites.nosdeputes.deputy_document import read_deputy
from scraper.sites.nosdeputes.deputy_page import DeputyPage, read_deputy_page
from scraper.sites.nosdeputes.question import SOURCE, question_item
from scraper.sites.nosdeputes.question_document import read_question_document
from scraper.sites.nosdeputes.question_page import read_question_page
from scraper.sites.nosdeputes.roster import RosterEntry
from scraper.sites.nosdeputes.routes import question_number

T = TypeVar("T")
U = TypeVar("U")
# A question, who asked it, and what was read of it.
Seen = tuple[ArchivedQuestion, RosterEntry, QuestionItem]
# What the database says by now: (key, detail) → (content hash, state); a deputy's key is "13/PA1874", their state "".
Known = Mapping[tuple[str, str], tuple[str, str]]


@dataclass(slots=True)
class Reread:
    """What came of some pages; ``authors`` are the questions' deputies as the roster shows them, by deputy_id.

    ``unchanged`` counts the questions that came out as the database holds them.
    ``documents`` are the addresses of the documents that were read beside a question's page, per legislature.
    """

    records: list[Record] = field(default_factory=list)
    authors: dict[str, Deputy] = field(default_factory=dict)
    documents: set[tuple[int, str]] = field(default_factory=set)
    pages: int = 0
    unchanged: int = 0
    # Why something of the archive cannot be read.
    unreadable: str | None = None


class Rereading:
    """One archive being read; ``deputies`` are the official ids asked for, None for all.

    ``known`` is what the database says of the pages being read.
    """

    def __init__(self, path: Path, deputies: frozenset[str] | None = None):
        self.archive = ArchiveReader(path)
        self.deputies = deputies
        self.cleaning = Cleaning()
        self.sites: dict[int, ArchivedSite] = {}
        self.known: Known = {}
        self.reread = Reread()

    def site(self, legislature: int) -> ArchivedSite:
        if legislature not in self.sites:
            self.sites[legislature] = ArchivedSite(self.archive, legislature)
        return self.sites[legislature]

    def read(self, copies: Sequence[Copy]) -> None:
        """Read some pages again, step by step for all of them.

        One page after the other takes half as long again: each step's code would have to come back from memory.
        """
        by_kind: dict[str, list[tuple[Copy, Copy]]] = {}
        for copy in copies:
            by_kind.setdefault(copy.kind, []).append((copy, copy))
        met = self.each(self.met, by_kind.pop("question", []))
        met = self.each(self.with_document, self.each(self.with_page, met))
        alone = self.each(self.alone, by_kind.pop("document", []))
        self.record(self.each(self.item, [*met, *alone]))
        for deputies in by_kind.values():
            self.each(self.deputy, deputies)

    def each(self, step: Callable[[T], U | None], of: Iterable[tuple[Copy, T]]) -> list[tuple[Copy, U]]:
        """Take a step with what there is of each page, and return what comes of it.

        An error of ours, or of the disk, costs no other page.
        """
        done: list[tuple[Copy, U]] = []
        for copy, thing in of:
            try:
                came = step(thing)
            except sqlite3.DatabaseError as error:
                self.reread.unreadable = str(error)
            except Exception as error:  # noqa: BLE001 - as in a crawl, where a callback's error is a rejection
                url, fetched_at = self.archive.origin(copy.page_id)
                key, reason = key_of(copy.legislature, url), f"{type(error).__name__}: {error}"
                self.reread.records.append(refusal(SOURCE, key, url, "spider", reason, fetched_at))
            else:
                if came is not None:
                    done.append((copy, came))
        return done

    def met(self, asked: Copy) -> ArchivedQuestion:
        """Take a question's page from the archive."""
        copy = self.archive.page(asked.page_id)
        number = (question_number(copy.url) or (None, 0))[1]
        return ArchivedQuestion(site=self.site(asked.legislature), number=number, copy=copy)

    def with_page(self, archived: ArchivedQuestion) -> ArchivedQuestion:
        """Read a question's page again."""
        self.reread.pages += 1
        try:
            page = read_question_page(response_of(archived.copy))
            if page.number != archived.number:
                raise NotThePage(f"expected question {archived.number}, found question {page.number}")
            archived.page = page
        except NotThePage as error:
            self.refuse(archived.key, archived.copy, "question page", error)
        return archived

    def with_document(self, archived: ArchivedQuestion) -> ArchivedQuestion | None:
        """Read the document that was fetched in the same run as a page; return None where neither says anything."""
        site, number = archived.site, archived.number
        site_id = archived.page.site_id if archived.page else None
        if site_id is None:
            entry, _ = site.listed(number)
            site_id = entry.site_id if entry else None
        address = "" if site_id is None else site.document_address(site_id)
        archived.found = site.document(address, number) if address else None
        if archived.found is not None:
            self.reread.documents.add((site.legislature, address))
            self.reread.pages += 1
        return None if archived.page is None and archived.found is None else archived

    def alone(self, asked: Copy) -> ArchivedQuestion | None:
        """Read again a document that was fetched without its page."""
        copy, site = self.archive.page(asked.page_id), self.site(asked.legislature)
        self.reread.pages += 1
        document = site.read(read_question_document, copy)
        if document is None or document.legislature != asked.legislature:
            return None
        return ArchivedQuestion(site=site, number=document.number, copy=copy, found=(copy, document))

    def item(self, archived: ArchivedQuestion) -> Seen | None:
        """Put together what there is of a question, as the crawl does; None where it is not wanted, or refused."""
        read_at = self.archive.read_at(archived.key, archived.detail, archived.arrived)
        if read_at is None:
            return None
        entry, lister = archived.listed()
        stale = archived.is_stale(lister)
        author = archived.author(lister, stale=stale)
        if not self.wanted(author):
            return None
        if author is None or author.official_id is None:
            self.refuse(archived.key, archived.copy, "author", f"nobody knows the author {archived.slug!r}")
            return None
        return archived, author, question_item(archived.sighting(entry, author, read_at, stale=stale))

    def record(self, seen: Sequence[tuple[Copy, Seen]]) -> None:
        """Make the records of some questions, and keep those that the database does not hold."""
        records = self.cleaning.records([item for _, (_, _, item) in seen])
        for (_, (archived, author, _)), record in zip(seen, records, strict=True):
            if isinstance(record, Question):
                self.compare(record)
                if record.deputy_id not in self.reread.authors:
                    self.introduce(archived.site, author, archived.copy)
            else:
                self.reread.records.append(record)

    def compare(self, record: Question) -> None:
        if self.known.get((record.question_id, record.detail)) == (record.content_hash, record.state):
            self.reread.unchanged += 1
        else:
            self.reread.records.append(record)

    def introduce(self, site: ArchivedSite, author: RosterEntry, copy: Page) -> None:
        """Give the author of a question as the roster shows them, for a database that has never seen them."""
        url = base_of(copy, site.legislature).deputy(author.slug)
        shown_at = (site.roster or copy).fetched_at
        item = deputy_item(author, legislature=site.legislature, detail="page", page_url=url, fetched_at=shown_at)
        (record,) = self.cleaning.records([item])
        if isinstance(record, Deputy):
            self.reread.authors[record.deputy_id] = record

    def deputy(self, asked: Copy) -> None:
        """Read a deputy's page and data again."""
        legislature, slug = asked.legislature, asked.address.strip("/").split("/")[0]
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
        self.reread.records += self.cleaning.records([item])

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
            self.reread.records.append(refusal(SOURCE, key, copy.url, stage, str(reason), copy.fetched_at))
