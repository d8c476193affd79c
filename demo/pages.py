"""One site's answers: which page stands at which address, sloppy addresses and wrong ones included."""

import re
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qs, unquote

from demo.answer import Answer, redirect
from demo.chamber import Chamber
from demo.chrome import Chrome
from demo.clock import Clock
from demo.deputy_documents import deputy_document, roster_entry
from demo.deputy_page import deputy_page
from demo.documents import as_csv, as_json, as_xml, groups_document, question_document
from demo.feed import feed
from demo.flavours import FLAVOURS
from demo.list_page import list_page
from demo.people import Member
from demo.question import Question
from demo.question_page import question_page
from demo.roster_page import roster_page

ROBOTS = (
    "#User-agent: *\n#Disallow:\nUser-agent: 008\nDisallow: /\nUser-agent: *\nDisallow: /recherche/\nDisallow: "
    "/frontend_dev.php/\n"
)
_FORMATS = {"json": "text/plain; charset=utf-8", "xml": "text/xml; charset=utf-8", "csv": "text/csv; charset=utf-8"}
# Pages of the software that are only there to be linked to; the first three search or change data.
OTHER = frozenset(
    (
        "recherche", "rechercher", "rate", "commentaire", "alerte", "login", "inscription", "citoyen", "citoyens",
        "synthese", "synthesetri", "hasard", "faq", "dossiers", "organisme", "circonscription", "commentaires",
        "profession", "ajax", "depute", "widget", "assister-aux-debats"
    )
)  # fmt: skip


