"""Open data of fictional people: a question with all that a question can have, an actor, organes."""

import json
from copy import deepcopy
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

NIL = {"@xsi:nil": "true"}


def info(date: str | None, **values: str | None) -> dict[str, Any]:
    empty = dict.fromkeys(("typeJO", "dateJO", "pageJO", "numJO", "urlLegifrance", "referenceNOR"))
    return empty | {"typeJO": "JO_QUESTION", "dateJO": date} | values


def ministry(uid: str, short: str | None, name: str | None) -> dict[str, Any]:
    return {"organeRef": uid, "abrege": short, "developpe": name}


CULTURE = ministry("PO990100", "Culture", "Ministère de la culture")
SPORTS = ministry("PO990200", "Sports", "Ministère des sports, de l'eau")

FULL: dict[str, Any] = {
    "@xmlns": "http://schemas.assemblee-nationale.fr/referentiel",
    "@xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "@xsi:type": "QuestionEcrite_Type",
    "uid": "QANR5L17QE7",
    "identifiant": {"numero": "7", "regime": "5eme Republique", "legislature": "17"},
    "type": "QE",
    "indexationAN": {
        "rubrique": "arts et spectacles",
        "teteAnalyse": "cirque",
        "analyses": {"analyse": ["éléphants", "aides de l'État"]},
    },
    "auteur": {
        "identite": {"acteurRef": "PA990001", "mandatRef": "PM990001"},
        "groupe": {"organeRef": "PO990300", "abrege": "GFI", "developpe": "Groupe fictif indépendant"},
    },
    "minInt": CULTURE,
    "minAttribs": {
        "minAttrib": [
            {"infoJO": info("2025-01-07", pageJO="11"), "denomination": CULTURE},
            {"infoJO": info("2025-02-04", pageJO="12", numJO="5"), "denomination": SPORTS},
        ]
    },
    "textesQuestion": {
        "texteQuestion": {
            "infoJO": info("2025-01-07", pageJO="13"),
            "texte": "</p><p>7. — 7 janvier 2025. — <b>Mme Aline Exemple</b> demande<br>12&#160;870 clowns.",
        }
    },
    "textesReponse": {
        "texteReponse": [
            {"infoJO": info("2025-06-10", pageJO="99", urlLegifrance="https://legifrance.example/a?b=1&c=2"),
             "texte": "<p>Ils sont là.</p>"},
            {"infoJO": info("2025-06-17", referenceNOR="XYZA2500001Q"), "texte": "Et là."},
        ]
    },
    "renouvellements": {"renouvellement": [{"infoJO": info("2025-03-11")}, {"infoJO": info("2025-04-15")}]},
    "signalement": {"infoJO": info("2025-05-06", pageJO="44")},
    "erratumQuestion": {"infoJO": info("2025-01-14", pageJO="21"), "texte": "Lire : douze clowns."},
    "erratumReponse": {"infoJO": info("2025-06-24")},
    "cloture": {
        "codeCloture": "REP_PUB",
        "libelleCloture": "Réponse publiée",
        "dateCloture": "2025-06-10",
        "infoJO": info("2025-06-10", pageJO="98"),
    },
}  # fmt: skip


def full(**changes: Any) -> dict[str, Any]:
    """Return the whole question, with other values in some places."""
    return deepcopy(FULL) | changes


def pending(number: int, text: str | None = None, legislature: int = 17) -> dict[str, Any]:
    """Return a question as most are when they are new: half of its places are null."""
    return full(
        uid=f"QANR5L{legislature}QE{number}",
        identifiant={"numero": str(number), "regime": "5eme Republique", "legislature": str(legislature)},
        minAttribs={"minAttrib": {"infoJO": info("2025-01-07"), "denomination": CULTURE}},
        textesQuestion={
            "texteQuestion": {"infoJO": info("2025-01-07"), "texte": text or f"Combien de clowns au n° {number} ?"}
        },
        textesReponse=None,
        renouvellements=None,
        signalement=NIL,
        erratumQuestion={},
        erratumReponse=None,
        cloture=NIL,
    )


def organe(uid: str, code: str, name: str, acronym: str, **values: Any) -> dict[str, Any]:
    return {
        "@xsi:type": "OrganeParlementaire_Type",
        "uid": uid,
        "codeType": code,
        "libelle": name,
        "libelleEdition": f"du {name}",
        "libelleAbrege": f"{acronym} abrégé",
        "libelleAbrev": acronym,
        "viMoDe": {"dateDebut": "2024-07-18", "dateAgrement": None, "dateFin": None},
        "legislature": "17",
    } | values


def mandate(kind: str, organes: Any, start: str, end: str | None = None, **values: Any) -> dict[str, Any]:
    return {
        "@xsi:type": "MandatSimple_Type",
        "uid": f"PM{organes}",
        "acteurRef": "PA990001",
        "legislature": "17",
        "typeOrgane": kind,
        "dateDebut": start,
        "dateFin": end,
        "infosQualite": {"codeQualite": "Membre", "libQualite": "Membre du"},
        "organes": {"organeRef": organes},
    } | values


def seat(start: str, end: str | None = None, cause: str | None = None, **values: Any) -> dict[str, Any]:
    return mandate(
        "ASSEMBLEE",
        "PO990017",
        start,
        end,
        **{
            "election": {
                "lieu": {"region": "Normandie", "departement": "Orne", "numDepartement": "61", "numCirco": "2"},
                "causeMandat": "élections générales",
            },
            "mandature": {"datePriseFonction": start, "causeFin": cause, "placeHemicycle": "123",
                          "mandatRemplaceRef": None},
            "collaborateurs": {"collaborateur": {"nom": "Secrétaire", "prenom": "Fictif"}},
        } | values,
    )  # fmt: skip


def actor(*mandates: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "@xmlns": "http://schemas.assemblee-nationale.fr/referentiel",
        "uid": {"@xsi:type": "IdActeur_type", "#text": "PA990001"},
        "etatCivil": {
            "ident": {"civ": "Mme", "prenom": "Aline", "nom": "d'Exémple", "alpha": "Exemple", "trigramme": "AEX"},
            "infoNaissance": {
                "dateNais": "1960-02-29", "villeNais": "Ville-Fictive", "depNais": "Orne", "paysNais": "France"
            },
            "dateDeces": NIL,
        },
        "profession": {
            "libelleCourant": "Horlogère", "socProcINSEE": {"catSocPro": "Artisans", "famSocPro": "Indépendants"}
        },
        "adresses": {"adresse": [{"valElec": "aline@example.invalid", "nomRue": "rue Inventée"}]},
        "mandats": {"mandat": list(mandates) or [seat("2024-07-18")]},
    } | changes  # fmt: skip


def archive(path: Any, members: dict[str, Any], **options: Any) -> Any:
    """Write a zip of these members, each JSON or bytes, and return its path."""
    with ZipFile(path, "w", ZIP_DEFLATED, **options) as file:
        for name, content in members.items():
            file.writestr(name, content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False))
    return path


def many_files(questions: list[dict[str, Any]]) -> dict[str, Any]:
    return {f"json/{one['uid']}.json": {"question": one} for one in questions}


def one_file(questions: list[dict[str, Any]]) -> dict[str, Any]:
    return {"Questions_ecrites.json": {"questionsEcrites": {"question": questions}}}
