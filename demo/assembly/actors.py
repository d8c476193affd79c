"""The actors as the Assembly registers them: deputies with all their mandates, and a minister who is none.

They have addresses and staff, as the real ones do, all made up: to prove that nobody stores them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from demo.assembly.chambers import CURRENT, NEXT, Assembly
from demo.assembly.dossier import NEXT_GROUP
from demo.assembly.organes import ASSEMBLIES, COMMITTEE
from demo.assembly.question_data import NAMESPACES, NIL
from demo.cast import FAUSTINE
from demo.people import Member, Person, Stay, person
from parliament.groups import GROUPS, resolve
from parliament.legislatures import LEGISLATURES

DAY = timedelta(days=1)
MINISTER = person(990900, "Firmin Ministre-Feint", "H", "1960-01-31", "Portefeuille (Gers)", "Haut fonctionnaire")
# The ministries that the minister and the deputy who left for the government are said to have held.
_OF_MINISTER = ("PO855087", date(2024, 12, 24), date(2025, 9, 9))
_OF_DEPUTY = ("PO855119", date(2024, 12, 24), date(2025, 9, 9))
_ORGANES = {group.organe: group for group in GROUPS}


def actors(assembly: Assembly, today: date) -> Iterator[dict[str, Any]]:
    """Yield every actor with the mandates of all legislatures; the one real person of the corpus is left out."""
    found: dict[str, list[Member]] = {}
    for chamber in assembly.chambers.values():
        for member in chamber.members:
            if member.person.fictional:
                found.setdefault(member.person.deputy_id, []).append(member)
    next_starts_on = assembly.next_starts_on if assembly.has_next(today) else None
    for members in found.values():
        yield _actor(members[-1].person, _mandates(members, next_starts_on))
    yield _actor(MINISTER, [_ministerial(MINISTER, 1, *_OF_MINISTER)])


def _actor(who: Person, mandates: list[dict[str, Any]]) -> dict[str, Any]:
    town, _, department = who.birthplace.rstrip(")").partition(" (")
    mail = {"@xsi:type": "AdresseMail_Type", "typeLibelle": "Mèl", "valElec": f"{who.slug}@exemple.invalid"}
    return {
        "acteur": {
            **NAMESPACES,
            "uid": {"@xsi:type": "IdActeur_type", "#text": who.deputy_id},
            "etatCivil": {
                "ident": {
                    "civ": "Mme" if who.sex == "F" else "M.",
                    "prenom": who.first_name,
                    "nom": who.last_name,
                    "alpha": who.last_name.removeprefix("de ").removeprefix("d'"),
                    "trigramme": who.last_name[:3].upper(),
                },
                "infoNaissance": {
                    "dateNais": f"{who.born_on}",
                    "villeNais": town,
                    "depNais": department,
                    "paysNais": "France",
                },
                "dateDeces": NIL if who.born_on.day % 2 else None,
            },
            "profession": {
                "libelleCourant": who.profession or NIL,
                "socProcINSEE": {"catSocPro": None, "famSocPro": None},
            },
            "uri_hatvp": None,
            "adresses": {
                "adresse": [
                    {
                        "@xsi:type": "AdressePostale_Type",
                        "uid": f"AD{who.official_id}1",
                        "typeLibelle": "Adresse officielle",
                        "numeroRue": "1",
                        "nomRue": "rue de l'Exemple",
                        "codePostal": "00000",
                        "ville": "Fictiville",
                    },
                    mail,
                ]
            },
            "mandats": {"mandat": mandates if len(mandates) > 1 else mandates[0]},
        }
    }


def _mandates(members: list[Member], next_starts_on: date | None) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for member in members:
        ended = _ended(member.legislature, next_starts_on)
        for number, stay in enumerate(member.stays, 1):
            made.append(_seat(member, number, stay, ended))
            for starts_on, ends_on, organe in _stays(member, stay, ended):
                made.append(_simple(member, len(made), "GP", organe, starts_on, ends_on))
        if member.site_id % 3 == 0:
            made.append(_simple(member, len(made), "COMPER", COMMITTEE, member.stays[0].starts_on, ended))
    last = members[-1]
    if next_starts_on and last.legislature == CURRENT and not last.former:
        made.append(_seat(last, 1, Stay(next_starts_on), None, legislature=NEXT))
        made.append(_simple(last, len(made), "GP", NEXT_GROUP.organe, next_starts_on, None, legislature=NEXT))
    if last.person is FAUSTINE:
        made.append(_ministerial(FAUSTINE, 1, *_OF_DEPUTY))
    return made


def _ended(legislature: int, next_starts_on: date | None) -> date | None:
    """Return the last day of a legislature, None while it sits."""
    return LEGISLATURES[legislature].ends_on or (next_starts_on - DAY if next_starts_on else None)


def _stays(member: Member, stay: Stay, ended: date | None) -> Iterator[tuple[date, date | None, str]]:
    """Yield the groups of one stay in office: a group that is founded anew under the same label is another organe."""
    bounds = [since for since, _ in member.groups[1:]] + [None]
    for (since, label), until in zip(member.groups, bounds, strict=True):
        day, last = max(since, stay.starts_on), (until - DAY if until else None) or stay.ends_on or ended
        last = min(filter(None, (last, stay.ends_on)), default=None)
        while organe := resolve(member.legislature, label, day):
            group = _ORGANES[organe]
            day = max(day, group.starts_on)
            ends_on = min(filter(None, (last, group.ends_on)), default=None)
            if ends_on and ends_on < day:
                break
            yield day, ends_on, organe
            if ends_on is None or ends_on == last:
                break
            day = ends_on + DAY


def _mandate(kind: str, who: Person, uid: str, legislature: int | None, organe: str, what: str) -> dict[str, Any]:
    return {
        "@xsi:type": kind,
        "uid": uid,
        "acteurRef": who.deputy_id,
        "legislature": legislature and f"{legislature}",
        "typeOrgane": what,
        "dateDebut": None,
        "datePublication": None,
        "dateFin": None,
        "preseance": "50",
        "nominPrincipale": "1",
        "infosQualite": {"codeQualite": "membre", "libQualite": "membre", "libQualiteSex": "membre"},
        "organes": {"organeRef": organe},
    }


def _dated(mandate: dict[str, Any], starts_on: date, ends_on: date | None) -> dict[str, Any]:
    return mandate | {"dateDebut": f"{starts_on}", "dateFin": ends_on and f"{ends_on}"}


def _seat(
    member: Member, number: int, stay: Stay, ended: date | None, *, legislature: int | None = None
) -> dict[str, Any]:
    who, where = member.person, legislature or member.legislature
    uid = f"PM{who.official_id}{where}{number}"
    code, department = member.department
    aide = {"qualite": "M.", "prenom": "Aide", "nom": "Feint", "dateDebut": f"{stay.starts_on}", "dateFin": None}
    seat = _mandate("MandatParlementaire_type", who, uid, where, ASSEMBLIES[where], "ASSEMBLEE")
    return _dated(seat, stay.starts_on, stay.ends_on or ended) | {
        "suppleants": {"suppleant": {"dateDebut": f"{stay.starts_on}", "dateFin": None, "suppleantRef": "PA990009"}}
        if member.substitute
        else None,
        "election": {
            "lieu": {
                "region": "Région d'exemple",
                "regionType": "Métropolitain",
                "departement": department,
                "numDepartement": code,
                "numCirco": f"{member.constituency}",
            },
            "causeMandat": "élections générales" if number == 1 else "élection partielle",
            "refCirconscription": None,
        },
        "mandature": {
            "datePriseFonction": f"{stay.starts_on}",
            "causeFin": stay.reason or ("Fin de législature" if ended else None),
            "premiereElection": "0" if member.reelected else "1",
            "placeHemicycle": member.place,
            "mandatRemplaceRef": None,
        },
        "collaborateurs": {"collaborateur": [aide]} if member.site_id % 2 else None,
    }


def _simple(
    member: Member,
    place: int,
    what: str,
    organe: str,
    starts_on: date,
    ends_on: date | None,
    *,
    legislature: int | None = None,
) -> dict[str, Any]:
    where = legislature or member.legislature
    uid = f"PM{member.person.official_id}{where}9{place}"
    return _dated(_mandate("MandatSimple_Type", member.person, uid, where, organe, what), starts_on, ends_on)


def _ministerial(who: Person, number: int, organe: str, starts_on: date, ends_on: date | None) -> dict[str, Any]:
    mandate = _mandate("MandatSimple_Type", who, f"PM{who.official_id}8{number}", None, organe, "MINISTERE")
    mandate["infosQualite"] = {"codeQualite": "Ministre", "libQualite": "Ministre", "libQualiteSex": "Ministre"}
    return _dated(mandate, starts_on, ends_on)
