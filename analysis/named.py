"""Deputies, groups and portfolios as people name them, found in the database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from analysis.errors import NoSuchThing
from parliament.people import find, fold, nearest

DEPUTIES = """
    SELECT deputy_id, slug, name FROM deputy_name
    UNION SELECT deputy_id, slug, name FROM deputy
    ORDER BY deputy_id, slug, name
"""
GROUPS = """
    SELECT group_id, acronym AS name FROM political_group
    UNION SELECT group_id, name FROM political_group
    UNION SELECT group_id, group_id FROM political_group
    UNION SELECT group_id, spelling FROM political_group_spelling
"""
PORTFOLIOS = """
    SELECT portfolio_id, portfolio_id AS name FROM portfolio UNION SELECT portfolio_id, name FROM portfolio
"""

LEGISLATURES = """
    SELECT l.legislature FROM legislature AS l
    WHERE EXISTS (SELECT 1 FROM question AS q WHERE q.legislature = l.legislature) ORDER BY l.legislature
"""


@dataclass(frozen=True, slots=True)
class _Deputy:
    deputy_id: str
    slug: str
    name: str

    @property
    def official_id(self) -> str:
        return self.deputy_id


def deputy_id(connection: Connection, asked: str) -> str:
    """Return the id of the deputy that a slug, a name or a PA id means; raise NoSuchThing for none or several."""
    entries = [_Deputy(*row) for row in connection.execute(text(DEPUTIES))]
    found = find(asked, entries)
    ids = sorted({entry.deputy_id for entry in found})
    if not ids:
        raise NoSuchThing(f"no deputy {asked!r} in the database{_meant(asked, [entry.slug for entry in entries])}")
    if len(ids) > 1:
        homonyms = ", ".join(sorted({f"{entry.slug} ({entry.deputy_id})" for entry in found}))
        raise NoSuchThing(f"several deputies are called {asked!r}: {homonyms}; name one by PA id")
    return ids[0]


def group_ids(connection: Connection, asked: str) -> list[str]:
    """Return the groups that an acronym, a name or an organe means, of all legislatures; raise NoSuchThing for none."""
    return _ids(connection, "group", asked, GROUPS, lambda name: fold(name).replace(" ", ""))


def portfolio_ids(connection: Connection, asked: str) -> list[str]:
    """Return the portfolio that a slug or a name means; raise NoSuchThing for none."""
    return _ids(connection, "portfolio", asked, PORTFOLIOS, fold)


def check_days(since: date | None, until: date | None) -> None:
    """Raise NoSuchThing where the last day lies before the first."""
    if since is not None and until is not None and until < since:
        raise NoSuchThing(f"no day is from {since} on and up to {until}: exchange --since and --until")


def check_legislature(connection: Connection, asked: int) -> None:
    """Raise NoSuchThing, with those that there are, for a legislature without questions in the database."""
    known = connection.scalars(text(LEGISLATURES)).all()
    if asked not in known:
        raise NoSuchThing(f"no questions of legislature {asked} in the database; it has {', '.join(map(str, known))}")


def _ids(connection: Connection, what: str, asked: str, names: str, key: Callable[[str], str]) -> list[str]:
    rows = connection.execute(text(names)).all()
    wanted = key(asked)
    found = sorted({row[0] for row in rows if wanted and key(row[1]) == wanted})
    if not found:
        raise NoSuchThing(f"no {what} {asked!r} in the database{_meant(asked, [row[1] for row in rows])}")
    return found


def _meant(asked: str, known: Sequence[str]) -> str:
    suggestions = nearest(asked, sorted(set(known)))
    return f"; did you mean {' or '.join(suggestions)}?" if suggestions else ""
