"""Landed records as the Assembly's own data and pages tell of the same fictional deputies and questions."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from parliament.records import Deputy, Event, GroupStay, Mandate, Organe, Question
from tests.etl.made_up import DAY, deputy, question

# Tenures of the time: justice, its successor, and budget.
JUSTICE, LIBERTIES, BUDGET = "PO388090", "PO419528", "PO388010"


def official(number: int = 1, *, day: int = 0, **said: Any) -> Question:
    """A pending question's open data, with the organes of its ministry and of its author's group."""
    told: dict[str, Any] = {
        "source": "assemblee",
        "site_id": None,
        "comment_count": None,
        "mandate_id": "PM990001",
        "group_id": "PO389507",
        "group_label": "SRC",
        "asked_ministry_id": JUSTICE,
        "asked_ministry_label": "Ministère de la justice",
        "answering_ministry_id": JUSTICE,
        "answering_ministry_label": "Ministère de la justice",
        "flagged": False,
        "question_text": f"Texte officiel de la question {number}.",
        "page_url": "https://example.invalid/Questions_ecrites.json.zip",
        "events": (
            Event(kind="asked", happened_on=date(2009, 4, 21), jo_type="JO_QUESTION", jo_page="3741"),
            Event(
                kind="attributed", happened_on=date(2009, 4, 21), detail="Ministère de la justice", ministry_id=JUSTICE
            ),
        ),
    }
    return question(number, day=day, **told | said)


def export(number: int = 1, *, day: int = 0, **said: Any) -> Question:
    """A pending question in the old export, which has neither organes nor the group at the time."""
    bare: dict[str, Any] = {
        "detail": "export",
        "group_id": None,
        "group_label": None,
        "mandate_id": None,
        "asked_ministry_id": None,
        "answering_ministry_id": None,
        "flagged": None,
        "page_url": f"https://example.invalid/q13/13-{number}QE.htm/vue/xml",
        "events": (),
    }
    return official(number, day=day, **bare | said)


def official_page(number: int = 1, *, day: int = 0, **said: Any) -> Question:
    """A pending question's page at the Assembly."""
    told: dict[str, Any] = {
        "detail": "page",
        "answering_ministry_label": None,
        "heading": None,
        "question_text": "Texte de la page officielle.",
        "page_url": f"https://example.invalid/dyn/13/questions/QANR5L13QE{number}",
    }
    return export(number, day=day, **told | said)


def registered(number: int = 1, *, day: int = 0, **said: Any) -> Deputy:
    """A deputy of the Assembly's register, with dated stays in groups."""
    told: dict[str, Any] = {
        "source": "assemblee",
        "site_id": None,
        "group_since": None,
        "group_name": None,
        "mandates": (Mandate(starts_on=date(2007, 6, 20), ends_on=date(2012, 6, 19), end_reason=None),),
        "groups": (GroupStay(group_id="PO389507", starts_on=date(2007, 6, 27), ends_on=date(2012, 6, 19)),),
        "page_url": "https://example.invalid/AMO30.json.zip",
    }
    return deputy(number, day=day, **told | said)


def organe(organe_id: str = "PO990001", *, day: int = 0, **said: Any) -> Organe:
    """A political group of legislature 13 that no register of this project knows."""
    record = Organe(
        source="assemblee",
        organe_id=organe_id,
        kind="group",
        legislature=13,
        name="Groupe des exemples",
        short_name="Exemples",
        acronym="EX",
        starts_on=date(2008, 1, 1),
        ends_on=None,
        page_url="https://example.invalid/AMO30.json.zip",
        fetched_at=DAY + timedelta(days=day),
    )
    return replace(record, **said)
