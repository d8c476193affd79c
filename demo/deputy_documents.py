"""The deputies as data: the roster and the single document, with the fields each branch gives."""

from collections.abc import Iterable
from typing import Any

from demo.flavours import Flavour
from demo.groups import GROUPS
from demo.people import Member, Stay


def roster_entry(flavour: Flavour, member: Member, base: str) -> dict[str, Any]:
    """Return a deputy as ``/deputes/json`` lists them: on 13 without contacts."""
    return _document(flavour, member, base, contacts=not flavour.old_layout, single={})


def deputy_document(flavour: Flavour, member: Member, base: str) -> dict[str, Any]:
    """Return a deputy as ``/<slug>/json`` shows them."""
    dated = {} if flavour.old_layout else {"debut_fonction": f"{member.groups[-1][0]}"}
    duties: list[dict[str, Any]] = []
    if member.site_id % 3 == 2:
        duties = [{"responsabilite": {"organisme": "Commission des exemples", "fonction": "membre", **dated}}]
    single: dict[str, Any] = {}
    if flavour.old_layout or not member.former:
        name = GROUPS[member.legislature][member.group].name
        single["groupe"] = {"organisme": name, "fonction": "membre", **dated}
    single |= {"duties": duties if flavour.old_layout or not member.former else []}
    return _document(flavour, member, base, contacts=True, single=single)


def _document(flavour: Flavour, member: Member, base: str, *, contacts: bool, single: dict[str, Any]) -> dict[str, Any]:
    who = member.person
    first, last = who.stored_names(member.legislature)
    document: dict[str, Any] = {
        "id": member.site_id,
        "nom": who.name,
        "nom_de_famille": last,
        "prenom": first,
        "sexe": who.sex,
        "date_naissance": f"{who.born_on}",
        "lieu_naissance": who.birthplace,
        "num_deptmt": member.department[0],
        "nom_circo": member.department[1],
        "num_circo": member.constituency,
        "mandat_debut": f"{member.starts_on}",
    }
    # Both keys are absent where they do not apply, never null.
    if member.ends_on is not None:
        document["mandat_fin"] = f"{member.ends_on}"
    if member.former:
        document["ancien_depute"] = 1
    if "groupe" in single:
        document["groupe"] = single["groupe"]
    document |= {"groupe_sigle": member.group, "parti_ratt_financier": member.party}
    if single:
        document |= _duties(flavour, member, single["duties"])
    document["sites_web"] = [{"site": f"http://www.{who.slug}.example"}] if who.fictional and member.site_id % 2 else []
    if contacts:
        document |= _contacts(flavour, member)
    document["anciens_mandats"] = [{"mandat": _stay(stay)} for stay in member.stays]
    return document | _tail(flavour, member, base)


def _duties(flavour: Flavour, member: Member, duties: Iterable[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "responsabilites": list(duties),
        "responsabilites_extra_parlementaires": [],
        "groupes_parlementaires": [],
    }
    if not flavour.old_layout:
        name = GROUPS[member.legislature][member.group].name
        past = {
            "organisme": name,
            "fonction": "membre",
            "debut_fonction": f"{member.starts_on}",
            "fin_fonction": f"{member.ends_on}",
        }
        found["historique_responsabilites"] = [{"responsabilite": past}] if member.former else []
    return found


def _contacts(flavour: Flavour, member: Member) -> dict[str, Any]:
    """Return contacts nobody can be reached by; none for the real deputy."""
    who = member.person
    found: dict[str, Any] = {
        "emails": [{"email": f"{who.slug}@example.invalid"}] if who.fictional else [],
        "adresses": [{"adresse": "1 rue de l'Exemple, 00000 Fictiville Téléphone : 01 99 00 00 00"}]
        if who.fictional
        else [],
    }
    if not flavour.old_layout:
        found["collaborateurs"] = [{"collaborateur": "M. Collaborateur Fictif"}]
    return found | {"autres_mandats": [], "anciens_autres_mandats": []}


def _stay(stay: Stay) -> str:
    ends = f"{stay.ends_on:%d/%m/%Y}" if stay.ends_on else ""
    return f"{stay.starts_on:%d/%m/%Y} / {ends} / {stay.reason}"


def official_page(member: Member) -> str:
    """Return the address of the deputy's page at the Assembly, as each branch writes it."""
    number = member.person.official_id
    match member.legislature:
        case 13:
            return f"http://www.assemblee-nationale.fr/13/tribun/fiches_id/{number}.asp"
        case 14:
            return f"http://www2.assemblee-nationale.fr/deputes/fiche/OMC_PA{number}"
        case _:
            return f"https://www.assemblee-nationale.fr/dyn/deputes/PA{number}"


def _tail(flavour: Flavour, member: Member, base: str) -> dict[str, Any]:
    # The later branches force https, whatever they are served over.
    address = base if flavour.old_layout else base.replace("http://", "https://")
    who = member.person
    tail: dict[str, Any] = {
        "profession": who.profession,
        "place_en_hemicycle": member.place,
        "url_an": official_page(member),
        "id_an": who.official_id,
        "slug": who.slug,
        "url_nosdeputes": f"{address}/{who.slug}",
        "url_nosdeputes_api": f"{address}/{who.slug}/json",
        "nb_mandats": 0,
    }
    return tail if flavour.old_layout else tail | {"twitter": ""}
