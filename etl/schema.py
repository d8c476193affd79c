"""The shape of the database: schema.sql, read and created, and the version that a database is of."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine.reflection import ObjectKind

from etl.comments import ColumnComments, Comment, comments, view_comments
from etl.dialects import dialect_of
from etl.errors import SchemaMismatch
from etl.registers import fill_registers, registers_stand
from etl.rules import note_rules
from etl.writing import writing

VERSION = 10


def schema_sql() -> str:
    """Return the text of schema.sql: of the installed package, else of the checkout."""
    packaged = Path(__file__).with_name("schema.sql")
    path = packaged if packaged.exists() else Path(__file__).parents[1] / "schema.sql"
    return path.read_text(encoding="utf-8")


def own_sql(database: str) -> str:
    """Return the text of what a kind of database, sqlite or postgresql, has beside schema.sql."""
    return Path(__file__).with_name("dialects").joinpath(f"{database}.sql").read_text(encoding="utf-8")


@cache
def column_comments() -> ColumnComments:
    """Return what schema.sql says of the columns of its tables and views."""
    return ColumnComments(schema_sql())


def has_schema(engine: Engine) -> bool:
    """Tell whether a database holds this version's tables, False where it holds nothing; raise SchemaMismatch else."""
    with engine.connect() as connection:
        return not _is_empty(connection)


def ensure_schema(engine: Engine) -> None:
    """Create the tables in an empty database and bring the registers up to date.

    A database that needs neither is only read, so that nobody waits for a load. Raises SchemaMismatch for a database
    that holds anything else than this version's tables; those of an earlier version are upgraded by etl/upgrade.py.
    """
    with engine.connect() as connection:
        if not _is_empty(connection) and registers_stand(connection):
            return
    with writing(engine) as connection:
        if _is_empty(connection):
            create_tables(connection)
            finish_tables(connection)
            dialect_of(connection).make_routines(connection)
            note_rules(connection)
        fill_registers(connection)


def statements(sql: str) -> list[str]:
    """Return the statements of a schema file, without its comments."""
    code = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return [statement for part in code.split(";\n") if (statement := part.strip().rstrip(";"))]


def create_tables(connection: Connection) -> None:
    """Create the tables and views of schema.sql and what this database has beside, bare of comments and registers."""
    dialect = dialect_of(connection)
    for sql in (schema_sql(), own_sql(connection.dialect.name)):
        for statement in statements(sql):
            connection.execute(text(dialect.ddl(statement)))


def finish_tables(connection: Connection) -> None:
    """Give tables and views the comments of schema.sql and what else only this database has."""
    sql, own = schema_sql(), own_sql(connection.dialect.name)
    told = [
        Comment("TABLE", table, comment) if column is None else Comment("COLUMN", f"{table}.{column}", comment)
        for table, column, comment in (*comments(sql), *comments(own))
    ]
    if connection.dialect.supports_comments:
        told += _comments_of_views(connection)
    dialect_of(connection).finish_schema(connection, told)


def _comments_of_views(connection: Connection) -> Iterator[Comment]:
    columns = inspect(connection).get_multi_columns(kind=ObjectKind.VIEW)
    for view, comment in view_comments(schema_sql()):
        yield Comment("VIEW", view, comment)
        for name in (column["name"] for column in columns[None, view]):
            yield Comment("COLUMN", f"{view}.{name}", column_comments().of(view, name))


def version_of(connection: Connection) -> int | None:
    """Return the version of the tables, None where there are none; raise SchemaMismatch for those of something else."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    version = connection.scalar(text("SELECT max(version) FROM schema_version")) if "schema_version" in tables else None
    if version is None:
        raise SchemaMismatch(f"this database holds other tables ({', '.join(sorted(tables)[:3])}…): give an empty one")
    return int(version)


def what_to_do(version: int) -> str:
    """Say in one line what to do about tables of another version than this program's."""
    found = f"the database has version {version} of the tables"
    if version < VERSION:
        return f"{found}, this program needs {VERSION}: run 'questions db upgrade'"
    return f"{found}, made by a newer program: upgrade the program"


def _is_empty(connection: Connection) -> bool:
    """Tell whether there is nothing yet; refuse what is not ours."""
    version = version_of(connection)
    if version not in (None, VERSION):
        raise SchemaMismatch(what_to_do(version))
    return version is None
