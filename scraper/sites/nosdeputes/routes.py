"""The URLs of the sites, in both directions, and those that no crawl may follow."""

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urlencode, urlsplit

from scraper.sites.address import checked_base, host_of, positive, same_site


@dataclass(frozen=True, slots=True)
class Flavour:
    """Where a legislature's site stands, and what its question pages' paths begin with."""

    base: str
    prefix: str


FLAVOURS = {
    13: Flavour("https://2007-2012.nosdeputes.fr", ""),
    14: Flavour("https://2012-2017.nosdeputes.fr", "/14"),
    15: Flavour("https://2017-2022.nosdeputes.fr", "/15"),
    16: Flavour("https://www.nosdeputes.fr", "/16"),
}

# First segments of the sites' own pages: none is a deputy.
# fmt: off
RESERVED = frozenset({
    "ajax", "alerte", "alertes", "amendement", "amendements", "api", "assister-aux-debats", "circonscription",
    "citoyen", "citoyens", "commentaire", "commentaires", "css", "depute", "deputes", "document", "dossier",
    "dossiers", "faq", "frontend_dev", "groupe", "hasard", "id", "images", "index", "js", "login", "logout", "loi",
    "lois", "organisme", "organismes", "parlementaire", "parlementaires", "plot", "plugins", "preview", "profession",
    "question", "questions", "rate", "recherche", "rechercher", "rss", "scrutin", "scrutins", "seance", "seances",
    "section", "sections", "synthese", "synthesetri", "tags", "texte", "textes", "widget",
})
# fmt: on
# Search, and everything that changes data or belongs to an account.
BARRED = frozenset({"alerte", "alertes", "commentaire", "frontend_dev.php", "login", "logout", "rate"})

_SLUG = re.compile(r"[\w-]*[^\W\d_][\w-]*")
# The site's database casts what follows QE/ to a number, so that 047001 and 47001abc are question 47001 too.
_QUESTION = re.compile(r"(?:/(1\d))?/question/QE/\s*0*([1-9]\d{0,8})(?!\d)[^/]*")
_ENTRANCE = re.compile(r"/index\.php(?=/)")


class Site:
    """One legislature's site, at its real address or another one (a mirror, a look-alike for tests)."""

    def __init__(self, legislature: int, base: str | None = None):
        if legislature not in FLAVOURS:
            raise ValueError(f"no site for legislature {legislature}; known: {', '.join(map(str, FLAVOURS))}")
        self.legislature = legislature
        self.base = checked_base(FLAVOURS[legislature].base if base is None else base, FLAVOURS[13].base)
        self.host = host_of(self.base) or ""
        self._prefix = FLAVOURS[legislature].prefix

    @property
    def hosts(self) -> tuple[str, ...]:
        return (self.host,)

    def __repr__(self) -> str:
        return f"Site({self.legislature}, {self.base!r})"

    def roster(self) -> str:
        return f"{self.base}/deputes/json"

    def deputies_page(self) -> str:
        return f"{self.base}/deputes"

    def deputy(self, slug: str) -> str:
        return f"{self.base}/{_quoted(slug)}"

    def deputy_document(self, slug: str) -> str:
        return f"{self.base}/{_quoted(slug)}/json"

    def questions(self, slug: str, page: int = 1, fresh: str | None = None) -> str:
        """Return the address of one page of a deputy's questions; ``fresh`` gets around the server's cache.

        Raises ValueError for a page below 1, for which the site would serve page 1 again.
        """
        if page < 1:
            raise ValueError(f"no page {page}: pages count from 1")
        query = {"page": page} if fresh is None else {"page": page, "n": fresh}
        return f"{self.base}/{_quoted(slug)}/questions?{urlencode(query)}"

    def question(self, number: int, *, prefixed: bool = False) -> str:
        """Return the address of a question; ``prefixed`` names the legislature also on the 13th's site."""
        prefix = f"/{self.legislature}" if prefixed else self._prefix
        return f"{self.base}{prefix}/question/QE/{positive(number)}"

    def question_document(self, site_id: int, fresh: str | None = None) -> str:
        """Return the address of a question's data by the site's internal id; ``fresh`` as for ``questions``."""
        query = "" if fresh is None else "?" + urlencode({"n": fresh})
        return f"{self.base}/api/document/QuestionEcrite/{positive(site_id)}/json{query}"

    def is_here(self, url: str) -> bool:
        """Say whether a URL leads to this host and port; http and https are alike.

        The sites redirect what they do not know to another legislature's host.
        """
        return same_site(self.base, url)


def question_number(url: str) -> tuple[int | None, int] | None:
    """Return the legislature in a question page's path (None where it has none) and the number; None for other URLs."""
    path = _path(url)
    match = path and _QUESTION.fullmatch(path)
    if not match:
        return None
    return (int(match[1]) if match[1] else None), int(match[2])


@lru_cache(maxsize=1 << 12)
def deputy_slug(url: str) -> str | None:
    """Return whose page (or list, or data) a URL is, as the site writes the slug; None for other URLs.

    /Marc-Le-Fur and /marc-le-f%C3%BBr answer like /marc-le-fur.
    """
    first = (_path(url) or "").lstrip("/").split("/")[0]
    decomposed = unicodedata.normalize("NFD", first.casefold())
    slug = "".join(character for character in decomposed if not unicodedata.combining(character))
    return slug if is_slug(slug) else None


def is_slug(slug: str) -> bool:
    """Say whether a text can be a deputy's slug: letters, digits and hyphens, and none of the sites' own pages."""
    return bool(_SLUG.fullmatch(slug)) and slug.casefold() not in RESERVED


def off_limits(url: str) -> bool:
    """Say whether a URL is search, an account's, or changes data; one that cannot be read is off limits too."""
    path = _path(url)
    if path is None:
        return True
    segments = [segment for segment in posixpath.normpath(path).casefold().split("/") if segment]
    if segments and re.fullmatch(r"1\d", segments[0]):
        del segments[0]
    return bool(segments) and (segments[0].startswith("recherche") or segments[0] in BARRED)


def _path(url: str) -> str | None:
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    return _ENTRANCE.sub("", path, count=1) if path.startswith("/index.php/") else path


def _quoted(slug: str) -> str:
    if not is_slug(slug):
        raise ValueError(f"{slug!r} is no deputy's slug; expected one like marc-le-fur")
    return quote(slug)
