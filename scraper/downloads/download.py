"""One file on its way here: what to ask for next, and what an answer makes of it. It asks for nothing itself."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from scrapy.http import Response

from scraper.archive_page import as_text
from scraper.downloads.digests import check_body, digests_of, told
from scraper.downloads.finished_file import FinishedFile, install, read_finished, refresh
from scraper.downloads.outcome import Became, Sizes, Wanted
from scraper.downloads.partial_file import PartialFile, check_room
from scraper.downloads.versions import Version, header, span, total_of_unsatisfied
from scraper.downloads.zip_check import check_zip, starts_like_zip
from scraper.errors import BadDownload
from scraper.statuses import is_absent

logger = logging.getLogger(__name__)

# A file that changes more often while it is read is left to the next run.
MOST_BEGINNINGS = 3


class Download:
    """Gets a file by requests for pieces of it, until an answer or ``finish`` says what became of it.

    OSError is raised as it comes where something cannot be written.
    """

    def __init__(self, wanted: Wanted, sizes: Sizes, clock: Callable[[], datetime]):
        self.wanted = wanted
        self.sizes = sizes
        self.clock = clock
        self.finished = read_finished(wanted.target, wanted.url)
        self.part = PartialFile(wanted.target, wanted.url)
        self.told_of_file: dict[str, bytes] = {}
        self.is_answered = False
        self.has_room = False
        self.beginnings = 0

    def headers(self) -> dict[str, str]:
        """Return the headers of the next request: only if it changed, and from the first byte that is missing."""
        first = self.part.size
        headers = {"Accept-Encoding": "identity", "Range": f"bytes={first}-{first + self.sizes.piece - 1}"}
        if first and self.part.version is not None and self.part.version.validator is not None:
            headers["If-Range"] = self.part.version.validator
        if self.finished is not None and not self.is_answered:
            conditions = {"If-None-Match": self.finished.etag, "If-Modified-Since": self.finished.last_modified}
            headers |= {name: value for name, value in conditions.items() if value is not None}
        return headers

    def take(self, response: Response) -> Became | None:
        """Take an answer; None means that there is more to ask for, or, once ``part.is_complete``, to finish."""
        is_first, self.is_answered = not self.is_answered, True
        try:
            match response.status:
                case 206:
                    return self._piece(response)
                case 200:
                    return self._whole(response)
                case 304 if is_first and self.finished is not None:
                    return self._unchanged()
                case 416 if self.part.size:
                    self._nothing_further(response)
                    return None
                case 404 | 410:
                    return Became(state="absent", http_status=response.status)
                case _ if is_absent(response):
                    raise BadDownload(f"it leads elsewhere: {header(response, 'Location')}")
                case _:
                    return self._failed(response.status, f"the site answers {response.status}")
        except BadDownload as error:
            return self._failed(response.status, str(error), refused=True)

    def finish(self) -> Became:
        """Check the whole file and put it in its place; a file that is not good is dropped, and the old one stays."""
        try:
            sha256 = self._checked()
        except BadDownload as error:
            self.part.discard()
            return self._failed(200, str(error), refused=True)
        version = self.part.version
        if version is None or version.size is None:
            raise RuntimeError("finished before it was complete")
        if self.finished is not None and self.finished.sha256 == sha256:
            changed = replace(self.finished, etag=version.etag, last_modified=version.last_modified)
            refresh(self.wanted.target, changed)
            return self._unchanged()
        finished = FinishedFile(
            url=self.wanted.url,
            etag=version.etag,
            last_modified=version.last_modified,
            size=version.size,
            sha256=sha256,
            fetched_at=as_text(self.clock()),
        )
        install(self.part, self.wanted.target, finished)
        return Became(state="fetched", http_status=200)

    def progress(self) -> tuple[int, int]:
        """Return how many bytes came, and how many there are, 0 where that is not known."""
        version = self.part.version
        return self.part.size, (version.size if version is not None else None) or 0

    def _piece(self, response: Response) -> Became | None:
        """Add a piece, unless it is of another version than those before it."""
        found = span(response)
        if found is None:
            raise BadDownload("it answers 206 and does not rightly say which bytes these are")
        version = Version.of(response, found.total)
        if self.part.version is not None and (self.part.version.differs(version) or found.first != self.part.size):
            self._begin_anew()
            return None
        if found.first != self.part.size:
            raise BadDownload(f"it gives the bytes from {found.first} on where those from 0 on were asked for")
        if found.first == 0 and self._is_finished_one(version):
            return self._unchanged()
        self._append(response, version)
        return None

    def _whole(self, response: Response) -> Became | None:
        """Take the whole file at once: the server knows no pieces, or has another version than those before."""
        version = Version.of(response, len(response.body))
        if self._is_finished_one(version):
            return self._unchanged()
        check_start(response)
        self.part.discard()
        self._append(response, version)
        return None

    def _append(self, response: Response, version: Version) -> None:
        if self.part.size == 0:
            check_start(response)
        size = version.size or 0
        if size > self.sizes.largest:
            raise BadDownload(f"it has {size / 1e6:,.0f} MB, more than the {self.sizes.largest / 1e6:,.0f} allowed")
        digests = told(response)
        check_body(response, digests.of_body)
        self.told_of_file |= digests.of_file
        if not self.has_room:
            self.wanted.target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            check_room(self.wanted.target.parent, size - self.part.size + self.sizes.spare)
            self.has_room = True
        self.part.append(version, response.body)

    def _nothing_further(self, response: Response) -> None:
        """Take it for complete if all the bytes told are there; begin anew if not."""
        version = self.part.version
        total = total_of_unsatisfied(response)
        if version is None or not self.part.is_complete or version.differs(Version.of(response, total)):
            self._begin_anew()

    def _begin_anew(self) -> None:
        """Drop what came: it is of a version that the server has no more."""
        logger.info("%s changed since its first bytes came: it is fetched anew", self.wanted.url)
        self.part.discard()
        self.told_of_file.clear()
        self.has_room = False
        self.beginnings += 1
        if self.beginnings >= MOST_BEGINNINGS:
            raise BadDownload("it changes while it is being read")

    def _is_finished_one(self, version: Version) -> bool:
        return self.finished is not None and self.finished.version.is_surely(version)

    def _checked(self) -> str:
        """Return the SHA-256 of the whole file (hex); raise BadDownload if anything is wrong with it."""
        digests = digests_of(self.part.path, {"sha256", "md5", *self.told_of_file})
        for algorithm, expected in self.told_of_file.items():
            if digests[algorithm] != expected:
                raise BadDownload(f"it does not have the {algorithm} that the server told for it")
        check_zip(self.part.path)
        if self.wanted.md5 not in (None, digests["md5"].hex()):
            logger.warning(
                "%s has the MD5 %s, not the known %s: it was published anew; it is sound, and taken",
                self.wanted.url,
                digests["md5"].hex(),
                self.wanted.md5,
            )
        return digests["sha256"].hex()

    def _unchanged(self) -> Became:
        self.part.discard()
        return Became(state="unchanged", http_status=304)

    def _failed(self, status: int, sentence: str, *, refused: bool = False) -> Became:
        return Became(state="failed", http_status=status, sentence=sentence, refused=refused)


def check_start(response: Response) -> None:
    """Raise BadDownload where the first bytes are no plain zip's, e.g. those of an error page with status 200."""
    if header(response, "Content-Encoding") not in (None, "identity"):
        raise BadDownload(f"it comes encoded as {header(response, 'Content-Encoding')}, which was not asked for")
    if not starts_like_zip(response.body):
        kind = header(response, "Content-Type") or "of no type"
        raise BadDownload(f"it answers {response.status} with something else than a zip ({kind})")
