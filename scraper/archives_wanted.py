"""Which of the Assembly's archives a run fetches, and which legislature is the present one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from parliament.legislatures import LEGISLATURES
from scraper.downloads.outcome import Became, Wanted
from scraper.errors import UsageError
from scraper.order import is_loopback, read_site
from scraper.sites.assemblee.archives import FIRST_LEGISLATURE, Archive, deputy_archive, question_archive

Outcomes = Mapping[str, Became]
HIGHEST_KNOWN = max(LEGISLATURES)


@dataclass(frozen=True, kw_only=True)
class ArchivesWanted:
    """The archives of questions of some legislatures, and those that follow from ``highest``, the last one known.

    With ``present``, the archive of the legislature after it is asked for too, and so on until there is none; the
    archive of deputies then comes from the last one there is. With ``register`` alone it comes from the highest one.
    ``sites`` holds another base address per legislature.
    """

    folder: Path
    legislatures: tuple[int, ...] = tuple(range(FIRST_LEGISLATURE, HIGHEST_KNOWN + 1))
    sites: Mapping[int, str] = field(default_factory=dict)
    highest: int = HIGHEST_KNOWN
    present: bool = True
    register: bool = False

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, str], folder: Path) -> "ArchivesWanted":
        """Read it from the arguments of ``scrapy crawl archives -a name=value``; lists are separated by commas.

        Raises UsageError for an unknown name or a value that cannot be read.
        """
        if unknown := sorted(set(arguments) - {"legislature", "site", "folder"}):
            raise UsageError(f"unknown argument {unknown[0]!r}; known: folder, legislature, site")
        try:
            legislatures = tuple(int(part) for part in arguments.get("legislature", "").split(",") if part.strip())
        except ValueError:
            raise UsageError(f"legislature: {arguments['legislature']!r} is no list of whole numbers") from None
        sites = [part.strip() for part in arguments.get("site", "").split(",") if part.strip()]
        wanted = cls(
            folder=Path(arguments.get("folder", folder)),
            legislatures=legislatures or cls.legislatures,
            sites=dict(read_site(text, legislatures) for text in sites),
        )
        wanted.check()
        return wanted

    def check(self) -> None:
        """Raise UsageError for a legislature without archives and for a site that has no address."""
        try:
            for legislature in (*self.legislatures, self.highest):
                question_archive(legislature, self.site_of(legislature))
        except ValueError as error:
            raise UsageError(str(error)) from error

    @property
    def is_on_this_machine(self) -> bool:
        """Whether nothing is asked of any site but copies here."""
        asked = {*self.legislatures, self.highest} if self.present or self.register else set(self.legislatures)
        return all(is_loopback(self.site_of(legislature) or "") for legislature in asked)

    def site_of(self, legislature: int) -> str | None:
        """Return a legislature's base address; one that is not known yet stands where the highest one does."""
        if legislature > self.highest and legislature not in self.sites:
            return self.sites.get(self.highest)
        return self.sites.get(legislature)

    def download(self, archive: Archive) -> Wanted:
        return Wanted(key=archive.key, url=archive.url, target=self.folder / archive.file_name, md5=archive.md5)

    def scope(self) -> dict[str, Any]:
        """Return what was asked for, equal for equal requests."""
        return {
            "archives": sorted(self.legislatures),
            "present": self.present,
            "sites": {str(legislature): self.sites[legislature] for legislature in sorted(self.sites)},
        }

    def label(self) -> str:
        """Return a short word for the names of runs."""
        return "assemblee-archives"


def next_archive(wanted: ArchivesWanted, became: Outcomes) -> Archive | None:
    """Return what is asked for next, by what became of what was asked before (by key); None when all is done."""
    for legislature in _question_archives(wanted, became):
        archive = question_archive(legislature, wanted.site_of(legislature))
        if archive.key not in became:
            return archive
    if not wanted.present and not wanted.register:
        return None
    present = present_legislature(wanted, became)
    archive = deputy_archive(present, wanted.site_of(present))
    return None if archive.key in became else archive


def present_legislature(wanted: ArchivesWanted, became: Outcomes) -> int:
    """Return the last legislature from the highest known one on whose archive of questions is there."""
    present = wanted.highest
    while _has_begun(present + 1, became):
        present += 1
    return present


def _question_archives(wanted: ArchivesWanted, became: Outcomes) -> list[int]:
    """Return the legislatures whose questions are asked for, the one after the present one among them.

    Where the highest known one has no archive yet, neither has the next.
    """
    numbers = set(wanted.legislatures)
    if wanted.present:
        present = present_legislature(wanted, became)
        numbers |= set(range(wanted.highest, present + 1))
        if _has_begun(present, became):
            numbers.add(present + 1)
    return sorted(numbers)


def _has_begun(legislature: int, became: Outcomes) -> bool:
    known = became.get(question_archive(legislature).key)
    return known is not None and known.state in ("fetched", "unchanged")
