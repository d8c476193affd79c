"""A question of the open data in the shape that most have: objects and texts where these stand, one or many of a thing.

A decoder that knows the shape gives its fields at once, in half the time that it takes to parse JSON and look into it.
Whatever is shaped otherwise, or holds a name that does not stand here, is left to ``question_document``, which reads
any shape; where both read, they read the same.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from msgspec import DecodeError, Raw, Struct
from msgspec.json import Decoder
from msgspec.structs import astuple

from scraper.sites.assemblee.journal import NOWHERE, Journal
from scraper.sites.assemblee.question_document import (
    NO_BODY,
    Attribution,
    Body,
    Cloture,
    Publication,
    QuestionDocument,
    identity,
)

T = TypeVar("T")


class Part(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """An object of the open data that holds nothing but what its class names."""


class InfoJO(
    Part,
    rename={
        "date": "dateJO", "type": "typeJO", "page": "pageJO", "number": "numJO", "url": "urlLegifrance",
        "reference": "referenceNOR",
    },
):  # fmt: skip
    date: str | None = None
    type: str | None = None
    page: str | None = None
    number: str | None = None
    url: str | None = None
    reference: str | None = None


class Organe(Part, rename={"organe_id": "organeRef", "short_name": "abrege", "name": "developpe"}):
    organe_id: str | None = None
    short_name: str | None = None
    name: str | None = None


class Identifiant(Part, rename={"number": "numero"}):
    number: str | None = None
    regime: str | None = None
    legislature: str | None = None


class Analyses(Part):
    analyse: str | list[str | None] | None = None


class Indexation(Part, rename={"rubric": "rubrique", "heading": "teteAnalyse"}):
    rubric: str | None = None
    heading: str | None = None
    analyses: Analyses | None = None


class Identite(Part, rename={"author_id": "acteurRef", "mandate_id": "mandatRef"}):
    author_id: str | None = None
    mandate_id: str | None = None


class Auteur(Part, rename={"group": "groupe"}):
    identite: Identite | None = None
    group: Organe | None = None


class Given(Part, rename={"printed": "infoJO", "ministry": "denomination"}):
    printed: InfoJO | None = None
    ministry: Organe | None = None


class MinAttribs(Part, rename={"each": "minAttrib"}):
    each: Given | list[Given | None] | None = None


class Texte(Part, rename={"printed": "infoJO", "html": "texte"}):
    printed: InfoJO | None = None
    html: str | None = None


class TextesQuestion(Part, rename={"each": "texteQuestion"}):
    each: Texte | list[Texte | None] | None = None


class TextesReponse(Part, rename={"each": "texteReponse"}):
    each: Texte | list[Texte | None] | None = None


class Step(Part, rename={"printed": "infoJO"}):
    printed: InfoJO | None = None


class Renouvellements(Part, rename={"each": "renouvellement"}):
    each: Step | list[Step | None] | None = None


class Closing(
    Part, rename={"code": "codeCloture", "label": "libelleCloture", "date": "dateCloture", "printed": "infoJO"}
):
    code: str | None = None
    label: str | None = None
    date: str | None = None
    printed: InfoJO | None = None


class UsualQuestion(
    Part,
    rename={
        "schema": "@xmlns", "xsi": "@xmlns:xsi", "schema_type": "@xsi:type", "indexation": "indexationAN",
        "author": "auteur", "asked_ministry": "minInt", "attributions": "minAttribs", "questions": "textesQuestion",
        "answers": "textesReponse", "renewals": "renouvellements", "flags": "signalement",
    },
):  # fmt: skip
    """A question; what is no text is None where it is null, missing or empty."""

    uid: str
    schema: str | None = None
    xsi: str | None = None
    schema_type: str | None = None
    identifiant: Identifiant | None = None
    type: str | None = None
    indexation: Indexation | None = None
    author: Auteur | None = None
    asked_ministry: Organe | None = None
    attributions: MinAttribs | None = None
    questions: TextesQuestion | None = None
    answers: TextesReponse | None = None
    renewals: Renouvellements | None = None
    flags: Step | list[Step | None] | None = None
    cloture: Closing | None = None


class File(Part):
    question: UsualQuestion


_FILE, _ONE, _RUN, _RAW = Decoder(File), Decoder(UsualQuestion), Decoder(list[UsualQuestion]), Decoder(list[Raw])
# What msgspec raises for another shape, for what is no JSON, and for what is nested too deep.
_OTHERWISE = (DecodeError, UnicodeDecodeError, RecursionError)


def usual_questions(json: bytes, *, cut_out: bool) -> list[UsualQuestion | bytes]:
    """Return the questions of a file (``{"question": …}``), or what was cut out of one: a question or a list of them.

    What is shaped otherwise, or broken, comes back as the JSON that it is.
    """
    if not cut_out:
        try:
            return [_FILE.decode(json).question]
        except _OTHERWISE:
            return [json]
    if not json.startswith(b"["):
        return [_usual(json)]
    try:
        return [*_RUN.decode(json)]
    except _OTHERWISE:
        return _one_by_one(json)


def _one_by_one(run: bytes) -> list[UsualQuestion | bytes]:
    try:
        return [_usual(bytes(one)) for one in _RAW.decode(run)]
    except _OTHERWISE:
        return [run]


def _usual(json: bytes) -> UsualQuestion | bytes:
    try:
        return _ONE.decode(json)
    except _OTHERWISE:
        return json


def usual_document(question: UsualQuestion, legislature: int) -> QuestionDocument:
    """Return what a question states; raise NotThePage where it has no uid, or is another one than its uid says."""
    said = question.identifiant or Identifiant()
    stated = _text(said.legislature), _text(said.number), _text(question.type)
    uid, number, kind = identity(_text(question.uid), *stated, legislature)
    indexation, author = question.indexation or Indexation(), question.author or Auteur()
    identite, analyses = author.identite or Identite(), indexation.analyses
    return QuestionDocument(
        uid=uid,
        legislature=legislature,
        type=kind,
        number=number,
        schema=_text(question.schema),
        schema_type=_text(question.schema_type),
        regime=_text(said.regime),
        rubric=_text(indexation.rubric),
        heading=_text(indexation.heading),
        analyses=() if analyses is None else tuple(filter(None, map(_text, _many(analyses.analyse)))),
        author_id=_text(identite.author_id),
        mandate_id=_text(identite.mandate_id),
        group=_body(author.group),
        asked_ministry=_body(question.asked_ministry),
        attributions=() if question.attributions is None else _attributions(question.attributions.each),
        questions=() if question.questions is None else _publications(question.questions.each),
        answers=() if question.answers is None else _publications(question.answers.each),
        renewals=() if question.renewals is None else _steps(question.renewals.each),
        flags=() if question.flags is None else _steps(question.flags),
        errata=(),
        cloture=None if question.cloture is None else _cloture(question.cloture),
    )


def _text(value: str | None) -> str | None:
    return None if value is None else value.strip() or None


def _many(place: T | list[T | None] | None) -> Iterable[T]:
    if isinstance(place, list):
        return [one for one in place if one is not None]
    return () if place is None else (place,)


# A few hundred bodies are named by all questions of an archive, and the questions of a day stand on a few pages.
@lru_cache(maxsize=1 << 12)
def _body(place: Organe | None) -> Body:
    return NO_BODY if place is None else Body._make(map(_text, astuple(place)))


@lru_cache(maxsize=1 << 12)
def _journal(place: InfoJO | None) -> Journal:
    return NOWHERE if place is None else Journal._make(map(_text, astuple(place)))


def _says(place: InfoJO | Organe | None) -> bool:
    return place is not None and any(astuple(place))


def _attributions(place: Given | list[Given | None] | None) -> tuple[Attribution, ...]:
    return tuple(
        [
            Attribution(_journal(one.printed), _body(one.ministry))
            for one in _many(place)
            if _says(one.printed) or _says(one.ministry)
        ]
    )


def _publications(place: Texte | list[Texte | None] | None) -> tuple[Publication, ...]:
    return tuple(
        [Publication(_journal(one.printed), _text(one.html)) for one in _many(place) if one.html or _says(one.printed)]
    )


def _steps(place: Step | list[Step | None] | None) -> tuple[Journal, ...]:
    return tuple([_journal(one.printed) for one in _many(place) if _says(one.printed)])


def _cloture(place: Closing) -> Cloture | None:
    code, label, date = _text(place.code), _text(place.label), _text(place.date)
    found = Cloture(code, label, date, _journal(place.printed))
    return found if any((code, label, date, any(found.published))) else None
