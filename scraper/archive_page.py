"""The pages of an archive: what is kept of each, and what its address says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from parliament.records import question_id
from scraper.sites.nosdeputes.routes import deputy_slug, question_number

KEPT_HEADERS = ("Content-Type", "Content-Encoding", "Date", "Last-Modified", "ETag", "Location")
# What gets around the server's cache changes with every run and says nothing of the page.
FRESHNESS = "n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was fetched; ``fetched_at`` is in UTC, to the second."""

    legislature: int | None
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime

    @property
    def address(self) -> str:
        return address_of(self.url)


def address_of(url: str) -> str:
    """Return a URL's path and query without what only gets around the server's cache."""
    parts = urlsplit(url)
    if not parts.query:
        return parts.path
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != FRESHNESS]
    return f"{parts.path}?{urlencode(query)}" if query else parts.path


def kind_of(url: str) -> str:
    """Return what kind of page a URL is: question, document, list, data, roster, page or other."""
    path = urlsplit(url).path
    if question_number(url):
        return "question"
    if path.startswith("/api/document/QuestionEcrite/"):
        return "document"
    if path in ("/deputes", "/deputes/json"):
        return "roster"
    match path.strip("/").split("/"):
        case [_, "questions"]:
            return "list"
        case [_, "json"]:
            return "data"
        case [name] if name and "." not in name:
            return "page"
        case _:
            return "other"


def key_of(legislature: int, url: str) -> str | None:
    """Return what a question's or a deputy's page is of, as in the visits; None for other pages and for documents."""
    match kind_of(url):
        case "question":
            found = question_number(url)
            return found and question_id(legislature, found[1])
        case "page" | "data":
            return f"{legislature}/{deputy_slug(url)}"
        case _:
            return None


def as_text(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat(sep=" ")


def as_time(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
