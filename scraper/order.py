"""What a crawl is asked for, checked before the first request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from parliament.dates import parse_date
from parliament.errors import UnreadableDate
from parliament.people import deputy_id
from scraper.errors import UsageError
from scraper.nightly import Night
from scraper.sources import ASSEMBLEE, NOSDEPUTES, SOURCES

LEGISLATURES = NOSDEPUTES.usual
SHORTEST_DELAY = 0.5
LAST_NUMBER = 999_999


@dataclass(kw_only=True)
class Order:
    """Which questions to read, from where, how fast and for how long.

    Numbers and dates narrow a legislature, deputies too; ``sites`` holds another base address per legislature;
    ``delay`` is in seconds between two requests to one host. All is read from one ``source``.
    """

    source: str = NOSDEPUTES.name
    legislatures: tuple[int, ...] = ()
    deputies: tuple[str, ...] = ()
    numbers: tuple[range, ...] = ()
    since: date | None = None
    until: date | None = None
    sites: Mapping[int, str] = field(default_factory=dict)
    delay: float = 1.0
    max_requests: int | None = None
    max_seconds: float | None = None
    dry_run: bool = False
    # Reads what changed, by this night's rules, instead of everything.
    night: Night | None = None

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, str], delay: float = 1.0, source: str = NOSDEPUTES.name) -> "Order":
        """Read an order from the arguments of ``scrapy crawl -a name=value``; values are lists separated by commas.

        Raises UsageError for an unknown name or a value that cannot be read.
        """
        known = {"legislature", "deputy", "number", "since", "until", "site"}
        if unknown := sorted(set(arguments) - known):
            raise UsageError(f"unknown argument {unknown[0]!r}; known: {', '.join(sorted(known))}")
        legislatures = tuple(_whole_number("legislature", text) for text in _split(arguments.get("legislature")))
        order = cls(
            source=source,
            legislatures=legislatures or SOURCES[source].usual,
            deputies=tuple(_split(arguments.get("deputy"))),
            numbers=tuple(read_numbers(text) for text in _split(arguments.get("number"))),
            since=read_day("since", arguments.get("since")),
            until=read_day("until", arguments.get("until")),
            sites=dict(read_site(text, legislatures) for text in _split(arguments.get("site"))),
            delay=delay,
        )
        order.check()
        if order.reads_archives:
            raise UsageError(
                "page by page that would be all of the Assembly's site: name numbers or deputies (PA1874); 'questions "
                "crawl' reads a whole legislature from its archive"
            )
        return order

    def check(self) -> None:
        """Raise UsageError, with one line that says what is allowed, for an order that cannot be carried out."""
        if self.source not in SOURCES:
            raise UsageError(f"no source {self.source!r}; known: {', '.join(SOURCES)}")
        source = SOURCES[self.source]
        for legislature in (*self.legislatures, *self.sites):
            if legislature not in source.legislatures:
                raise UsageError(f"no legislature {legislature} on {source.title}; it has {source.range}")
        if not self.legislatures:
            raise UsageError(f"no legislature given; name one of {source.range}")
        if self.numbers and len(self.legislatures) != 1:
            raise UsageError("question numbers start again in each legislature: name one legislature with them")
        if self.numbers and (self.deputies or self.since or self.until):
            raise UsageError("give question numbers, or deputies and dates, not both")
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"the first day {self.since} lies after the last day {self.until}")
        self._check_sites()
        if self.source == ASSEMBLEE.name:
            self._check_assembly()

    def _check_assembly(self) -> None:
        for deputy in self.deputies:
            try:
                deputy_id(deputy)
            except ValueError:
                raise UsageError(
                    f"the Assembly's pages know a deputy by id alone: give one like PA1874, not {deputy!r}"
                ) from None
        if self.reads_archives and (self.since or self.until):
            raise UsageError(
                "the Assembly's archive of a legislature is read whole: leave out the dates, or name deputies (PA1874)"
            )

    def _check_sites(self) -> None:
        for legislature, url in self.sites.items():
            try:
                SOURCES[self.source].site(legislature, url)
            except ValueError as error:
                raise UsageError(str(error)) from error
        if not 0 <= self.delay <= 3600:
            raise UsageError(f"a delay of {self.delay:g} seconds is outside 0 to 3600")
        if self.delay < SHORTEST_DELAY and (public := self.public_sites()):
            which = ", ".join(map(str, public))
            raise UsageError(
                f"a delay below {SHORTEST_DELAY} seconds is only for copies of the site on this machine, "
                f"and legislature {which} is to be read elsewhere; see --site"
            )

    @property
    def reads_archives(self) -> bool:
        """Whether whole legislatures are read from the Assembly: from its archives, by no spider for pages."""
        return self.source == ASSEMBLEE.name and not self.deputies and not self.numbers

    @property
    def counted(self) -> bool:
        """Whether the crawl is cut by requests or time: then each deputy is done before the next list is opened."""
        return self.max_requests is not None or self.max_seconds is not None

    def public_sites(self) -> list[int]:
        """Return the legislatures whose site does not stand on this machine."""
        return [number for number in self.legislatures if not is_loopback(self.sites.get(number, ""))]

    def scope(self) -> dict[str, Any]:
        """Return what was asked for, equal for equal orders: a run cut short is continued by its own scope."""
        nightly = {} if self.night is None else {"night": self.night.scope()}
        return {
            "legislatures": sorted(self.legislatures),
            "deputies": sorted(self.deputies),
            "numbers": [f"{numbers[0]}-{numbers[-1]}" for numbers in self.numbers],
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "sites": {str(legislature): self.sites[legislature] for legislature in sorted(self.sites)},
            **nightly,
        }

    def label(self) -> str:
        """Return a short word for the names of runs, e.g. ``nosdeputes-13``."""
        return "-".join([self.source, *map(str, sorted(self.legislatures))])

    def each_number(self) -> Iterator[int]:
        """Yield each question number asked for once, in the order given."""
        seen: set[int] = set()
        for numbers in self.numbers:
            for number in numbers:
                if number not in seen:
                    seen.add(number)
                    yield number

    def wants_day(self, day: date | None) -> bool:
        """Return whether a question asked on that day is asked for; an unknown day is."""
        if day is None:
            return True
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def read_numbers(text: str) -> range:
    """Read ``47001`` or ``47001-47100``; raise UsageError for anything else."""
    first, dash, last = text.replace(" ", "").partition("-")
    low = _whole_number("number", first)
    high = _whole_number("number", last) if dash else low
    if not 1 <= low <= high <= LAST_NUMBER:
        raise UsageError(f"{text!r} is no range of question numbers; write 47001 or 47001-47100")
    return range(low, high + 1)


def read_site(text: str, legislatures: tuple[int, ...]) -> tuple[int, str]:
    """Read ``13=URL``, or a bare URL when one legislature is asked for; raise UsageError for anything else."""
    number, equals, url = text.partition("=")
    if equals and number.strip().isdecimal():
        return int(number), url.strip().rstrip("/")
    if len(legislatures) != 1:
        raise UsageError(f"say which legislature the site {text!r} stands for, e.g. 13={text}")
    return legislatures[0], text.strip().rstrip("/")


def read_day(name: str, text: str | None) -> date | None:
    """Read a day in any French or ISO form; raise UsageError for a text that is none."""
    if text is None:
        return None
    try:
        return parse_date(text)
    except UnreadableDate as error:
        raise UsageError(f"{name}: {text!r} is no date; write 2009-04-21 or 21 avril 2009") from error


def is_loopback(url: str) -> bool:
    """Return whether a URL points at this machine by name or address."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _split(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def _whole_number(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UsageError(f"{name}: {text!r} is no whole number") from None
