"""The organes as the Assembly registers them: legislatures, groups, governments, ministries, and a committee."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from demo.assembly.chambers import NEXT
from demo.assembly.dossier import NEXT_GROUP
from demo.assembly.question_data import NAMESPACES
from parliament.groups import GROUPS, Group
from parliament.legislatures import LEGISLATURES
from parliament.ministries.register import GOVERNMENTS, MINISTRIES, Government, Ministry

DAY = timedelta(days=1)
# The Assembly's own ids of its legislatures; that of the next one is the demo's.
ASSEMBLIES = {13: "PO384266", 14: "PO644420", 15: "PO717460", 16: "PO791932", 17: "PO838901", NEXT: "PO990018"}
COMMITTEE = "PO990059"


def organes(next_starts_on: date | None) -> Iterator[dict[str, Any]]:
    """Yield every organe; those of the next legislature from its first day on."""
    for number, term in LEGISLATURES.items():
        ends_on = term.ends_on or (next_starts_on - DAY if next_starts_on else None)
        yield _assembly(number, term.starts_on, ends_on)
    if next_starts_on:
        yield _assembly(NEXT, next_starts_on, None)
    for group in (*GROUPS, NEXT_GROUP) if next_starts_on else GROUPS:
        yield _group(group, next_starts_on)
    # The Assembly's ids alone: a government that the register knows by a name of its own has none here.
    yield from (_government(one) for one in GOVERNMENTS.values() if one.government_id.startswith("PO"))
    yield from (_ministry(one) for one in MINISTRIES.values())
    yield _organe("OrganeParlementaire_Type", COMMITTEE, "COMPER", "Commission des exemples", "Exemples", "CEX", {})


def _organe(
    kind: str, uid: str, code: str, name: str, short: str | None, acronym: str | None, days: dict[str, Any], **more: Any
) -> dict[str, Any]:
    nothing = {"dateDebut": None, "dateAgrement": None, "dateFin": None}
    return {
        "organe": {
            **NAMESPACES,
            "@xsi:type": kind,
            "uid": uid,
            "codeType": code,
            "libelle": name,
            "libelleEdition": name,
            "libelleAbrege": short,
            "libelleAbrev": acronym,
            "viMoDe": nothing | days,
            "organeParent": None,
            **more,
        }
    }


def _days(starts_on: date | None, ends_on: date | None) -> dict[str, Any]:
    return {"dateDebut": starts_on and f"{starts_on}", "dateFin": ends_on and f"{ends_on}"}


def _assembly(number: int, starts_on: date, ends_on: date | None) -> dict[str, Any]:
    more = {"chambre": None, "regime": "5ème République", "legislature": f"{number}"}
    name = f"Assemblée nationale de la {number}ème législature"
    return _organe(
        "OrganeParlementaire_Type", ASSEMBLIES[number], "ASSEMBLEE", name, "Assemblée nationale", "AN",
        _days(starts_on, ends_on), **more,
    )  # fmt: skip


def _group(group: Group, next_starts_on: date | None) -> dict[str, Any]:
    more = {"regime": "5ème République", "legislature": f"{group.legislature}", "positionPolitique": None}
    starts_on = (next_starts_on if group is NEXT_GROUP else None) or group.starts_on
    ends_on = group.ends_on
    if ends_on is None and next_starts_on and group.legislature < NEXT:
        ends_on = next_starts_on - DAY
    return _organe(
        "GroupePolitique_type", group.organe, "GP", group.name, group.acronym, group.acronym,
        _days(starts_on, ends_on), **more,
    )  # fmt: skip


def _government(one: Government) -> dict[str, Any]:
    days = _days(one.starts_on, one.ends_before and one.ends_before - DAY)
    return _organe("OrganeExterne_Type", one.government_id, "GOUVERNEMENT", "Gouvernement", one.name, "GVT", days)


def _ministry(one: Ministry) -> dict[str, Any]:
    """Write a ministry; a day that the register derives is not told."""
    starts_on = None if "starts_on" in one.derived else one.starts_on
    ends_on = one.ends_before - DAY if one.ends_before and "ends_before" not in one.derived else None
    organe = _organe(
        "OrganeExterne_Type", one.ministry_id, "MINISTERE", one.name, one.short_name, None, _days(starts_on, ends_on)
    )
    government = one.government_id or ""
    organe["organe"]["organeParent"] = government if government.startswith("PO") else None
    return organe
