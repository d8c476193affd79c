"""The register of actors and organes, from its archive to deputies and organes."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parliament.landing import LandingWriter, Run, read_records
from parliament.records import Deputy, GroupStay, Mandate
from scraper.cleaning import Cleaning
from scraper.errors import BadArchive, NotThePage
from scraper.register_landing import Register, land_register
from scraper.sites.assemblee.actor import read_actor
from scraper.sites.assemblee.deputy import deputy_items
from scraper.sites.assemblee.document_record import Origin
from scraper.sites.assemblee.organe import read_organe
from tests.scraper.sites.assemblee.made_up import actor, archive, mandate, organe, seat
from tests.scraper.sites.assemblee.test_question_document import varied

ORIGIN = Origin("https://data.example/AMO30.json.zip", datetime(2026, 11, 26, tzinfo=UTC))
GROUP = organe("PO990300", "GP", "Groupe fictif indépendant", "GFI")
OTHER = organe("PO990301", "GP", "Groupe imaginaire", "GI", viMoDe={"dateDebut": "2024-07-18", "dateFin": "2025-03-01"})
PARTY = organe("PO990400", "PARPOL", "Parti inventé", "PI", legislature=None)
ORGANES = [
    GROUP,
    OTHER,
    PARTY,
    organe("PO990017", "ASSEMBLEE", "Assemblée de la 17e", "AN"),
    organe("PO990100", "MINISTERE", "Ministère de la culture", "CUL", legislature=None,
           viMoDe={"dateDebut": None, "dateAgrement": None, "dateFin": "21/09/2025"}),
    organe("PO990500", "GOUVERNEMENT", "Gouvernement", "GVT", legislature=None),
    organe("PO990012", "GP", "Groupe d'autrefois", "GA", legislature="12"),
]  # fmt: skip
MANDATES = [
    seat("2024-07-18", "2025-02-01", "Nomination comme membre du Gouvernement"),
    seat("2025-06-01", placeHemicycle="9"),
    mandate("GP", "PO990301", "2024-07-18", "2025-01-31"),
    mandate("GP", "PO990300", "2025-06-02"),
    mandate("GP", ["PO990300"], "2025-06-02", "2025-07-01", infosQualite={"codeQualite": "Président"}),
    mandate("PARPOL", "PO990400", "2024-11-01"),
    mandate("MINISTERE", "PO990100", "2025-02-01", "2025-05-01", legislature=None),
    mandate("COMPER", "PO990600", "2025-06-03"),
]


def deputies(data: dict[str, Any], organes: list[dict[str, Any]] = ORGANES) -> list[Deputy]:
    register = {one.uid: one for one in map(read_organe, organes)}
    made = [Cleaning().record(item) for item in deputy_items(read_actor({"acteur": data}), register, ORIGIN)]
    assert all(isinstance(one, Deputy) for one in made), made
    return made  # type: ignore[return-value]


DEPUTY = {
    "source": "assemblee",
    "deputy_id": "PA990001",
    "legislature": 17,
    "slug": "aline-d-exemple",
    "name": "Aline d'Exémple",
    "first_name": "Aline",
    "last_name": "d'Exémple",
    "sex": "F",
    "born_on": date(1960, 2, 29),
    "birthplace": "Ville-Fictive (Orne)",
    "department": "61",
    "constituency": "Orne",
    "constituency_number": 2,
    "profession": "Horlogère",
    "seat": "123",
    "party": "Parti inventé",
    "group_label": "GFI",
    "group_name": "Groupe fictif indépendant",
    "group_since": date(2025, 6, 2),
    "former": False,
    "mandates": (
        Mandate(
            starts_on=date(2024, 7, 18), ends_on=date(2025, 2, 1), end_reason="Nomination comme membre du Gouvernement"
        ),
        Mandate(starts_on=date(2025, 6, 1), ends_on=None, end_reason=None),
    ),
    "groups": (
        GroupStay(group_id="PO990301", starts_on=date(2024, 7, 18), ends_on=date(2025, 1, 31)),
        GroupStay(group_id="PO990300", starts_on=date(2025, 6, 2), ends_on=None),
    ),
    "official_url": "https://www.assemblee-nationale.fr/dyn/deputes/PA990001",
    "detail": "document",
}


@pytest.mark.parametrize("field", DEPUTY)
def test_every_field_of_a_deputy(field: str) -> None:
    (made,) = deputies(actor(*MANDATES))
    assert getattr(made, field) == DEPUTY[field]


@given(st.data())
def test_every_place_may_be_an_object_a_list_or_nothing(data: st.DataObject) -> None:
    original = actor(*MANDATES)
    shaped = {key: part if key.startswith("@") else varied(part, data.draw, key) for key, part in original.items()}
    assert read_actor({"acteur": shaped}) == read_actor({"acteur": original})


def test_contacts_and_staff_are_not_read() -> None:
    read = repr(read_actor(actor(*MANDATES))) + repr(deputies(actor(*MANDATES)))
    assert [text for text in ("example.invalid", "rue Inventée", "Secrétaire") if text in read] == []


def test_one_deputy_per_legislature_from_the_13th_on() -> None:
    seats = [seat("2002-06-19", "2007-06-19", legislature="12"), seat("2007-06-20", "2012-06-19", legislature="13"),
             seat("2027-06-20", legislature="18")]  # fmt: skip
    made = deputies(actor(*seats))
    assert [(one.legislature, one.former, one.mandates[0].starts_on) for one in made] == [
        (13, True, date(2007, 6, 20)),
        (18, False, date(2027, 6, 20)),
    ]


def test_a_mandate_is_of_the_legislature_it_states() -> None:
    (made,) = deputies(actor(seat("2012-06-17", "2012-06-18", legislature="13")))
    assert (made.legislature, len(made.mandates)) == (13, 1)


def test_a_mandate_that_states_none_is_of_its_organes_legislature() -> None:
    (made,) = deputies(actor(seat("2024-07-18", legislature=None)))
    assert made.legislature == 17


@pytest.mark.parametrize("kind", ["MINISTERE", "SENAT", "GP", "COMPER"])
def test_whoever_never_sat_is_no_deputy(kind: str) -> None:
    assert deputies(actor(mandate(kind, "PO990100", "2025-02-01"))) == []


@pytest.mark.parametrize(
    ("end", "former"), [(None, False), ("2026-11-25", True), ("2026-11-26", False), ("2027-01-01", False)]
)
def test_former(end: str | None, former: bool) -> None:
    assert [one.former for one in deputies(actor(seat("2024-07-18", end)))] == [former]


@pytest.mark.parametrize("data", [None, {}, {"acteur": {}}, {"acteur": {"uid": "PO1"}}, {"organe": {"uid": "PO1"}}])
def test_what_is_no_actor(data: Any) -> None:
    with pytest.raises(NotThePage, match="expected an actor"):
        read_actor(data)


def land(folder: Path, members: dict[str, Any], known: Any = ()) -> tuple[Register, dict[str, list[dict[str, Any]]]]:
    run = Run(run_id="run", source="assemblee", scope={}, started_at="2026-11-26 02:00:00")
    writer = LandingWriter(folder / "run", run)
    try:
        path = archive(folder / "a.zip", members)
        done = land_register(path, url=ORIGIN.url, fetched_at=ORIGIN.fetched_at, writer=writer, known=dict(known))
    finally:
        writer.close()
    kinds = ("deputies", "organes", "rejections")
    return done, {kind: list(read_records(folder / "run" / f"{kind}.jsonl")) for kind in kinds}


def files(*actors: dict[str, Any]) -> dict[str, Any]:
    """Return a register as it is published: one file for each, actors first."""
    return {
        **{f"json/acteur/PA{place}.json": {"acteur": one} for place, one in enumerate(actors)},
        **{f"json/organe/{one['uid']}.json": {"organe": one} for one in ORGANES},
        "json/deport/DPTR5L17PA1.json": {"deport": {"uid": "DPTR5L17PA1"}},
    }


def in_one(*actors: dict[str, Any]) -> dict[str, Any]:
    return {"AMO.json": {"export": {"organes": {"organe": ORGANES}, "acteurs": {"acteur": list(actors)}}}}


@pytest.mark.parametrize("layout", [files, in_one])
def test_a_register_lands(tmp_path: Path, layout: Any) -> None:
    minister = actor(mandate("MINISTERE", "PO990100", "2025-02-01"), uid="PA990002")
    done, landed = land(tmp_path, layout(actor(*MANDATES), minister))
    assert (done.deputies, done.organes, done.rejected) == (1, 5, 0)
    assert done.names == {"PA990001": "Aline d'Exémple", "PA990002": "Aline d'Exémple"}
    assert [one["groups"][1]["group_id"] for one in landed["deputies"]] == ["PO990300"]
    assert {one["organe_id"]: (one["kind"], one["legislature"]) for one in landed["organes"]} == {
        "PO990300": ("group", 17),
        "PO990301": ("group", 17),
        "PO990017": ("legislature", 17),
        "PO990100": ("ministry", None),
        "PO990500": ("government", None),
    }
    (culture,) = [one for one in landed["organes"] if one["organe_id"] == "PO990100"]
    assert culture == {
        "source": "assemblee", "organe_id": "PO990100", "kind": "ministry", "legislature": None,
        "name": "Ministère de la culture", "short_name": "CUL abrégé", "acronym": "CUL", "starts_on": None,
        "ends_on": "2025-09-21", "page_url": ORIGIN.url, "fetched_at": "2026-11-26 00:00:00",
    }  # fmt: skip


def test_a_deputy_as_known_does_not_land(tmp_path: Path) -> None:
    _, landed = land(tmp_path / "1", files(actor(*MANDATES)))
    (deputy,) = landed["deputies"]
    done, landed = land(
        tmp_path / "2", files(actor(*MANDATES)), {("17/PA990001", "document"): (deputy["content_hash"], "")}
    )
    assert (done.unchanged, landed["deputies"]) == (1, [])


def test_what_cannot_be_read_costs_no_other(tmp_path: Path) -> None:
    bad = {"json/acteur/x.json": {"acteur": {"uid": None}}, "json/organe/y.json": b"?",
           "json/organe/z.json": {"organe": organe("PO990700", "GP", "Un groupe", "UG", viMoDe={"dateDebut": "hier"})},
           "json/acteur/w.json": {"acteur": actor(uid="PA990003", etatCivil=None)}}  # fmt: skip
    done, landed = land(tmp_path, files(actor(*MANDATES)) | bad)
    assert (done.deputies, done.organes, done.rejected) == (1, 5, 4)
    assert {one["source"] for one in landed["rejections"]} == {"assemblee"}
    assert "example.invalid" not in repr(landed["rejections"])


def test_a_register_without_a_deputy_lands_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadArchive, match="it holds no deputy"):
        land(tmp_path, files())
    assert {path.name for path in (tmp_path / "run").iterdir()} == {"run.json"}
