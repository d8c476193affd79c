"""An actor of the Assembly's register: a person and all their mandates, of every kind and legislature.

Addresses and staff are left where they are.
"""

from dataclasses import dataclass
from typing import Any

from scraper.errors import NotThePage
from scraper.sites.assemblee.open_data import each, member, strings, texts
from scraper.sites.assemblee.organe import whole_number

SEAT, GROUP, PARTY = "ASSEMBLEE", "GP", "PARPOL"


@dataclass(slots=True, kw_only=True)
class ActorMandate:
    """One mandate; ``kind`` is the type of its organes: ASSEMBLEE for a seat, GP for a stay in a group, and others."""

    uid: str | None
    schema_type: str | None
    kind: str | None
    legislature: int | None
    organes: tuple[str, ...]
    starts_on: str | None
    ends_on: str | None
    quality: str | None
    quality_label: str | None
    region: str | None
    department: str | None
    department_number: str | None
    constituency_number: int | None
    cause: str | None
    took_office_on: str | None
    end_reason: str | None
    seat: str | None
    replaces: str | None


@dataclass(slots=True, kw_only=True)
class Actor:
    """A person, dates as written; ``civility`` is "M." or "Mme"."""

    uid: str
    civility: str | None
    first_name: str | None
    last_name: str | None
    sorted_as: str | None
    trigram: str | None
    born_on: str | None
    birthplace: str | None
    birth_department: str | None
    birth_country: str | None
    died_on: str | None
    profession: str | None
    profession_category: str | None
    profession_family: str | None
    mandates: tuple[ActorMandate, ...]

    @property
    def name(self) -> str | None:
        return " ".join(filter(None, (self.first_name, self.last_name))) or None

    def mandates_of(self, kind: str) -> list[ActorMandate]:
        return [mandate for mandate in self.mandates if mandate.kind == kind]


def read_actor(data: Any) -> Actor:
    """Read an actor, ``{"acteur": {…}}``; raise NotThePage where they have no uid."""
    held = member(data, "acteur") or data
    (uid,) = texts(held, "uid")
    if uid is None or not uid.startswith("PA"):
        raise NotThePage(f"expected an actor with a uid, found {str(data)[:80]!r}")
    civil, profession = member(held, "etatCivil"), member(held, "profession")
    civility, first_name, last_name, sorted_as, trigram = texts(
        member(civil, "ident"), "civ", "prenom", "nom", "alpha", "trigramme"
    )
    born_on, birthplace, department, country = texts(
        member(civil, "infoNaissance"), "dateNais", "villeNais", "depNais", "paysNais"
    )
    category, family = texts(member(profession, "socProcINSEE"), "catSocPro", "famSocPro")
    return Actor(
        uid=uid,
        civility=civility,
        first_name=first_name,
        last_name=last_name,
        sorted_as=sorted_as,
        trigram=trigram,
        born_on=born_on,
        birthplace=birthplace,
        birth_department=department,
        birth_country=country,
        died_on=texts(civil, "dateDeces")[0],
        profession=texts(profession, "libelleCourant")[0],
        profession_category=category,
        profession_family=family,
        mandates=tuple(_mandate(one) for one in each(member(held, "mandats"), "mandat") if isinstance(one, dict)),
    )


def _mandate(held: dict[str, Any]) -> ActorMandate:
    uid, schema_type, legislature, kind, starts_on, ends_on = texts(
        held, "uid", "@xsi:type", "legislature", "typeOrgane", "dateDebut", "dateFin"
    )
    quality, quality_label = texts(member(held, "infosQualite"), "codeQualite", "libQualite")
    election, mandature = member(held, "election"), member(held, "mandature")
    region, department, department_number, constituency = texts(
        member(election, "lieu"), "region", "departement", "numDepartement", "numCirco"
    )
    took_office_on, end_reason, seat, replaces = texts(
        mandature, "datePriseFonction", "causeFin", "placeHemicycle", "mandatRemplaceRef"
    )
    return ActorMandate(
        uid=uid,
        schema_type=schema_type,
        kind=kind,
        legislature=whole_number(legislature),
        organes=strings(member(held, "organes"), "organeRef"),
        starts_on=starts_on,
        ends_on=ends_on,
        quality=quality,
        quality_label=quality_label,
        region=region,
        department=department,
        department_number=department_number,
        constituency_number=whole_number(constituency),
        cause=texts(election, "causeMandat")[0],
        took_office_on=took_office_on,
        end_reason=end_reason,
        seat=seat,
        replaces=replaces,
    )
