"""What stands at which address of the Assembly's three hosts, all of them on one here."""

import re
from datetime import date
from urllib.parse import parse_qs

from demo.answer import Answer
from demo.assembly.archives import Archives
from demo.assembly.chambers import CURRENT, SHARED, Assembly
from demo.assembly.dossier import Dossier
from demo.assembly.export import question_export
from demo.assembly.question_page import deputy_questions, page, question_page
from demo.chamber import Chamber
from demo.clock import Clock

ROBOTS = "User-agent: *\nDisallow: /recherche/\nDisallow: /dyn/recherche\n"
_QUESTION = re.compile(r"/dyn/(\d+)/questions/QANR5L(\d+)QE([1-9]\d*)")
_OLD = re.compile(r"/q(\d+)/(\d+)-([1-9]\d*)QE\.htm(/vue/xml)?")
_DEPUTY = re.compile(r"/dyn/deputes/(PA[1-9]\d*)(/questions)?")
_LIMITS = (10, 20, 50, 100)


class AssemblyPages:
    """Everything the Assembly answers; ``base`` is the one address that stands for its hosts."""

    def __init__(self, assembly: Assembly, base: str, clock: Clock):
        self.assembly = assembly
        self.base = base
        self.clock = clock
        self.archives = Archives(assembly, clock)

    @property
    def chamber(self) -> Chamber:
        """The chamber of the sitting legislature, which the controls speak of."""
        return self.assembly.chambers[CURRENT]

    @property
    def today(self) -> date:
        return self.clock.today

    def answer(self, path: str, query: str = "") -> Answer:
        """Return the answer to a raw path and query."""
        if path == "/":
            return Answer(page("Accueil", "<h1>Site de démonstration</h1>\n"))
        if path == "/robots.txt":
            return Answer(ROBOTS, content_type="text/plain")
        if archive := self.archives.at(path):
            return archive
        if match := _QUESTION.fullmatch(path):
            found = self._question(match[1], match[2], match[3])
            return Answer(question_page(found)) if found else self.missing()
        if (match := _OLD.fullmatch(path)) and int(match[1]) in SHARED:
            found = self._question(match[1], match[2], match[3])
            if found and match[4]:
                return Answer(question_export(found), content_type="text/xml; charset=UTF-8")
            return Answer(question_page(found)) if found else self.missing()
        if match := _DEPUTY.fullmatch(path):
            return self._deputy(match[1], query if match[2] else None)
        return self.missing()

    def missing(self) -> Answer:
        return Answer(page("Page introuvable", "<h1>La page demandée n'existe pas</h1>\n"), 404)

    def _question(self, legislature: str, again: str, number: str) -> Dossier | None:
        if legislature != again or len(number) > 9 or len(legislature) > 2:
            return None
        return self.assembly.numbered(int(legislature), int(number), self.today)

    def _deputy(self, deputy_id: str, query: str | None) -> Answer:
        members = [member for member in self.assembly.members(deputy_id) if member.legislature >= min(SHARED)]
        if not members or not members[-1].person.fictional:
            return self.missing()
        if query is None:
            return Answer(page(members[-1].person.name, f"<h1>{members[-1].person.name}</h1>\n"))
        asked = parse_qs(query)
        number, limit = _number(asked.get("page"), 1), _number(asked.get("limit"), 10)
        found = [
            self.assembly.dossier(chamber.question(place), self.today)
            for member in members
            for chamber in [self.assembly.chambers[member.legislature]]
            for place in chamber.ordered(member.site_id)
        ]
        found.sort(key=lambda one: (one.question.asked_on, one.question.number), reverse=True)
        return Answer(deputy_questions(members[-1], found, number, limit if limit in _LIMITS else 10))


def _number(values: list[str] | None, default: int) -> int:
    """Return what a query asks for, the default for no whole number above nought."""
    text = (values or [""])[-1]
    return int(text) if re.fullmatch(r"[1-9]\d{0,5}", text) else default
