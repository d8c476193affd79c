"""The Assembly's addresses, in both directions, and those that no crawl may follow."""

import re
from typing import NamedTuple
from urllib.parse import unquote, urlencode, urlsplit

from parliament.people import deputy_id
from scraper.sites.address import checked_base, host_of, positive, same_site

PAGES = "https://www.assemblee-nationale.fr"
EXPORTS = "https://questions.assemblee-nationale.fr"
DATA = "https://data.assemblee-nationale.fr"

FIRST_LEGISLATURE, LAST_LEGISLATURE = 14, 99
# The old export knows them; later questions have a page alone.
LAST_EXPORTED = 16
ENTRIES_PER_PAGE = 10

REPOSITORY = "/static/openData/repository"
# 14 and 15 are frozen, and named in Roman numbers; the file of all other legislatures has one name.
ARCHIVE_NAMES = {14: "Questions_ecrites_XIV.json.zip", 15: "Questions_ecrites_XV.json.zip"}
ARCHIVE_NAME = "Questions_ecrites.json.zip"
ACTORS = (
    "tous_acteurs_mandats_organes_xi_legislature/"
    "AMO30_tous_acteurs_tous_mandats_tous_organes_historique.json.zip"
)  # fmt: skip

# Search, accounts, and what subscribes to something or changes data.
BARRED = frozenset(
    {
        *("abonnement", "abonnements", "alerte", "alertes", "compte", "connexion", "deconnexion", "inscription"),
        *("login", "logout", "mon-compte", "newsletter", "petitions"),
    }
)

_PAGE = re.compile(r"/dyn/(\d{1,2})/questions/QANR5L(\d{1,2})(QE|QG|QOSD)([1-9]\d{0,8})(?:\.pdf)?/?")
_EXPORT = re.compile(r"/q(\d{1,2})/(\d{1,2})-([1-9]\d{0,8})(QE|QG|QOSD)\.htm(?:/vue/xml)?/?")
_DEPUTY = re.compile(r"/(?:dyn/)?deputes?/(?:fiche/OMC_)?(PA[1-9]\d*)(?:/.*)?")


class QuestionAddress(NamedTuple):
    """Whose page an address is: the question's legislature, type (QE, QG, QOSD) and number."""

    legislature: int
    type: str
    number: int


class Site:
    """What the Assembly publishes of one legislature, on its three hosts or all of it on a copy's one.

    A copy keeps the paths: ``base`` stands for every host.
    """

    def __init__(self, legislature: int, base: str | None = None):
        if not FIRST_LEGISLATURE <= legislature <= LAST_LEGISLATURE:
            raise ValueError(f"the Assembly's own data begin with legislature {FIRST_LEGISLATURE}, not {legislature}")
        self.legislature = legislature
        bases = (PAGES, EXPORTS, DATA) if base is None else (checked_base(base, PAGES),) * 3
        self.pages, self.exports, self.data = bases

    def __repr__(self) -> str:
        return f"Site({self.legislature}, {self.pages!r})"

    @property
    def bases(self) -> tuple[str, ...]:
        """The addresses of the hosts, each once."""
        return tuple(dict.fromkeys((self.pages, self.exports, self.data)))

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names of the hosts, with their ports where those are not the usual ones."""
        return tuple(host_of(base) or "" for base in self.bases)

    @property
    def has_exports(self) -> bool:
        return self.legislature <= LAST_EXPORTED

    def question(self, number: int) -> str:
        """Return the address of a written question's page."""
        name = f"QANR5L{self.legislature}QE{positive(number)}"
        return f"{self.pages}/dyn/{self.legislature}/questions/{name}"

    def question_export(self, number: int) -> str:
        """Return the address of a written question in the old export; raise ValueError where there is none."""
        if not self.has_exports:
            raise ValueError(f"the old export ends with legislature {LAST_EXPORTED}, not {self.legislature}")
        return f"{self.exports}/q{self.legislature}/{self.legislature}-{positive(number)}QE.htm/vue/xml"

    def deputy(self, official_id: str) -> str:
        """Return the address of a deputy's page by their id, ``PA1874`` or ``1874``."""
        return f"{self.pages}/dyn/deputes/{deputy_id(official_id)}"

    def deputy_questions(self, official_id: str, page: int = 1) -> str:
        """Return the address of one page of a deputy's questions, of all legislatures and types."""
        query = urlencode({"page": positive(page), "limit": ENTRIES_PER_PAGE})
        return f"{self.deputy(official_id)}/questions?{query}"

    def questions_archive(self) -> str:
        """Return the address of the archive of all written questions of the legislature."""
        name = ARCHIVE_NAMES.get(self.legislature, ARCHIVE_NAME)
        return f"{self.data}{REPOSITORY}/{self.legislature}/questions/questions_ecrites/{name}"

    def actors_archive(self) -> str:
        """Return the address of the archive of actors, mandates and organes; the present legislature's has all."""
        return f"{self.data}{REPOSITORY}/{self.legislature}/amo/{ACTORS}"

    def is_here(self, url: str) -> bool:
        """Say whether a URL leads to one of the hosts, and to no other legislature's question."""
        named = question_address(url)
        return any(same_site(base, url) for base in self.bases) and (
            named is None or named.legislature == self.legislature
        )


def question_address(url: str) -> QuestionAddress | None:
    """Return whose page or old export an address is; None for others, and for one that names two legislatures."""
    path = _path(url) or ""
    if match := _PAGE.fullmatch(path):
        first, legislature, kind, number = match.groups()
    elif match := _EXPORT.fullmatch(path):
        first, legislature, number, kind = match.groups()
    else:
        return None
    return QuestionAddress(int(legislature), kind, int(number)) if int(first) == int(legislature) else None


def deputy_address(url: str) -> str | None:
    """Return whose page (or list) an address is, as ``PA1874``; None for other addresses."""
    match = _DEPUTY.fullmatch(_path(url) or "")
    return match and match[1]


def off_limits(url: str) -> bool:
    """Say whether a URL is search, an account's, or changes data; one that cannot be read is off limits too."""
    path = _path(url)
    if path is None:
        return True
    segments = [segment for segment in path.casefold().split("/") if segment not in ("", ".", "..")]
    return any(segment.startswith("recherche") or segment in BARRED for segment in segments)


def _path(url: str) -> str | None:
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return None
