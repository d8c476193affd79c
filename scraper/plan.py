"""The plan of a crawl, as the database's side wrote it: what need not be read, and what is known of each list."""

import json
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from parliament.landing import read_records
from parliament.people import deputy_id
from scraper.sites.nosdeputes.roster import RosterEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDocument:
    """A question's data as last read; ``updated_at`` is what the site said of them, to the second."""

    read_on: date | None
    updated_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownQuestion:
    """What is known of a question on a list.

    ``dated_on`` is the closing day, or else the day it was asked: lists are sorted by it. ``listed`` is the fingerprint
    of its entry when it was last read, ``document`` is there as long as it waits for an answer.
    """

    dated_on: date
    listed: str | None = None
    site_id: int | None = None
    open: bool = False
    document: KnownDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownList:
    """What is known of a deputy and their list.

    ``whole_on`` is the day of the last reading that was whole and settled, ``announced`` the count of the last one.
    """

    whole_on: date | None = None
    announced: int | None = None
    page_on: date | None = None
    page_listed: str | None = None
    questions: dict[int, KnownQuestion] = field(default_factory=dict)

    @property
    def has_open_questions(self) -> bool:
        return any(question.open for question in self.questions.values())

    @property
    def is_settled(self) -> bool:
        """Whether the list was read to its end once, and as many questions as it announced with page and document."""
        is_read = all(question.listed for question in self.questions.values())
        return self.whole_on is not None and is_read and self.announced == len(self.questions)


NOTHING = KnownList()


class Plan:
    """What a crawl is told of what was read before; lists are kept as text, and read when asked for."""

    def __init__(self, path: Path | None = None):
        self.done: set[str] = set()
        self.question_urls: dict[int, str] = {}
        self.deputies: dict[tuple[int, str], str] = {}
        self._slugs: dict[tuple[int, str], str] = {}
        self.known = lru_cache(maxsize=16)(self._known)
        for line in read_records(path) if path is not None else ():
            self._take(line)

    def _take(self, line: dict[str, Any]) -> None:
        match line:
            case {"key": key}:
                self.done.add(key)
            case {"list": deputy, "legislature": legislature, "slugs": slugs}:
                self.deputies[legislature, deputy] = json.dumps(line, separators=(",", ":"))
                self._slugs |= {(legislature, slug): deputy for slug in slugs}
            case {"legislature": legislature, "question_url": str(url)}:
                self.question_urls[legislature] = url

    def of(self, legislature: int, entry: RosterEntry) -> KnownList:
        """Return what is known of a deputy: found by id, whatever their slug is by now, and by slug without one."""
        known = self._slugs.get((legislature, entry.slug), "")
        if entry.official_id is not None:
            known = deputy_id(entry.official_id)
        return self.known(legislature, known)

    def _known(self, legislature: int, deputy: str) -> KnownList:
        """Return what is known of the deputy of that id."""
        text = self.deputies.get((legislature, deputy))
        return NOTHING if text is None else _list(json.loads(text))


def _list(line: dict[str, Any]) -> KnownList:
    return KnownList(
        whole_on=_day(line["whole_on"]),
        announced=line["announced"],
        page_on=_day(line["page_on"]),
        page_listed=line["page_listed"],
        questions={int(number): _question(said) for number, said in line["questions"].items()},
    )


def _question(said: dict[str, Any]) -> KnownQuestion:
    waiting = said.get("document")
    return KnownQuestion(
        dated_on=date.fromisoformat(said["dated_on"]),
        listed=said.get("listed"),
        site_id=said.get("site_id"),
        open=said.get("open", False),
        document=waiting and KnownDocument(read_on=_day(waiting["read_on"]), updated_at=waiting["updated_at"]),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
