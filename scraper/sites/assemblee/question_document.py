"""One question of the open data, read to its last field: ``{"question": {…}}``, or an element of one big list."""

import re
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from scraper.errors import NotThePage
from scraper.sites.assemblee.journal import Journal, journal_of
from scraper.sites.assemblee.open_data import each, flat, is_nothing, member, strings, text_of, texts

Corrected = Literal["question", "answer"]
TEXTS: tuple[tuple[str, str, Corrected], ...] = (
    ("textesQuestion", "texteQuestion", "question"),
    ("textesReponse", "texteReponse", "answer"),
)
ERRATUM = "errat"
UID = re.compile(r"QANR5L([1-9][0-9]?)(QE|QG|QOSD)([1-9][0-9]{0,8})")


class Body(NamedTuple):
    """A group or a ministry, as it was called then."""

    organe_id: str | None
    short_name: str | None
    name: str | None


NO_BODY = Body(None, None, None)


class Attribution(NamedTuple):
    """A ministry that a question was given to; the last is the one in charge."""

    published: Journal
    ministry: Body


class Publication(NamedTuple):
    """A text in raw HTML and where it was printed."""

    published: Journal
    html: str | None


class Erratum(NamedTuple):
    """A correction of the question or of its answer."""

    of: Corrected
    published: Journal
    html: str | None


class Cloture(NamedTuple):
    """How a question ended: by an answer (``REP_PUB``), withdrawn, or with its author's mandate."""

    code: str | None
    label: str | None
    date: str | None
    published: Journal


@dataclass(slots=True, kw_only=True)
class QuestionDocument:
    """A question as the Assembly's open data state it: texts in raw HTML, days as written.

    ``uid`` gives legislature, type (QE, QG, QOSD) and number. The author has no name here.
    """

    uid: str
    legislature: int
    type: str
    number: int
    schema: str | None
    schema_type: str | None
    regime: str | None
    rubric: str | None
    heading: str | None
    analyses: tuple[str, ...]
    author_id: str | None
    mandate_id: str | None
    group: Body
    asked_ministry: Body
    attributions: tuple[Attribution, ...]
    questions: tuple[Publication, ...]
    answers: tuple[Publication, ...]
    renewals: tuple[Journal, ...]
    flags: tuple[Journal, ...]
    errata: tuple[Erratum, ...]
    cloture: Cloture | None


def read_question_document(data: Any, legislature: int) -> QuestionDocument:
    """Read a question of a legislature; raise NotThePage where it has no uid, or is another one than its uid says."""
    question = member(data, "question") or data
    if not isinstance(question, dict):
        raise NotThePage(f"expected a question, found {str(data)[:80]!r}")
    identifiant = question.get("identifiant")
    stated = *texts(identifiant, "legislature", "numero"), text_of(question.get("type"))
    uid, number, kind = identity(text_of(question.get("uid")), *stated, legislature)
    indexation, author = question.get("indexationAN"), question.get("auteur")
    author_id, mandate_id = texts(member(author, "identite"), "acteurRef", "mandatRef")
    rubric, heading = texts(indexation, "rubrique", "teteAnalyse")
    return QuestionDocument(
        uid=uid,
        legislature=legislature,
        type=kind,
        number=number,
        schema=text_of(question.get("@xmlns")),
        schema_type=text_of(question.get("@xsi:type")),
        regime=text_of(member(identifiant, "regime")),
        rubric=rubric,
        heading=heading,
        analyses=strings(member(indexation, "analyses"), "analyse"),
        author_id=author_id,
        mandate_id=mandate_id,
        group=_body(member(author, "groupe")),
        asked_ministry=_body(question.get("minInt")),
        attributions=tuple(map(_attribution, each(question.get("minAttribs"), "minAttrib"))),
        questions=tuple(map(_publication, each(question.get("textesQuestion"), "texteQuestion"))),
        answers=tuple(map(_publication, each(question.get("textesReponse"), "texteReponse"))),
        renewals=tuple(map(journal_of, each(question.get("renouvellements"), "renouvellement"))),
        flags=tuple(map(journal_of, each([question.get("signalement"), question.get("signalements")], "signalement"))),
        errata=tuple(_errata(question)),
        cloture=_cloture(question.get("cloture")),
    )


def identity(
    uid: str | None,
    stated_legislature: str | None,
    stated_number: str | None,
    stated_type: str | None,
    expected: int,
) -> tuple[str, int, str]:
    """Return uid, number and type of a question of the legislature expected.

    Raises NotThePage where there is no uid, or what is stated beside it does not say the same.
    """
    match = UID.fullmatch(uid or "")
    if uid is None or match is None:
        raise NotThePage(f"expected a question's uid, found {uid and uid[:80]!r}")
    if int(match[1]) != expected:
        raise NotThePage(f"expected a question of legislature {expected}, found {uid}")
    stated = stated_legislature, stated_type, stated_number
    if stated != match.groups():
        for said, named in zip(stated, match.groups(), strict=True):
            if said is not None and said.lstrip("0") != named:
                raise NotThePage(f"expected {uid}, found a question that is also {said[:80]!r}")
    return uid, int(match[3]), match[2]


def _body(place: Any) -> Body:
    return Body._make(texts(place, "organeRef", "abrege", "developpe"))


def _attribution(place: Any) -> Attribution:
    ministry = _body(member(place, "denomination"))
    return Attribution(journal_of(place), ministry if any(ministry) else _body(place))


def _publication(place: Any) -> Publication:
    if isinstance(place, dict):
        return Publication(journal_of(place), text_of(place["texte"] if "texte" in place else place.get("#text")))
    return Publication(Journal(), text_of(place))


def _errata(question: dict[str, Any]) -> list[Erratum]:
    """Return the corrections that stand beside the texts, under a name such as ``erratumReponse``, or inside one."""
    places: list[tuple[Any, Corrected | None]] = [(question, None)]
    for container, name, of in TEXTS:
        for outer in _listed(question.get(container)):
            places.append((outer, of))
            places += [(inner, of) for inner in _listed(member(outer, name))]
    return [one for place, of in places if isinstance(place, dict) for one in _errata_in(place, of)]


def _listed(place: Any) -> list[Any]:
    return place if isinstance(place, list) else [] if place is None else [place]


def _errata_in(place: dict[str, Any], of: Corrected | None) -> list[Erratum]:
    found: list[Erratum] = []
    for name in place:
        if name[:5].lower() == ERRATUM:
            corrected = of or _corrected(name)
            for one in flat(place[name]):
                inside = _errata_in(one, corrected) if isinstance(one, dict) else []
                found += inside or [_erratum(one, corrected or "question")]
    return found


def _corrected(name: str) -> Corrected | None:
    if "reponse" in name.lower():
        return "answer"
    return "question" if "question" in name.lower() else None


def _erratum(place: Any, of: Corrected) -> Erratum:
    # What is a text and no object tells when, not what.
    published, html = _publication(place) if isinstance(place, dict) else (journal_of(place), None)
    return Erratum(of, published, html)


def _cloture(place: Any) -> Cloture | None:
    if is_nothing(place):
        return None
    code, label, date = texts(place, "codeCloture", "libelleCloture", "dateCloture")
    found = Cloture(code, label, date, journal_of(member(place, "infoJO")))
    return found if any((code, label, date, any(found.published))) else None
