"""Who is believed: a question takes each field from the first witness that fills it.

A witness is a source and the detail of what it says. What the Assembly registers comes before what another site makes
of it, a question's own data before an export of it and that before a page. Comments are counted, and groups at the time
of asking told, by those sources alone that do: an order of their own would change nothing.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Witness:
    """One source and one kind of what it says; ``place`` is its number in SQL."""

    source: str
    detail: str
    place: int


WITNESSES = tuple(
    Witness(source, detail, place)
    for place, (source, detail) in enumerate(
        (
            ("assemblee", "document"),
            ("assemblee", "export"),
            ("assemblee", "page"),
            ("nosdeputes", "document"),
            ("nosdeputes", "page"),
        ),
        start=1,
    )
)
# Columns of question_source that a question takes one by one.
FIELDS = (
    "legislature", "type", "number", "deputy_id", "group_label", "group_id", "asked_on", "asked_ministry_label",
    "asked_ministry_id", "answering_ministry_label", "answering_ministry_id", "rubric", "heading", "official_url",
    "mandate_id", "flagged",
)  # fmt: skip
# The same, of lists: an empty one says nothing.
LISTS = ("themes", "events")
EMPTY = "'[]'"
# Columns that are taken together, for they are one statement: how the question stands.
CLOSURE = (
    "state", "closed_on", "answered_on", "withdrawn_on", "withdrawal_reason", "closure_kind", "response_days",
    "closure_code",
)  # fmt: skip
# Fields that every statement has: taking them from the first one says nothing about it.
ALWAYS = ("legislature", "type", "number", "deputy_id", "asked_on")


def witnesses_of(connection: Connection, standing: str) -> list[Witness]:
    """Return the witnesses that a table of standing contents has, the most believed first."""
    found = {tuple(row) for row in connection.execute(text(f"SELECT DISTINCT source, detail FROM {standing}"))}  # noqa: S608
    return [one for one in WITNESSES if (one.source, one.detail) in found]


def fields_sql(witnesses: list[Witness]) -> str:
    """Return SQL for the fields, each of the first witness that fills it; witness 4 is the row ``s4``."""
    taken = [f"{_first([f's{one.place}.{name}' for one in witnesses])} AS {name}" for name in FIELDS]
    lists = [f"{_first([*(_filled(one, name) for one in witnesses), EMPTY])} AS {name}" for name in LISTS]
    return ", ".join(taken + lists)


def adds_sql(witnesses: list[Witness], one: Witness) -> str:
    """Return a condition: this witness is the first that speaks, or fills what those before it leave empty."""
    before = witnesses[: witnesses.index(one)]
    if not before:
        return f"s{one.place}.question_id IS NOT NULL"
    nobody = " AND ".join(f"s{other.place}.question_id IS NULL" for other in before)
    names = [name for name in (*FIELDS, *LISTS) if name not in ALWAYS]
    fills = (
        " AND ".join([*(f"{_filled(other, name)} IS NULL" for other in before), f"{_filled(one, name)} IS NOT NULL"])
        for name in names
    )
    return f"({nobody} AND s{one.place}.question_id IS NOT NULL) OR " + " OR ".join(f"({fill})" for fill in fills)


def closer_sql(one: Witness, other: Witness, standing: str) -> str:
    """Return a condition: a witness was read later than one before it, and how the question stands is further on.

    A page shows an answer before a cached document does. An announced answer whose day has passed is called withdrawn
    without a reason, and that alone is nothing further.
    """
    new, old = f"s{one.place}", f"s{other.place}"
    return f"""({standing}{one.place}.last_read_at > {standing}{other.place}.last_read_at AND (
        ({old}.state = 'pending' AND {new}.state <> 'pending')
        OR ({old}.state = 'announced' AND {new}.state = 'answered')
        OR ({old}.state = 'announced' AND {new}.state = 'withdrawn'
            AND ({new}.withdrawal_reason IS NOT NULL OR {new}.closed_on IS DISTINCT FROM {old}.closed_on))
        OR ({old}.state = 'withdrawn' AND {old}.closure_kind = 'unexplained' AND {new}.state = 'answered')))"""


def _first(values: list[str]) -> str:
    return f"COALESCE({', '.join(values)})" if len(values) > 1 else values[0]


def _filled(one: Witness, name: str) -> str:
    return f"NULLIF(s{one.place}.{name}, {EMPTY})" if name in LISTS else f"s{one.place}.{name}"
