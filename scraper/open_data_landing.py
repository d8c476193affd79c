"""Landing an archive of questions: all of it or nothing, what changed alone, and what is gone."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from parliament.landing import LandingWriter
from parliament.records import Question, Rejection, Visit
from scraper.errors import BadArchive
from scraper.open_data_archive import elements
from scraper.open_data_reading import QUESTION, Came, Portion, QuestionReader, portions
from scraper.rereading import Known
from scraper.safe_zip import LIMITS, Limits
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.document_item import Origin
from scraper.spool import Spool
from scraper.workers import cores, in_order, workers

logger = logging.getLogger(__name__)

PORTION = 1 << 19
AHEAD = 2
# An archive below this size is read before a second process has begun.
WORTH_A_POOL = 3 << 20
# Questions do not vanish by the hundred: an archive that holds fewer of those known is one that broke on its way.
LEAST_SHARE = 0.9

Context = tuple[int, Origin, Mapping[str, str]]


@dataclass(slots=True)
class Landed:
    """What became of an archive; ``questions`` is how many it holds, each counted once.

    ``vanished`` are those that it no longer holds, ``returned`` those that were gone and are back.
    """

    questions: int = 0
    landed: int = 0
    unchanged: int = 0
    rejected: int = 0
    vanished: int = 0
    returned: int = 0
    stats: Counter[str] = field(default_factory=Counter)


def land_questions(
    path: Path,
    *,
    legislature: int,
    url: str,
    fetched_at: datetime,
    writer: LandingWriter,
    known: Known,
    authors: Mapping[str, str],
    vanished: Collection[str] = (),
    processes: int | None = None,
    limits: Limits = LIMITS,
    on_progress: Callable[[int], None] = lambda _: None,
) -> Landed:
    """Land the questions of a legislature's archive that differ from what is known, and visits of those it lost.

    ``known`` is (question_id, "document") → (content hash, state) of this source, ``vanished`` the questions known to
    be gone, ``authors`` are names by deputy_id; ``fetched_at`` is naive in UTC, or has a zone. ``on_progress`` is told
    how many questions were read. Raises BadArchive, and lands nothing, for an archive that is damaged, not safe, empty,
    or holds under nine tenths of the known questions.
    """
    origin = Origin(url, in_utc(fetched_at))
    hashes = known_documents(known, legislature)
    present: set[str] = set()
    done, nameless = Landed(), 0
    with Spool(writer.folder) as spool:
        asked = portions(elements(path, QUESTION, limits=limits), hashes, PORTION)
        for came in _read(asked, (legislature, origin, authors), _processes(path, processes)):
            spool.add(Question, came.questions)
            spool.add(Rejection, came.rejections)
            present.update(came.keys)
            nameless += came.nameless
            _count(done, came)
            on_progress(len(present))
        done.questions = len(present)
        _check_count(path, present, hashes.keys() - set(vanished))
        spool.land(writer)
    if nameless:
        # One of them may be a question that is missed.
        logger.warning("%s: %d questions in it have no uid; which ones vanished is not looked at", url, nameless)
    gone = set() if nameless else hashes.keys() - present - set(vanished)
    back = present.intersection(vanished)
    for status, keys in ((404, gone), (200, back)):
        for key in sorted(keys):
            writer.write(_visit(origin, key, status))
    writer.write(_visit(origin, archive_key(legislature), 200, len(present), settled=not nameless))
    done.vanished, done.returned = len(gone), len(back)
    return done


def archive_key(legislature: int) -> str:
    """Return the key under which the reading of an archive is a visit."""
    return f"{legislature}/questions.json.zip"


def known_documents(known: Known, legislature: int) -> dict[str, str]:
    """Return question_id → content hash of what is known of a legislature from documents."""
    prefixes = tuple(f"QANR5L{legislature}{kind}" for kind in ("QE", "QG", "QOSD"))
    return {key: said[0] for (key, detail), said in known.items() if detail == "document" and key.startswith(prefixes)}


def _visit(origin: Origin, key: str, status: int, announced: int | None = None, settled: bool | None = None) -> Visit:
    return Visit(
        source=SOURCE,
        key=key,
        url=origin.url,
        checked_at=origin.fetched_at,
        http_status=status,
        announced=announced,
        settled=settled,
    )


def _count(done: Landed, came: Came) -> None:
    done.landed += len(came.questions)
    done.unchanged += came.unchanged
    done.rejected += len(came.rejections)
    done.stats.update(came.stats)


def _check_count(path: Path, present: Collection[str], expected: Collection[str]) -> None:
    if not present:
        raise BadArchive(f"{path}: it holds no question")
    if len(present) < LEAST_SHARE * len(expected):
        raise BadArchive(
            f"{path}: it holds {len(present):,} questions where {len(expected):,} are known; fetch it again, and look "
            "at what is published if that is all"
        )


def _processes(path: Path, asked: int | None) -> int:
    return asked or (1 if path.stat().st_size < WORTH_A_POOL else cores())


def _read(asked: Iterable[Portion], context: Context, processes: int) -> Iterator[Came]:
    """Read portions in their order: here, or on as many processes as are asked for."""
    if processes == 1:
        yield from map(QuestionReader(*context).read, asked)
        return
    with workers(processes, _prepare, context) as pool:
        yield from in_order(pool, _read_there, asked, AHEAD * processes)


_reader: list[QuestionReader] = []


def _prepare(context: Context) -> None:
    """Make the one reader of a process of the pool."""
    _reader[:] = [QuestionReader(*context)]


def _read_there(portion: Portion) -> Came:
    return _reader[0].read(portion)


def in_utc(moment: datetime) -> datetime:
    """Return a moment with its zone, UTC; a naive one tells UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
