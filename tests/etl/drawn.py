"""Runs of all that sources tell, drawn by hypothesis: few questions and days, so that what is told collides."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from parliament.records import Event, GroupStay, Mandate, Record
from tests.etl.made_up import ANNOUNCED, ANSWERED, RETIRED, deputy, page, question, visit
from tests.etl.official import BUDGET, JUSTICE, LIBERTIES, export, official, official_page, organe, registered

CLOSURES: list[dict[str, Any]] = [
    {},
    ANNOUNCED,
    RETIRED,
    RETIRED | {"withdrawal_reason": "retrait à l'initiative de l'auteur", "closure_kind": "author"},
    RETIRED | {"closed_on": date(2026, 3, 5), "withdrawn_on": date(2026, 3, 5)},
    ANSWERED,
]
CHANGES: list[dict[str, Any]] = [
    {},
    {"question_text": None},
    {"question_text": "Texte corrigé."},
    {"asked_ministry_label": None, "themes": ()},
    {"asked_ministry_label": "Budget"},
    {"asked_ministry_label": "Ministère de l'intérieur"},
    {"answering_ministry_label": "Justice", "asked_on": date(2008, 1, 8)},
    {"comment_count": 3},
    {"comment_count": None, "page_url": "https://example.invalid/autre"},
    {"deputy_id": "PA990002"},
    {"group_label": "EX"},
]
ASKED = Event(kind="asked", happened_on=date(2009, 4, 21), jo_type="JO_QUESTION", jo_page="3741")
GIVEN = Event(kind="attributed", happened_on=date(2009, 4, 21), detail="Justice", ministry_id=JUSTICE)
# What only the Assembly tells.
OFFICIAL: list[dict[str, Any]] = [
    {"flagged": True, "events": (ASKED, GIVEN, Event(kind="flagged", happened_on=date(2009, 7, 1)))},
    {"flagged": None},
    {"group_id": "PO990001"},
    {"group_id": None, "mandate_id": None},
    {
        "answering_ministry_id": BUDGET,
        "answering_ministry_label": "Ministère du budget",
        "events": (
            ASKED,
            GIVEN,
            Event(kind="attributed", happened_on=date(2009, 7, 7), detail="Justice et libertés", ministry_id=LIBERTIES),
            Event(kind="attributed", happened_on=date(2009, 8, 4), detail="Budget", ministry_id=BUDGET),
        ),
    },
    {"events": (ASKED, Event(kind="corrected", happened_on=None, detail="answer"))},
    {"asked_ministry_id": "PO999999", "asked_ministry_label": "Ministère des exemples"},
]
NOSDEPUTES, ASSEMBLEE = (question, page), (official, export, official_page)
DAYS = st.integers(0, 5)


@st.composite
def questions(draw: st.DrawFn, numbers: int = 2) -> Record:
    """One of few questions, as any witness tells it."""
    make = draw(st.sampled_from([*NOSDEPUTES, *ASSEMBLEE]))
    changes = CHANGES if make in NOSDEPUTES else [*CHANGES, *OFFICIAL]
    said = draw(st.sampled_from(CLOSURES)) | draw(st.sampled_from(changes))
    return make(draw(st.integers(1, numbers)), day=draw(DAYS), **said)


NOSDEPUTES_DEPUTIES: list[dict[str, Any]] = [
    {},
    {"group_label": "GDR"},
    {"group_label": "GDR", "group_since": date(2010, 1, 4)},
    {"mandates": ()},
    {"legislature": 14, "slug": "aline"},
    {"first_name": "Aline Exemple", "last_name": "1"},
]
REGISTERED: list[dict[str, Any]] = [
    {},
    {"groups": (GroupStay(group_id="PO389635", starts_on=date(2007, 6, 27), ends_on=None),)},
    {"groups": (GroupStay(group_id="PO990001", starts_on=date(2008, 1, 1), ends_on=None),)},
    {"groups": (), "group_label": None, "mandates": (), "detail": "page"},
    {"mandates": (Mandate(starts_on=date(2007, 6, 20), ends_on=date(2009, 1, 1), end_reason="démission"),)},
]


@st.composite
def deputies(draw: st.DrawFn) -> Record:
    """One of two deputies, by either source."""
    number, day = draw(st.integers(1, 2)), draw(DAYS)
    if draw(st.booleans()):
        return registered(number, day=day, **draw(st.sampled_from(REGISTERED)))
    detail = draw(st.sampled_from(["document", "page"]))
    return deputy(number, day=day, **{"detail": detail, **draw(st.sampled_from(NOSDEPUTES_DEPUTIES))})


@st.composite
def visits(draw: st.DrawFn) -> Record:
    """A look at the first question's page, at either source: there, gone, gone though listed, an error."""
    said = draw(st.sampled_from([{}, {"http_status": 404}, {"http_status": 404}, {"http_status": 500}]))
    listed = draw(st.sampled_from([None, None, None, "a"]))
    source = draw(st.sampled_from(["nosdeputes", "assemblee"]))
    return visit("QANR5L13QE1", day=draw(DAYS), source=source, listed=listed, **said)


@st.composite
def organes(draw: st.DrawFn) -> Record:
    """A group that no register knows, before and after its name changed."""
    said = draw(st.sampled_from([{}, {"name": "Groupe des fictions"}, {"ends_on": date(2012, 6, 19)}]))
    return organe(day=draw(DAYS), **said)


RECORDS = st.one_of(questions(), questions(), questions(), deputies(), deputies(), visits(), organes())
RUNS = st.lists(st.lists(RECORDS, max_size=5), min_size=2, max_size=4)
