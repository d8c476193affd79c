"""Which rows and columns of a table or view are exported; every value is bound, none becomes SQL."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Integer, Select, String, column, func, or_, select, table
from sqlalchemy.sql.elements import ColumnElement

from analysis.errors import NoSuchThing
from analysis.exports.cells import cell_conditions
from analysis.exports.kinds import Kind
from analysis.exports.relations import Field, Relation
from analysis.named import check_days, deputy_id, group_ids, portfolio_ids
from etl.dialects import dialect_of

# The columns of a question that options narrow by, for tables that have no such column but tell of questions.
QUESTION = table(
    "question",
    column("question_id", String),
    column("legislature", Integer),
    column("asked_on", Date),
    column("deputy_id", String),
    column("group_id", String),
    column("asked_portfolio_id", String),
    column("answering_portfolio_id", String),
    column("state", String),
)
PORTFOLIOS = ("asked_portfolio_id", "answering_portfolio_id")
# The table deputy has the last legislature of each; here is every one in which they sat.
DEPUTY_SOURCE = table("deputy_source", column("deputy_id", String), column("legislature", Integer))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: several values of one kind mean any of them, several kinds all of them."""

    legislatures: Sequence[int] = ()
    since: date | None = None
    until: date | None = None
    deputies: Sequence[str] = ()
    groups: Sequence[str] = ()
    portfolios: Sequence[str] = ()
    states: Sequence[str] = ()
    # Column and value; an empty value means an empty cell.
    where: Sequence[tuple[str, str]] = ()
    columns: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of a relation that meet all conditions, and which of its columns."""

    relation: Relation
    fields: tuple[Field, ...]
    conditions: tuple[ColumnElement[bool], ...]

    def query(self, fields: Sequence[Field], *further: ColumnElement[bool]) -> Select[Any]:
        """Return the query of these columns."""
        values = [field.value.label(field.name) for field in fields]
        return select(*values).select_from(self.relation.table).where(*self.conditions, *further)

    def count(self, connection: Connection) -> int:
        """Return how many rows there are."""
        counted = select(func.count()).select_from(self.relation.table).where(*self.conditions)
        return int(connection.execute(counted).scalar_one())

    def in_order(self, connection: Connection, query: Select[Any]) -> Select[Any]:
        """Order a query by the key, else by all columns: texts by their bytes and empty ones first, on any database."""
        by = [self.relation.field(name) for name in self.relation.key] or self.relation.fields
        for field in by:
            value = field.value.collate(dialect_of(connection).byte_order) if field.kind is Kind.STRING else field.value
            query = query.order_by(value if field.required else value.nulls_first())
        return query


def select_from(connection: Connection, relation: Relation, wanted: Wanted) -> Selection:
    """Return what is wanted of a relation; raise NoSuchThing for what it does not have."""
    names = dict.fromkeys(wanted.columns)
    fields = tuple(relation.field(name) for name in names) if names else relation.fields
    conditions = [*_conditions(connection, relation, wanted), *cell_conditions(relation, wanted.where)]
    return Selection(relation, fields, tuple(conditions))


def _conditions(connection: Connection, relation: Relation, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return the conditions on the relation's own columns, and one on those of its questions for all others."""
    own: list[ColumnElement[bool]] = []
    of_questions: list[ColumnElement[bool]] = []
    for option, names, condition in _asked(connection, wanted):
        if option == "--legislature" and relation.name == "deputy":
            sat = select(DEPUTY_SOURCE.columns["deputy_id"]).where(condition(DEPUTY_SOURCE.columns["legislature"]))
            own.append(relation.field("deputy_id").value.in_(sat))
        elif columns := _own_columns(relation, names):
            own.append(or_(*(condition(relation.field(name).value) for name in columns)))
        elif relation.has("question_id"):
            of_questions.append(or_(*(condition(QUESTION.columns[name]) for name in names)))
        else:
            raise NoSuchThing(
                f"{option} cannot narrow {relation.name}, which has no {names[0]}: leave it out or use --where"
            )
    if of_questions:
        questions = select(QUESTION.columns["question_id"]).where(*of_questions)
        own.append(relation.field("question_id").value.in_(questions))
    return own


def _own_columns(relation: Relation, names: Sequence[str]) -> Sequence[str]:
    """Return the relation's columns that an option is about; none where those of its questions say more."""
    if names == PORTFOLIOS and relation.has("portfolio_id"):
        return ("portfolio_id",)
    there = [name for name in names if relation.has(name)]
    return there if len(there) == len(names) or not relation.has("question_id") else ()


Condition = Callable[[ColumnElement[Any]], ColumnElement[bool]]


def _asked(connection: Connection, wanted: Wanted) -> Iterator[tuple[str, Sequence[str], Condition]]:
    """Yield each option that narrows, the columns of a question it is about, and what it asks of any of them."""
    if wanted.legislatures:
        yield "--legislature", ("legislature",), lambda value: value.in_(wanted.legislatures)
    check_days(wanted.since, wanted.until)
    if wanted.since is not None:
        yield "--since", ("asked_on",), lambda value: value >= wanted.since
    if wanted.until is not None:
        yield "--until", ("asked_on",), lambda value: value <= wanted.until
    if wanted.deputies:
        deputies = [deputy_id(connection, name) for name in wanted.deputies]
        yield "--deputy", ("deputy_id",), lambda value: value.in_(deputies)
    if wanted.groups:
        groups = [found for name in wanted.groups for found in group_ids(connection, name)]
        yield "--group", ("group_id",), lambda value: value.in_(groups)
    if wanted.portfolios:
        portfolios = [found for name in wanted.portfolios for found in portfolio_ids(connection, name)]
        yield "--portfolio", PORTFOLIOS, lambda value: value.in_(portfolios)
    if wanted.states:
        yield "--state", ("state",), lambda value: value.in_(wanted.states)