class Pages:
    """Everything one legislature's site answers; ``base`` is its own address, e.g. ``http://127.0.0.1:8013``."""

    def __init__(self, chamber: Chamber, base: str, clock: Clock):
        self.chamber = chamber
        self.flavour = FLAVOURS[chamber.legislature]
        self.chrome = Chrome(self.flavour)
        self.base = base
        self.clock = clock
        self._rosters = lru_cache(maxsize=8)(self._roster)

    @property
    def today(self) -> date:
        return self.clock.today

    def answer(self, path: str, query: str = "") -> Answer:
        """Return the answer to a raw path and query."""
        if self.flavour.old_layout and path.startswith("/index.php/"):
            path = path.removeprefix("/index.php")
        segments = [unquote(segment) for segment in path.split("/")[1:]]
        match segments:
            case [""]:
                return Answer(self.chrome.page("Accueil", "<h1>Site de démonstration</h1>"))
            case ["robots.txt"]:
                return self._static(ROBOTS)
            case ["deputes"]:
                return Answer(self.roster("html", sitting=False))
            case ["deputes", kind] if kind in _FORMATS:
                return _data(self.roster(kind, sitting=False), kind, query)
            case ["deputes", "enmandat", kind] if kind in _FORMATS:
                return _data(self.roster(kind, sitting=True), kind, query)
            case ["organismes", "groupe", "json"]:
                return _data(as_json(groups_document(self.flavour, self.base)), "json", query)
            case ["groupe", acronym, "json"]:
                return _data(self._group(acronym), "json", query)
            case ["id", known] if re.fullmatch(r"d\d+", known):
                member = self.chamber.member_of_id(int(known[1:]))
                return self._to(f"/{member.person.slug}") if member else self.missing()
            case ["api", "document", "QuestionEcrite", site_id, kind] if kind in _FORMATS:
                return self._document(path, site_id, kind, query)
        return self._question_or_deputy(path, segments, query)

    def missing(self) -> Answer:
        title = "" if self.flavour.old_layout else "Erreur 404 - Page introuvable"
        return Answer(self.chrome.page(title, "<h1>Nous n'avons pas pu trouver la page demandée</h1>"), 404)

    def _question_or_deputy(self, path: str, segments: list[str], query: str) -> Answer:
        own = str(self.flavour.legislature)
        match segments:
            case [prefix, "question", *rest] if prefix == own:
                return self._question(rest, prefixed=True)
            case ["question", *rest]:
                if not self.flavour.old_layout:
                    return redirect("http://2007-2012.nosdeputes.fr" + path)
                return self._question(rest, prefixed=False)
            case [prefix, *_] if prefix != own and re.fullmatch(r"1[3-6]", prefix):
                return self._elsewhere(path)
            case [first, *_] if first in OTHER:
                return Answer(self.chrome.page(first, f"<h1>{first}</h1>"))
            case [slug, *rest] if member := self.chamber.member(slug):
                return self._deputy(member, rest, query)
            case ["api", *_]:
                return self._elsewhere(path)
            case [_, "json" | "xml" | "csv"]:
                # An unknown deputy's data: an empty object, and status 200.
                return Answer("{}")
            case [_]:
                return self._elsewhere(path)
        return self.missing()

    def _elsewhere(self, path: str) -> Answer:
        return redirect(self.flavour.elsewhere + path) if self.flavour.elsewhere else self.missing()

    def _to(self, path: str) -> Answer:
        return redirect(self.base + path)

    def _question(self, rest: list[str], *, prefixed: bool) -> Answer:
        match rest:
            case ["QE", number] if number:
                if prefixed and self.flavour.old_layout:
                    return self._to(f"/question/QE/{number}")
                found = self.chamber.numbered(_cast(number))
                return Answer(self._question_page(found)) if found else self.missing()
            case ["id", site_id]:
                # On 13 the prefixed form takes two hops.
                if prefixed and self.flavour.old_layout:
                    return self._to(f"/question/id/{site_id}")
                return self._by_id(site_id)
            case [site_id] if not prefixed and site_id.isdigit():
                return self._by_id(site_id)
        return self.missing()

    def _by_id(self, site_id: str) -> Answer:
        found = self.chamber.identified(_cast(site_id))
        return self._to(self.flavour.question_path(found.number)) if found else self.missing()

    def _question_page(self, question: Question) -> str:
        return question_page(self.flavour, self.chrome, question, self.chamber.texts(question), self.today)

    def _document(self, path: str, site_id: str, kind: str, query: str) -> Answer:
        question = self.chamber.identified(_cast(site_id))
        if question is None:
            return redirect(self.flavour.elsewhere + path) if self.flavour.elsewhere else Answer(status=500)
        fields = question_document(self.flavour, question, self.chamber.texts(question), self.base)
        match kind:
            case "json":
                return _data(as_json({"questionecrite": fields}), kind, query)
            case "xml":
                return _data(as_xml("questionecrite", fields), kind, query)
        return _data(as_csv(self.flavour, [fields]), kind, query)

    def _deputy(self, member: Member, rest: list[str], query: str) -> Answer:
        match rest:
            case []:
                return Answer(deputy_page(self.flavour, self.chrome, self.chamber, member))
            case ["questions"]:
                page = parse_qs(query).get("page", ["1"])[-1]
                return Answer(list_page(self.flavour, self.chrome, self.chamber, member, page, self.base, self.today))
            case ["questions", "rss"]:
                body = feed(self.flavour, self.chamber, member, self.base, self.today)
                return Answer(body, content_type="application/rss+xml; charset=utf-8")
            case ["json"]:
                return _data(as_json({"depute": deputy_document(self.flavour, member, self.base)}), "json", query)
            case ["xml"]:
                return _data(as_xml("depute", deputy_document(self.flavour, member, self.base)), "xml", query)
            case ["csv"]:
                return _data(as_csv(self.flavour, [deputy_document(self.flavour, member, self.base)]), "csv", query)
            case [other] if other:
                return Answer(self.chrome.page(member.person.name, f"<h1>{member.person.name}</h1>"))
        return self.missing()

    def roster(self, kind: str, *, sitting: bool) -> str:
        return self._rosters(kind, sitting, self.chamber.ledger.version)

    def _roster(self, kind: str, sitting: bool, _: int) -> str:
        members = tuple(member for member in self.chamber.members if not (sitting and member.former))
        if kind == "html":
            return roster_page(self.flavour, self.chrome, members)
        entries = [roster_entry(self.flavour, member, self.base) for member in members]
        if kind == "csv":
            return as_csv(self.flavour, entries)
        if kind == "xml":
            return (
                "<deputes>" + "".join(as_xml("depute", entry).partition("\n")[2] for entry in entries) + "</deputes>\n"
            )
        return as_json({"deputes": [{"depute": entry} for entry in entries]})

    def _group(self, acronym: str) -> str:
        """Return a group's members: on 13 the former ones too."""
        found = [m for m in self.chamber.members if m.group == acronym and (self.flavour.old_layout or not m.former)]
        entries = [roster_entry(self.flavour, member, self.base) | {"fonction": "membre"} for member in found]
        return as_json({"deputes": [{"depute": entry} for entry in entries]})

    def _static(self, body: str) -> Answer:
        """Answer with a file: the only kind of page that has validators."""
        headers = {"ETag": f'"{len(body):x}-demo"', "Last-Modified": "Tue, 19 Jun 2012 02:00:00 GMT"}
        return Answer(body, content_type="text/plain", headers=headers)


def _cast(text: str) -> int:
    """Read a number as MySQL does: "047001" and "47001abc" are 47001, "abc" is 0."""
    found = re.match(r"\s*\d{1,18}", text)
    return int(found[0]) if found else 0


def _data(body: str, kind: str, query: str) -> Answer:
    attachment = {} if "textplain=true" in query else {"Content-Disposition": "attachment"}
    return Answer(body, content_type=_FORMATS[kind] if attachment else _FORMATS["json"], headers=attachment)
