"""From the options of the command line to what the crawl is asked for."""

from collections.abc import Sequence

from cli.days import first_day, last_day
from cli.errors import BadOption
from scraper.order import Order, read_numbers, read_site
from scraper.sources import ASSEMBLEE, NOSDEPUTES, SOURCES, Source, usual_source


def read_order(
    *,
    legislatures: Sequence[int],
    deputies: Sequence[str],
    numbers: Sequence[str],
    since: str | None,
    until: str | None,
    sites: Sequence[str],
    delay: float,
    max_requests: int | None,
    max_seconds: float | None,
    dry_run: bool,
    source: str | None = None,
) -> Order:
    """Return a checked order; raise BadOption or scraper's UsageError, with one line, for one that makes no sense."""
    if not legislatures and not deputies:
        raise BadOption("say what to crawl: --legislature 13 (14, 15, 16, 17), a --deputy, or both")
    if any(not deputy.strip() for deputy in deputies):
        raise BadOption("--deputy is empty; give a slug, a name or a PA id, e.g. marc-le-fur")
    asked = tuple(dict.fromkeys(legislatures))
    read_at = SOURCES[source] if source else _usual_source(asked)
    copies = _read_sites(sites, asked or read_at.usual, read_at)
    if read_at is ASSEMBLEE and copies and not deputies and not numbers:
        # One site has the archives of all legislatures.
        copies = dict.fromkeys(asked, copies[max(copies)]) | copies
    order = Order(
        source=read_at.name,
        legislatures=asked or read_at.usual,
        deputies=tuple(dict.fromkeys(deputy.strip() for deputy in deputies)),
        numbers=tuple(read_numbers(text) for text in numbers) if asked else _no_numbers(numbers),
        since=first_day("--since", since),
        until=last_day("--until", until),
        sites=copies,
        delay=delay,
        max_requests=max_requests,
        max_seconds=max_seconds,
        dry_run=dry_run,
    )
    order.check()
    return order


def _usual_source(legislatures: tuple[int, ...]) -> Source:
    """Return where these legislatures are read; raise BadOption where that is not one place for all."""
    sources = {usual_source(legislature).name for legislature in legislatures} or {NOSDEPUTES.name}
    if len(sources) == 1:
        return SOURCES[sources.pop()]
    here, there = (
        ", ".join(str(number) for number in sorted(legislatures) if usual_source(number) is one)
        for one in (NOSDEPUTES, ASSEMBLEE)
    )
    raise BadOption(
        f"legislature {here} is read from {NOSDEPUTES.title}, {there} from {ASSEMBLEE.title}: run two commands"
    )


def _no_numbers(numbers: Sequence[str]) -> tuple[range, ...]:
    if numbers:
        raise BadOption("--number needs --legislature: question numbers start again in each legislature")
    return ()


def _read_sites(texts: Sequence[str], asked: tuple[int, ...], source: Source) -> dict[int, str]:
    sites: dict[int, str] = {}
    for text in texts:
        legislature, url = read_site(text, asked)
        if sites.get(legislature, url) != url:
            raise BadOption(f"--site gives two addresses for legislature {legislature}")
        # A mistyped number would send the crawl to the real site instead of the copy that was meant.
        if legislature in source.legislatures and legislature not in asked:
            raise BadOption(f"--site {text}: legislature {legislature} is not among those asked for")
        sites[legislature] = url
    return sites
