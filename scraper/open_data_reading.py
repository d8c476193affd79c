"""Questions of an archive as landed lines: what a process of the pool does with a portion of the archive."""

import gc
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar

import orjson
from msgspec import to_builtins

from parliament.dates import parse_date
from parliament.errors import IncompleteQuestion, UnreadableDate
from parliament.records import Question, as_line, sealed_line
from scraper.errors import BadArchive, NotThePage
from scraper.json_stream import DEEPEST
from scraper.open_data_archive import Element
from scraper.refusals import refusal
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.document_record import Origin, ReadDate, document_record
from scraper.sites.assemblee.open_data import member, text_of
from scraper.sites.assemblee.question_document import UID, QuestionDocument, read_question_document
from scraper.sites.assemblee.usual_question import UsualQuestion, usual_document, usual_questions

T = TypeVar("T")
U = TypeVar("U")

QUESTION = frozenset({"question"})
_NAMED = re.compile(rb"QANR5L[0-9]+[A-Z]+[0-9]+")

# The legislature, the archive's origin, and the authors' names.
Context = tuple[int, Origin, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Portion:
    """Some elements of an archive, and the content hashes known of the questions that they name."""

    elements: list[Element]
    known: Mapping[str, str]


@dataclass(slots=True)
class Came:
    """What came of a portion, as lines of JSON; ``keys`` are the questions in it, ``nameless`` what has no key.

    ``landed`` is how many lines ``questions`` has, which are one piece, as they come through a pipe; ``unchanged``
    counts the questions that are as known and therefore have no line.
    """

    questions: bytes = b""
    landed: int = 0
    rejections: list[bytes] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    nameless: int = 0
    unchanged: int = 0
    stats: Counter[str] = field(default_factory=Counter)


class QuestionReader:
    """Reads the questions of one legislature's archive; ``authors`` are names by deputy_id."""

    def __init__(self, legislature: int, origin: Origin, authors: Mapping[str, str]):
        self.legislature = legislature
        self.origin = origin
        self.authors = authors

    def read(self, portion: Portion) -> Came:
        """Read a portion, step by step for all of it: one question after the other takes half as long again.

        Raises BadArchive for a run of elements that is no list of JSON.
        """
        with collector_paused():
            return self._read(portion)

    def _read(self, portion: Portion) -> Came:
        came = Came()
        held = [(name, one, one) for element in portion.elements for name, one in self._held(came, element)]
        documents = self._stepped(came, held, self._document)
        came.keys += [document.uid for _, _, document in documents]
        read_date = partial(_date, came.stats)
        records = self._stepped(came, documents, partial(self._record, read_date=read_date))
        lines = [sealed_line(record, portion.known.get(record.question_id)) for _, _, record in records]
        changed = [line for line in lines if line is not None]
        came.questions, came.landed, came.unchanged = b"".join(changed), len(changed), len(lines) - len(changed)
        return came

    def _held(self, came: Came, element: Element) -> Iterator[tuple[str, Any]]:
        """Yield (member, question) of what an element holds, each in its usual shape, or as any JSON."""
        for one in usual_questions(element.json, cut_out=element.cut_out):
            if isinstance(one, UsualQuestion):
                yield element.member, one
            else:
                yield from self._found(came, element._replace(json=one))

    def _document(self, data: Any) -> QuestionDocument:
        read = usual_document if isinstance(data, UsualQuestion) else read_question_document
        return read(data, self.legislature)

    def _stepped(
        self, came: Came, held: Iterable[tuple[str, Any, T]], step: Callable[[T], U]
    ) -> list[tuple[str, Any, U]]:
        """Take (name, data, what it is so far) a step further; what breaks there is refused."""
        done = []
        for name, data, so_far in held:
            try:
                done.append((name, data, step(so_far)))
            except NotThePage as error:
                self._refuse(came, name, data, str(error))
            except IncompleteQuestion as error:
                self._refuse(came, name, data, str(error), stage="validation")
            except Exception as error:  # noqa: BLE001 - as in a crawl, a document that breaks its reader costs no other
                self._refuse(came, name, data, f"{type(error).__name__}: {error}")
        return done

    def _record(self, document: QuestionDocument, read_date: ReadDate) -> Question:
        return document_record(document, self.origin, self.authors.get(document.author_id or ""), read_date)

    def _found(self, came: Came, element: Element) -> list[tuple[str, Any]]:
        try:
            found = list(values(element, QUESTION))
        except ValueError as error:
            if element.cut_out and element.json.startswith(b"["):
                raise BadArchive(f"{element.member}: {error}") from error
            self._refuse(came, element.member, None, str(error))
            return []
        if not found:
            self._refuse(came, element.member, None, "it holds no question")
        return [(element.member, one) for one in found]

    def _refuse(self, came: Came, name: str, data: Any, reason: str, stage: str = "question document") -> None:
        if isinstance(data, UsualQuestion):
            data = to_builtins(data)
        uid = text_of(member(member(data, "question") or data, "uid")) or ""
        key = uid if (match := UID.fullmatch(uid)) and int(match[1]) == self.legislature else None
        if key is None:
            came.nameless += 1
        else:
            came.keys.append(key)
        raw = data if isinstance(data, dict) else {"held": data}
        url = f"{self.origin.url}#{name}"
        fetched_at = self.origin.fetched_at
        came.rejections.append(as_line(refusal(SOURCE, key, url, stage, reason, fetched_at, raw)))


def _date(stats: Counter[str], text: str | None) -> date | None:
    """Return the day that a text means; one that cannot be read is counted, as in a crawl."""
    try:
        return parse_date(text) if text else None
    except UnreadableDate:
        stats["questions/dates/unread"] += 1
        return None


_reader: list[QuestionReader] = []


def prepare(context: Context) -> None:
    """Make the one reader of a process of a pool."""
    _reader[:] = [QuestionReader(*context)]


def read_there(portion: Portion) -> Came:
    """Read a portion in a process of a pool."""
    return _reader[0].read(portion)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Do without the collector of cycles for a while: it would look through a portion's objects again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def names_in(element: Element) -> set[str]:
    """Return the uids of questions that stand anywhere in an element, its own among them."""
    return {name.decode() for name in _NAMED.findall(element.json)}


def values(element: Element, names: frozenset[str]) -> Iterator[Any]:
    """Yield the elements of some names that a text holds, or is; raise ValueError for what is no JSON."""
    yield from _within(_parsed(element.json), names, element.cut_out, DEEPEST + element.cut_out)


def _parsed(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:
        # Bytes that are no UTF-8, halves of surrogate pairs, a mark of the byte order: what can be read of it is.
        pass
    try:
        return json.loads(text.decode("utf-8-sig", "replace"))
    except RecursionError as error:
        raise ValueError("its JSON is nested too deep") from error


def _within(value: Any, names: frozenset[str], asked_for: bool, depth: int) -> Iterator[Any]:
    if isinstance(value, list) and depth:
        for one in value:
            yield from _within(one, names, asked_for, depth - 1)
    elif asked_for:
        yield value
    elif isinstance(value, dict) and depth:
        for name, held in value.items():
            yield from _within(held, names, name in names, depth - 1)


def portions(elements: Iterable[Element], known: Mapping[str, str], size: int) -> Iterator[Portion]:
    """Yield elements in portions of some bytes, each with what is known of the questions named in it."""
    portion: list[Element] = []
    named: dict[str, str] = {}
    held = 0
    for element in elements:
        portion.append(element)
        held += len(element.json)
        if known:
            named.update((key, known[key]) for key in names_in(element) if key in known)
        if held >= size:
            yield Portion(portion, named)
            portion, named, held = [], {}, 0
    if portion:
        yield Portion(portion, named)
