"""A small look-alike of the Assembly's own site: questions and lists of two made-up deputies, and an old export."""

from dataclasses import dataclass, field

from aiohttp import web

from parliament.records import question_id
from tests.scraper.faulty_site import FaultySite
from tests.scraper.sites.assembly_pages import source

ENTRIES_PER_PAGE = 10

LIST = """<!DOCTYPE html><html lang="fr"><body>
<a href="/dyn/deputes/{deputy}">Mme Zoé d'Imaginaire</a><main>{entries}</main></body></html>"""
ENTRY = """<div><div><a href="/dyn/{legislature}/questions/{id}">Question {type} n° {number}</a> <i>{asked}</i>
<p>Rubrique : énergie</p><p>Titre : Un titre</p></div><p>Question sans réponse</p></div>"""
TYPES = {"QE": "écrite", "QG": "au Gouvernement", "QOSD": "orale sans débat"}


@dataclass(frozen=True)
class Asked:
    """A question of the site."""

    legislature: int
    number: int
    type: str = "QE"
    asked: str = "26 juillet 2022"

    @property
    def id(self) -> str:
        return question_id(self.legislature, self.number, self.type)


@dataclass
class AssemblySite(FaultySite):
    """Serves pages of ``questions``, exports of ``exported``, and ``lists`` by deputy; all else is not there."""

    behind: str = ""
    questions: list[Asked] = field(default_factory=list)
    exported: list[Asked] = field(default_factory=list)
    lists: dict[str, list[Asked]] = field(default_factory=dict)
    robots: str = "User-agent: *\nDisallow: /recherche"

    async def right_answer(self, request: web.Request) -> web.Response:
        if request.path == "/robots.txt":
            return web.Response(text=self.robots)
        pages = {f"/dyn/{one.legislature}/questions/{one.id}": question_page(one) for one in self.questions}
        exports = {f"/q{one.legislature}/{one.legislature}-{one.number}QE.htm/vue/xml": one for one in self.exported}
        if request.path in pages:
            return web.Response(text=pages[request.path], content_type="text/html")
        if request.path in exports:
            return web.Response(text=question_export(exports[request.path]), content_type="text/xml")
        match request.path.split("/"):
            case ["", "dyn", "deputes", deputy, "questions"] if deputy in self.lists:
                page, limit = int(request.query["page"]), int(request.query["limit"])
                entries = self.lists[deputy][(page - 1) * limit : page * limit]
                return web.Response(text=list_page(deputy, entries), content_type="text/html")
        return web.Response(status=404, text="<html><body><h1>Page non trouvée</h1></body></html>")

    def paths(self, part: str) -> list[str]:
        """Return what was asked for of all addresses that hold a text."""
        return [path for path in self.asked if part in path]


def question_page(one: Asked) -> str:
    text = source("question_pending.html").replace("990202", str(one.number))
    return text.replace("16e Législature", f"{one.legislature}e Législature")


def question_export(one: Asked) -> str:
    text = source("export_answered.xml").replace("990101", str(one.number))
    return text.replace("<LEGISLATURE>14", f"<LEGISLATURE>{one.legislature}")


def list_page(deputy: str, entries: list[Asked]) -> str:
    shown = "".join(
        ENTRY.format(legislature=one.legislature, id=one.id, type=TYPES[one.type], number=one.number, asked=one.asked)
        for one in entries
    )
    return LIST.format(deputy=deputy, entries=shown)
