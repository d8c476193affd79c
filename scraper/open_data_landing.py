"""Landing an archive of questions: all of it or nothing, what changed alone, and what is gone."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from parliament.landing import LandingWriter
from parliament.records import Question, Rejection, Visit
from scraper.errors import BadArchive
from scraper.open_data_archive import elements
from scraper.open_data_reading import QUESTION, Came, Context, QuestionReader, portions, prepare, read_there
from scraper.rereading import Known
from scraper.safe_zip import LIMITS, Limits
from scraper.sites.assemblee import SOURCE
from scraper.sites.assemblee.document_record import Origin
from scraper.spool import Spool
from scraper.workers import cores, in_order, workers

logger = logging.getLogger(__name__)

PORTION = 1 << 19
AHEAD = 2
# An archive below this size is read before a second process has begun.
WORTH_A_POOL = 3 << 20
# Questions do not vanish by the hundred: an archive that holds fewer of those known is one that broke on its way.
LEAST_SHARE = 0.9


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


@dataclass(slots=True)
class Held:
    """What an archive holds: the questions' keys, how many have none, and the counts of what became of them."""

    present: set[str] = field(default_factory=set)
    nameless: int = 0
    done: Landed = field(default_factory=Landed)


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
    context = (legislature, Origin(url, in_utc(fetched_at)), authors)
    hashes = known_documents(known, legislature)
    reading = partial(_read, path, context, hashes, _processes(path, processes), limits)
    with Spool(writer.folder) as spool:
        try:
            held = _spooled(spool, reading(in_runs=True), on_progress)
        except BadArchive as error:
            # It may have been cut in the wrong place; damage shows again.
            logger.info("%s: %s; it is read once more, question by question", path, error)
            spool.clear()
            held = _spooled(spool, reading(in_runs=False), on_progress)
        _check_count(path, held.present, hashes.keys() - set(vanished))
        spool.land(writer)
    return _visited(writer, context, held, hashes.keys(), vanished)


def _spooled(spool: Spool, read: Iterable[Came], on_progress: Callable[[int], None]) -> Held:
    """Keep the lines of all portions; return what they held."""
    held = Held()
    for came in read:
        spool.add(Question, [came.questions])
        spool.add(Rejection, came.rejections)
        held.present.update(came.keys)
        held.nameless += came.nameless
        _count(held.done, came)
        on_progress(len(held.present))
    held.done.questions = len(held.present)
    return held


def _visited(
    writer: LandingWriter, context: Context, held: Held, known: Collection[str], vanished: Collection[str]
) -> Landed:
    """Land visits of the archive, of the questions that it lost, and of those that are back; return the counts."""
    legislature, origin, _ = context
    if held.nameless:
        # One of them may be a question that is missed.
        logger.warning(
            "%s: %d questions in it have no uid; which ones vanished is not looked at", origin.url, held.nameless
        )
    gone = set() if held.nameless else set(known) - held.present - set(vanished)
    back = held.present.intersection(vanished)
    for status, keys in ((404, gone), (200, back)):
        for key in sorted(keys):
            writer.write(_visit(origin, key, status))
    writer.write(_visit(origin, archive_key(legislature), 200, len(held.present), settled=not held.nameless))
    held.done.vanished, held.done.returned = len(gone), len(back)
    return held.done


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
    done.landed += came.landed
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


def _read(
    path: Path, context: Context, hashes: Mapping[str, str], processes: int, limits: Limits, *, in_runs: bool
) -> Iterator[Came]:
    """Read portions in their order, on as many processes as are asked for, this one among them."""
    asked = portions(elements(path, QUESTION, limits=limits, in_runs=in_runs), hashes, PORTION)
    here = QuestionReader(*context).read
    others = processes - 1
    if not others:
        yield from map(here, asked)
        return
    with workers(others, prepare, context) as pool:
        yield from in_order(pool, read_there, here, asked, AHEAD * others)


def in_utc(moment: datetime) -> datetime:
    """Return a moment with its zone, UTC; a naive one tells UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
