"""What narrows a search: which questions count at all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from analysis.errors import NoSuchThing
from analysis.named import check_days, check_legislature, deputy_id, group_ids, portfolio_ids
from parliament.people import fold

LABELS = "SELECT DISTINCT label FROM ministry_label ORDER BY label"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Several values of one kind mean any of them, several kinds all of them.

    Portfolios and ministries are those asked and those that answer; of a ministry's label a part is enough. The dates
    are those of asking, both included.
    """

    legislatures: Sequence[int] = ()
    deputies: Sequence[str] = ()
    groups: Sequence[str] = ()
    portfolios: Sequence[str] = ()
    ministries: Sequence[str] = ()
    states: Sequence[str] = ()
    since: date | None = None
    until: date | None = None


def conditions(connection: Connection, filters: Filters) -> tuple[list[str], dict[str, object]]:
    """Return conditions on a question q as SQL, and the values bound in them; legislatures are the ranking's own.

    Raises NoSuchThing for names that nobody has.
    """
    values: dict[str, object] = {}

    def one_of(columns: Sequence[str], wanted: Iterable[object]) -> str:
        names = []
        for value in wanted:
            names.append(f"given{len(values)}")
            values[names[-1]] = value
        marks = ", ".join(f":{name}" for name in names)
        return "(" + " OR ".join(f"q.{column} IN ({marks})" for column in columns) + ")"

    def resolved(names: Sequence[str], of: Callable[[Connection, str], list[str]]) -> list[str]:
        return [found for name in names for found in of(connection, name)]

    found: list[str] = []
    check_days(filters.since, filters.until)
    for number in filters.legislatures:
        check_legislature(connection, number)
    if filters.deputies:
        found.append(one_of(["deputy_id"], [deputy_id(connection, name) for name in filters.deputies]))
    if filters.groups:
        found.append(one_of(["group_id"], resolved(filters.groups, group_ids)))
    if filters.portfolios:
        portfolios = resolved(filters.portfolios, portfolio_ids)
        found.append(one_of(["asked_portfolio_id", "answering_portfolio_id"], portfolios))
    if filters.ministries:
        found.append(one_of(["asked_ministry_label", "answering_ministry_label"], _labels(connection, filters)))
    if filters.states:
        found.append(one_of(["state"], filters.states))
    for name, sign, day in (("since", ">=", filters.since), ("until", "<=", filters.until)):
        if day is not None:
            values[name] = str(day)
            found.append(f"q.asked_on {sign} CAST(:{name} AS {_day(connection)})")
    return found, values


def _labels(connection: Connection, filters: Filters) -> list[str]:
    """Return the labels that hold what was given, whatever accents and capitals."""
    known = connection.execute(text(LABELS)).scalars().all()
    found = []
    for asked in filters.ministries:
        if not (wanted := fold(asked)):
            raise NoSuchThing("--ministry: give a part of a ministry's label, e.g. --ministry santé")
        labels = [label for label in known if wanted in fold(label)]
        if not labels:
            raise NoSuchThing(f"no ministry label holds {asked!r}; 'questions ministries' lists them")
        found += labels
    return list(dict.fromkeys(found))


def _day(connection: Connection) -> str:
    # SQLite keeps days as text, and would cast to DATE as to a number.
    return "TEXT" if connection.dialect.name == "sqlite" else "DATE"
