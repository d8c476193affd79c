"""The Assembly's data read a second time, by other means than any reader of the project, to compare with the truth."""

import io
import json
import re
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

from parliament.records import Event
from parliament.text import clean_html

REPOSITORY = "/static/openData/repository"
AMO = (
    "amo/tous_acteurs_mandats_organes_xi_legislature/"
    "AMO30_tous_acteurs_tous_mandats_tous_organes_historique.json.zip"
)  # fmt: skip
_NUMBERED = re.compile(r"^\d+\. — \d{1,2}(er)? [^\W\d]+ \d{4}\. — ")


def questions_path(legislature: int) -> str:
    suffix = {14: "_XIV", 15: "_XV"}.get(legislature, "")
    return f"{REPOSITORY}/{legislature}/questions/questions_ecrites/Questions_ecrites{suffix}.json.zip"


def actors_path(legislature: int) -> str:
    return f"{REPOSITORY}/{legislature}/{AMO}"


def files(data: bytes) -> dict[str, Any]:
    """Return the JSON files of an archive by their names."""
    with ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def trees(data: bytes) -> list[dict[str, Any]]:
    """Return the questions of an archive, whichever way it is laid out."""
    found: list[dict[str, Any]] = []
    for content in files(data).values():
        found += [content["question"]] if "question" in content else content["questionsEcrites"]["question"]
    return found


def each(place: Any, *names: str) -> list[Any]:
    """Return what stands at a place, however one, many or nothing is spelt."""
    for name in names:
        place = place.get(name) if isinstance(place, dict) else None
    if isinstance(place, list):
        return place
    nothing = place is None or (isinstance(place, dict) and (not place or "@xsi:nil" in place))
    return [] if nothing else [place]


def text(place: Any, *names: str) -> str | None:
    found = each(place, *names)
    return (found[0]["#text"] if isinstance(found[0], dict) else found[0]) if found else None


def day(place: Any, *names: str) -> date | None:
    said = text(place, *names)
    if said is None:
        return None
    return datetime.strptime(said, "%d/%m/%Y" if "/" in said else "%Y-%m-%d").date()  # noqa: DTZ007


def read(tree: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a question that its tree gives, by the names of a record."""
    attributions = each(tree, "minAttribs", "minAttrib")
    answers, closure = each(tree, "textesReponse", "texteReponse"), tree["cloture"]
    code, label = text(closure, "codeCloture"), text(closure, "libelleCloture")
    rubric, head = text(tree, "indexationAN", "rubrique"), text(tree, "indexationAN", "teteAnalyse")
    analyses = each(tree, "indexationAN", "analyses", "analyse")
    asked = each(tree, "textesQuestion", "texteQuestion")[0]
    question = clean_html(_NUMBERED.sub("", asked["texte"] or ""))
    denominations = [tree["minInt"], attributions[-1]["denomination"]]
    return {
        "question_id": tree["uid"],
        "number": int(text(tree, "identifiant", "numero") or 0),
        "deputy_id": tree["auteur"]["identite"]["acteurRef"],
        "mandate_id": tree["auteur"]["identite"]["mandatRef"],
        "group_id": tree["auteur"]["groupe"]["organeRef"],
        "group_label": tree["auteur"]["groupe"]["abrege"],
        "asked_on": day(asked, "infoJO", "dateJO"),
        "asked_ministry_id": denominations[0]["organeRef"],
        "asked_ministry_label": denominations[0]["developpe"],
        "answering_ministry_id": denominations[1]["organeRef"],
        "answering_ministry_label": denominations[1]["developpe"],
        "rubric": rubric,
        "heading": head or next(iter(analyses), None),
        "themes": tuple(filter(None, (rubric, head, *analyses))),
        "closed_on": day(closure, "dateCloture"),
        "closure_code": code,
        "withdrawal_reason": None if code == "REP_PUB" else label,
        "question_text": question or None,
        "answer_text": clean_html(answers[0]["texte"]) if answers else None,
        "events": tuple(_events(tree, asked, attributions, answers)),
    }


def _events(tree: dict[str, Any], asked: Any, attributions: list[Any], answers: list[Any]) -> list[Event]:
    found = [_event("asked", asked)]
    for one in attributions:
        who = one["denomination"]
        found.append(_event("attributed", one, detail=who["developpe"], ministry_id=who["organeRef"]))
    found += [_event("renewed", one) for one in each(tree, "renouvellements", "renouvellement")]
    found += [_event("flagged", one) for one in each(tree, "signalement")]
    found += [_event("corrected", one, detail="question") for one in each(tree, "erratumQuestion")]
    found += [_event("corrected", one, detail="answer") for one in each(tree, "erratumReponse")]
    found += [_event("answered", one) for one in answers]
    if text(tree, "cloture", "codeCloture") or text(tree, "cloture", "dateCloture"):
        closed = _event("closed", tree["cloture"], detail=text(tree, "cloture", "libelleCloture"))
        closed.happened_on = day(tree, "cloture", "dateCloture")
        found.append(closed)
    return found


def _event(kind: Any, place: Any, **more: Any) -> Event:
    names = {"jo_type": "typeJO", "jo_page": "pageJO", "jo_number": "numJO"}
    names |= {"jo_url": "urlLegifrance", "jo_reference": "referenceNOR"}
    printed = {field: text(place, "infoJO", name) for field, name in names.items()}
    return Event(kind=kind, happened_on=day(place, "infoJO", "dateJO"), **printed, **more)
